import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { checksFile, fieldsFile } from '../../schemas/columns.ts';
import type { DocumentResult, OutputFile, Row, RunRecord } from '../../schemas/ports.ts';
import { checkRows, fieldRows } from './result-rows.ts';
import { storedText } from './stored-text.ts';

/** A cell as programs want it: null where empty, exact decimals as text (a float would change them). */
export type TypedCell = string | number | boolean | null;

/** A row of a table over all documents by column name, in the order of its columns. */
export type TypedRow = Readonly<Record<string, TypedCell>>;

/** The cells of a row in the types of their columns. */
export function typedRow(file: FileSpec, row: Row): TypedRow {
  return Object.fromEntries(
    file.columns.map((column) => [column.name, typedCell(column, row[column.name] ?? '')]),
  );
}

function typedCell({ type, exact }: ColumnSpec, cell: string): TypedCell {
  const text = storedText(cell);
  if (text === '') return null;
  if (type === 'boolean') return text === 'true';
  if (type === 'string' || exact) return text;
  return Number(text);
}

/** The part in which a document keeps its rows of a table as typed rows, one JSON object a line. */
export function typedPart(file: FileSpec): string {
  return `${file.name}.jsonl`;
}

/** What every writer of typed rows keeps of a document. */
export function* typedParts(result: DocumentResult): Generator<OutputFile> {
  yield { path: typedPart(fieldsFile), content: printRows(fieldsFile, fieldRows(result)) };
  yield { path: typedPart(checksFile), content: printRows(checksFile, checkRows(result)) };
}

/** Typed rows as JSON Lines. */
export function* printRows(file: FileSpec, rows: Iterable<Row>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(typedRow(file, row))}\n`;
}

/** The typed rows that a document adds to fields or checks: what `typedParts` kept. */
export async function readTypedRows(record: RunRecord, file: FileSpec): Promise<readonly TypedRow[]> {
  const text = await record.part(typedPart(file));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): TypedRow => JSON.parse(line));
}
