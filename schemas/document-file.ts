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
  number: z.int().min(1).describe('From 1.'),
  width: z.number().nullable().describe('Points; null where the carrier has no geometry.'),
  height: z.number().nullable().describe('Points.'),
  rotation: z.number().describe('Degrees that the file turns the page for display.'),
  method: z.string().describe('How it was read: text, or what else.'),
  unaccounted: z.array(z.string()).describe('Words that ended nowhere.'),
  regions: z
    .array(z.strictObject({ bbox, reason: z.string() }))
    .describe('Parts that were not read: they have no usable text.'),
  hidden: z.int().min(0).describe('Characters that are there and cannot be seen.'),
});

const cell = z.strictObject({
  row: z.int().min(0).describe('From 0.'),
  column: z.int().min(0).describe('From 0.'),
  row_span: z.int().min(1).describe('Rows it covers.'),
  column_span: z.int().min(1).describe('Columns it covers.'),
  text: z.string().describe('As printed.'),
  page: z.int().min(1).nullable().describe('null in a rebuilt table.'),
  bbox: bbox.nullable().describe('null where the carrier has no geometry.'),
  location: z.string().describe('Where a person finds it.'),
  confidence: probability.describe('Of the reading.'),
  flags: z.array(z.enum(flags)).describe('See FLAGS.md.'),
  role: z.enum(['header', 'stub', 'value', 'note']).describe('What it is in the table.'),
  read: z
    .string()
    .optional()
    .describe('What was read from the picture, where a misread word was put right to text; else absent.'),
});

const table = z.strictObject({
  id: z.string().describe('t1, t2, … in reading order: table_id of fields.csv.'),
  form: z.string().describe('gk01 to gk09, jx, or the id of the table.'),
  title: z.string().nullable().describe('null for none.'),
  unit: z.string().describe('Unit of its amounts, empty if unknown.'),
  entity: z.string().describe('Whose table it is.'),
  pages: z.array(z.int().min(1)).describe('Pages it stands on.'),
  header_rows: z.int().min(0).describe('Rows of its header.'),
  rows: z.int().min(0).describe('Rows, the header included.'),
  columns: z.int().min(0).describe('Columns, labels included.'),
  mark: z.string().nullable().describe('The mark of the publisher: 公开01表.'),
  part: z.int().min(1).describe('Nth unit of a compiled report.'),
  rebuilt: z.boolean().describe('The carrier had lost it; it was rebuilt from its form.'),
  location: z.string().describe('Where a person finds it.'),
  notes: z.array(z.string()).describe('注 under it.'),
  cells: z.array(cell).describe('Row and column count from 0 in the joined table.'),
});

const fact = z.strictObject({
  id: z.string().describe('s1.1, s1.2, … of sentence s1.'),
  row_label: z.string().describe('Item it speaks of.'),
  measure: z.enum(factMeasures).describe('What is stated of it.'),
  value: decimal,
  unit: z.string().describe('As printed: 万 and 亿 belong to it.'),
  basis: z.string().describe('Compared with, or share of what.'),
  period: z.string().describe('Year it speaks of.'),
  qualifier: z.string().describe('≥ ≤ 约 余 … where the text has one.'),
  field_id: id.nullable().describe('Its value in fields.csv, null for none.'),
  raw: z.string().describe('The words of the figure.'),
});

const statement = z.strictObject({
  id: z.string().describe('s1, s2, … in reading order.'),
  quote: z.string().describe('The sentence, personal data cut.'),
  location: z.string().describe('Where a person finds it.'),
  page: z.int().min(1).describe('From 1.'),
  headings: z.array(z.string()).describe('Headings it stands under, the outermost first.'),
  facts: z.array(fact).describe('Figures it states.'),
});

const check = z.strictObject({
  check_id: id.describe('As in checks.csv.'),
  kind: z.enum(checkKinds).describe('What was compared.'),
  tables: z.array(z.string()).describe('Forms concerned.'),
  expected: z.string().describe('Exact decimal, or words.'),
  actual: z.string().describe('Exact decimal, or words.'),
  residual: z.string().describe('actual − expected.'),
  tolerance: z.string().describe('Residual that rounding explains.'),
  unit: z.string().describe('Unit of the figures.'),
  status: z.enum(checkStatuses).describe('Verdict.'),
  field_ids: z.array(id).describe('Values concerned.'),
  explanation: z.string().describe('One English sentence.'),
  explanation_zh: z.string().describe('One Chinese sentence.'),
});

const provenance = z.strictObject({
  field_id: id.describe('As in fields.csv.'),
  form: z.string().describe('Its form.'),
  row_label: z.string().describe('Its row.'),
  measure: z.string().describe('Its column.'),
  method: z.enum(methods).describe('How the value came.'),
  fact: z.string().nullable().describe('Fact that states it, null for none.'),
  origin: z.string().describe('Where a value comes from that its table does not show.'),
});

const attachment = z.strictObject({
  text: z.string().describe('Words of the link.'),
  target: z.string().describe('Address as the page has it, or name of the file. Nothing is fetched.'),
});

const warning = z.strictObject({
  code: z.enum(warningCodes).describe('See CODES.md.'),
  message: z.string().describe('One English sentence.'),
  page: z.int().min(1).nullable().describe('null for the whole document.'),
  location: z.string().describe('Where it stands, empty for the whole document.'),
});

/** document.json, keys in its order. */
export const documentFile = z.strictObject({
  document_id: id.describe('First 16 hex digits of sha256.'),
  source: z.string().describe('Path of the input relative to the input folder.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .describe('Of the file.'),
  media_type: z.string().describe('What the content is.'),
  title: z.string().describe('Of the document, empty if none was found.'),
  entity: z.string().describe('Who reports; of a compiled report its first unit.'),
  fiscal_year: z
    .string()
    .regex(/^(?:[0-9]{4})?$/u)
    .describe('Year of the report, empty if unknown.'),
  document_type: z.enum(['final-accounts', 'budget', 'self-evaluation', 'other']).describe('Kind of report.'),
  entity_raw: z.string().describe('The entity as it is first printed.'),
  entity_confidence: probability.describe('How sure the entity is.'),
  fiscal_year_confidence: probability.describe('How sure the year is.'),
  region: z.string().describe('Place in the name of the entity.'),
  pages: z.array(page).describe('Every page.'),
  tables: z.array(table).describe('Every table, those of no known form too.'),
  statements: z.array(statement).describe('Sentences that state figures.'),
  checks: z.array(check).describe('Rows of checks.csv.'),
  provenance: z.array(provenance).describe('Values that are not read from a cell of their own.'),
  warnings: z.array(warning).describe('What befell the document.'),
  attachments: z.array(attachment).describe('Files that it has links to.'),
});
export type DocumentFile = z.infer<typeof documentFile>;
