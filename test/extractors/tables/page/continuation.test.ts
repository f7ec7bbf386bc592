import { describe, expect, it } from 'vitest';
import { reader } from '../../../../extractors/formats/pdf.ts';
import { recognise } from '../../../../extractors/recognise.ts';
import { reconstruct } from '../../../../extractors/reconstruct.ts';
import { isRestOf } from '../../../../extractors/tables/page/continuation.ts';
import type { PageGrid } from '../../../../extractors/tables/page/grid.ts';
import type { Table } from '../../../../schemas/table.ts';
import { makePdf, type PdfPage } from '../../../make-pdf.ts';
import { printPage } from '../../printed-pages.ts';
import { limits, squaresOf } from '../../reading.ts';

const read = async (...pages: readonly PdfPage[]): Promise<readonly Table[]> =>
  reconstruct(recognise(await reader.read(makePdf(pages), { name: 'a.pdf', limits }))).tables;
const bodyOf = (table: Table | undefined) => (table ? squaresOf(table).slice(table.headerRows) : []);

/** Code, name (nine hanzi fill it), two amounts. */
const xs = [60, 120, 222, 320, 420];
const header = ['科目编码', '科目名称', '合计', '基本支出'];
const first = [
  ['201', '一般公共服务支出', '900.10', '900.10'],
  ['20103', '政府办公厅事务', '900.10', '900.10'],
  ['2010301', '行政运行', '900.10', '900.10'],
];
const second = [
  ['208', '社会保障和就业', '120.00', '100.00'],
  ['20805', '养老支出', '120.00', '100.00'],
];

describe('a table that goes on over the page', () => {
  it('goes on without a header: codes stay labels', async () => {
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage([{ xs, rows: second }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second]);
    expect(table).toMatchObject({ headerRows: 1, pages: [1, 2], title: '支出预算表' });
    expect(table?.cells.filter(({ text }) => text === '20805').map(({ role }) => role)).toEqual(['stub']);
  });

  it('repeats its header, its title and its captions', async () => {
    const over = ['支出预算表', '部门：清河县水利局'];
    const [table, ...more] = await read(
      printPage([...over, { xs, rows: [header, ...first] }]),
      printPage([...over, { xs, rows: [header, ...second] }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second]);
  });

  it('does not go on in a line of prose that falls in two at its columns', async () => {
    const line = (y: number) => ({ box: [60, y - 0.25, 420, y + 0.25] as [number, number, number, number] });
    const at = (x: number, y: number) => (text: string) => ({ text, x, y, size: 10 });
    const tabular = ['职工就业', '继续学习', '中途退学', '教师资格'].flatMap((label, i) => [
      at(70, 116 + 20 * i)(label),
      at(330, 116 + 20 * i)(`${40 - i}.00`),
    ]);
    const page = (texts: readonly ReturnType<ReturnType<typeof at>>[], ys: readonly number[]): PdfPage => ({
      width: 595,
      height: 842,
      texts,
      boxes: ys.map(line),
    });
    const head = [at(70, 96)('指标'), at(330, 96)('权重')];
    const tables = await read(
      page([...head, ...tabular], [84, 100, 184]),
      page([at(70, 116)('职业教育和普通高中教育以及'), at(330, 116)('为成人安排的课程')], [104, 122]),
    );
    expect(tables.map(bodyOf)).toEqual([
      ['职工就业', '继续学习', '中途退学', '教师资格'].map((label, i) => [label, `${40 - i}.00`]),
    ]);
  });

  it.each(['续表', '支出预算表（续）', '（续上表）', '续表1'])('says that it goes on: %s', async (title) => {
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage([title, { xs, rows: [header, ...second] }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second]);
  });

  it('repeats its header in part', async () => {
    const groups = ['科目', '<', '本年支出', '<'];
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [groups, header, ...first] }]),
      printPage([{ xs, rows: [header, ...second] }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second]);
  });

  it('goes on with headers of its own where these are of indicators', async () => {
    const money = [
      ['项目资金', '<', '预算数', '执行数'],
      ['年度资金', '总额', '20.00', '19.00'],
      ['其中', '拨款', '20.00', '19.00'],
    ];
    const indicators = [
      ['一级指标', '二级指标', '指标值', '完成值'],
      ['产出指标', '数量指标', '3.00', '3.00'],
    ];
    const tables = await read(
      printPage(['项目支出绩效自评表', { xs, rows: money }]),
      printPage([{ xs, rows: indicators }]),
    );
    expect(tables.map(({ pages }) => pages)).toEqual([[1, 2]]);
  });

  it('goes on with labels only where the form is not filled in', async () => {
    const wide = [60, 150, 200, 290, 340, 380, 420];
    const blank = (left: string, right: string) => [left, '', right, '', '', ''];
    const over = [['项目', '决算数', '项目', '合计', '一般', '基金'], blank('一、拨款', '一、公共服务')];
    const under = ['二、国防', '三、教育', '四、科学', '五、文化', '六、卫生', '七、环保'].map((label) =>
      blank('', label),
    );
    const [table, ...more] = await read(
      printPage(['拨款收入支出决算表', { xs: wide, rows: over }], { number: 1 }),
      printPage([{ xs: wide, rows: [...under, blank('总计', '总计')] }], { number: 2 }),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...over.slice(1), ...under, blank('总计', '总计')]);
  });

  it('is cut within its header', async () => {
    const groups = ['科目', '<', '本年支出', '<'];
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [groups, header] }]),
      printPage([{ xs, rows: [['1', '2', '3', '4'], ...first] }]),
    );
    expect(more).toEqual([]);
    expect(table?.headerRows).toBe(3);
    expect(bodyOf(table)).toEqual(first);
  });

  it('has nothing but its header on the first page, of three words', async () => {
    const three = [60, 120, 222, 320];
    const rows = first.map((row) => row.slice(0, 3));
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs: three, rows: [header.slice(0, 3)] }]),
      printPage([{ xs: three, rows }]),
    );
    expect(more).toEqual([]);
    expect(table).toMatchObject({ headerRows: 1, title: '支出预算表', pages: [1, 2] });
    expect(bodyOf(table)).toEqual(rows);
  });

  it('is cut within its header, cells of which hold for the lines below', async () => {
    const five = [...xs, 500];
    const body = first.map((row) => [...row, '0.00']);
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs: five, rows: [['科目编码', '科目名称', '合计', '本年支出', '<']] }]),
      printPage([{ xs: five, rows: [['', '', '', '基本支出', '项目支出'], ...body] }]),
    );
    expect(more).toEqual([]);
    expect(table && squaresOf(table).slice(0, 2)).toEqual([
      ['科目编码', '科目名称', '合计', '本年支出', '<'],
      ['^', '^', '^', '基本支出', '项目支出'],
    ]);
    expect(bodyOf(table)).toEqual(body);
  });

  it('stands on a page of another orientation, and with columns a little wider', async () => {
    const wide = xs.map((x) => 60 + (x - 60) * 1.7);
    const other = xs.map((x, i) => x + [0, 2, -2, 3, 9][i]!);
    const third = [['213', '农林水支出', '5.00', '5.00']];
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage([{ xs: wide, rows: second }], { width: 842, height: 595 }),
      printPage([{ xs: other, rows: third }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second, ...third]);
  });

  it('goes on behind page numbers that count on far from the edge', async () => {
    const [table, ...more] = await read(
      { ...printPage(['支出预算表', { xs, rows: [header, ...first] }, '17']), height: 235 },
      { ...printPage([{ xs, rows: second }, '18']), height: 165 },
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([...first, ...second]);
  });

  it('ends with a merged sum on the last page', async () => {
    const [table] = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage([{ xs, rows: [['总计', '<', '1,020.10', '1,000.10']] }]),
    );
    expect(bodyOf(table).at(-1)).toEqual(['总计', '<', '1,020.10', '1,000.10']);
  });
});

describe('a row that the page cuts', () => {
  const cases: [string, string[], string[]][] = [
    ['its figures above', ['2080505', '机关事业单位基本养', '7.00', '7.00'], ['', '老保险缴费支出', '', '']],
    ['its figures below', ['2080505', '机关事业单位基本养', '', ''], ['', '老保险缴费支出', '7.00', '7.00']],
  ];
  it.each(cases)('is one row, %s', async (_, above, below) => {
    const [table, ...more] = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first, above] }]),
      printPage([{ xs, rows: [below, ...second] }]),
    );
    expect(more).toEqual([]);
    expect(bodyOf(table)).toEqual([
      ...first,
      ['2080505', '机关事业单位基本养老保险缴费支出', '7.00', '7.00'],
      ...second,
    ]);
  });

  it('is none where the label ends with the page: the next row is blank', async () => {
    const rows = [
      ['一般公共预算资金', '900.10'],
      ['专项收入', ''],
      ['专户管理的教育收费', ''],
    ];
    const rest = [
      ['其他非税收入', ''],
      ['其他资金', '3.00'],
    ];
    const two = [60, 162, 260];
    const [table] = await read(
      printPage(['收入预算表', { xs: two, rows: [['项目', '金额'], ...rows] }]),
      printPage([{ xs: two, rows: rest }]),
    );
    expect(bodyOf(table)).toEqual([...rows, ...rest]);
  });

  it('cuts a label over several rows: it holds for those below too', async () => {
    const grouped = [60, 160, 300, 420];
    const [table] = await read(
      printPage([
        '收入预算表',
        {
          xs: grouped,
          rows: [
            ['资金', '项目', '金额'],
            ['一般公共预算资金', '小计', '40.00'],
            ['^', '拨款', '40.00'],
            ['专户管理资金', '小计', '7.00'],
            ['^', '教育收费', '4.00'],
          ],
        },
      ]),
      printPage([
        {
          xs: grouped,
          rows: [
            ['', '其他收费', '3.00'],
            ['其他资金', '小计', '1.00'],
          ],
        },
      ]),
    );
    expect(bodyOf(table).slice(2)).toEqual([
      ['专户管理资金', '小计', '7.00'],
      ['^', '教育收费', '4.00'],
      ['^', '其他收费', '3.00'],
      ['其他资金', '小计', '1.00'],
    ]);
  });
});

describe('a table that ends with the page', () => {
  it('does not go on into one with a title of its own', async () => {
    const tables = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage(['财政拨款支出预算表', { xs, rows: [header, ...second] }]),
    );
    expect(tables.map(({ title }) => title)).toEqual(['支出预算表', '财政拨款支出预算表']);
  });

  it('does not go on into one with other headers', async () => {
    const tables = await read(
      printPage(['支出预算表', { xs, rows: [header, ...first] }]),
      printPage([{ xs, rows: [['科目编码', '科目名称', '预算数', '执行数'], ...second] }]),
    );
    expect(tables.map((table) => bodyOf(table))).toEqual([first, second]);
  });

  it('does not go on into the same table of the next unit: it begins anew', async () => {
    const sum = ['', '合计', '900.10', '900.10'];
    const tables = await read(
      printPage(['支出预算表', { xs, rows: [header, sum, ...first] }]),
      printPage(['支出预算表', { xs, rows: [header, sum, ...second] }]),
    );
    expect(tables.map((table) => bodyOf(table))).toEqual([
      [sum, ...first],
      [sum, ...second],
    ]);
  });
});

/** How often the words of a cell are read while a table of so many pages is put together. */
function readsOver(pages: number): number {
  let reads = 0;
  const pieceOf = (page: number): PageGrid => ({
    bbox: [0, 0, 200, 200],
    rows: 10,
    columns: 2,
    bounds: [0, 100, 200],
    cells: Array.from({ length: 20 }, (_, i) => {
      const [row, column] = [i >> 1, i % 2];
      const text =
        column === 0 ? `项目${page}之${row}` : page === 0 && row === 0 ? '金额' : `${page}${row}.50`;
      const bbox = [100 * column, 20 * row, 100 * column + 90, 20 * row + 18] as const;
      const words = [{ text, bbox, size: 10, bold: false, baseline: 20 * row + 14 }];
      return {
        ...{ row, column, rowSpan: 1, columnSpan: 1, bbox },
        get words() {
          reads++;
          return words;
        },
      };
    }),
  });
  const pieces = Array.from({ length: pages }, (_, page) => pieceOf(page));
  pieces.forEach((below, page) => {
    if (page > 0) expect(isRestOf(pieces.slice(0, page), below)).toBe(true);
  });
  return reads;
}

it('reads a table over hundreds of pages once, not once more for every page', () => {
  expect(readsOver(200)).toBeLessThan(2 * 10 * readsOver(20));
});
