import type { FormDefinition } from '../form.ts';
import { expenditureClassRows } from '../form-rows.ts';

/** Headings under which the text speaks of income and expenditure as a whole. */
const overall = [
  '收入支出决算总体',
  '收支决算总体',
  '收入支出总体',
  '收支总体',
  '收入支出决算情况',
  '收支决算情况',
  '决算收支',
];
const income = ['收入决算', '收入情况'];
const spending = ['支出决算', '支出情况'];
const fiscalOnly = ['财政拨款', '一般公共预算', '收入支出', '收支', '基本支出', '三公', '“三公”'];

const incomeColumn = '收入/金额';
const spendingColumn = '支出/金额';
const incomeRows = [
  '一般公共预算财政拨款收入',
  '政府性基金预算财政拨款收入',
  '国有资本经营预算财政拨款收入',
  '上级补助收入',
  '事业收入',
  '经营收入',
  '附属单位上缴收入',
  '其他收入',
];

/** 收入支出决算总表: all money of the body, income at the left, expenditure by 类 at the right. */
export const form: FormDefinition = {
  id: 'gk01',
  title: '收入支出决算总表',
  titleVariants: ['收支决算总表', '收入支出决算表', '收支总表', '收入支出总表', '收支预算执行总表'],
  layout: 'two-sided',
  rowKey: 'label',
  classification: null,
  unit: '万元',
  columns: [
    {
      measure: incomeColumn,
      side: '收入',
      variants: ['收入/金额', '收入/决算数', '收入/本年决算数', '收入'],
    },
    {
      measure: spendingColumn,
      side: '支出',
      variants: ['支出/金额', '支出/决算数', '支出/本年决算数', '支出'],
    },
  ],
  rows: [
    {
      label: '一般公共预算财政拨款收入',
      variants: ['一般公共预算财政拨款', '一般公共预算拨款收入', '财政拨款收入'],
      side: '收入',
    },
    {
      label: '政府性基金预算财政拨款收入',
      variants: ['政府性基金预算财政拨款', '政府性基金收入'],
      side: '收入',
    },
    {
      label: '国有资本经营预算财政拨款收入',
      variants: ['国有资本经营预算财政拨款', '国有资本经营财政拨款收入'],
      side: '收入',
      from: 2020,
    },
    { label: '上级补助收入', side: '收入' },
    { label: '事业收入', side: '收入' },
    { label: '经营收入', side: '收入' },
    { label: '附属单位上缴收入', side: '收入' },
    { label: '其他收入', side: '收入' },
    { label: '本年收入合计', variants: ['收入合计'], side: '收入' },
    {
      label: '使用非财政拨款结余',
      variants: ['使用非财政拨款结余（含专用结余）', '用事业基金弥补收支差额', '使用专用结余'],
      side: '收入',
    },
    { label: '年初结转和结余', variants: ['上年结转和结余', '上年结转'], side: '收入' },
    { label: '总计', variants: ['收入总计', '合计'], side: '收入' },
    ...expenditureClassRows,
    { label: '本年支出合计', variants: ['支出合计'], side: '支出' },
    { label: '结余分配', side: '支出' },
    { label: '年末结转和结余', variants: ['结转下年'], side: '支出' },
    { label: '总计', variants: ['支出总计', '合计'], side: '支出' },
  ],
  noteSignatures: ['本年度的总收支和年末结转结余', '本年度总收支和年末结转结余'],
  identities: [
    {
      kind: 'column-sum',
      id: 'gk01-income',
      measures: [incomeColumn],
      total: '本年收入合计',
      parts: incomeRows,
    },
    {
      kind: 'column-sum',
      id: 'gk01-income-total',
      measures: [incomeColumn],
      total: '总计',
      parts: ['本年收入合计', '使用非财政拨款结余', '年初结转和结余'],
    },
    {
      kind: 'column-sum',
      id: 'gk01-expenditure',
      measures: [spendingColumn],
      total: '本年支出合计',
      parts: 'class-rows',
    },
    {
      kind: 'column-sum',
      id: 'gk01-expenditure-total',
      measures: [spendingColumn],
      total: '总计',
      parts: ['本年支出合计', '结余分配', '年末结转和结余'],
    },
    {
      kind: 'balance',
      id: 'gk01-balance',
      left: { row: '总计', measure: incomeColumn },
      right: { row: '总计', measure: spendingColumn },
    },
  ],
  stated: [
    {
      cell: { row: '总计', measure: incomeColumn },
      items: [
        '收、支总计',
        '收支总计',
        '收入支出总计',
        '收入、支出总计',
        '收入总计和支出总计',
        '收入总计、支出总计',
        '总计',
      ],
      measure: '决算数',
      within: overall,
      notWithin: ['财政拨款'],
    },
    {
      cell: { row: '总计', measure: spendingColumn },
      items: [
        '收、支总计',
        '收支总计',
        '收入支出总计',
        '收入、支出总计',
        '收入总计和支出总计',
        '收入总计、支出总计',
        '总计',
      ],
      measure: '决算数',
      within: overall,
      notWithin: ['财政拨款'],
    },
    // 总计 alone is often written for the year's 合计, which is at most the total.
    {
      cell: { row: '总计', measure: incomeColumn },
      items: ['收入总计', '决算收入总计'],
      measure: '决算数',
      within: overall,
      notWithin: ['财政拨款'],
      relation: 'at-most',
    },
    {
      cell: { row: '总计', measure: spendingColumn },
      items: ['支出总计', '决算支出总计'],
      measure: '决算数',
      within: overall,
      notWithin: ['财政拨款'],
      relation: 'at-most',
    },
    {
      cell: { row: '本年收入合计', measure: incomeColumn },
      items: ['本年收入合计', '收入合计'],
      measure: '决算数',
      within: income,
      notWithin: fiscalOnly,
    },
    ...['上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'].map((row) => ({
      cell: { row, measure: incomeColumn },
      items: [row],
      measure: '决算数' as const,
      within: income,
      notWithin: fiscalOnly,
    })),
    {
      cell: { row: '本年支出合计', measure: spendingColumn },
      items: ['本年支出合计', '支出合计'],
      measure: '决算数',
      within: spending,
      notWithin: fiscalOnly,
    },
  ],
  statedRows: [],
  nothing: [
    {
      subjects: ['政府性基金预算财政拨款收', '政府性基金预算收', '政府性基金收'],
      absence: ['没有', '无政府性基金', '未发生', '不存在'],
      cells: [{ row: '政府性基金预算财政拨款收入', measure: incomeColumn }],
    },
    {
      subjects: ['国有资本经营预算财政拨款收', '国有资本经营预算收', '国有资本经营收'],
      absence: ['没有', '无国有资本', '未发生', '不存在'],
      cells: [{ row: '国有资本经营预算财政拨款收入', measure: incomeColumn }],
    },
  ],
  source: '财政部 部门决算公开样表 公开01表',
};
