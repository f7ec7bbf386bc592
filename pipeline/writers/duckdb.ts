import type { FileSpec } from '../../schemas/columns.ts';
import { documentsFile } from '../../schemas/manifest-columns.ts';
import type { OutputWriter, RunContext, RunWriter } from '../../schemas/ports.ts';
import { duckdbFile, loadDuckdb } from '../output/duckdb-library.ts';
import { documentRow } from '../output/manifest-rows.ts';
import type { KeyedTable } from '../output/package-descriptor.ts';
import { tablesInOrder } from '../output/run-tables.ts';
import { allKeys, keyedTables, keysAfter } from '../output/table-keys.ts';
import type { TypedRow } from '../output/typed-rows.ts';
import { readTypedRows, typedParts, typedRow } from '../output/typed-rows.ts';
import { loadForms } from '../registry.ts';
import type { DuckdbAppender } from '../sql/duckdb-append.ts';
import { appendRow } from '../sql/duckdb-append.ts';
import { duckdbTable } from '../sql/duckdb-tables.ts';
import { duckdbViews } from '../sql/duckdb-views.ts';
import { quoteName, quoteText } from '../sql/names.ts';

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
  let keys = allKeys;
  const database = () => {
    opened ??= openDatabase(file, [documentsFile, ...tablesInOrder(tables)]);
    return opened;
  };
  return {
    async add(record) {
      const { insert } = await database();
      keys = keysAfter(keys, record.summaries);
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
      // Keys of the small tables alone: DuckDB's index of a key is larger than the column it is on, and nothing is ever
      // written to this file.
      const small = keyedTables(tables, keys).filter(({ spec }) =>
        [tables.summary, tables.links].includes(spec),
      );
      await close(small);
    },
  };
}

interface Database {
  insert(spec: FileSpec, rows: readonly TypedRow[]): void;
  /** @param keyed tables that get their primary keys */
  close(keyed: readonly KeyedTable[]): Promise<void>;
}

/**
 * One thread writes the rows in their order. Blocks come from one piece of fresh memory: DuckDB writes them whole, with
 * whatever lay behind their last row, and so the file is the same every time (measured, not promised by DuckDB).
 */
const settings: Readonly<Record<string, string>> = {
  threads: '1',
  block_allocator_memory: '1GB',
  memory_limit: '1GB',
  // Nothing is fetched.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Compressions that write another file every time: fsst samples texts by chance, bitpacking writes what lay in memory where
 * a number is null.
 */
const chanceCompressions = 'fsst,bitpacking';

async function openDatabase(file: string, tables: readonly FileSpec[]): Promise<Database> {
  const library = await loadDuckdb(purpose);
  const instance = await library.DuckDBInstance.create(':memory:', {
    ...settings,
    temp_directory: `${file}.tmp`,
  });
  const connection = await instance.connect();
  await connection.run(`SET disabled_compression_methods = '${chanceCompressions}'`);
  // Attached under a name of its own: the name of the catalog stands in the file.
  await connection.run(`ATTACH ${quoteText(file)} AS mingxi`);
  await connection.run('USE mingxi');
  for (const spec of tables) for (const statement of duckdbTable(spec, null)) await connection.run(statement);
  const appenders = new Map<string, DuckdbAppender>();
  for (const spec of tables) appenders.set(spec.name, await connection.createAppender(spec.name));
  return {
    insert(spec, rows) {
      const appender = appenders.get(spec.name);
      if (appender) for (const row of rows) appendRow(library, appender, spec, row);
    },
    async close(keyed) {
      for (const appender of appenders.values()) appender.closeSync();
      for (const { spec, primaryKey } of keyed) {
        const columns = primaryKey?.map(quoteName).join(', ');
        if (columns !== undefined)
          await connection.run(`ALTER TABLE ${quoteName(spec.name)} ADD PRIMARY KEY (${columns})`);
      }
      for (const statement of duckdbViews(await loadForms())) await connection.run(statement);
      await connection.run('USE memory');
      await connection.run('DETACH mingxi');
      connection.closeSync();
      instance.closeSync();
    },
  };
}
