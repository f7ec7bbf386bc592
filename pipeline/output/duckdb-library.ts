import { UsageError } from '../usage-error.ts';

/** An optional peer dependency: imported only where it is asked for. */
const name = '@duckdb/node-api';

/** The database that `--format duckdb` writes into the folder of results. */
export const duckdbFile = 'mingxi.duckdb';

export type DuckdbLibrary = typeof import('@duckdb/node-api');

/**
 * Loads DuckDB.
 * @param purpose what wants it, for the message: `--format duckdb`
 * @throws UsageError where it is not installed, with the command that installs it
 */
export async function loadDuckdb(purpose: string): Promise<DuckdbLibrary> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const [cause = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError('package-missing', { purpose, name, cause });
  }
}
