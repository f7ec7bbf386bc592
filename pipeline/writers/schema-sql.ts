import type { OutputWriter, RunTables } from '../../schemas/ports.ts';
import { printJson } from '../json-text.ts';
import { tablesInOrder } from '../run-tables.ts';
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
    const files = [
      { file: open(duckdbPath), text: duckdbScript(tables) },
      { file: open(postgresPath), text: postgresScript(tables) },
      { file: open(bigqueryPath), text: bigqueryTables(tables) },
    ];
    return {
      add: async () => {},
      async end() {
        for (const { file, text } of files) {
          await file.write(text);
          await file.close();
        }
      },
    };
  },
};

function duckdbScript(tables: RunTables): string {
  const statements = tablesInOrder(tables).flatMap((file) => [
    ...duckdbTable(file, true),
    duckdbLoad(file, file.path),
  ]);
  return [
    '-- Loads the CSV files of this folder into DuckDB. In the folder of results: duckdb results.duckdb < schema/duckdb.sql',
    ...['BEGIN TRANSACTION', duckdbUnguard, ...statements, 'COMMIT'].map((statement) => `${statement};`),
    '',
  ].join('\n');
}

function postgresScript(tables: RunTables): string {
  return [
    '-- Loads the CSV files of this folder into PostgreSQL. In the folder of results: psql -f schema/postgres.sql',
    '\\set ON_ERROR_STOP on',
    'BEGIN;',
    ...tablesInOrder(tables).flatMap((file) => [...postgresTable(file), ...postgresLoad(file)]),
    'COMMIT;',
    '',
  ].join('\n');
}

function bigqueryTables(tables: RunTables): string {
  return printJson(
    Object.fromEntries(tablesInOrder(tables).map((file) => [file.name, bigquerySchema(file)])),
  );
}
