import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { manifestLine } from '../schemas/manifest.ts';
import { csvToRecords, unguardFormula } from './csv-text.ts';
import { UsageError } from './usage-error.ts';

/** One value of a folder of results with all that the folder says about it. */
export interface FoundField {
  /** Row of fields.csv by column. */
  readonly field: ReadonlyMap<string, string>;
  /** Rows of checks.csv that name it. */
  readonly checks: readonly ReadonlyMap<string, string>[];
  readonly sha256: string;
  /** What document.json tells beyond the row; '' where the document is not there or says nothing. */
  readonly title: string;
  readonly tableTitle: string;
  readonly sentence: string;
  readonly origin: string;
}

/** Of document.json only what is read here. */
const documentFile = z.object({
  title: z.string(),
  tables: z.array(z.object({ id: z.string(), title: z.string().nullable() })),
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
 * Looks a value up in a folder of results.
 * @throws UsageError where the folder holds no results or no value of that id
 */
export async function findField(out: string, fieldId: string): Promise<FoundField> {
  const field = (await readRecords(out, 'fields.csv')).find((record) => record.get('field_id') === fieldId);
  if (field === undefined) throw new UsageError('field-unknown', { id: fieldId, path: out });
  const checks = (await readRecords(out, 'checks.csv')).filter((record) =>
    (record.get('field_ids') ?? '').split(';').includes(fieldId),
  );
  const line = (await readResult(out, 'manifest.jsonl'))
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => manifestLine.parse(JSON.parse(text)))
    .find(
      (candidate) => candidate.document_id === field.get('document_id') && candidate.status !== 'duplicate',
    );
  const document = line?.document
    ? await readDocument(out, path.posix.join('documents', line.document))
    : null;
  return { field, checks, sha256: line?.sha256 ?? '', ...describeProvenance(document, field, fieldId) };
}

function describeProvenance(
  document: DocumentFile | null,
  field: ReadonlyMap<string, string>,
  fieldId: string,
): Pick<FoundField, 'title' | 'tableTitle' | 'sentence' | 'origin'> {
  if (document === null) return { title: '', tableTitle: '', sentence: '', origin: '' };
  const provenance = document.provenance.find((entry) => entry.field_id === fieldId);
  const statement = document.statements.find((candidate) =>
    candidate.facts.some((fact) => fact.field_id === fieldId || (provenance?.fact ?? '') === fact.id),
  );
  return {
    title: document.title,
    tableTitle: document.tables.find((table) => table.id === field.get('table_id'))?.title ?? '',
    sentence: statement?.quote ?? '',
    origin: provenance?.origin ?? '',
  };
}

async function readDocument(out: string, folder: string): Promise<DocumentFile | null> {
  const file = path.join(out, ...folder.split('/'), 'document.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : documentFile.parse(JSON.parse(text));
}

async function readRecords(out: string, file: string): Promise<readonly ReadonlyMap<string, string>[]> {
  const records = await csvToRecords(await readResult(out, file));
  return records.map((record) => new Map([...record].map(([name, cell]) => [name, unguardFormula(cell)])));
}

async function readResult(out: string, file: string): Promise<string> {
  try {
    return await readFile(path.join(out, file), 'utf8');
  } catch {
    throw new UsageError('result-missing', { path: out, file });
  }
}
