import { z } from 'zod';
import { checkKinds, checkStatuses } from './check.ts';
import { flags, methods } from './field.ts';
import { warningCodes } from './finding.ts';
import { factMeasures } from './statement.ts';

/** What document.json holds: the whole document as the writers print it and the library gives it. */

const id = z.string().regex(/^[0-9a-f]{16}$/u);
const bbox = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .describe('x0 y0 x1 y1 in points, origin at the top left of the page.');
const probability = z.number().min(0).max(1);
const decimal = z.string().describe('Exact decimal.');

const page = z.strictObject({
  number: z.int().min(1),
  width: z.number().nullable().describe('Points; null where the carrier has no geometry.'),
  height: z.number().nullable(),
  rotation: z.number(),
  method: z.string(),
  unaccounted: z.array(z.string()).describe('Words that ended nowhere.'),
  regions: z
    .array(z.strictObject({ bbox, reason: z.string() }))
    .describe('Parts that were not read: they have no usable text.'),
  hidden: z.int().min(0).describe('Characters that are there and cannot be seen.'),
});

const cell = z.strictObject({
  row: z.int().min(0),
  column: z.int().min(0),
  row_span: z.int().min(1),
  column_span: z.int().min(1),
  text: z.string(),
  page: z.int().min(1).nullable().describe('null in a rebuilt table.'),
  bbox: bbox.nullable(),
  location: z.string(),
  confidence: probability,
  flags: z.array(z.enum(flags)),
  role: z.enum(['header', 'stub', 'value', 'note']),
});

const table = z.strictObject({
  id: z.string(),
  form: z.string().describe('gk01 to gk09, jx, or the id of the table.'),
  title: z.string().nullable(),
  unit: z.string(),
  entity: z.string(),
  pages: z.array(z.int().min(1)),
  header_rows: z.int().min(0),
  rows: z.int().min(0),
  columns: z.int().min(0),
  mark: z.string().nullable().describe('The mark of the publisher: 公开01表.'),
  part: z.int().min(1).describe('Nth unit of a compiled report.'),
  rebuilt: z.boolean().describe('The carrier had lost it; it was rebuilt from its form.'),
  location: z.string(),
  notes: z.array(z.string()),
  cells: z.array(cell).describe('Row and column count from 0 in the joined table.'),
});

const fact = z.strictObject({
  id: z.string(),
  row_label: z.string(),
  measure: z.enum(factMeasures),
  value: decimal,
  unit: z.string(),
  basis: z.string(),
  period: z.string(),
  qualifier: z.string(),
  field_id: id.nullable(),
  raw: z.string(),
});

const statement = z.strictObject({
  id: z.string(),
  quote: z.string().describe('The sentence, personal data cut.'),
  location: z.string(),
  page: z.int().min(1),
  headings: z.array(z.string()),
  facts: z.array(fact),
});

const check = z.strictObject({
  check_id: id,
  kind: z.enum(checkKinds),
  tables: z.array(z.string()),
  expected: z.string(),
  actual: z.string(),
  residual: z.string(),
  tolerance: z.string(),
  unit: z.string(),
  status: z.enum(checkStatuses),
  field_ids: z.array(id),
  explanation: z.string(),
  explanation_zh: z.string(),
});

const provenance = z.strictObject({
  field_id: id,
  form: z.string(),
  row_label: z.string(),
  measure: z.string(),
  method: z.enum(methods),
  fact: z.string().nullable(),
  origin: z.string().describe('Where a value comes from that its table does not show.'),
});

const warning = z.strictObject({
  code: z.enum(warningCodes),
  message: z.string(),
  page: z.int().min(1).nullable(),
  location: z.string(),
});

/** document.json, keys in its order. */
export const documentFile = z.strictObject({
  document_id: id,
  source: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  media_type: z.string(),
  title: z.string(),
  entity: z.string(),
  fiscal_year: z.string().regex(/^(?:[0-9]{4})?$/u),
  document_type: z.enum(['final-accounts', 'budget', 'self-evaluation', 'other']),
  entity_raw: z.string(),
  entity_confidence: probability,
  fiscal_year_confidence: probability,
  region: z.string(),
  pages: z.array(page),
  tables: z.array(table),
  statements: z.array(statement),
  checks: z.array(check),
  provenance: z.array(provenance),
  warnings: z.array(warning),
});
export type DocumentFile = z.infer<typeof documentFile>;
