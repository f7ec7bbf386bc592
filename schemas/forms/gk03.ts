import type { FormDefinition } from '../form.ts';
import { sumRow } from '../form-rows.ts';

const measures = ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'];
const within = ['支出决算', '支出情况'];
const notWithin = [
  '收入支出',
  '收支',
  '财政拨款',
  '一般公共预算',
  '总体',
  '基本支出',
  '三公',
  '政府性基金',
  '国有资本',
  '一般性支出',
  '绩效',
  '采购',
];

/** 支出决算表: expenditure by functional code and kind. */
export const form: FormDefinition = {
  id: 'gk03',
  title: '支出决算表',
  titleVariants: ['支出决算情况表', '支出表', '支出总表'],
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  unit: '万元',
  columns: [
    { measure: '本年支出合计', variants: ['本年支出合计', '支出合计', '合计', '本年支出'] },
    { measure: '基本支出', variants: ['基本支出', '基本支出/小计'] },
    { measure: '项目支出', variants: ['项目支出', '项目支出/小计'] },
    { measure: '上缴上级支出', variants: ['上缴上级支出'] },
    { measure: '经营支出', variants: ['经营支出'] },
    { measure: '对附属单位补助支出', variants: ['对附属单位补助支出', '对附属单位补助'] },
  ],
  rows: [sumRow],
  noteSignatures: ['本年度各项支出情况'],
  identities: [
    { kind: 'row-sum', id: 'gk03-row', total: '本年支出合计', parts: measures.slice(1) },
    { kind: 'hierarchy', id: 'gk03-codes', totalRow: '合计', measures },
    {
      kind: 'cross-table',
      id: 'gk03-gk01',
      relation: 'equal',
      left: [{ row: '合计', measure: '本年支出合计' }],
      right: [{ form: 'gk01', row: '本年支出合计', measure: '支出/金额' }],
    },
    {
      kind: 'cross-rows',
      id: 'gk03-gk01-classes',
      relation: 'equal',
      measure: '本年支出合计',
      other: { form: 'gk01', measure: '支出/金额' },
      by: 'classes',
    },
  ],
  stated: [
    {
      cell: { row: '合计', measure: '本年支出合计' },
      items: ['本年支出合计', '支出合计', '支出总计', '本年支出总计', '本年支出'],
      measure: '决算数',
      within,
      notWithin,
    },
    ...measures.slice(1).map((measure) => ({
      cell: { row: '合计', measure },
      items: [measure],
      measure: '决算数' as const,
      within,
      notWithin,
    })),
  ],
  statedRows: [],
  nothing: [],
  source: '财政部 部门决算公开样表 公开03表',
};
