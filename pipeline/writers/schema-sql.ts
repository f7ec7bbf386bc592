import type { OutputWriter } from '../../schemas/ports.ts';
import { printJson } from '../output/json-text.ts';
import type { KeyedTable } from '../output/package-descriptor.ts';
import { allKeys, keyedTables, keysAfter } from '../output/table-keys.ts';
import { bigquerySchema } from '../sql/bigquery.ts';
import { duckdbLoad, duckdbTable, duckdbUnguard } from '../sql/duckdb-tables.ts';
import { postgresLoad, postgresTable } from '../sql/postgres.ts';

const duckdbPath = 'schema/duckdb.sql';
const postgresPath = 'schema/postgres.sql';
const bigqueryPath = 'schema/bigquery.json';

/** schema/: how to load the CSV files into databases with explicit types, the columns of `--metadata` included. */
export const writer: OutputWriter = {
  id: 'schema-sql',
  formats: ['csv'],
  runFiles: [duckdbPath, postgresPath, bigqueryPath],
  run({ tables, open }) {
    const scripts = [
      { file: open(duckdbPath), print: duckdbScript },
      { file: open(postgresPath), print: postgresScript },
      { file: open(bigqueryPath), print: bigqueryTables },
    ];
    let keys = allKeys;
    return {
      add: async ({ summaries }) => {
        keys = keysAfter(keys, summaries);
      },
      async end() {
        const keyed = keyedTables(tables, keys);
        for (const { file, print } of scripts) {
          await file.write(print(keyed));
          await file.close();
        }
      },
    };
  },
};

function duckdbScript(tables: readonly KeyedTable[]): string {
  const statements = tables.flatMap(({ spec, primaryKey }) => [
    ...duckdbTable(spec, primaryKey),
    duckdbLoad(spec, spec.path),
  ]);
  return [
    '-- Loads the CSV files of this folder into DuckDB. In the folder of results: duckdb results.duckdb < schema/duckdb.sql',
    ...['BEGIN TRANSACTION', duckdbUnguard, ...statements, 'COMMIT'].map((statement) => `${statement};`),
    '',
  ].join('\n');
}

function postgresScript(tables: readonly KeyedTable[]): string {
  return [
    '-- Loads the CSV files of this folder into PostgreSQL. In the folder of results: psql -f schema/postgres.sql',
    '\\set ON_ERROR_STOP on',
    'BEGIN;',
    ...tables.flatMap(({ spec, primaryKey }) => [...postgresTable(spec, primaryKey), ...postgresLoad(spec)]),
    'COMMIT;',
    '',
  ].join('\n');
}

function bigqueryTables(tables: readonly KeyedTable[]): string {
  return printJson(Object.fromEntries(tables.map(({ spec }) => [spec.name, bigquerySchema(spec)])));
}
