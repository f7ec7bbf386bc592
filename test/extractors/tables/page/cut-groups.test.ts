import { describe, expect, it } from 'vitest';
import { reader } from '../../../../extractors/formats/pdf.ts';
import { recognise } from '../../../../extractors/recognise.ts';
import { reconstruct } from '../../../../extractors/reconstruct.ts';
import type { Table } from '../../../../schemas/table.ts';
import { makePdf, type PdfPage } from '../../../make-pdf.ts';
import { printPage } from '../../printed-pages.ts';
import { limits, squaresOf } from '../../reading.ts';

const read = async (...pages: readonly PdfPage[]): Promise<readonly Table[]> =>
  reconstruct(recognise(await reader.read(makePdf(pages), { name: 'a.pdf', limits }))).tables;

/** Group, label, two amounts, score. */
const money = [60, 120, 240, 310, 370, 430];
const header = ['资金', '年度资金总额', '年初预算数', '全年预算数', '得分'];
const amounts = [
  ['^', '合计', '40.00', '44.00', '9.00'],
  ['^', '当年财政拨款', '40.00', '40.00', ''],
];
/** Group, level, indicator, value, score: in the same frame, in columns of its own. */
const aims = [60, 120, 180, 310, 370, 430];
const indicators = [
  ['绩效指标', '一级指标', '三级指标', '年度指标值', '得分'],
  ['^', '产出指标', '巡查河道次数', '≥12次', '10.00'],
  ['^', '^', '水质达标率', '≥95%', '10.00'],
  ['^', '效益指标', '投诉件数', '≤4件', '9.50'],
  ['^', '^', '岸线绿化面积', '≥300亩', '8.00'],
];
const title = '整体支出绩效自评表';

describe('a table of merged cells that the page cuts', () => {
  it('goes on in rows that are divided differently: it has the columns of both', async () => {
    const [table, ...more] = await read(
      printPage([
        title,
        { xs: money, rows: [header, ...amounts, ['目标', '河道整洁，水质达标', '<', '<', '<']] },
      ]),
      printPage([{ xs: aims, rows: indicators }], { number: 2 }),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table) : []).toEqual([
      ['资金', '年度资金总额', '<', '年初预算数', '全年预算数', '得分'],
      ['^', '合计', '<', '40.00', '44.00', '9.00'],
      ['^', '当年财政拨款', '<', '40.00', '40.00', ''],
      ['目标', '河道整洁，水质达标', '<', '<', '<', '<'],
      ...indicators.map(([group = '', level = '', name = '', ...values]) => [
        group,
        level,
        name,
        '<',
        ...values,
      ]),
    ]);
  });

  it('begins the next page with a row of merged cells that no line closes above', async () => {
    const sides = ['^', '按收入分', '<', '按支出分', '<'];
    const halves = [
      sides,
      ['^', '拨款', '40.00', '人员经费', '31.00'],
      ['^', '其他', '4.00', '公用经费', '13.00'],
    ];
    const [table, ...more] = await read(
      printPage([title, { xs: money, rows: [header, amounts[0] ?? []], openBelow: [-1] }]),
      printPage([{ xs: money, rows: halves, openTop: true }]),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table) : []).toEqual([header, amounts[0], ...halves]);
  });

  it('has columns of labels at its left that hold for all rows of a page', async () => {
    const [table, ...more] = await read(
      printPage([title, { xs: aims, rows: indicators.slice(0, 2), openBelow: [-1] }]),
      printPage([
        {
          xs: aims,
          rows: [
            ['^', '^', '水质达标率', '≥95%', '10.00'],
            ['^', '^', '岸线长度', '≥3公里', '7.00'],
          ],
          openTop: true,
          openBelow: [0, 1],
        },
      ]),
      printPage([{ xs: aims, rows: indicators.slice(3), openTop: true }]),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table) : []).toEqual([
      ...indicators.slice(0, 3),
      ['^', '^', '岸线长度', '≥3公里', '7.00'],
      ...indicators.slice(3),
    ]);
  });

  it('ends the page with a label that reaches below the line of its row', async () => {
    const page = printPage([title, { xs: money, rows: [['部门', ...header.slice(1)]], openBelow: [0] }]);
    const below = { text: '资金', x: 65, y: 90 + 1.6 * 16 + 16 + 5, size: 10 };
    const sides = [60, 120].map((x) => ({
      box: [x - 0.25, 110, x + 0.25, 133] as [number, number, number, number],
    }));
    const [table, ...more] = await read(
      { ...page, texts: [...(page.texts ?? []), below], boxes: [...(page.boxes ?? []), ...sides] },
      printPage([{ xs: money, rows: amounts, openTop: true }]),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table) : []).toEqual([['部门资金', ...header.slice(1)], ...amounts]);
  });

  it.each([
    ['in the middle of all its rows, below the break', '', '绩效指标'],
    ['on both pages', '绩效指标', '绩效指标'],
  ])('prints its label %s', async (_, above, below) => {
    const [head = [], ...rest] = indicators;
    const [table, ...more] = await read(
      printPage([title, { xs: aims, rows: [[above, ...head.slice(1)], ...rest.slice(0, 2)] }]),
      printPage([
        {
          xs: aims,
          rows: [[below, ...(rest[2] ?? []).slice(1)], ...rest.slice(3), ['总分', '<', '<', '<', '37.50']],
        },
      ]),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table).slice(0, 5) : []).toEqual(indicators);
  });

  it('cuts a label of two rows: it goes on as the one at its left does', async () => {
    const [head = [], ...rest] = indicators;
    const [table, ...more] = await read(
      printPage([title, { xs: aims, rows: [head, rest[0] ?? []], openBelow: [-1] }]),
      printPage([
        { xs: aims, rows: [['', '', ...(rest[1] ?? []).slice(2)], ...rest.slice(2)], openTop: true },
      ]),
    );
    expect(more).toEqual([]);
    expect(table ? squaresOf(table) : []).toEqual(indicators);
  });

  it('is none where the next page has a frame of its own, divided by other columns', async () => {
    const tables = await read(
      printPage([title, { xs: money, rows: [header, ...amounts] }]),
      printPage([
        {
          xs: [60, 150, 200, 275, 340, 430],
          rows: [
            ['项目', '<', '单位', '数量', '金额'],
            ['泵站', '<', '座', '3', '6.00'],
            ['水闸', '<', '座', '2', '1.50'],
          ],
        },
      ]),
    );
    expect(tables).toHaveLength(2);
  });
});
