import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvToRecords } from '../../pipeline/output/csv-text.ts';
import { runTables } from '../../pipeline/output/run-tables.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { quoteText } from '../../pipeline/sql/names.ts';
import type { DocumentResult } from '../../schemas/ports.ts';
import { hostileMetadata, made } from '../conformance/hostile-documents.ts';
import type { Rows } from '../conformance/value-readers.ts';
import {
  inFolder,
  plainCell,
  queryRows,
  readTables,
  valueReaders,
  withDuckdb,
} from '../conformance/value-readers.ts';
import { hasProgram } from '../optional-programs.ts';
import type { PostgresServer } from '../postgres-server.ts';
import { startPostgres } from '../postgres-server.ts';
import { makeField, makeResult } from './result-builder.ts';
import type { RunChanges } from './run-sink.ts';
import { runWriterBytes } from './run-sink.ts';
import { writeFolder } from './written-folder.ts';

const { writers } = await loadRegistry();
const named = (...ids: readonly string[]) => writers.filter((writer) => ids.includes(writer.id));
const hasDuckdb = await hasProgram('duckdb');
const hasPostgres = await hasProgram('postgresql');

/** Zeros enough that a reader which guesses types from the first rows guesses integers; then a figure with a fraction. */
const zeros = 30_000;
const documents = 30;
const lateFigure: readonly DocumentResult[] = [
  ...Array.from({ length: documents }, (_, document) =>
    makeResult({
      source: `${String(document).padStart(3, '0')}.txt`,
      fields: Array.from({ length: zeros / documents }, (_, row) =>
        makeField({ key: `f${row}`, row, rowLabel: `item ${row}`, raw: '0', value: '0', unit: '元' }),
      ),
      checks: [],
    }),
  ),
  makeResult({ source: 'last.txt', fields: [makeField({ raw: '140.80', value: '140.80', unit: '元' })] }),
];
const question =
  'SELECT row_code, value, amount_cny, (SELECT count(*) FROM fields WHERE value = 0) AS zeros FROM fields WHERE value <> 0';

/** A folder with the CSV files and schema/ for as long as `use` takes. */
const inResults = <T>(
  results: readonly DocumentResult[],
  changes: RunChanges,
  use: (folder: string) => Promise<T>,
): Promise<T> =>
  inFolder(async (folder) => {
    await writeFolder(folder, named('csv', 'schema-sql'), results, changes);
    return use(folder);
  });

/** Rows whatever their order: databases promise none. */
const sorted = (rows: Rows | undefined) => rows?.map((row) => JSON.stringify(row)).sort();

async function csvValues(changes: RunChanges) {
  const [csv] = named('csv');
  const files = await runWriterBytes(csv!, made, changes);
  return valueReaders.csv!(files, runTables(changes.metadataColumns ?? []));
}

describe.each([false, true])('schema/ with a byte order mark: %s', (bom) => {
  const changes = { ...hostileMetadata, options: { bom } };
  const tables = runTables(changes.metadataColumns ?? []);

  describe.skipIf(!hasDuckdb)('duckdb.sql', () => {
    const load = <T>(folder: string, use: Parameters<typeof withDuckdb<T>>[1]) =>
      withDuckdb(null, async (connection) => {
        // As if DuckDB had been started in the folder of results.
        await connection.run(`SET file_search_path = ${quoteText(folder)}`);
        await connection.run(await readFile(path.join(folder, 'schema/duckdb.sql'), 'utf8'));
        return use(connection);
      });

    it('loads 140.80 behind 30,000 zeros, and a code as text', async () => {
      await inResults(lateFigure, changes, (folder) =>
        load(folder, async (connection) => {
          const found = await connection.runAndReadAll(question);
          expect(found.getRowsJson()).toEqual([
            ['2080101', '140.8000000000000000', '140.8000000000000000', String(zeros)],
          ]);
          expect(found.columnTypes().map(String)).toEqual([
            'VARCHAR',
            'DECIMAL(38,16)',
            'DECIMAL(38,16)',
            'BIGINT',
          ]);
        }),
      );
    });

    it('loads hostile texts and figures as they are', async () => {
      await inResults(made, changes, (folder) =>
        load(folder, async (connection) => {
          const expected = await csvValues(changes);
          const loaded = await readTables(connection, tables);
          for (const [table, rows] of expected)
            expect(sorted(loaded.get(table)), table).toEqual(sorted(rows));
        }),
      );
    });
  });

  describe.skipIf(!hasPostgres)('postgres.sql', () => {
    let server: PostgresServer;
    beforeAll(() => {
      server = startPostgres();
    }, 60_000);
    afterAll(() => server.stop());
    const load = (folder: string) => {
      server.psql(folder, '-c', 'DROP SCHEMA public CASCADE', '-c', 'CREATE SCHEMA public');
      server.psql(folder, '-f', 'schema/postgres.sql');
    };
    const ask = (folder: string, query: string) =>
      csvToRecords(server.psql(folder, '-c', `\\copy (${query}) TO STDOUT WITH (FORMAT csv, HEADER)`));

    it('loads 140.80 behind 30,000 zeros, and a code as text', async () => {
      await inResults(lateFigure, changes, async (folder) => {
        load(folder);
        expect((await ask(folder, question)).map((row) => [...row.values()])).toEqual([
          ['2080101', '140.8000000000000000', '140.8000000000000000', String(zeros)],
        ]);
        const types = await ask(
          folder,
          'SELECT pg_typeof(row_code) AS code, pg_typeof(value) AS value FROM fields LIMIT 1',
        );
        expect([...(types[0]?.values() ?? [])]).toEqual(['text', 'numeric']);
      });
    });

    it('loads hostile texts and figures as they are', async () => {
      await inResults(made, changes, async (folder) => {
        load(folder);
        for (const [table, rows] of await csvValues(changes)) {
          const spec = [tables.fields, tables.checks, tables.summary, tables.links].find(
            (each) => each.name === table,
          );
          const loaded = (await ask(folder, `SELECT * FROM ${table}`)).map((row) =>
            [...row.values()].map((cell, index) => {
              const column = spec!.columns[index]!;
              if (column.type === 'boolean') return cell === 't' ? 'true' : 'false';
              return plainCell(column, cell);
            }),
          );
          expect(sorted(loaded), table).toEqual(sorted(rows));
        }
      });
    });
  });
});

describe.skipIf(!hasDuckdb)('files that bring their types', () => {
  it('keep 140.80 behind 30,000 zeros, over several row groups', async () => {
    await inFolder(async (folder) => {
      await writeFolder(folder, named('parquet', 'duckdb'), lateFigure);
      const answer = [['2080101', '140.8000000000000000', '140.8000000000000000', String(zeros)]];
      const parquet = `(SELECT * FROM read_parquet(${quoteText(path.join(folder, 'fields.parquet'))}))`;
      await withDuckdb(null, async (connection) => {
        const found = await connection.runAndReadAll(question.replaceAll('FROM fields', `FROM ${parquet}`));
        expect(found.getRowsJson()).toEqual(answer);
      });
      await withDuckdb(path.join(folder, 'mingxi.duckdb'), async (connection) => {
        expect((await connection.runAndReadAll(question)).getRowsJson()).toEqual(answer);
      });
    });
  });

  it('are read by DuckDB as the CSV files are: Parquet of hostile texts and figures', async () => {
    const expected = await csvValues(hostileMetadata);
    await inFolder(async (folder) => {
      await writeFolder(folder, named('parquet'), made, hostileMetadata);
      await withDuckdb(null, async (connection) => {
        for (const spec of Object.values(runTables(hostileMetadata.metadataColumns ?? []))) {
          const file = quoteText(path.join(folder, `${spec.name}.parquet`));
          const rows = await queryRows(connection, spec, `SELECT * FROM read_parquet(${file})`);
          expect(rows, spec.name).toEqual(expected.get(spec.name));
        }
      });
    });
  });
});
