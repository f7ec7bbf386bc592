import { describe, expect, it } from 'vitest';
import {
  blankRepeats,
  countHeaderRows,
  findHeaderSpans,
  findRowGroups,
  isColumnNumbers,
  isInnerHeader,
} from '../../../extractors/tables/structure.ts';

const rows = (...lines: string[]): string[][] => lines.map((line) => line.split('|'));

it.each([
  ['栏次||1|2', true],
  ['1|2|3|4', true],
  ['|||1|2', true],
  ['栏 次||1||2', true],
  ['1|2|4', false],
  ['合计||1|2.50', false],
  ['5||', false],
])('column numbers: %s', (line, expected) => {
  expect(isColumnNumbers(line.split('|'))).toBe(expected);
});

describe('header rows', () => {
  it.each([
    ['up to the column numbers', rows('项目||支出|', '编码|名称|小计|项目', '栏次||1|2', '合计||1.0|2.0'), 3],
    ['up to the first figures', rows('项目|金额', '教育|1.00'), 1],
    [
      'up to an ordinal without a figure',
      rows('收入||支出|', '项目|金额|项目|金额', '一、拨款||一、教育|', '二、其他|1|二、外交|'),
      2,
    ],
    ['up to a total without figures', rows('项目||本年支出|', '编码|名称|小计|项目', '合计|||'), 2],
    ['codes are figures', rows('编码|名称|决算数', '301|工资|'), 1],
    ['years in names are none', rows('情况|2020年决算数|2019年决算数', '教育|1|2'), 1],
    ['a name and its value are none', rows('部门名称||某局||', '资金|总额|年初|全年|分值', '|合计|1|2|3'), 0],
    ['texts only', rows('名称|内容', '收入|取得的', '支出|用掉的'), 1],
    ['figures at once', rows('1.5|2|7', '3|4|9'), 0],
  ])('%s', (_, texts, expected) => {
    expect(countHeaderRows(texts)).toBe(expected);
  });
});

describe('header spans', () => {
  const spans = (texts: string[][], filled: boolean[] = []): string[] =>
    findHeaderSpans(texts, filled).map(
      (at) => `${texts[at.row]?.[at.column] ?? ''} ${at.row},${at.column} ${at.rowSpan}x${at.columnSpan}`,
    );

  it.each([
    [
      'over what is below',
      rows('预算数||决算数|', '合计|接待|合计|接待'),
      ['预算数 0,0 1x2', '决算数 0,2 1x2', '合计 1,0 1x1', '接待 1,1 1x1', '合计 1,2 1x1', '接待 1,3 1x1'],
    ],
    [
      'down where nothing is below',
      rows('项目||收入', '编码|名称|'),
      ['项目 0,0 1x2', '收入 0,2 2x1', '编码 1,0 1x1', '名称 1,1 1x1'],
    ],
    [
      'in three rows',
      rows('预算|||', '合计|用车||接待', '|小计|运行|'),
      ['预算 0,0 1x4', '合计 1,0 2x1', '用车 1,1 1x2', '接待 1,3 2x1', '小计 2,1 1x1', '运行 2,2 1x1'],
    ],
    [
      'not into the numbers',
      rows('项目||金额', '栏次||1'),
      ['项目 0,0 1x1', ' 0,1 1x1', '金额 0,2 1x1', '栏次 1,0 1x1', ' 1,1 1x1', '1 1,2 1x1'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(spans(texts)).toEqual(expected);
  });

  it('over a column that only the body fills', () => {
    expect(spans(rows('项目||金额'), [true, true, true])).toEqual(['项目 0,0 1x2', '金额 0,2 1x1']);
  });

  it('told once where every square repeats the text', () => {
    expect(blankRepeats(rows('项目|项目|支出|支出', '编码|名称|支出|项目', '栏次|栏次|1|1'))).toEqual(
      rows('项目||支出|', '编码|名称||项目', '栏次|栏次|1|1'),
    );
  });
});

describe('rows', () => {
  it('that are headers again', () => {
    expect(isInnerHeader(['绩效指标', '一级指标', '二级指标', '年度指标值', '分值', '得分'])).toBe(true);
    expect(isInnerHeader(['教育支出', '一般公共服务支出', '外交支出'])).toBe(false);
    expect(isInnerHeader(['合计', '年初预算数', '1.00', '分值', '得分'])).toBe(false);
  });

  it('under one label', () => {
    const body = rows('产出|数量|参保|9', '||征缴|8', '|质量|及时|8', '效益|社会|知晓|7', '总分|||100');
    const groups = findRowGroups(
      body,
      body.map(() => false),
    );
    expect([...groups].map(([row, spans]) => [row, [...spans]])).toEqual([
      [
        0,
        [
          [0, 3],
          [1, 2],
        ],
      ],
    ]);
  });

  it('under no label where only line numbers stand', () => {
    const body = rows('八、其他|8|1.0|八、社会|39|2', '|9||九、卫生|40|3', '|10||十、节能|41|');
    expect(
      findRowGroups(
        body,
        body.map(() => false),
      ).size,
    ).toBe(0);
  });
});
