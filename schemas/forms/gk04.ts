import type { FormDefinition, StatedCell } from '../form.ts';
import { expenditureClassRows } from '../form-rows.ts';

const income = '收入/金额';
const total = '支出/合计';
const general = '支出/一般公共预算财政拨款';
const fund = '支出/政府性基金预算财政拨款';
const capital = '支出/国有资本经营预算财政拨款';
const spending = [total, general, fund, capital];
const both = ['财政拨款收入支出', '财政拨款收支', '财政拨款收入、支出'];
const generalSpending = ['一般公共预算财政拨款支出', '一般公共预算支出', '财政拨款支出决算'];
const notGeneral = ['基本支出', '三公', '政府性基金', '国有资本', '收入支出'];
const wholeItems = [
  '财政拨款收、支总计',
  '财政拨款收支总计',
  '财政拨款收入、支出总计',
  '财政拨款收入支出总计',
  '财政拨款收入总计和支出总计',
];

const stateTotal = (measure: string, items: readonly string[]): StatedCell => ({
  cell: { row: '总计', measure },
  items,
  measure: '决算数',
  within: both,
});

/** 财政拨款收入支出决算总表: money from the budget, expenditure by 类 and fund. */
export const form: FormDefinition = {
  id: 'gk04',
  title: '财政拨款收入支出决算总表',
  titleVariants: ['财政拨款收支决算总表', '财政拨款收入支出决算表', '财政拨款收支总表', '财政拨款收支决算表'],
  layout: 'two-sided',
  rowKey: 'label',
  classification: null,
  unit: '万元',
  columns: [
    { measure: income, side: '收入', variants: ['收入/金额', '收入/决算数', '收入'] },
    {
      measure: total,
      side: '支出',
      variants: ['支出/合计', '支出/决算数/合计', '支出/小计', '支出/金额/合计'],
    },
    {
      measure: general,
      side: '支出',
      variants: ['支出/一般公共预算财政拨款', '支出/决算数/一般公共预算财政拨款', '支出/一般公共预算'],
    },
    {
      measure: fund,
      side: '支出',
      variants: ['支出/政府性基金预算财政拨款', '支出/决算数/政府性基金预算财政拨款', '支出/政府性基金预算'],
    },
    {
      measure: capital,
      side: '支出',
      variants: [
        '支出/国有资本经营预算财政拨款',
        '支出/决算数/国有资本经营预算财政拨款',
        '支出/国有资本经营财政拨款',
        '支出/国有资本经营预算',
      ],
      optional: true,
    },
  ],
  rows: [
    {
      label: '一般公共预算财政拨款',
      variants: ['一般公共预算财政拨款收入', '一般公共预算拨款'],
      side: '收入',
    },
    { label: '政府性基金预算财政拨款', variants: ['政府性基金预算财政拨款收入'], side: '收入' },
    {
      label: '国有资本经营预算财政拨款',
      variants: ['国有资本经营财政拨款', '国有资本经营预算财政拨款收入'],
      side: '收入',
      from: 2020,
    },
    { label: '本年收入合计', variants: ['收入合计'], side: '收入' },
    { label: '年初财政拨款结转和结余', variants: ['年初结转和结余'], side: '收入' },
    // 其中 of the balance brought forward: the same labels as the income rows, printed by most offices.
    { label: '一般公共预算财政拨款', side: '收入', optional: true },
    { label: '政府性基金预算财政拨款', side: '收入', optional: true },
    {
      label: '国有资本经营预算财政拨款',
      variants: ['国有资本经营财政拨款'],
      side: '收入',
      from: 2020,
      optional: true,
    },
    { label: '总计', variants: ['收入总计', '合计'], side: '收入' },
    ...expenditureClassRows,
    { label: '本年支出合计', variants: ['支出合计'], side: '支出' },
    { label: '年末财政拨款结转和结余', variants: ['年末结转和结余'], side: '支出' },
    { label: '总计', variants: ['支出总计', '合计'], side: '支出' },
  ],
  noteSignatures: [
    '一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支',
    '一般公共预算财政拨款和政府性基金预算财政拨款的总收支',
  ],
  identities: [
    {
      kind: 'column-sum',
      id: 'gk04-income',
      measures: [income],
      total: '本年收入合计',
      parts: ['一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'],
    },
    {
      kind: 'column-sum',
      id: 'gk04-opening',
      measures: [income],
      total: '年初财政拨款结转和结余',
      parts: [
        { label: '一般公共预算财政拨款', occurrence: 2 },
        { label: '政府性基金预算财政拨款', occurrence: 2 },
        { label: '国有资本经营预算财政拨款', occurrence: 2 },
      ],
    },
    {
      kind: 'column-sum',
      id: 'gk04-income-total',
      measures: [income],
      total: '总计',
      parts: ['本年收入合计', '年初财政拨款结转和结余'],
    },
    {
      kind: 'column-sum',
      id: 'gk04-expenditure',
      measures: spending,
      total: '本年支出合计',
      parts: 'class-rows',
    },
    {
      kind: 'column-sum',
      id: 'gk04-expenditure-total',
      measures: spending,
      total: '总计',
      parts: ['本年支出合计', '年末财政拨款结转和结余'],
    },
    { kind: 'row-sum', id: 'gk04-row', total, parts: [general, fund, capital] },
    {
      kind: 'balance',
      id: 'gk04-balance',
      left: { row: '总计', measure: income },
      right: { row: '总计', measure: total },
    },
    {
      kind: 'cross-table',
      id: 'gk04-gk02',
      relation: 'equal',
      left: [{ row: '本年收入合计', measure: income }],
      right: [{ form: 'gk02', row: '合计', measure: '财政拨款收入' }],
    },
    ...['一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'].map((row) => ({
      kind: 'cross-table' as const,
      id: `gk04-gk01-${row}`,
      relation: 'equal' as const,
      left: [{ row, measure: income }],
      right: [{ form: 'gk01', row: `${row}收入`, measure: income }],
    })),
    {
      kind: 'cross-rows',
      id: 'gk04-gk01-classes',
      relation: 'at-most',
      measure: total,
      other: { form: 'gk01', measure: '支出/金额' },
      by: 'classes',
    },
  ],
  stated: [
    stateTotal(income, [...wholeItems, '财政拨款收入总计']),
    stateTotal(total, [...wholeItems, '财政拨款支出总计']),
    {
      cell: { row: '本年支出合计', measure: general },
      items: ['一般公共预算财政拨款支出', '一般公共预算支出'],
      measure: '决算数',
      within: generalSpending,
      notWithin: notGeneral,
    },
    // Under a heading of the general budget 财政拨款支出 is that of this budget, elsewhere that of all funds.
    {
      cell: { row: '本年支出合计', measure: general },
      items: ['财政拨款支出'],
      measure: '决算数',
      within: ['一般公共预算'],
      notWithin: notGeneral,
    },
    {
      cell: { row: '本年支出合计', measure: total },
      items: ['财政拨款支出'],
      measure: '决算数',
      within: ['财政拨款支出'],
      notWithin: ['一般公共预算', ...notGeneral],
    },
  ],
  statedRows: [{ measure: general, factMeasure: '决算数', within: generalSpending, notWithin: notGeneral }],
  nothing: [
    {
      subjects: ['政府性基金预算财政拨款收', '政府性基金预算收', '政府性基金收'],
      absence: ['没有', '无政府性基金', '未发生', '不存在'],
      cells: [{ row: '政府性基金预算财政拨款', measure: income }],
    },
    {
      subjects: ['国有资本经营预算财政拨款收', '国有资本经营预算收', '国有资本经营收'],
      absence: ['没有', '无国有资本', '未发生', '不存在'],
      cells: [{ row: '国有资本经营预算财政拨款', measure: income }],
    },
  ],
  source: '财政部 部门决算公开样表 公开04表',
};
