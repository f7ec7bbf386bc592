import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvToRecords } from '../../pipeline/output/csv-text.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { rawZip } from '../archive-files.ts';
import { makeDocx } from '../make-docx.ts';
import { gridBoxes, makePdf } from '../make-pdf.ts';
import { mingxiIn } from './commands/run-cli.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** One 支出决算表 of an office: its title as the carrier has it, and what its amounts are multiples of. */
interface Report {
  readonly title: string;
  readonly office: string;
  readonly amount: number;
}

const header = ['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出'];

function rowsOf({ amount }: Report): readonly (readonly string[])[] {
  const items = [
    ['201', '一般公共服务支出', 3],
    ['20103', '政府办公厅（室）及相关机构事务', 3],
    ['2010301', '行政运行', 2],
    ['2010302', '一般行政管理事务', 1],
    ['208', '社会保障和就业支出', 5],
    ['20805', '行政事业单位养老支出', 5],
    ['2080505', '机关事业单位基本养老保险缴费支出', 5],
  ] as const;
  const print = (value: number) => value.toFixed(2);
  const rowOf = (code: string, name: string, times: number) => [
    ...[code, name, print(times * amount * 3), print(times * amount * 2), print(times * amount)],
  ];
  return [header, rowOf('', '合计', 8), ...items.map(([code, name, times]) => rowOf(code, name, times))];
}

const asText = (report: Report): string =>
  [
    `${report.title}\n\n支出决算表\n部门：${report.office}\t单位：万元`,
    ...rowsOf(report).map((row) => row.join('\t')),
  ].join('\n');

function asPdf(report: Report): Uint8Array {
  const rows = rowsOf(report);
  const xs = [40, 100, 320, 400, 480, 560];
  const ys = Array.from({ length: rows.length + 1 }, (_, i) => 100 + 25 * i);
  return makePdf([
    {
      boxes: gridBoxes(xs, ys),
      texts: [
        { text: report.title, x: 180, y: 40 },
        { text: '支出决算表', x: 260, y: 65 },
        { text: `部门：${report.office}`, x: 40, y: 90 },
        { text: '单位：万元', x: 500, y: 90 },
        ...rows.flatMap((row, i) =>
          row.map((text, j) => ({ text, x: (xs[j] ?? 0) + 4, y: (ys[i] ?? 0) + 17 })),
        ),
      ],
    },
  ]);
}

function asDocx(report: Report): Uint8Array {
  const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  const rows = rowsOf(report).map(
    (row) => `<w:tr>${row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`,
  );
  return makeDocx(
    [report.title, '支出决算表', `部门：${report.office}　　单位：万元`].map(paragraph).join('') +
      `<w:tbl>${rows.join('')}</w:tbl>${paragraph('')}`,
  );
}

function asPage(report: Report): string {
  const rows = rowsOf(report).map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${report.title}</title></head><body><h1>${report.title}</h1><p>支出决算表</p><p>部门：${report.office}　　单位：万元</p><table border="1">${rows.join('')}</table></body></html>`;
}

const title = '临江市教育局2022年度部门决算';
const one: Report = { title, office: '临江市教育局', amount: 1.37 };

const readsPages = (await loadRegistry()).readers.some(({ id }) => id === 'html');
let root: string;
let links: readonly string[];

beforeAll(async () => {
  root = await makeTemporaryFolder();
  await mkdir(path.join(root, 'in'));
  const files: Readonly<Record<string, Uint8Array | string>> = {
    'a.txt': asText(one),
    'b.pdf': asPdf(one),
    // Portals give the attachment the ending of something else.
    'c.doc': asDocx({ ...one, title: '2022年度部门决算公开', office: '教育局' }),
    'd.xls': asPage({ ...one, title: '东山省临江市教育局2022年度部门决算', office: '东山省临江市教育局' }),
    'e.zip': rawZip([{ name: '附件.docx', bytes: asDocx({ ...one, title: `${title}（公开版）` }) }]),
    'f.txt': asText({ ...one, office: '临江市体育局', title: '临江市体育局2022年度部门决算' }),
    'g.docx': asDocx({ title: '教育局2022年度部门决算', office: '教育局', amount: 2.11 }),
    'h.pdf': asPdf({ title: '临江市教育局2021年度部门决算', office: '临江市教育局', amount: 1.19 }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(root, 'in', name), content);
  await mingxiIn(root, ['extract', 'in', '-o', 'out', '--format', 'csv,json', '--ocr', 'none']);
  const rows = await csvToRecords(await readFile(path.join(root, 'out/links.csv'), 'utf8'));
  links = rows.map((row) => `${row.get('kind')} ${row.get('from_source')} ${row.get('to_source')}`);
}, 60_000);

describe('several carriers of one report', () => {
  it('are one report in links.csv, however they call it; others are not', () => {
    const expected = [
      'same-report b.pdf a.txt',
      'same-report c.doc a.txt',
      'same-report d.xls a.txt',
      'same-report e.zip!/附件.docx a.txt',
      'year-on-year a.txt h.pdf',
    ];
    expect([...links].sort()).toEqual(expected.filter((link) => readsPages || !link.includes('.xls')));
  });
});
