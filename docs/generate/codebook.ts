import { z } from 'zod';
import { economicRows, functionalRows } from '../../pipeline/output/fiscal-rows.ts';
import { summariseDocument } from '../../pipeline/output/headline.ts';
import { linkRows, reportOf } from '../../pipeline/output/links.ts';
import { checkRows, fieldRows } from '../../pipeline/output/result-rows.ts';
import { summaryRows } from '../../pipeline/run-files.ts';
import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import { documentFile } from '../../schemas/document-file.ts';
import { economicView, functionalView } from '../../schemas/fiscal-columns.ts';
import { manifestLine } from '../../schemas/manifest.ts';
import type { DocumentResult, Row } from '../../schemas/ports.ts';
import { cautionOf } from './cautions.ts';
import { code, generatedMark, markdownTable, page } from './markdown.ts';

/** Examples that every change of calibration would change: given here, so that the page only changes with the columns. */
const fixedExamples: Readonly<Record<string, string>> = {
  'fields.confidence': '0.9951',
  'fields.flags': 'rounding;duplicate',
  'fields.bbox': '312.4 188.1 368.9 201.3',
  'fields.qualifier': '≥',
  'fields.location': 'line 493',
  'checks.explanation': 'The parts add up to the total.',
  'checks.explanation_zh': '各项相加等于合计。',
  'summary.entity_confidence': '0.9950',
  'summary.fiscal_year_confidence': '0.9824',
  'summary.fields': '839',
  'summary.accepted': '707',
  'summary.to_review': '132',
  'summary.checks_failed': '2',
  'links.reason': 'Same entity and kind, 2021 after 2020.',
  'links.kind': 'year-on-year',
};

/** docs/CODEBOOK.md: every column of every file, with an example from the documents. */
export function codebookPage(results: readonly DocumentResult[]): string {
  const rows = (of: (result: DocumentResult) => Iterable<Row>) =>
    results.flatMap((result) => [...of(result)]);
  const fields = rows(fieldRows);
  const summaries = rows((result) => summaryRows(summariseDocument(result), new Map(), summaryFile));
  const tables: readonly (readonly [FileSpec, readonly Row[]])[] = [
    [fieldsFile, typicalFirst(fields)],
    [checksFile, rows(checkRows)],
    [summaryFile, summaries],
    [linksFile, [...linkRows(summaries.map((summary) => reportOf(summary))), exampleLink(summaries)]],
    [functionalView, fullestFirst(rows(functionalRows))],
    [economicView, fullestFirst(rows(economicRows))],
  ];
  return page(
    generatedMark,
    '# Codebook',
    'Every column of every file. Examples are from `seeds/`. How to load the files: [LOADING.md](LOADING.md); flags: [FLAGS.md](FLAGS.md); codes of errors and warnings: [CODES.md](CODES.md); forms: [FORMS.md](FORMS.md).',
    readFirst,
    ...tables.map(([spec, own]) => tableSection(spec, own)),
    manifestSection(),
    documentSection(),
  );
}

const readFirst = `## Read this first

- **Never sum over \`level\`**: 合计, 类, 款 and 项 are the same money four times. For sums take \`fiscal-functional.csv\`, or one level of one form.
- **Never sum over \`occurrence\`, \`measure\`, \`phase\` or forms**: they state the same money again.
- **Decimals are exact.** \`value\`, \`amount_cny\`, \`residual\` and the figures of summary.csv are decimals without exponent: load them as DECIMAL(38,16) or text. JSON Lines hold them as text.
- **Codes and ids are text.** \`2080101\` is no number, and an id of 16 digits is no number either.
- **Empty is empty**: unknown or not there, never 0. JSON Lines have null.
- \`value\` is in \`unit\`, \`amount_cny\` always in 元.
- \`accepted\` says that a value may be taken without eyes, \`confidence\` how probable it is that it is read as printed.
- Texts that begin with \`=\` \`+\` \`-\` \`@\` have a \`'\` in front in CSV, unless they are numbers or a lone dash. JSON has them as they are.`;

function tableSection(spec: FileSpec, rows: readonly Row[]): string {
  return [
    `## ${spec.path}`,
    `${spec.title}. Key: ${spec.primaryKey.map(code).join(', ')}.`,
    markdownTable(
      ['column', 'type', 'what it holds', 'example', 'beware'],
      spec.columns.map((column) => [
        code(column.name),
        typeOf(column),
        column.description,
        code(exampleOf(spec, column, rows)),
        cautionOf(spec.name, column.name),
      ]),
    ),
  ].join('\n\n');
}

function typeOf(column: ColumnSpec): string {
  const name = column.exact ? 'decimal' : column.type;
  const words = column.enum?.map(code).join(' ');
  return [words ? `one of ${words}` : name, column.required ? 'never empty' : ''].filter(Boolean).join(', ');
}

/** Characters of an example at most. */
const longestExample = 60;

function exampleOf(spec: FileSpec, { name }: ColumnSpec, rows: readonly Row[]): string {
  const fixed = fixedExamples[`${spec.name}.${name}`];
  if (fixed !== undefined) return fixed;
  const found = rows.map((row) => row[name] ?? '').find((text) => text !== '') ?? '';
  const text = name === 'field_ids' ? found.split(';').slice(0, 2).join(';') : found;
  return text.length > longestExample ? `${text.slice(0, longestExample)}…` : text;
}

/** Rows with a value of a 项 go first: they fill most columns. */
function typicalFirst(rows: readonly Row[]): readonly Row[] {
  const typical = rows.filter((row) => row.level === '3' && row.state === 'number' && row.amount_cny !== '0');
  return [...typical, ...rows];
}

/** So that the examples of a row belong together. */
function fullestFirst(rows: readonly Row[]): readonly Row[] {
  const filled = (row: Row) => Object.values(row).filter((text) => text !== '').length;
  return [...rows].sort((left, right) => filled(right) - filled(left));
}

/** The documents may hold no two that belong together. */
function exampleLink(summaries: readonly Row[]): Row {
  const [first = {}, second = {}] = summaries;
  return {
    from_document_id: second.document_id ?? '',
    to_document_id: first.document_id ?? '',
    from_source: second.source ?? '',
    to_source: first.source ?? '',
    report_id: second.report_id ?? '',
  };
}

function manifestSection(): string {
  const schema = readSchema(z.toJSONSchema(manifestLine));
  return ['## manifest.jsonl', 'One JSON object a line, in the order of the sources.', keyTable(schema)].join(
    '\n\n',
  );
}

function documentSection(): string {
  const schema = readSchema(z.toJSONSchema(documentFile));
  const parts = [...nestedObjects(schema, '')];
  return [
    '## document.json',
    'The whole document. Amounts are text; `schema/document.schema.json` beside the results is the same for programs.',
    ...parts.map(([name, part]) => `${name === '' ? '' : `### ${code(name)}\n\n`}${keyTable(part)}`),
  ].join('\n\n');
}

interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly (string | null)[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly prefixItems?: readonly Schema[] | undefined;
}

const schemaShape: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.string().nullable()).optional(),
    properties: z.record(z.string(), schemaShape).optional(),
    items: schemaShape.optional().catch(undefined),
    anyOf: z.array(schemaShape).optional(),
    prefixItems: z.array(schemaShape).optional(),
  }),
);

function readSchema(schema: unknown): Schema {
  return schemaShape.parse(schema);
}

function keyTable(schema: Schema): string {
  return markdownTable(
    ['key', 'type', 'what it holds'],
    Object.entries(schema.properties ?? {}).map(([name, value]) => [
      code(name),
      jsonType(value),
      value.description ?? '',
    ]),
  );
}

function jsonType(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.map((word) => code(String(word))).join(' ')}`;
  if (schema.anyOf) return schema.anyOf.map(jsonType).join(' or ');
  if (schema.prefixItems) return `array of ${schema.prefixItems.length} numbers`;
  if (schema.items?.properties) return 'array of objects';
  if (schema.items) return `array of ${jsonType(schema.items)}s`;
  return [schema.type ?? ''].flat().join(' or ');
}

/** A schema and all objects in its lists, by path: `tables[].cells[]`. */
function* nestedObjects(schema: Schema, path: string): Generator<readonly [string, Schema]> {
  yield [path, schema];
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    const inner = `${path === '' ? '' : `${path}.`}${name}`;
    if (value.items?.properties) yield* nestedObjects(value.items, `${inner}[]`);
  }
}
