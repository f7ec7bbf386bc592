import type { FileSpec } from '../../schemas/columns.ts';
import type { DuckdbLibrary } from '../output/duckdb-library.ts';
import { decimalType, unscaledDecimal } from '../output/exact-decimal.ts';
import type { TypedRow } from '../output/typed-rows.ts';

type Connection = Awaited<ReturnType<DuckdbLibrary['DuckDBConnection']['create']>>;
type Appender = Awaited<ReturnType<Connection['createAppender']>>;

/** Appends a row to a table that `duckdbTable` made. */
export function appendRow(library: DuckdbLibrary, appender: Appender, spec: FileSpec, row: TypedRow): void {
  const { precision, scale } = decimalType;
  for (const { name, type, exact } of spec.columns) {
    const cell = row[name] ?? null;
    const unscaled = exact && typeof cell === 'string' ? unscaledDecimal(cell) : null;
    if (unscaled !== null) appender.appendDecimal(new library.DuckDBDecimalValue(unscaled, precision, scale));
    else if (cell === null || exact) appender.appendNull();
    else if (typeof cell === 'string') appender.appendVarchar(cell);
    else if (typeof cell === 'boolean') appender.appendBoolean(cell);
    else if (type === 'integer') appender.appendInteger(cell);
    else appender.appendDouble(cell);
  }
  appender.endRow();
}

export type { Appender as DuckdbAppender, Connection as DuckdbConnection };
