import type { FormDefinition } from '../form.ts';
import { sumRow } from '../form-rows.ts';

const total = '本年支出/小计';
const basic = '本年支出/基本支出';
const project = '本年支出/项目支出';
const within = ['一般公共预算财政拨款支出', '一般公共预算支出', '财政拨款支出决算'];
const notWithin = ['基本支出', '三公', '政府性基金', '国有资本', '收入支出'];

/** 一般公共预算财政拨款支出决算表: expenditure from the general public budget by functional code. */
export const form: FormDefinition = {
  id: 'gk05',
  title: '一般公共预算财政拨款支出决算表',
  titleVariants: ['一般公共预算支出决算表', '财政拨款支出决算表', '一般公共预算财政拨款支出决算明细表'],
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  unit: '万元',
  columns: [
    {
      measure: total,
      variants: ['本年支出/小计', '本年支出/合计', '小计', '合计', '本年支出合计', '本年支出'],
    },
    { measure: basic, variants: ['本年支出/基本支出', '基本支出', '本年支出合计/基本支出'] },
    { measure: project, variants: ['本年支出/项目支出', '项目支出', '本年支出合计/项目支出'] },
  ],
  rows: [sumRow],
  noteSignatures: ['本年度一般公共预算财政拨款支出情况', '本年度一般公共预算财政拨款实际支出情况'],
  identities: [
    { kind: 'row-sum', id: 'gk05-row', total, parts: [basic, project] },
    { kind: 'hierarchy', id: 'gk05-codes', totalRow: '合计', measures: [total, basic, project] },
    {
      kind: 'cross-table',
      id: 'gk05-gk04',
      relation: 'equal',
      left: [{ row: '合计', measure: total }],
      right: [{ form: 'gk04', row: '本年支出合计', measure: '支出/一般公共预算财政拨款' }],
    },
    {
      kind: 'cross-rows',
      id: 'gk05-gk04-classes',
      relation: 'equal',
      measure: total,
      other: { form: 'gk04', measure: '支出/一般公共预算财政拨款' },
      by: 'classes',
    },
    {
      kind: 'cross-rows',
      id: 'gk05-gk03',
      relation: 'at-most',
      measure: total,
      other: { form: 'gk03', measure: '本年支出合计' },
      by: 'codes',
    },
  ],
  stated: [
    {
      cell: { row: '合计', measure: total },
      items: ['一般公共预算财政拨款支出', '一般公共预算支出'],
      measure: '决算数',
      within,
      notWithin,
    },
    // Elsewhere 财政拨款支出 is that of all funds.
    {
      cell: { row: '合计', measure: total },
      items: ['财政拨款支出'],
      measure: '决算数',
      within: ['一般公共预算'],
      notWithin,
    },
    {
      cell: { row: '合计', measure: basic },
      items: ['一般公共预算财政拨款基本支出', '财政拨款基本支出', '一般公共预算基本支出'],
      measure: '决算数',
      within: ['基本支出决算', '基本支出情况'],
    },
    {
      cell: { row: '合计', measure: project },
      items: ['一般公共预算项目', '一般公共预算项目支出', '一般公共预算财政拨款项目支出'],
      measure: '决算数',
      relation: 'at-most',
    },
  ],
  statedRows: [{ measure: total, factMeasure: '决算数', within, notWithin }],
  nothing: [],
  source: '财政部 部门决算公开样表 公开05表',
};
