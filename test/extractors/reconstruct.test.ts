import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, squaresOf } from './reading.ts';

const seed = (name: string): string =>
  readFileSync(new URL(`../../seeds/${name}.txt`, import.meta.url), 'utf8');
const zhuzhou = seed('zhuzhou-injury-insurance-centre-2021-final-accounts');
const hengyang = seed('hengyang-injury-insurance-centre-2020-final-accounts');
const huitong = seed('huitong-injury-insurance-centre-2021-self-evaluation');
const yunxi = seed('yunxi-injury-insurance-centre-2024-final-accounts');

describe('the complete accounts', () => {
  it('have their ten tables with what stands beside them', async () => {
    const { tables } = await readText(zhuzhou);
    expect(tables.map((t) => [t.mark, t.title, t.headerRows, t.rows, t.columns, t.notes.length])).toEqual([
      ['公开01表', '收入支出决算总表', 3, 34, 6, 2],
      ['公开02表', '收入决算表', 3, 22, 9, 1],
      ['公开03表', '支出决算表', 3, 22, 8, 1],
      ['公开04表', '财政拨款收入支出决算总表', 3, 35, 9, 1],
      ['公开05表', '一般公共预算财政拨款支出决算表', 3, 22, 5, 1],
      ['公开06表', '一般公共预算财政拨款基本支出决算明细表', 2, 31, 9, 1],
      ['公开07表', '一般公共预算财政拨款“三公”经费支出决算表', 4, 5, 12, 1],
      ['公开08表', '政府性基金预算财政拨款收入支出决算表', 3, 4, 8, 2],
      ['公开09表', '国有资本经营预算财政拨款支出决算表', 3, 4, 5, 2],
      [null, '2021年度部门整体支出绩效自评表', 0, 22, 9, 2],
    ]);
    for (const table of tables.slice(0, 9))
      expect(table).toMatchObject({
        unitText: '金额单位：万元',
        entityText: '株洲市工伤保险服务中心',
        yearText: '2021年度',
      });
    expect(tables[9]).toMatchObject({ unitText: '(万元)', entityText: '株洲市工伤保险服务中心' });
  });

  it('have spans where merged header cells were', async () => {
    const { tables } = await readText(zhuzhou);
    expect(squaresOf(tables[1]!).slice(0, 2)).toEqual([
      [
        '项目',
        '<',
        '本年收入合计',
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
      ['功能分类科目编码', '科目名称', '^', '^', '^', '^', '^', '^', '^'],
    ]);
    expect(squaresOf(tables[6]!)[1]!.slice(0, 6)).toEqual([
      '合计',
      '因公出国 (境) 费',
      '公务用车购置及运行费',
      '<',
      '<',
      '公务接待费',
    ]);
  });

  it('have one self-evaluation, though a page break cut it', async () => {
    const { tables } = await readText(zhuzhou);
    const rows = squaresOf(tables[9]!);
    expect(rows[14]).toEqual(['^', '^', '成本指标', '基本支出', '292.83 万', '293.87 万', '8', '8', '']);
    const roles = tables[9]!.cells.filter((cell) => cell.row === 8).map((cell) => cell.role);
    expect(new Set(roles)).toEqual(new Set(['header']));
  });

  it('have paragraphs that pages cut put together', async () => {
    const { blocks } = await readText(zhuzhou);
    const joined = blocks.filter((block) => block.kind === 'paragraph' && /–/u.test(block.location));
    expect(joined.map((block) => block.location)).toEqual([
      'lines 393–395',
      'lines 413–415',
      'lines 433–435',
      'lines 483–485',
      'lines 497–499',
      'lines 511–513',
      'lines 539–541',
      'lines 569–571',
      'lines 585–587',
      'lines 591–593',
      'lines 597–599',
      'lines 601–603',
      'lines 607–609',
      'lines 627–629',
    ]);
  });
});

describe('the accounts that lack tables', () => {
  it('have the nine that are there, the halves of one joined', async () => {
    const { tables } = await readText(hengyang);
    expect(tables.map((t) => [t.mark, t.rows, t.columns])).toEqual([
      ['公开01表', 34, 6],
      ['公开04表', 34, 9],
      ['公开05表', 15, 5],
      ['公开06表', 30, 9],
      ['公开07表', 5, 12],
      ['公开08表', 4, 8],
      ['公开09表', 4, 5],
      [null, 20, 4],
      [null, 22, 8],
    ]);
    expect(squaresOf(tables[1]!)[20]!.slice(3, 6)).toEqual(['十八、自然资源海洋气象等支出', '50', '0.00']);
  });

  it('announce the others in their contents', async () => {
    const { blocks } = await readText(hengyang);
    const contents = blocks.filter((block) => block.kind === 'contents').map((block) => block.text);
    expect(contents).toHaveLength(28);
    expect(contents).toContain('2、部门收入决算表');
  });

  it('keep signatures apart', async () => {
    const { blocks, findings } = await readText(hengyang);
    expect(blocks.filter((b) => b.kind === 'signature').map((b) => b.text)).toEqual([
      '填表人：',
      '联系电话：',
      '单位负责人签字：',
      '填表人：',
      '联系电话：',
      '单位负责人签字：',
    ]);
    expect(findings.map((finding) => finding.code)).toEqual(['personal-data']);
  });
});

it('prose has no tables, and no mark of the editor', async () => {
  const { blocks, tables } = await readText(huitong);
  expect(tables).toEqual([]);
  expect(blocks.map((block) => block.text).join('\n')).not.toContain('bookmark');
  expect(blocks.filter((block) => block.kind === 'heading').map((block) => block.level)).toEqual([
    4, 2, 2, 2, 2, 2, 2,
  ]);
});

it('lost tables leave fragments and artifacts, and nothing a program guessed at a picture', async () => {
  const { blocks, tables } = await readText(yunxi);
  const count = (kind: string): number => blocks.filter((block) => block.kind === kind).length;
  expect(tables).toEqual([]);
  expect([count('fragment'), count('note')]).toEqual([55, 23]);
  expect(count('artifact')).toBeGreaterThan(10);
  const text = blocks.map((block) => block.text).join('\n');
  expect(text).not.toMatch(/\[image|BT k|AFo|^31$/mu);
  expect(text).toContain('代缴社会保险费');
});

describe('whatever the text', () => {
  const words = [
    '一、收入情况',
    '收入决算表',
    '部门：某局',
    '单位：万元',
    '公开01表',
    '2023年度',
    '注：本表反映收入。',
    '目录',
    '第一部分 概况',
    '本年收入合计331.61万元，比上年增加。',
    '项目',
    '合计',
    '1.00',
    '208',
    '教育支出',
    '',
    '',
    ' ',
    '- 3 -',
    '[image: a.png]x',
    '没有句号的一行文字说明了情况',
    '（一）',
    '……',
    '1',
    'total income',
    '第 2 页',
    '| a | b |',
    '|---|---|',
    '其中：',
    '２０２３',
  ];
  const line = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
    .chain((cells) => fc.constantFrom('\t', '    ', ' ', '').map((gap) => cells.join(gap)));
  const text = fc.array(line, { minLength: 1, maxLength: 25 }).map((lines) => `文件\n${lines.join('\n')}`);

  it('every square of every table is covered once, every block of a table is one of its own', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (own) => {
        const { tables, blocks } = await readText(own);
        for (const table of tables) expect(squaresOf(table).flat()).not.toContain('?');
        expect(blocks.filter((block) => block.kind === 'table').map((block) => block.tableId)).toEqual(
          tables.map((table) => table.id),
        );
      }),
      { numRuns: 300 },
    );
  });

  /** A header text that stands again beside or below itself is told once. */
  const hasStacked = (own: string): boolean => {
    const rows = own.split('\n').map((row) => row.split(/[\t|]|\s{2,}/u).map((cell) => cell.trim()));
    return rows.some((row, i) =>
      row.some((cell, c) => cell !== '' && (row.indexOf(cell) !== c || rows[i + 1]?.includes(cell))),
    );
  };

  it('no character is lost and none is twice', async () => {
    const counted = (characters: string): string =>
      [...characters.replace(/[\s|.．…·+:-]/gu, '')].sort().join('');
    await fc.assert(
      fc.asyncProperty(text, async (own) => {
        // Pictures go with what was guessed at them, entries of contents lose their page numbers.
        fc.pre(!/\[image|目录|\.{3}|…/u.test(own) && !hasStacked(own));
        const { tables, blocks, unaccounted } = await readText(own);
        const found = [
          ...blocks.map((block) => block.text),
          ...tables.flatMap((table) => table.cells.map((cell) => cell.text)),
          ...[...unaccounted.values()].flat(),
        ];
        expect(counted(found.join(''))).toBe(counted(own));
      }),
      { numRuns: 300 },
    );
  });

  it('the same comes out of line ends of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (own) => {
        expect(await readText(own.replaceAll('\n', '\r\n'))).toEqual(await readText(own));
      }),
      { numRuns: 50 },
    );
  });
});

it('a page number behind a table that the line before ended is told once', async () => {
  const { blocks } = await readText(
    '文件\n total income 合计  （一）\n一、收入情况\n2023年度    （一）    教育支出    ２０２３\n| a | b |    公开01表    1.00\n- 3 -',
  );
  expect(blocks.filter((block) => block.text === '- 3 -')).toHaveLength(1);
});

it.each([
  ['one word after another', (n: number) => '收入 '.repeat(n)],
  ['tabs', (n: number) => `${'合计\t1\t'.repeat(n)}\n`],
  ['lines that never end', (n: number) => '本单位工作情况完成得比较好并且\n'.repeat(n)],
  ['rows of a table', (n: number) => '教育支出\t1.00\n'.repeat(n)],
  ['columns', (n: number) => '教育支出    1.00    2.00\n'.repeat(n)],
  ['open brackets', (n: number) => '（'.repeat(n)],
  ['placeholders that never close', (n: number) => '[image: '.repeat(n)],
  ['stars', (n: number) => '**'.repeat(n)],
  ['leader dots', (n: number) => `一、情况${'.'.repeat(n)}3`],
])(
  'time grows with the text, not with its square: %s',
  async (_, make) => {
    // Seconds where time grows with the text; with its square, far beyond what a test may take on the busiest machine.
    await readText(make(60_000));
  },
  120_000,
);
