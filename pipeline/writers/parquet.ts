import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import type { OutputWriter, RunFile } from '../../schemas/ports.ts';
import { decimalType, unscaledDecimal } from '../output/exact-decimal.ts';
import type { TypedCell, TypedRow } from '../output/typed-rows.ts';
import { readTypedRows, typedParts, typedRow } from '../output/typed-rows.ts';
import { mingxiVersion } from '../version.ts';

/**
 * Rows of a row group: they are in memory together until it is written. 20,000 rows of fields take some 40 MB there and
 * 1 MB in the file, which is still a good piece for readers that skip by statistics.
 */
const rowGroupRows = 20_000;

const path = (file: FileSpec) => `${file.name}.parquet`;

/** Parquet over all documents: the rows of the CSV files with their types; exact decimals as DECIMAL(38,16), empty as null. */
export const writer: OutputWriter = {
  id: 'parquet',
  formats: ['parquet'],
  runFiles: [fieldsFile, checksFile, summaryFile, linksFile].map(path),
  parts: typedParts,
  run({ tables, open }) {
    const copied = [tables.fields, tables.checks].map((spec) => ({
      spec,
      file: openTable(spec, open(path(spec))),
    }));
    const summary = openTable(tables.summary, open(path(tables.summary)));
    const links = openTable(tables.links, open(path(tables.links)));
    return {
      async add(record) {
        for (const { spec, file } of copied)
          for (const row of await readTypedRows(record, spec)) await file.add(row);
        for (const row of record.summaries) await summary.add(typedRow(tables.summary, row));
      },
      async end(found) {
        for (const row of found) await links.add(typedRow(tables.links, row));
        for (const file of [...copied.map((each) => each.file), summary, links]) await file.close();
      },
    };
  },
};

type ParquetCell = string | number | boolean | bigint | null;
type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

interface ParquetTable {
  add(row: TypedRow): Promise<void>;
  close(): Promise<void>;
}

/** A Parquet file that is written a row group at a time. */
function openTable(spec: FileSpec, file: RunFile): ParquetTable {
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: spec.columns.length }, ...spec.columns.map(describeColumn)],
    createdBy: `mingxi version ${mingxiVersion}`,
  });
  let columns = emptyColumns(spec);
  let rows = 0;
  const drain = async () => {
    await file.write(bytes.getBytes());
    bytes.index = 0;
  };
  const writeGroup = async () => {
    const columnData = spec.columns.map(({ name }, index) => ({ name, data: columns[index] ?? [] }));
    await parquet.write({ columnData, rowGroupSize: rowGroupRows });
    columns = emptyColumns(spec);
    rows = 0;
    await drain();
  };
  return {
    async add(row) {
      for (const [index, column] of spec.columns.entries())
        columns[index]?.push(parquetCell(column, row[column.name] ?? null));
      rows++;
      if (rows === rowGroupRows) await writeGroup();
    },
    async close() {
      if (rows > 0) await writeGroup();
      await parquet.finish();
      await drain();
      await file.close();
    },
  };
}

function emptyColumns(spec: FileSpec): ParquetCell[][] {
  return spec.columns.map(() => []);
}

function parquetCell({ exact }: ColumnSpec, cell: TypedCell): ParquetCell {
  return exact && typeof cell === 'string' ? unscaledDecimal(cell) : cell;
}

function describeColumn({ name, type, exact, required }: ColumnSpec): SchemaElement {
  const repetition_type = required ? 'REQUIRED' : 'OPTIONAL';
  if (exact) {
    return {
      name,
      repetition_type,
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      ...decimalType,
      logical_type: { type: 'DECIMAL', ...decimalType },
    };
  }
  switch (type) {
    case 'boolean':
      return { name, repetition_type, type: 'BOOLEAN' };
    case 'integer':
      return { name, repetition_type, type: 'INT32' };
    case 'number':
      return { name, repetition_type, type: 'DOUBLE' };
    case 'string':
      return {
        name,
        repetition_type,
        type: 'BYTE_ARRAY',
        converted_type: 'UTF8',
        logical_type: { type: 'STRING' },
      };
  }
}
