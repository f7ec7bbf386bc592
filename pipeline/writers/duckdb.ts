import type { FileSpec } from '../../schemas/columns.ts';
import { documentsFile } from '../../schemas/manifest-columns.ts';
import type { OutputWriter, RunContext, RunWriter } from '../../schemas/ports.ts';
import { duckdbFile, loadDuckdb } from '../duckdb-library.ts';
import { documentRow } from '../manifest-rows.ts';
import { loadForms } from '../registry.ts';
import type { DuckdbAppender } from '../sql/duckdb-append.ts';
import { appendRow } from '../sql/duckdb-append.ts';
import { duckdbTable } from '../sql/duckdb-tables.ts';
import { duckdbViews } from '../sql/duckdb-views.ts';
import { quoteText } from '../sql/names.ts';
import type { TypedRow } from '../typed-rows.ts';
import { readTypedRows, typedParts, typedRow } from '../typed-rows.ts';

const path = duckdbFile;
const purpose = '--format duckdb';

/**
 * mingxi.duckdb: tables documents, fields, checks, summary and links, and views over them. DuckDB is an optional peer
 * dependency.
 */
export const writer: OutputWriter = {
  id: 'duckdb',
  formats: ['duckdb'],
  runFiles: [path],
  available: async () => {
    await loadDuckdb(purpose);
  },
  parts: typedParts,
  run: openRun,
};

function openRun({ tables, place }: RunContext): RunWriter {
  const file = place(path);
  let opened: Promise<Database> | null = null;
  const database = () => {
    opened ??= openDatabase(file, [
      // Keys of the small tables alone: DuckDB's index of a key is larger than the column it is on, and nothing is
      // ever written to this file.
      { spec: documentsFile, withKey: false },
      { spec: tables.fields, withKey: false },
      { spec: tables.checks, withKey: false },
      { spec: tables.summary, withKey: true },
      { spec: tables.links, withKey: true },
    ]);
    return opened;
  };
  return {
    async add(record) {
      const { insert } = await database();
      insert(documentsFile, [documentRow(record.line)]);
      for (const spec of [tables.fields, tables.checks]) insert(spec, await readTypedRows(record, spec));
      insert(
        tables.summary,
        record.summaries.map((row) => typedRow(tables.summary, row)),
      );
    },
    async end(found) {
      const { insert, close } = await database();
      insert(
        tables.links,
        found.map((row) => typedRow(tables.links, row)),
      );
      await close();
    },
  };
}

interface Database {
  insert(spec: FileSpec, rows: readonly TypedRow[]): void;
  close(): Promise<void>;
}

/** One thread writes the rows in their order, and the same file every time; nothing is fetched. */
const settings: Readonly<Record<string, string>> = {
  threads: '1',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Compressions that write another file every time: fsst samples texts by chance, bitpacking writes what lay in memory where
 * a number is null.
 */
const chanceCompressions = 'fsst,bitpacking';

async function openDatabase(
  file: string,
  tables: readonly { readonly spec: FileSpec; readonly withKey: boolean }[],
): Promise<Database> {
  const library = await loadDuckdb(purpose);
  const instance = await library.DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  await connection.run(`SET disabled_compression_methods = '${chanceCompressions}'`);
  // Attached under a name of its own: the name of the catalog stands in the file.
  await connection.run(`ATTACH ${quoteText(file)} AS mingxi`);
  await connection.run('USE mingxi');
  for (const { spec, withKey } of tables)
    for (const statement of duckdbTable(spec, withKey)) await connection.run(statement);
  const appenders = new Map<string, DuckdbAppender>();
  for (const { spec } of tables) appenders.set(spec.name, await connection.createAppender(spec.name));
  return {
    insert(spec, rows) {
      const appender = appenders.get(spec.name);
      if (appender) for (const row of rows) appendRow(library, appender, spec, row);
    },
    async close() {
      for (const appender of appenders.values()) appender.closeSync();
      for (const statement of duckdbViews(await loadForms())) await connection.run(statement);
      await connection.run('USE memory');
      await connection.run('DETACH mingxi');
      connection.closeSync();
      instance.closeSync();
    },
  };
}
