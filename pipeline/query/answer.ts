import { UsageError } from '../usage-error.ts';
import type { ResultsDatabase } from './results-database.ts';

/** A cell of an answer: decimals are text without zeros that say nothing, so that none becomes a float. */
export type AnswerCell = null | boolean | number | string | object;

/** What a query gives. */
export interface Answer {
  /** Names of the columns, all different. */
  readonly names: readonly string[];
  /** Whether a column holds numbers. */
  readonly numeric: readonly boolean[];
  /** Rows in pieces, as they come. */
  readonly rows: AsyncIterable<readonly (readonly AnswerCell[])[]>;
}

/**
 * Runs one statement that reads.
 * @throws UsageError with DuckDB's own words for SQL that does not run, here or while the rows are read
 */
export async function ask({ library, connection }: ResultsDatabase, sql: string): Promise<Answer> {
  const { StatementType, DuckDBTypeId } = library;
  const result = await blamingSql(async () => {
    if (sql.trim() === '') throw new UsageError('sql-not-reading', {});
    const statements = await connection.extractStatements(sql);
    const prepared = statements.count === 1 ? await statements.prepare(0) : null;
    const reads = [StatementType.SELECT, StatementType.EXPLAIN];
    if (prepared === null || !reads.includes(prepared.statementType))
      throw new UsageError('sql-not-reading', {});
    return prepared.stream();
  });
  const types = result.columnTypes().map((type) => type.typeId);
  const whole = new Set([
    ...[DuckDBTypeId.TINYINT, DuckDBTypeId.SMALLINT, DuckDBTypeId.INTEGER, DuckDBTypeId.BIGINT],
    ...[DuckDBTypeId.UTINYINT, DuckDBTypeId.USMALLINT, DuckDBTypeId.UINTEGER, DuckDBTypeId.UBIGINT],
    ...[DuckDBTypeId.HUGEINT, DuckDBTypeId.UHUGEINT],
  ]);
  const floats = new Set([DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE]);
  const cellOf = (cell: AnswerCell, type: number | undefined): AnswerCell => {
    if (typeof cell !== 'string' || type === undefined) return cell;
    if (type === DuckDBTypeId.DECIMAL) return cell.includes('.') ? cell.replace(/\.?0+$/u, '') : cell;
    return whole.has(type) && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
  };
  return {
    names: result.deduplicatedColumnNames(),
    numeric: types.map((type) => type === DuckDBTypeId.DECIMAL || whole.has(type) || floats.has(type)),
    rows: {
      async *[Symbol.asyncIterator]() {
        const pieces = result.yieldRowsJson()[Symbol.asyncIterator]();
        for (;;) {
          const piece = await blamingSql(() => pieces.next());
          if (piece.done) return;
          yield piece.value.map((row) => row.map((cell, index) => cellOf(cell, types[index])));
        }
      },
    },
  };
}

async function blamingSql<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError('sql-bad', { cause: error instanceof Error ? error.message.trim() : String(error) });
  }
}
