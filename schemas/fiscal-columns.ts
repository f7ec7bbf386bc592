import type { ColumnSpec, FileSpec } from './columns.ts';

/** Columns that both views have, in front of the classification. */
const first = [
  {
    name: 'field_id',
    type: 'string',
    description: 'The value in fields.csv.',
    required: true,
    pattern: '[0-9a-f]{16}',
    columnType: 'budget-line-id',
  },
  {
    name: 'document_id',
    type: 'string',
    description: 'First 16 hex digits of the SHA-256 of the file.',
    required: true,
    pattern: '[0-9a-f]{16}',
    columnType: 'unknown:string',
  },
  {
    name: 'entity',
    type: 'string',
    description: 'Who reports.',
    columnType: 'administrative-classification:generic:code',
  },
  {
    name: 'fiscal_year',
    type: 'integer',
    description: 'Year of the report.',
    columnType: 'date:fiscal-year',
  },
  {
    name: 'phase',
    type: 'string',
    description: 'Stage of the budget.',
    enum: ['年初预算', '全年预算', '决算'],
    columnType: 'phase:id',
  },
  {
    name: 'direction',
    type: 'string',
    description: 'Always expenditure.',
    required: true,
    enum: ['expenditure'],
    columnType: 'direction',
  },
] as const satisfies readonly ColumnSpec[];

/** And behind it. */
const last = [
  {
    name: 'amount_cny',
    type: 'number',
    exact: true,
    description: 'Amount in 元. May be summed within one report.',
    required: true,
    columnType: 'value',
  },
  {
    name: 'complete',
    type: 'boolean',
    description: 'The rows of this report add up to its printed total.',
    required: true,
    columnType: 'unknown:string',
  },
  {
    name: 'accepted',
    type: 'boolean',
    description: 'As in fields.csv.',
    required: true,
    columnType: 'unknown:string',
  },
] as const satisfies readonly ColumnSpec[];

/** Code and name of one depth of a classification; empty where the report does not go so deep. */
const depth = (kind: 'functional' | 'economic', level: 1 | 2 | 3, word: string): readonly ColumnSpec[] => [
  {
    name: `level${level}_code`,
    type: 'string',
    description: `Code of the ${word}.`,
    columnType: `${kind}-classification:generic:level${level}:code`,
  },
  {
    name: `level${level}_label`,
    type: 'string',
    description: `Name of the ${word} as this report prints it.`,
    columnType: `${kind}-classification:generic:level${level}:label`,
  },
];

/** fiscal-functional.csv: 支出决算表 (gk03) without its totals. */
export const functionalView: FileSpec = {
  name: 'fiscal-functional',
  path: 'fiscal-functional.csv',
  title: 'Expenditure by function and kind, no total among the rows',
  primaryKey: ['field_id'],
  columns: [
    ...first,
    ...depth('functional', 1, '类'),
    ...depth('functional', 2, '款'),
    ...depth('functional', 3, '项'),
    {
      name: 'kind',
      type: 'string',
      description: '基本支出, 项目支出 …; empty where the kinds printed do not add up.',
      columnType: 'expenditure-type:code',
    },
    ...last,
  ],
};

/** fiscal-economic.csv: 一般公共预算财政拨款基本支出决算表 (gk06) without its totals. */
export const economicView: FileSpec = {
  name: 'fiscal-economic',
  path: 'fiscal-economic.csv',
  title: 'Basic expenditure from the general public budget by economic class, no total among the rows',
  primaryKey: ['field_id'],
  columns: [...first, ...depth('economic', 1, '类'), ...depth('economic', 2, '款'), ...last],
};
