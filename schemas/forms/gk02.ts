import type { FormDefinition } from '../form.ts';
import { sumRow } from '../form-rows.ts';

const measures = [
  '本年收入合计',
  '财政拨款收入',
  '上级补助收入',
  '事业收入',
  '经营收入',
  '附属单位上缴收入',
  '其他收入',
];
const within = ['收入决算', '收入情况'];
const notWithin = ['财政拨款', '一般公共预算', '收入支出', '收支', '总体'];

/** 收入决算表: income by functional code and source. */
export const form: FormDefinition = {
  id: 'gk02',
  title: '收入决算表',
  titleVariants: ['收入决算情况表', '收入表', '收入总表'],
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  unit: '万元',
  columns: [
    { measure: '本年收入合计', variants: ['本年收入合计', '收入合计', '合计', '本年收入'] },
    { measure: '财政拨款收入', variants: ['财政拨款收入', '财政拨款', '一般公共预算财政拨款收入'] },
    { measure: '上级补助收入', variants: ['上级补助收入'] },
    { measure: '事业收入', variants: ['事业收入', '事业收入/小计'] },
    { measure: '经营收入', variants: ['经营收入'] },
    { measure: '附属单位上缴收入', variants: ['附属单位上缴收入', '附属单位缴款'] },
    { measure: '其他收入', variants: ['其他收入'] },
  ],
  rows: [sumRow],
  noteSignatures: ['本年度取得的各项收入'],
  identities: [
    { kind: 'row-sum', id: 'gk02-row', total: '本年收入合计', parts: measures.slice(1) },
    { kind: 'hierarchy', id: 'gk02-codes', totalRow: '合计', measures },
    {
      kind: 'cross-table',
      id: 'gk02-gk01',
      relation: 'equal',
      left: [{ row: '合计', measure: '本年收入合计' }],
      right: [{ form: 'gk01', row: '本年收入合计', measure: '收入/金额' }],
    },
    {
      kind: 'cross-table',
      id: 'gk02-gk01-fiscal',
      relation: 'equal',
      left: [{ row: '合计', measure: '财政拨款收入' }],
      right: [
        { form: 'gk01', row: '一般公共预算财政拨款收入', measure: '收入/金额' },
        { form: 'gk01', row: '政府性基金预算财政拨款收入', measure: '收入/金额' },
        { form: 'gk01', row: '国有资本经营预算财政拨款收入', measure: '收入/金额' },
      ],
    },
    ...measures.slice(2).map((measure) => ({
      kind: 'cross-table' as const,
      id: `gk02-gk01-${measure}`,
      relation: 'equal' as const,
      left: [{ row: '合计', measure }],
      right: [{ form: 'gk01', row: measure, measure: '收入/金额' }],
    })),
  ],
  stated: [
    {
      cell: { row: '合计', measure: '本年收入合计' },
      items: ['本年收入合计', '收入合计', '收入总计', '本年收入总计', '本年收入'],
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
  source: '财政部 部门决算公开样表 公开02表',
};
