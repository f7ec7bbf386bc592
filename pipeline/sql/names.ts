import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { storedText } from '../output/stored-text.ts';

/** A name as an identifier of SQL, whatever stands in it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a literal of SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column with the name it has in a database. */
export interface NamedColumn {
  readonly column: ColumnSpec;
  readonly name: string;
}

/**
 * The columns of a table under names that a database takes: one that differs from an earlier one in nothing but case, or in
 * nothing that the database keeps, gets _2, _3 …. Only columns of `--metadata` can be such.
 * @param mostBytes UTF-8 bytes that the database keeps of a name
 */
export function namedColumns(file: FileSpec, mostBytes: number): readonly NamedColumn[] {
  const taken = new Set<string>();
  return file.columns.map((column) => {
    const plain = storedText(column.name);
    for (let count = 1; ; count++) {
      const suffix = count === 1 ? '' : `_${count}`;
      const name = cutToBytes(plain, mostBytes - suffix.length) + suffix;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return { column, name };
    }
  });
}

function cutToBytes(text: string, most: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

/** What the values of a column have to satisfy, as conditions of SQL: its enumeration and its bounds. */
export function conditions({ column, name }: NamedColumn): readonly string[] {
  const quoted = quoteName(name);
  const bounds = [
    ...(column.minimum === undefined ? [] : [`${quoted} >= ${column.minimum}`]),
    ...(column.maximum === undefined ? [] : [`${quoted} <= ${column.maximum}`]),
  ];
  return [
    ...(column.enum ? [`${quoted} IN (${column.enum.map(quoteText).join(', ')})`] : []),
    ...(bounds.length > 0 ? [bounds.join(' AND ')] : []),
  ];
}

/** Whether any text may stand in a column, so that the CSV guards it where a spreadsheet would take it for a formula. */
export function isFreeText({ type, exact, pattern, enum: values }: ColumnSpec): boolean {
  return type === 'string' && !exact && pattern === undefined && values === undefined;
}
