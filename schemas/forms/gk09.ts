import type { FormDefinition } from '../form.ts';
import { sumRow } from '../form-rows.ts';

const total = '本年支出/合计';
const basic = '本年支出/基本支出';
const project = '本年支出/项目支出';
const within = ['国有资本'];

/** 国有资本经营预算财政拨款支出决算表: the state capital budget. */
export const form: FormDefinition = {
  id: 'gk09',
  title: '国有资本经营预算财政拨款支出决算表',
  titleVariants: [
    '国有资本经营预算支出决算表',
    '国有资本经营预算财政拨款收入支出决算表',
    '国有资本经营财政拨款支出决算表',
    '国有资本经营预算收入支出决算表',
    '国有资本经营支出决算表',
  ],
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  unit: '万元',
  columns: [
    { measure: total, variants: [total, '本年支出/小计', '合计', '小计', '本年支出合计', '本年支出'] },
    { measure: basic, variants: [basic, '基本支出'] },
    { measure: project, variants: [project, '项目支出'] },
  ],
  rows: [sumRow],
  noteSignatures: ['国有资本经营预算财政拨款支出情况', '国有资本经营预算财政拨款收入支出情况'],
  identities: [
    { kind: 'row-sum', id: 'gk09-row', total, parts: [basic, project] },
    { kind: 'hierarchy', id: 'gk09-codes', totalRow: '合计', measures: [total, basic, project] },
    {
      kind: 'cross-table',
      id: 'gk09-gk04',
      relation: 'equal',
      left: [{ row: '合计', measure: total }],
      right: [{ form: 'gk04', row: '本年支出合计', measure: '支出/国有资本经营预算财政拨款' }],
    },
  ],
  stated: [
    {
      cell: { row: '合计', measure: total },
      items: ['国有资本经营预算财政拨款支出', '国有资本经营预算支出', '国有资本经营支出'],
      measure: '决算数',
      within,
    },
  ],
  statedRows: [{ measure: total, factMeasure: '决算数', within }],
  nothing: [
    {
      subjects: ['国有资本经营'],
      absence: ['没有', '无国有资本', '未发生', '未安排', '不存在', '未使用'],
    },
  ],
  source: '财政部 部门决算公开样表 公开09表（2022年起多为公开08表）',
};
