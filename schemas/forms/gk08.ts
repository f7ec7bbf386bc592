import type { FormDefinition } from '../form.ts';
import { sumRow } from '../form-rows.ts';

const opening = '年初结转和结余';
const received = '本年收入';
const spent = '本年支出/小计';
const basic = '本年支出/基本支出';
const project = '本年支出/项目支出';
const closing = '年末结转和结余';
const measures = [opening, received, spent, basic, project, closing];
const within = ['政府性基金'];

/** 政府性基金预算财政拨款收入支出决算表: the government funds. */
export const form: FormDefinition = {
  id: 'gk08',
  title: '政府性基金预算财政拨款收入支出决算表',
  titleVariants: [
    '政府性基金预算财政拨款收支决算表',
    '政府性基金预算收入支出决算表',
    '政府性基金预算财政拨款支出决算表',
    '政府性基金预算支出决算表',
    '政府性基金收入支出决算表',
    '政府性基金预算收支决算表',
  ],
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  unit: '万元',
  columns: [
    { measure: opening, variants: [opening, '上年结转和结余', '年初结转结余'] },
    { measure: received, variants: [received, '本年收入合计', '本年收入/合计'] },
    { measure: spent, variants: [spent, '本年支出/合计', '小计', '本年支出合计', '本年支出'] },
    { measure: basic, variants: [basic, '基本支出'] },
    { measure: project, variants: [project, '项目支出'] },
    { measure: closing, variants: [closing, '年末结转结余', '结转下年'] },
  ],
  rows: [sumRow],
  noteSignatures: ['政府性基金预算财政拨款收入、支出及结转和结余', '政府性基金预算财政拨款收入支出及结转'],
  identities: [
    { kind: 'row-sum', id: 'gk08-row', total: spent, parts: [basic, project] },
    { kind: 'row-sum', id: 'gk08-carry', total: closing, parts: [opening, received], minus: [spent] },
    { kind: 'hierarchy', id: 'gk08-codes', totalRow: '合计', measures },
    {
      kind: 'cross-table',
      id: 'gk08-gk04-income',
      relation: 'equal',
      left: [{ row: '合计', measure: received }],
      right: [{ form: 'gk04', row: '政府性基金预算财政拨款', measure: '收入/金额' }],
    },
    {
      kind: 'cross-table',
      id: 'gk08-gk04-expenditure',
      relation: 'equal',
      left: [{ row: '合计', measure: spent }],
      right: [{ form: 'gk04', row: '本年支出合计', measure: '支出/政府性基金预算财政拨款' }],
    },
  ],
  stated: [
    {
      cell: { row: '合计', measure: received },
      items: [
        '政府性基金预算财政拨款收入',
        '政府性基金收入',
        '政府性基金预算收入',
        '政府性基金预算财政拨款本年收入',
      ],
      measure: '决算数',
      within,
    },
    {
      cell: { row: '合计', measure: spent },
      items: [
        '政府性基金预算财政拨款支出',
        '政府性基金支出',
        '政府性基金预算支出',
        '政府性基金预算财政拨款本年支出',
      ],
      measure: '决算数',
      within,
    },
  ],
  statedRows: [{ measure: spent, factMeasure: '决算数', within }],
  nothing: [
    { subjects: ['政府性基金'], absence: ['没有', '无政府性基金', '未发生', '未安排', '不存在', '未使用'] },
  ],
  source: '财政部 部门决算公开样表 公开08表（2022年起多为公开07表）',
};
