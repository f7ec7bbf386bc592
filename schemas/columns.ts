import { checkKinds, checkStatuses } from './check.ts';
import { flags, methods, states } from './field.ts';

/** One column of a CSV file of the results: what the writers print and datapackage.json declares. */
export interface ColumnSpec {
  readonly name: string;
  /** Field type of Data Package 2. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly description: string;
  /** A decimal that no binary float may touch: DECIMAL in databases, text in JSON. */
  readonly exact?: boolean;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  /** XML-Schema regular expression of a string. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** What it is in a Fiscal Data Package. */
  readonly columnType?: string;
}

/** One CSV file over all documents. */
export interface FileSpec {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly primaryKey: readonly string[];
}

/** What a cell is in programs: exact decimals are text, an empty cell is null. */
type CellOf<Column extends ColumnSpec> =
  | (Column extends { readonly required: true } ? never : null)
  | (Column extends { readonly enum: readonly (infer Word)[] }
      ? Word
      : Column extends { readonly exact: true }
        ? string
        : { string: string; number: number; integer: number; boolean: boolean }[Column['type']]);

/** A row of a file as an object, every cell in the type of its column. */
export type RowOf<File extends FileSpec> = {
  readonly [Column in File['columns'][number] as Column['name']]: CellOf<Column>;
};

const idPattern = '[0-9a-f]{16}';
const yearPattern = '[0-9]{4}';
const listOf = (values: readonly string[]) => `(${values.join('|')})(;(${values.join('|')}))*`;

const documentColumns = [
  {
    name: 'document_id',
    type: 'string',
    description: 'First 16 hex digits of the SHA-256 of the file.',
    required: true,
    pattern: idPattern,
  },
  {
    name: 'source',
    type: 'string',
    description: 'Path of the input relative to the input folder.',
    required: true,
  },
] as const satisfies readonly ColumnSpec[];

/** fields.csv: CONTRACT of its columns, in order. */
export const fieldsFile = {
  name: 'fields',
  path: 'fields.csv',
  title: 'Every value of every document, one a row',
  primaryKey: ['field_id'],
  columns: [
    {
      name: 'field_id',
      type: 'string',
      description: 'Stable key of the value.',
      required: true,
      pattern: idPattern,
    },
    ...documentColumns,
    {
      name: 'entity',
      type: 'string',
      description: 'Who reports, complete name as its own document gives it.',
    },
    { name: 'fiscal_year', type: 'string', description: 'Year of the report.', pattern: yearPattern },
    {
      name: 'form',
      type: 'string',
      description: 'gk01 to gk09, jx, narrative, or t1, t2, … for other tables.',
      required: true,
      pattern: 'gk0[1-9]|jx|narrative|t[1-9][0-9]*|[a-z][a-z0-9]*',
    },
    { name: 'table_id', type: 'string', description: 'Table in document.json, empty for narrative.' },
    { name: 'row', type: 'integer', description: 'Row of the cell in the table, from 0.', minimum: 0 },
    { name: 'col', type: 'integer', description: 'Column of the cell in the table, from 0.', minimum: 0 },
    { name: 'location', type: 'string', description: 'Where a person finds it.' },
    { name: 'page', type: 'integer', description: 'Page, from 1.', minimum: 1 },
    { name: 'bbox', type: 'string', description: 'x0 y0 x1 y1 in PDF points, origin top left.' },
    { name: 'row_code', type: 'string', description: '科目编码 where the row has one.' },
    { name: 'row_label', type: 'string', description: 'Item of the row.' },
    {
      name: 'level',
      type: 'integer',
      description: 'Depth in the classification: 0 total, 1 类, 2 款, 3 项. Never sum over levels.',
      minimum: 0,
      maximum: 3,
    },
    { name: 'measure', type: 'string', description: 'Header path joined by /.' },
    {
      name: 'occurrence',
      type: 'integer',
      description: 'Counts where form, row and measure stand again.',
      required: true,
      minimum: 1,
    },
    {
      name: 'phase',
      type: 'string',
      description: 'Stage of the budget the value belongs to.',
      enum: ['年初预算', '全年预算', '决算'],
    },
    { name: 'period', type: 'string', description: 'Year the value speaks of.', pattern: yearPattern },
    { name: 'basis', type: 'string', description: 'Compared with, or share of what.' },
    { name: 'raw', type: 'string', description: 'Text as found.' },
    {
      name: 'value',
      type: 'number',
      exact: true,
      description: 'Exact decimal; empty unless state is number.',
    },
    { name: 'qualifier', type: 'string', description: '≥ ≤ 约 余 … where the text has one.' },
    {
      name: 'state',
      type: 'string',
      description: 'What stands there: a number, text, an empty cell, or a lost cell.',
      required: true,
      enum: states,
    },
    { name: 'unit', type: 'string', description: 'Unit of value; empty = unknown.' },
    {
      name: 'amount_cny',
      type: 'number',
      exact: true,
      description: 'Value in 元; empty unless the unit is money.',
    },
    {
      name: 'confidence',
      type: 'number',
      description: 'Probability that value, row, measure, unit, entity and year are as printed.',
      required: true,
      minimum: 0,
      maximum: 1,
    },
    {
      name: 'accepted',
      type: 'boolean',
      description: 'May be taken without eyes at the accepted level.',
      required: true,
    },
    { name: 'flags', type: 'string', description: 'Joined by ;.', pattern: listOf(flags) },
    { name: 'method', type: 'string', description: 'How the value came.', required: true, enum: methods },
  ],
} as const satisfies FileSpec;

/** checks.csv */
export const checksFile = {
  name: 'checks',
  path: 'checks.csv',
  title: 'Every reconciliation that was tried',
  primaryKey: ['check_id'],
  columns: [
    {
      name: 'check_id',
      type: 'string',
      description: 'Stable key of the check.',
      required: true,
      pattern: idPattern,
    },
    ...documentColumns,
    { name: 'kind', type: 'string', description: 'What was compared.', required: true, enum: checkKinds },
    { name: 'tables', type: 'string', description: 'Forms concerned, joined by ;.' },
    { name: 'expected', type: 'string', description: 'Exact decimal, or words for codes and completeness.' },
    { name: 'actual', type: 'string', description: 'Exact decimal, or words for codes and completeness.' },
    { name: 'residual', type: 'number', exact: true, description: 'actual − expected.' },
    { name: 'tolerance', type: 'number', exact: true, description: 'Residual that rounding explains.' },
    { name: 'unit', type: 'string', description: 'Unit of the figures.' },
    { name: 'status', type: 'string', description: 'Verdict.', required: true, enum: checkStatuses },
    {
      name: 'field_ids',
      type: 'string',
      description: 'Values concerned, joined by ;.',
      pattern: `${idPattern}(;${idPattern})*`,
    },
    { name: 'explanation', type: 'string', description: 'One English sentence.' },
    { name: 'explanation_zh', type: 'string', description: 'One Chinese sentence.' },
  ],
} as const satisfies FileSpec;

const figure = <const Name extends string>(name: Name, description: string) =>
  ({ name, type: 'number', exact: true, description }) as const;
const count = <const Name extends string>(name: Name, description: string) =>
  ({ name, type: 'integer', description, required: true, minimum: 0 }) as const;

/** summary.csv without the columns of `--metadata`. */
export const summaryFile = {
  name: 'summary',
  path: 'summary.csv',
  title: 'One row a document, or a unit of a compiled report; amounts in 元',
  primaryKey: ['document_id', 'report_id'],
  columns: [
    ...documentColumns,
    { name: 'report_id', type: 'string', description: 'entity|year|kind.', required: true },
    { name: 'entity', type: 'string', description: 'Who reports.' },
    { name: 'entity_raw', type: 'string', description: 'The entity as it is first printed.' },
    {
      name: 'entity_confidence',
      type: 'number',
      description: 'How sure the entity is.',
      minimum: 0,
      maximum: 1,
    },
    { name: 'fiscal_year', type: 'string', description: 'Year of the report.', pattern: yearPattern },
    {
      name: 'fiscal_year_confidence',
      type: 'number',
      description: 'How sure the year is.',
      minimum: 0,
      maximum: 1,
    },
    { name: 'region', type: 'string', description: 'Province, city or county in the name of the entity.' },
    {
      name: 'document_type',
      type: 'string',
      description: 'Kind of report.',
      required: true,
      enum: ['final-accounts', 'budget', 'self-evaluation', 'other'],
    },
    count('fields', 'Values found or expected.'),
    count('accepted', 'Values that may be taken without eyes.'),
    count('to_review', 'Values left to look at.'),
    count('checks_failed', 'Checks with status fail.'),
    figure('income_total', '本年收入合计 (gk01, else gk02, else text).'),
    figure('expenditure_total', '本年支出合计 (gk01, else gk03, else text).'),
    figure('basic', '基本支出 of the 合计 row (gk03, else gk05, else text).'),
    figure('project', '项目支出 of the 合计 row (gk03, else gk05, else text).'),
    figure(
      'fiscal_appropriation',
      '财政拨款收入 of the 合计 row (gk02, else 本年收入合计 of gk04, else text).',
    ),
    figure('three_publics_budget', '“三公”经费 预算数 合计 (gk07, else text).'),
    figure('three_publics_actual', '“三公”经费 决算数 合计 (gk07, else text).'),
    figure('personnel', '人员经费合计 (gk06, else text).'),
    figure('operating', '公用经费合计 (gk06, else text).'),
  ],
} as const satisfies FileSpec;

/** Kinds of links.csv. */
export const linkKinds = ['same-report', 'correction-of', 'year-on-year'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** links.csv */
export const linksFile = {
  name: 'links',
  path: 'links.csv',
  title: 'What was found between documents',
  primaryKey: ['kind', 'from_document_id', 'to_document_id', 'report_id'],
  columns: [
    { name: 'kind', type: 'string', description: 'What links them.', required: true, enum: linkKinds },
    {
      name: 'from_document_id',
      type: 'string',
      description: 'The later or correcting one.',
      required: true,
      pattern: idPattern,
    },
    {
      name: 'to_document_id',
      type: 'string',
      description: 'The earlier or corrected one.',
      required: true,
      pattern: idPattern,
    },
    { name: 'from_source', type: 'string', description: 'Its source.', required: true },
    { name: 'to_source', type: 'string', description: 'Its source.', required: true },
    { name: 'report_id', type: 'string', description: 'entity|year|kind of the from side.', required: true },
    { name: 'reason', type: 'string', description: 'One sentence why.' },
  ],
} as const satisfies FileSpec;

export type FieldRow = RowOf<typeof fieldsFile>;
export type CheckRow = RowOf<typeof checksFile>;
