import type { FormDefinition } from '../form.ts';

/** 绩效自评表: money rows (budget, adjusted budget, outturn, score) and indicator rows, as each office lays them out. */
export const form: FormDefinition = {
  id: 'jx',
  title: '部门整体支出绩效自评表',
  titleVariants: [
    '绩效自评表',
    '整体支出绩效自评表',
    '部门整体绩效自评表',
    '项目支出绩效自评表',
    '绩效目标自评表',
    '项目绩效自评表',
    '支出绩效自评表',
    '绩效评价自评表',
    '整体支出绩效目标自评表',
    '项目支出绩效目标自评表',
    '部门预算项目支出绩效自评表',
  ],
  layout: 'indicators',
  rowKey: 'label',
  classification: null,
  unit: '万元',
  columns: [],
  rows: [],
  noteSignatures: [],
  identities: [],
  stated: [],
  statedRows: [],
  nothing: [],
  source: '财政部 项目支出绩效自评表样式（财预〔2020〕10号附件），各省样表',
};
