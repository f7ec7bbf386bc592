import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ManifestLine } from '../../schemas/manifest.ts';
import { describeNearest } from '../cite/nearest-fields.ts';
import { UsageError } from '../usage-error.ts';
import type { CsvRecord } from './csv-stream.ts';
import type { Results } from './result-reading.ts';
import { openResults } from './result-reading.ts';

/** One value of a folder of results with all that the folder says about it. */
export interface FoundField {
  /** Row of fields.csv by column. */
  readonly field: CsvRecord;
  /** Rows of checks.csv that name it. */
  readonly checks: readonly CsvRecord[];
  /** The input it was read from; null where the manifest does not list it any more. */
  readonly line: ManifestLine | null;
  readonly sha256: string;
  /** Row of summary.csv by column, those of `--metadata` included; empty where there is no such file. */
  readonly summary: CsvRecord;
  /** What document.json tells beyond the row; '' where the document is not there or says nothing. */
  readonly title: string;
  readonly tableTitle: string;
  readonly sentence: string;
  readonly origin: string;
  /** The table it stands in; null for running text, and where document.json is not there. */
  readonly table: FoundTable | null;
}

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const tableFile = z.object({
  id: z.string(),
  title: z.string().nullable(),
  mark: z.string().nullable(),
  header_rows: z.number(),
  cells: z.array(
    z.object({
      row: z.number(),
      column: z.number(),
      row_span: z.number(),
      column_span: z.number(),
      text: z.string(),
      // Null in a table that was rebuilt.
      page: z.number().nullable(),
      bbox: box.nullable(),
      role: z.string(),
    }),
  ),
});
/** A table of document.json: only what is read here. */
export type FoundTable = z.infer<typeof tableFile>;

/** Of document.json only what is read here. */
const documentFile = z.object({
  title: z.string(),
  tables: z.array(z.looseObject({ id: z.string() })),
  statements: z.array(
    z.object({
      quote: z.string(),
      facts: z.array(z.object({ id: z.string(), field_id: z.string().nullable() })),
    }),
  ),
  provenance: z.array(z.object({ field_id: z.string(), origin: z.string(), fact: z.string().nullable() })),
});
type DocumentFile = z.infer<typeof documentFile>;

/**
 * Looks a value up in a folder of results. Files over all documents are passed through, never held in memory.
 * @throws UsageError where the folder holds no results that can be read (see `openResults`), or no value of that id: it
 *   then names the nearest
 */
export async function findField(out: string, fieldId: string): Promise<FoundField> {
  const results = await openResults(out);
  const field = await findRow(results, 'fields.csv', fieldId, (row) => row.get('field_id') === fieldId);
  if (field === null) {
    const near = await describeNearest(results, fieldId);
    throw new UsageError('field-unknown', { id: fieldId, path: out, near });
  }
  const documentId = field.get('document_id') ?? '';
  const line = await findLine(results, documentId);
  const document = line?.document ? await readDocument(out, line.document) : null;
  return {
    field,
    checks: await findChecks(results, fieldId),
    line,
    sha256: line?.sha256 ?? '',
    summary: await findSummary(results, field),
    ...describeProvenance(document, field, fieldId),
  };
}

async function findRow(
  results: Results,
  file: string,
  needle: string,
  isIt: (row: CsvRecord) => boolean,
): Promise<CsvRecord | null> {
  for await (const row of results.rows(file, needle)) if (isIt(row)) return row;
  return null;
}

async function findChecks(results: Results, fieldId: string): Promise<readonly CsvRecord[]> {
  const checks: CsvRecord[] = [];
  for await (const check of results.rows('checks.csv', fieldId))
    if ((check.get('field_ids') ?? '').split(';').includes(fieldId)) checks.push(check);
  return checks;
}

/** A compiled report has a row a unit: the field's own, else the first. */
async function findSummary(results: Results, field: CsvRecord): Promise<CsvRecord> {
  const documentId = field.get('document_id') ?? '';
  let first: CsvRecord | null = null;
  try {
    for await (const row of results.rows('summary.csv', documentId)) {
      if (row.get('document_id') !== documentId) continue;
      first ??= row;
      if (row.get('entity') === field.get('entity')) return row;
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  return first ?? new Map();
}

async function findLine(results: Results, documentId: string): Promise<ManifestLine | null> {
  for await (const line of results.manifest())
    if (line.document_id === documentId && line.status !== 'duplicate') return line;
  return null;
}

function describeProvenance(
  document: DocumentFile | null,
  field: CsvRecord,
  fieldId: string,
): Pick<FoundField, 'title' | 'tableTitle' | 'sentence' | 'origin' | 'table'> {
  if (document === null) return { title: '', tableTitle: '', sentence: '', origin: '', table: null };
  const provenance = document.provenance.find((entry) => entry.field_id === fieldId);
  const statement = document.statements.find((candidate) =>
    candidate.facts.some((fact) => fact.field_id === fieldId || (provenance?.fact ?? '') === fact.id),
  );
  const table = tableFile.safeParse(document.tables.find(({ id }) => id === field.get('table_id')));
  return {
    title: document.title,
    tableTitle: table.data?.title ?? '',
    sentence: statement?.quote ?? '',
    origin: provenance?.origin ?? '',
    table: table.data ?? null,
  };
}

async function readDocument(out: string, folder: string): Promise<DocumentFile | null> {
  const file = path.join(out, 'documents', folder, 'document.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : documentFile.parse(JSON.parse(text));
}
