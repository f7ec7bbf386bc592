import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fieldsFile, summaryFile } from '../../schemas/columns.ts';
import { documentsFile } from '../../schemas/manifest-columns.ts';
import type { RunTables } from '../../schemas/ports.ts';
import { csvToRecords } from '../output/csv-text.ts';
import type { DuckdbLibrary } from '../output/duckdb-library.ts';
import { duckdbFile, loadDuckdb } from '../output/duckdb-library.ts';
import { documentRow } from '../output/manifest-rows.ts';
import { runTables, tablesInOrder } from '../output/run-tables.ts';
import { loadForms } from '../registry.ts';
import type { Results } from '../results/result-reading.ts';
import { openResults } from '../results/result-reading.ts';
import type { DuckdbConnection } from '../sql/duckdb-append.ts';
import { appendRow } from '../sql/duckdb-append.ts';
import { duckdbLoad, duckdbTable, duckdbUnguard } from '../sql/duckdb-tables.ts';
import { duckdbViews } from '../sql/duckdb-views.ts';
import { UsageError } from '../usage-error.ts';

/** A folder of results as a database that can be asked and cannot reach anything else. */
export interface ResultsDatabase {
  readonly library: DuckdbLibrary;
  readonly connection: DuckdbConnection;
  close(): void;
}

/** No code of others is fetched or loaded, and nothing is spilled to disk. */
const closed: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  temp_directory: '',
};

/**
 * Opens the results of a folder: its mingxi.duckdb where there is one, else its CSV files, loaded into memory with their
 * types. From then on no file, no extension and no network can be reached.
 * @throws UsageError where DuckDB is not installed, or the folder holds no results, or half, newer or damaged ones
 */
export async function openDatabase(out: string): Promise<ResultsDatabase> {
  const library = await loadDuckdb('mingxi query');
  const results = await openResults(out);
  const names = await readdir(out);
  if (names.includes(duckdbFile)) return openFile(library, out);
  if (!names.includes(fieldsFile.path))
    throw new UsageError('result-missing', { path: out, file: `${duckdbFile}, ${fieldsFile.path}` });
  return loadFiles(library, results);
}

async function openFile(library: DuckdbLibrary, out: string): Promise<ResultsDatabase> {
  const instance = await blaming(out, duckdbFile, () =>
    library.DuckDBInstance.create(path.join(out, duckdbFile), {
      ...closed,
      access_mode: 'READ_ONLY',
      enable_external_access: 'false',
    }),
  );
  const connection = await instance.connect();
  await connection.run('SET lock_configuration = true');
  return { library, connection, close: closing(connection, instance) };
}

async function loadFiles(library: DuckdbLibrary, results: Results): Promise<ResultsDatabase> {
  const out = results.path;
  const tables = await tablesOf(out);
  const instance = await library.DuckDBInstance.create(':memory:', closed);
  const connection = await instance.connect();
  await connection.run(duckdbUnguard);
  for (const spec of tablesInOrder(tables)) {
    for (const statement of duckdbTable(spec, null)) await connection.run(statement);
    await blaming(out, spec.path, () =>
      connection.run(duckdbLoad(spec, globFree(path.join(out, spec.path)))),
    );
  }
  for (const statement of duckdbTable(documentsFile, null)) await connection.run(statement);
  const appender = await connection.createAppender(documentsFile.name);
  for await (const line of results.manifest()) appendRow(library, appender, documentsFile, documentRow(line));
  appender.closeSync();
  for (const statement of duckdbViews(await loadForms())) await connection.run(statement);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return { library, connection, close: closing(connection, instance) };
}

/** The tables as their headers have them: summary.csv with the columns of `--metadata`. */
async function tablesOf(out: string): Promise<RunTables> {
  const found = await headerOf(path.join(out, summaryFile.path)).catch(() => null);
  if (found === null) throw new UsageError('result-missing', { path: out, file: summaryFile.path });
  const tables = runTables(found.slice(summaryFile.columns.length));
  for (const spec of tablesInOrder(tables)) {
    const header = await headerOf(path.join(out, spec.path)).catch(() => null);
    if (header === null) throw new UsageError('result-missing', { path: out, file: spec.path });
    const expected = spec.columns.map((column) => column.name);
    if (header.join('\n') !== expected.join('\n'))
      throw new UsageError('result-damaged', {
        path: out,
        file: spec.path,
        cause: 'its columns are others',
      });
  }
  return tables;
}

/** Bytes in which the header of a CSV file ends: it has some forty names. */
const mostHeaderBytes = 1 << 18;

async function headerOf(file: string): Promise<readonly string[]> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeaderBytes), 0, mostHeaderBytes, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    let end = text.indexOf('\r\n');
    while (end >= 0 && text.slice(0, end).split('"').length % 2 === 0) end = text.indexOf('\r\n', end + 2);
    const line = text.slice(0, Math.max(end, 0)).replace(/^\uFEFF/u, '');
    // The header as its own first row: what is wanted are the keys.
    const [record] = await csvToRecords(`${line}\r\n${line}\r\n`);
    return [...(record?.keys() ?? [])];
  } finally {
    await handle.close();
  }
}

/** A path that read_csv takes for a path, whatever stands in it. */
function globFree(file: string): string {
  return file.replace(/[*?[]/gu, (character) => `[${character}]`);
}

async function blaming<T>(out: string, file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [cause = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError('result-damaged', { path: out, file, cause });
  }
}

function closing(connection: DuckdbConnection, instance: { closeSync(): void }): () => void {
  return () => {
    connection.closeSync();
    instance.closeSync();
  };
}
