import { describe, expect, it } from 'vitest';
import { readText, squaresOf, tableOf } from '../../reading.ts';

const coded = [
  '项目 本年支出合计 基本支出 项目支出',
  '功能分类科目编码 科目名称',
  '栏次 1 2 3',
  '合计 331.61 293.87 37.74',
  '208 社会保障和就业支出 318.24 280.50 37.74',
  '20801 人力资源和社会保障管理事务 318.24 280.50 37.74',
  '2080101 行政运行 318.24 280.50 37.74',
  '210 卫生健康支出 13.37 13.37 0.00',
];

const sides = [
  '收入 支出',
  '项目 行次 金额 项目 行次 金额',
  '栏次 1 栏次 2',
  '一、财政拨款收入 1 331.61 一、一般公共服务支出 5',
  '二、其他收入 2 二、外交支出 6 0.00',
  '3 三、教育支出 7 331.61',
  '本年收入合计 4 331.61 本年支出合计 8 331.61',
  '总计 5 331.61 总计 9 331.61',
];

const blocks = [
  '人员经费 公用经费',
  '科目编码 科目名称 决算数 科目编码 科目名称 决算数',
  '301 工资福利支出 95.36 302 商品和服务支出 10.23',
  '30101 基本工资 95.36 30201 办公费 10.23',
  '30106 伙食补助费 30204 手续费 0.00',
  '人员经费合计 95.36 公用经费合计 10.23',
];

/** Every cell on a line of its own, as some converters print tables. */
const asCells = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '));

describe('a table whose cells are told by their order', () => {
  it.each([
    ['rows of words', coded],
    ['one cell a line', asCells(coded)],
  ])('codes, names and figures: %s', async (_, lines) => {
    const squares = squaresOf(await tableOf(...lines));
    expect(squares[0]).toEqual(['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出']);
    expect(squares.slice(1, 3)).toEqual([
      ['', '合计', '331.61', '293.87', '37.74'],
      ['208', '社会保障和就业支出', '318.24', '280.50', '37.74'],
    ]);
    expect(squares).toHaveLength(6);
  });

  it('a group of columns has its parts', async () => {
    const table = await tableOf(
      '项目 年初结转和结余 本年收入 本年支出 年末结转和结余',
      '功能分类科目编码 科目名称 小计 基本支出 项目支出',
      '合计 0.00 386.40 386.40 0.00 386.40 0.00',
      '212 城乡社区支出 0.00 386.40 386.40 0.00 386.40 0.00',
      '21208 国有土地使用权出让收入安排的支出 0.00 386.40 386.40 0.00 386.40 0.00',
    );
    expect(squaresOf(table).slice(0, 2)).toEqual([
      ['项目', '<', '年初结转和结余', '本年收入', '本年支出', '<', '<', '年末结转和结余'],
      ['科目编码', '科目名称', '^', '^', '小计', '基本支出', '项目支出', '^'],
    ]);
  });

  it.each([
    ['rows of words', sides],
    ['one cell a line', asCells(sides)],
  ])('two sides, blank where no figure stands behind the line number: %s', async (_, lines) => {
    expect(squaresOf(await tableOf(...lines)).slice(2)).toEqual([
      ['一、财政拨款收入', '331.61', '一、一般公共服务支出', ''],
      ['二、其他收入', '', '二、外交支出', '0.00'],
      ['^', '', '三、教育支出', '331.61'],
      ['本年收入合计', '331.61', '本年支出合计', '331.61'],
      ['总计', '331.61', '总计', '331.61'],
    ]);
  });

  it('blocks of codes become one', async () => {
    expect(squaresOf(await tableOf(...asCells(blocks))).slice(1)).toEqual([
      ['301', '工资福利支出', '95.36'],
      ['302', '商品和服务支出', '10.23'],
      ['30101', '基本工资', '95.36'],
      ['30201', '办公费', '10.23'],
      ['30106', '伙食补助费', ''],
      ['30204', '手续费', '0.00'],
      ['', '人员经费合计', '95.36'],
      ['', '公用经费合计', '10.23'],
    ]);
  });

  it('the one row of “三公”经费', async () => {
    const names = '合计 因公出国（境）费 公务用车购置及运行费 公务接待费';
    const cars = '小计 公务用车购置费 公务用车运行费';
    const figures = '14.22 0.00 10.67 0.00 10.67 3.55 11.23 0.00 8.68 0.00 8.68 2.55';
    const table = await tableOf('预算数 决算数', `${names} ${names}`, `${cars} ${cars}`, figures);
    expect(squaresOf(table)[0]).toEqual([
      '预算数',
      '<',
      '<',
      '<',
      '<',
      '<',
      '决算数',
      '<',
      '<',
      '<',
      '<',
      '<',
    ]);
    expect(squaresOf(table).at(-1)).toEqual(figures.split(' '));
  });

  it.each([
    ['a figure less: its column cannot be told', coded.map((line) => line.replace('13.37 0.00', '13.37'))],
    ['a figure more', coded.map((line) => line.replace('13.37 0.00', '13.37 0.00 0.00'))],
    ['the numbers of the columns are others', coded.map((line) => line.replace('栏次 1 2 3', '栏次 1 2'))],
    [
      'figures of some columns of a side',
      sides.map((line) => line.replace(/决?金额$/u, '合计 一般公共预算')),
    ],
    ['no sums', blocks.slice(0, -1)],
  ])('is none where something is open: %s', async (_, lines) => {
    const { tables } = await readText(lines.join('\n'));
    expect(tables).toEqual([]);
  });
});
