import type { Classification } from '../../../schemas/classification/lookup.ts';
import type { Field } from '../../../schemas/field.ts';
import type { FormDefinition } from '../../../schemas/form.ts';
import type { Binding } from '../../../schemas/ports.ts';
import type { Fact, Statement } from '../../../schemas/statement.ts';

/** A few codes are enough: the engine asks the classification, it does not know it. */
const names: Readonly<Record<string, readonly string[]>> = {
  '201': ['一般公共服务支出'],
  '208': ['社会保障和就业支出'],
  '20801': ['人力资源和社会保障管理事务'],
  '2080101': ['行政运行'],
  '2080109': ['社会保险经办机构'],
  '20805': ['行政事业单位养老支出'],
  '2080505': ['机关事业单位基本养老保险缴费支出'],
  '210': ['卫生健康支出', '医疗卫生与计划生育支出'],
  '21011': ['行政事业单位医疗'],
  '2101102': ['事业单位医疗'],
};

export const classification: Classification = {
  byCode: (_, code) => (names[code] ?? []).map((name) => ({ code, name, from: null, until: null })),
  nameOf: (_, code) => names[code]?.[0] ?? null,
  codesOf: (_, name, within) =>
    Object.keys(names).filter((code) => code.startsWith(within) && names[code]!.includes(name)),
  agrees: (_, code, name) =>
    names[code] === undefined ? 'unknown' : names[code].includes(name) ? 'yes' : 'no',
};

const empty = {
  titleVariants: [],
  columns: [],
  rows: [],
  noteSignatures: [],
  unit: '万元',
  identities: [],
  stated: [],
  statedRows: [],
  nothing: [],
  source: 'test',
} as const;

/** Spending by code: 合计 = Σ 类 = …, every row 小计 = 基本 + 项目, at most what all funds spend. */
export const spending: FormDefinition = {
  ...empty,
  id: 'gk05',
  title: '一般公共预算财政拨款支出决算表',
  layout: 'code-rows',
  rowKey: 'code',
  classification: 'functional',
  identities: [
    { kind: 'row-sum', id: 'row', total: '小计', parts: ['基本支出', '项目支出'] },
    { kind: 'hierarchy', id: 'hierarchy', totalRow: '合计', measures: ['小计', '基本支出', '项目支出'] },
  ],
  stated: [
    { cell: { row: '合计', measure: '小计' }, items: ['财政拨款支出'], measure: '决算数' },
    { cell: { row: '合计', measure: '基本支出' }, items: ['财政拨款基本支出'], measure: '决算数' },
  ],
  statedRows: [{ measure: '小计', factMeasure: '决算数', within: ['决算具体情况', '决算结构情况'] }],
  nothing: [{ subjects: ['一般公共预算'], absence: ['未发生', '没有', '无'] }],
};

/** The same money on the account sheet. */
export const account: FormDefinition = {
  ...empty,
  id: 'gk04',
  title: '财政拨款收入支出决算总表',
  layout: 'two-sided',
  rowKey: 'label',
  classification: null,
  identities: [
    {
      kind: 'column-sum',
      id: 'classes',
      measures: ['支出/金额'],
      total: '本年支出合计',
      parts: 'class-rows',
    },
    {
      kind: 'column-sum',
      id: 'total',
      measures: ['支出/金额'],
      total: '总计',
      parts: ['本年支出合计', '年末结转和结余'],
    },
    {
      kind: 'balance',
      id: 'balance',
      left: { row: '总计', measure: '收入/金额' },
      right: { row: '总计', measure: '支出/金额' },
    },
    {
      kind: 'cross-table',
      id: 'spending',
      relation: 'equal',
      left: [{ row: '本年支出合计', measure: '支出/金额' }],
      right: [{ form: 'gk05', row: '合计', measure: '小计' }],
    },
    {
      kind: 'cross-rows',
      id: 'classes-spending',
      relation: 'equal',
      measure: '支出/金额',
      other: { form: 'gk05', measure: '小计' },
      by: 'classes',
    },
  ],
};

/** 三公: one row. */
export const publics: FormDefinition = {
  ...empty,
  id: 'gk07',
  title: '“三公”经费支出决算表',
  layout: 'single-row',
  rowKey: 'none',
  classification: null,
  identities: [
    { kind: 'row-sum', id: 'total', total: '合计', parts: ['出国费', '小计', '接待费'] },
    { kind: 'row-sum', id: 'cars', total: '小计', parts: ['购置费', '运行费'] },
  ],
  stated: [{ cell: { row: '', measure: '接待费' }, items: ['公务接待费'], measure: '决算数' }],
  nothing: [{ subjects: ['“三公”经费'], absence: ['未发生', '无'] }],
};

/** Spending by economic code, one item of which is at most what 三公 says. */
export const details: FormDefinition = {
  ...empty,
  id: 'gk06',
  title: '基本支出决算表',
  layout: 'code-blocks',
  rowKey: 'code',
  classification: 'economic',
  identities: [
    { kind: 'hierarchy', id: 'hierarchy', measures: ['决算数'] },
    {
      kind: 'column-sum',
      id: 'operating',
      measures: ['决算数'],
      total: '公用经费合计',
      parts: [{ code: '302' }, { code: '310' }],
    },
    {
      kind: 'cross-table',
      id: 'reception',
      relation: 'at-most',
      left: [{ row: { code: '30217' }, measure: '决算数' }],
      right: [{ form: 'gk07', row: '', measure: '接待费' }],
    },
  ],
  stated: [
    {
      cell: { row: '公用经费合计', measure: '决算数' },
      items: ['公用经费', '机关运行经费'],
      measure: '决算数',
    },
  ],
};

export const forms: readonly FormDefinition[] = [account, spending, details, publics];

/** A field as bind gives it. `value`: a figure, '' for a blank, null for a missing one. */
export function cell(
  form: string,
  row: string,
  measure: string,
  value: string | null,
  more: Partial<Field> = {},
): Field {
  const [code = '', label = ''] = /^\d/u.test(row) ? [row.split(' ')[0], row.split(' ')[1]] : ['', row];
  return {
    key: '',
    entity: '某市某局',
    fiscalYear: '2022',
    form,
    tableId: form === 'narrative' ? '' : `t-${form}`,
    part: 1,
    row: null,
    column: null,
    location: 'line 1',
    page: 1,
    bbox: null,
    rowCode: code,
    rowLabel: label,
    level: null,
    measure,
    occurrence: 1,
    phase: '决算',
    period: '2022',
    basis: '',
    raw: value ?? '',
    value: value === null || value === '' ? null : value,
    qualifier: '',
    state: value === null ? 'missing' : value === '' ? 'blank' : 'number',
    unit: '万元',
    reading: 1,
    binding: 1,
    flags: [],
    method: 'text',
    factId: null,
    origin: '',
    ...more,
  };
}

/** A fact; `label measure value unit`, and what else there is to it. */
export function fact(
  label: string,
  measure: Fact['measure'],
  value: string,
  more: Partial<Fact> & { unit?: string } = {},
): Fact {
  const share = measure === '完成率' || measure === '占比' || measure === '增减率';
  return {
    id: '',
    rowLabel: label,
    itemPath: [{ label, depth: null }],
    measure,
    raw: value,
    value,
    unit: share ? '%' : '万元',
    qualifier: '',
    basis: '',
    year: null,
    yearOffset: 0,
    stage: '',
    subject: label,
    whole: null,
    ...more,
  };
}

/** A sentence; its facts get ids and its subjects stay apart from those of other sentences. */
export function sentence(id: string, headings: readonly string[], ...facts: Fact[]): Statement {
  return {
    id,
    quote: facts.map(({ raw }) => raw).join('，'),
    page: 1,
    location: `line ${id.slice(1)}`,
    headings,
    facts: facts.map((one, at) => ({
      ...one,
      id: one.id || `${id}.${at + 1}`,
      subject: `${id}/${one.subject}`,
    })),
  };
}

/** A binding of fields and sentences, as bind gives it. */
export function bindingOf(
  fields: readonly Field[],
  statements: readonly Statement[] = [],
  more: Partial<Binding> = {},
): Binding {
  const stated = statements.flatMap((statement) =>
    statement.facts.map((one) =>
      cell('narrative', '', one.measure, one.value, {
        rowLabel: one.rowLabel,
        unit: one.unit,
        basis: one.basis,
        location: statement.location,
        factId: one.id,
      }),
    ),
  );
  return {
    title: '',
    entity: '某市某局',
    entityRaw: '某市某局',
    entityConfidence: 1,
    fiscalYear: '2022',
    fiscalYearConfidence: 1,
    region: '',
    documentType: 'final-accounts',
    tables: [],
    fields: [...fields, ...stated].map((field, at) => ({ ...field, key: `f${at + 1}` })),
    statements,
    reconstruction: { blocks: [], tables: [], unaccounted: new Map(), findings: [] },
    announced: [],
    blankMeansZero: false,
    findings: [],
    ...more,
  };
}
