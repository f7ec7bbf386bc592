import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { csvToRecords, unguardFormula } from '../../pipeline/output/csv-text.ts';
import { loadDuckdb } from '../../pipeline/output/duckdb-library.ts';
import { cellName } from '../../pipeline/xlsx/cell-xml.ts';
import { cellText } from '../../pipeline/xlsx/xml-text.ts';
import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import type { RunTables } from '../../schemas/ports.ts';
import { readWorkbook } from '../pipeline/xlsx/read-workbook.ts';

/** A cell to compare: null for nothing; numbers as the shortest text of the same value. */
export type Cell = string | null;
/** The rows of a table over all documents, cells in the order of its columns. */
export type Rows = readonly (readonly Cell[])[];
/** Rows by table name. */
export type Values = ReadonlyMap<string, Rows>;

/**
 * How a format's files are read back by somebody else's reader, as far as there is one: a new format of values adds a line.
 * @param files what the writer wrote, by path
 */
export type ValueReader = (files: ReadonlyMap<string, Buffer>, tables: RunTables) => Promise<Values>;

export const valueReaders: Readonly<Record<string, ValueReader>> = {
  csv: (files, tables) =>
    eachTable(tables, async (spec) => {
      const records = await csvToRecords(textOf(files, spec.path));
      return records.map((record) =>
        spec.columns.map((column) => plainCell(column, unguardFormula(record.get(column.name) ?? ''))),
      );
    }),
  jsonl: (files, tables) =>
    eachTable(tables, async (spec) =>
      textOf(files, `${spec.name}.jsonl`)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => inOrder(spec, JSON.parse(line))),
    ),
  parquet: (files, tables) =>
    eachTable(tables, (spec) => readParquet(files.get(`${spec.name}.parquet`), spec)),
  duckdb: (files, tables) =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'read.duckdb');
      await writeFile(file, files.get('mingxi.duckdb') ?? '');
      return withDuckdb(file, (connection) => readTables(connection, tables));
    }),
  xlsx: (files, tables) =>
    eachTable(tables, async (spec) => {
      const sheet = readWorkbook(files.get('mingxi.xlsx') ?? Buffer.alloc(0)).find(
        ({ name }) => name === spec.name,
      );
      const rows = sheet?.xml.match(/<row /gu)?.length ?? 0;
      return Array.from({ length: rows - 1 }, (_, row) =>
        spec.columns.map((column, index) => {
          const cell = sheet?.cells.get(cellName(row + 1, index));
          const text = cell?.type === 'boolean' ? String(cell.text === '1') : (cell?.text ?? '');
          return plainCell(column, text);
        }),
      );
    }),
};

/** What a format makes of a cell that it cannot hold as it is, by format: a cell of a workbook has 32,767 characters. */
export const heldCells: Readonly<Record<string, (cell: Cell) => Cell>> = {
  xlsx: (cell) => (cell === null ? null : cellText(cell)),
};

/** Rows of all tables as a connection of DuckDB sees them, in the order they lie there. */
export function readTables(connection: DuckDBConnection, tables: RunTables): Promise<Values> {
  return eachTable(tables, (spec) => queryRows(connection, spec, `SELECT * FROM "${spec.name}"`));
}

/** Rows of a query whose columns are those of a table. */
export async function queryRows(connection: DuckDBConnection, spec: FileSpec, sql: string): Promise<Rows> {
  const found = await connection.runAndReadAll(sql);
  return found
    .getRowsJson()
    .map((row) => spec.columns.map((column, index) => plainCell(column, row[index] ?? null)));
}

/** Opens DuckDB, in memory without a file, for as long as `use` takes. */
export async function withDuckdb<T>(
  file: string | null,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await loadDuckdb('a test');
  const instance = await DuckDBInstance.create(
    file ?? ':memory:',
    file === null ? {} : { access_mode: 'READ_ONLY' },
  );
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A folder for as long as `use` takes. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mingxi-read-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readParquet(bytes: Buffer | undefined, spec: FileSpec): Promise<Rows> {
  const file = Uint8Array.from(bytes ?? []).buffer;
  const { schema } = parquetMetadata(file);
  const scales = new Map(schema.map(({ name, scale }) => [name, scale]));
  // hyparquet makes a float of a decimal; as plain bytes it is exact.
  const exact = schema.map((element) =>
    element.converted_type === 'DECIMAL'
      ? {
          name: element.name,
          type: element.type,
          type_length: element.type_length,
          repetition_type: element.repetition_type,
        }
      : element,
  );
  const metadata = { ...parquetMetadata(file), schema: exact as typeof schema };
  const rows = await parquetReadObjects({ file, metadata });
  return rows.map((row) =>
    spec.columns.map((column) => {
      const cell: unknown = row[column.name] ?? null;
      const decimal = column.exact && cell instanceof Uint8Array;
      return plainCell(column, decimal ? decimalOfBytes(cell, scales.get(column.name) ?? 0) : cell);
    }),
  );
}

/** A decimal of a Parquet file: big-endian two's complement. */
function decimalOfBytes(bytes: Uint8Array, scale: number): string {
  const unsigned = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const whole = BigInt.asIntN(bytes.length * 8, unsigned);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

async function eachTable(tables: RunTables, read: (spec: FileSpec) => Promise<Rows>): Promise<Values> {
  const values = new Map<string, Rows>();
  for (const spec of [tables.fields, tables.checks, tables.summary, tables.links])
    values.set(spec.name, await read(spec));
  return values;
}

function textOf(files: ReadonlyMap<string, Buffer>, name: string): string {
  return files.get(name)?.toString('utf8') ?? '';
}

function inOrder(spec: FileSpec, row: Readonly<Record<string, unknown>>): readonly Cell[] {
  return spec.columns.map((column) => plainCell(column, row[column.name] ?? null));
}

/** The cell as text; of numbers the zeros that say nothing are left out. */
export function plainCell({ type, exact }: ColumnSpec, cell: unknown): Cell {
  if (cell === null || cell === '') return null;
  const text = String(cell);
  if (exact) return text.includes('.') ? text.replace(/\.?0+$/u, '') : text;
  return type === 'number' ? String(Number(text)) : text;
}
