import { describe, expect, it } from 'vitest';
import { respellTable } from '../../../normalizers/respell/tables.ts';
import { vocabularyOf } from '../../../normalizers/respell/vocabulary.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Cell, Table } from '../../../schemas/table.ts';
import { bindAll, forms, tableOf } from './table-builder.ts';

/** The table as OCR gives it: sure of everything but of some texts. */
function pictured(table: Table, unsure: Readonly<Record<string, number>> = {}): Table {
  return {
    ...table,
    cells: table.cells.map((cell): Cell => ({ ...cell, confidence: unsure[cell.text] ?? 1, candidates: [] })),
  };
}
/** A table beside it says the same unit. */
const besideOther = (table: Table) =>
  bindAll([table, { ...table, id: 't9' }]).fields.filter(({ tableId }) => tableId !== 't9');
const bindings = (table: Table): number[] => besideOther(table).map(({ binding }) => binding);

const accounts = tableOf(
  `
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00
20899 | 其他事 | 12.00 | 10.00 | 2.00`,
  { title: '支出决算表' },
);
const sides = tableOf(
  `
收入 | < | 支出 | <
项目 | 金额 | 项目 | 金额
一、一般公共预算财政拨款收入 | 1.00 | 一、一般公共服务支出 | 2.00
二、政府性基金预算财政拨款收入 | 3.00 | 二、外交支出 | 4.00
三、国有资本经营预算财政拨款收入 | 3.00 | 三、国防支出 | 4.00`,
  { title: '收入支出决算总表', header: 2 },
);

describe('a field is as sure as the words that told its row and measure', () => {
  it('the label of its row', () => {
    expect(bindings(pictured(accounts, { 其他事: 0.6 }))).toEqual([1, 1, 1, 0.6, 0.6, 0.6]);
  });

  it('the header of its column, groups included', () => {
    expect(bindings(pictured(accounts, { 基本支出: 0.6 }))).toEqual([1, 0.6, 1, 1, 0.6, 1]);
    expect(bindings(pictured(sides, { 支出: 0.6 }))).toEqual([1, 0.6, 1, 0.6, 1, 0.6]);
  });

  it('of two sides each has its own labels', () => {
    expect(bindings(pictured(sides, { '二、外交支出': 0.6, '一、一般公共预算财政拨款收入': 0.7 }))).toEqual([
      0.7, 1, 1, 0.6, 1, 1,
    ]);
  });

  it('a table without header rows by the headers of the piece before', () => {
    const rest = pictured({
      ...tableOf('210 | 卫生健康支出 | 1.00 | 1.00 | 0.00', { header: 0, unitText: null }),
      id: 't2',
    });
    const first = pictured(accounts, { 项目支出: 0.6 });
    const fields = bindAll([first, rest, { ...first, id: 't3' }]).fields.filter(
      ({ tableId }) => tableId === 't2',
    );
    expect(fields.map(({ measure, binding }) => [measure, binding])).toEqual([
      ['本年支出合计', 1],
      ['基本支出', 1],
      ['项目支出', 0.6],
    ]);
  });

  it('and where nothing was read from a picture, words cost nothing', () => {
    const unsure = { ...accounts, cells: accounts.cells.map((cell) => ({ ...cell, confidence: 0.5 })) };
    expect(bindings(unsure)).toEqual(bindings(accounts));
  });
});

describe('a unit read from a picture', () => {
  const inUnit = (unitText: string, id: string): Table => ({ ...pictured(accounts), id, unitText });
  const first = (tables: readonly Table[], id: string): number | undefined =>
    bindAll(tables).fields.find(({ tableId }) => tableId === id)?.binding;
  const [wan, alsoWan, yuan] = [
    inUnit('单位：万元', 't1'),
    inUnit('金额单位：万元', 't2'),
    inUnit('单位：元', 't3'),
  ];

  it('is sure where another table says the same, less where none does, and unsure where it is the only one of its kind', () => {
    expect(first([wan, alsoWan], 't1')).toBe(1);
    expect(first([wan], 't1')).toBe(0.98);
    expect(first([wan, alsoWan, yuan], 't3')).toBe(0.85);
    expect(first([wan, alsoWan, yuan], 't1')).toBe(1);
  });

  it('in a document of text nothing changes', () => {
    const tables = [wan, alsoWan, yuan].map((table) => ({
      ...table,
      cells: table.cells.map(({ candidates: _, ...cell }) => cell),
    }));
    expect(first(tables, 't3')).toBe(1);
  });
});

describe('a misread code never puts an amount silently into another row', () => {
  const respelt = (code: string, name: string) =>
    besideOther(
      respellTable(
        pictured(
          tableOf(
            `
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00
20805 | 行政事业单位养老支出 | 12.00 | 10.00 | 2.00
${code} | ${name} | 12.00 | 10.00 | 2.00`,
            { title: '支出决算表' },
          ),
        ),
        vocabularyOf(forms),
        forms,
        classification,
      ),
    ).filter(({ row }) => row === 3);

  it.each([
    // the name is another code's; no name at all; a code that does not exist and a name that says nothing
    ['2080505', '机关事业单位职业年金缴费支出'],
    ['2080505', '某某事务'],
    ['2080577', '某某事务'],
  ])('%s %s', (code, name) => {
    for (const field of respelt(code, name)) {
      expect([field.rowCode, field.rowLabel]).toEqual([code, name]);
      expect(field.binding).toBeLessThan(0.95);
    }
  });

  it('where the name tells the code, it is that row, and sure', () => {
    const [first] = respelt('208O5O6', '机关事业单位职业年金缴费支出');
    expect([first?.rowCode, first?.binding]).toEqual(['2080506', 0.9995]);
  });
});
