import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { decimalType } from '../output/exact-decimal.ts';
import type { NamedColumn } from './names.ts';
import { conditions, isFreeText, namedColumns, quoteName, quoteText } from './names.ts';

/** DuckDB keeps names of any length. */
const mostNameBytes = 4096;

/** Bytes of one record of a CSV file: a text may be as long as the longest line that is read, several times. */
const mostRecordBytes = 32 * 1024 * 1024;

/** The columns of a table as DuckDB names them. */
export function duckdbColumns(file: FileSpec): readonly NamedColumn[] {
  return namedColumns(file, mostNameBytes);
}

export function duckdbType({ type, exact }: ColumnSpec): string {
  if (exact) return `DECIMAL(${decimalType.precision}, ${decimalType.scale})`;
  return { string: 'VARCHAR', integer: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN' }[type];
}

/**
 * CREATE TABLE and COMMENT statements of a table.
 * @param primaryKey columns, of which DuckDB keeps an index; null for none
 */
export function duckdbTable(file: FileSpec, primaryKey: readonly string[] | null): readonly string[] {
  const table = quoteName(file.name);
  const columns = duckdbColumns(file).map((named) => {
    const checks = conditions(named).map((condition) => ` CHECK (${condition})`);
    const required = named.column.required ? ' NOT NULL' : '';
    return `${quoteName(named.name)} ${duckdbType(named.column)}${required}${checks.join('')}`;
  });
  const key = primaryKey === null ? [] : [`PRIMARY KEY (${primaryKey.map(quoteName).join(', ')})`];
  return [
    `CREATE TABLE ${table} (\n  ${[...columns, ...key].join(',\n  ')}\n)`,
    `COMMENT ON TABLE ${table} IS ${quoteText(file.title)}`,
    ...duckdbColumns(file).map(
      ({ column, name }) =>
        `COMMENT ON COLUMN ${table}.${quoteName(name)} IS ${quoteText(column.description)}`,
    ),
  ];
}

/** Takes the ' off that guards a text in the CSV files. */
export const duckdbUnguard =
  "CREATE TEMP MACRO mingxi_text(cell) AS CASE WHEN regexp_matches(cell, '^''[-=+@]') THEN substr(cell, 2) ELSE cell END";

/**
 * INSERT of the rows of a CSV file of the results; `duckdbUnguard` comes before.
 * @param path of the CSV file, as read_csv wants it
 */
export function duckdbLoad(file: FileSpec, path: string): string {
  const columns = duckdbColumns(file);
  const picked = columns.map(({ column, name }) =>
    isFreeText(column) ? `mingxi_text(${quoteName(name)})` : quoteName(name),
  );
  const types = columns.map(({ column, name }) => `${quoteText(name)}: ${quoteText(duckdbType(column))}`);
  return [
    `INSERT INTO ${quoteName(file.name)} SELECT`,
    `  ${picked.join(', ')}`,
    `FROM read_csv(${quoteText(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',`,
    `  new_line = '\\r\\n', nullstr = '', encoding = 'utf-8', parallel = false, max_line_size = ${mostRecordBytes},`,
    `  columns = {\n    ${types.join(',\n    ')}\n  })`,
  ].join('\n');
}
