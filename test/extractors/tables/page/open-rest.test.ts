import { describe, expect, it } from 'vitest';
import { reader } from '../../../../extractors/formats/pdf.ts';
import { reconstruct } from '../../../../extractors/reconstruct.ts';
import type { Table } from '../../../../schemas/table.ts';
import { makePdf, type PdfPage, type PdfText } from '../../../make-pdf.ts';
import { limits, squaresOf } from '../../reading.ts';

const read = async (...pages: readonly PdfPage[]): Promise<readonly Table[]> =>
  reconstruct(await reader.read(makePdf(pages), { name: 'a.pdf', limits })).tables;

const size = 10;
/** Where columns begin; figures end at the place given. */
const code = 60;
const label = 130;
const ends = [340, 430, 520];

/** A row: code and label at the left of their columns, figures at the right of theirs. */
const row = (y: number, [first = '', name = '', ...figures]: readonly string[]): PdfText[] =>
  [
    { text: first, x: code, y, size },
    { text: name, x: label, y, size },
    ...figures.map((text, i) => ({ text, x: (ends[i] ?? 0) - (text.length * size) / 2, y, size })),
  ].filter(({ text }) => text !== '');
const rows = (y: number, pitch: number, texts: readonly (readonly string[])[]): PdfText[] =>
  texts.flatMap((own, i) => row(y + pitch * i, own));
const title: PdfText = { text: '支出决算表', x: 270, y: 80, size: 14 };
const header = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
const begun = [
  ['栏次', '', '1', '2', '3'],
  ['208', '就业支出', '120.50', '100.50', '20.00'],
  ['20801', '管理事务', '90.00', '80.00', '10.00'],
];
const rest = [
  ['2080109', '社会保险经办机构运行支出', '60.00', '55.00', '5.00'],
  ['20805', '行政事业单位养老支出', '30.50', '20.50', '10.00'],
  ['2080505', '机关事业单位基本养老保险缴费', '30.50', '20.50', '10.00'],
];
const bodyOf = (table: Table | undefined) => (table ? squaresOf(table).slice(table.headerRows) : []);

describe('a table without lines that goes on over the page', () => {
  it('keeps its columns where the texts below are wider than those above', async () => {
    const [table, ...more] = await read(
      { texts: [title, ...rows(120, 16, [header, ...begun])] },
      { texts: rows(80, 16, rest) },
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...begun.slice(1), ...rest]);
  });

  it('is one table where its rows stand wide apart', async () => {
    const [table, ...more] = await read({ texts: [title, ...rows(120, 38, [header, ...begun, ...rest])] });
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...begun.slice(1), ...rest]);
  });

  it('begins the next page with a label that begins above its figures', async () => {
    const above: PdfText = { text: '社会保险经办机构和', x: label, y: 74, size };
    const [table, ...more] = await read(
      { texts: [title, ...rows(120, 20, [header, ...begun])] },
      {
        texts: [
          above,
          { text: '就业服务机构', x: label, y: 86, size },
          ...row(80, ['2080109', '', '60.00', '55.00', '5.00']),
          ...rows(106, 20, rest.slice(1)),
        ],
      },
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)[2]).toEqual(['2080109', '社会保险经办机构和就业服务机构', '60.00', '55.00', '5.00']);
  });

  it('has the columns that the rows of both pages tell, where few stand on the first', async () => {
    // The name of its column, set in the middle, and the short label leave white space that the rest fills.
    const centred = (y: number): PdfText[] => [
      ...row(y, ['编码', '', '合计', '基本支出', '项目支出']),
      { text: '科目名称', x: 205, y, size },
    ];
    const first = ['201', '203', '204'].map((own) => [own, '其他', '120.50', '100.50', '20.00']);
    const [table, ...more] = await read(
      { texts: [title, ...centred(120), ...rows(136, 16, first)] },
      { texts: rows(80, 16, [...begun.slice(2), ...rest]) },
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...begun.slice(2), ...rest]);
  });

  it('has the columns of the longer part where its header is printed again', async () => {
    const centred = (y: number): PdfText[] => [
      ...row(y, ['编码', '', '合计', '基本支出', '项目支出']),
      { text: '科目名称', x: 205, y, size },
    ];
    const first = ['201', '203', '204'].map((own) => [own, '其他', '120.50', '100.50', '20.00']);
    const [table, ...more] = await read(
      { texts: [title, ...centred(120), ...rows(136, 16, first)] },
      { texts: [...centred(80), ...rows(96, 16, [...begun.slice(2), ...rest])] },
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...begun.slice(2), ...rest]);
  });

  it('does not go on in columns that hold names where it holds figures', async () => {
    const list = ['甲', '乙', '丙', '丁'].map((name, i) => [
      `30${i}`,
      `${20 + i}.10`,
      `${name}类`,
      `40${i}`,
      `${name}项`,
    ]);
    const tables = await read(
      { texts: [title, ...rows(120, 16, [header, ...begun])] },
      { texts: rows(80, 16, list) },
    );
    expect(bodyOf(tables[0])).toEqual(begun.slice(1));
  });
});
