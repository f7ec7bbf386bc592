import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import type {
  DocumentResult,
  OutputFile,
  OutputWriter,
  Row,
  RunContext,
  RunWriter,
  WriteOptions,
} from '../../schemas/ports.ts';
import { rowsToCsv, rowsToCsvPieces, tableToCsv } from '../output/csv-text.ts';
import { cellsInOrder, checkRows, fieldRows } from '../output/result-rows.ts';
import { documentTables } from '../output/table-layout.ts';

/** fields.csv, checks.csv, summary.csv and links.csv over all documents, tables/ in the folder of each. */
export const writer: OutputWriter = {
  id: 'csv',
  formats: ['csv'],
  runFiles: [fieldsFile, checksFile, summaryFile, linksFile].map((file) => file.path),
  document: writeTables,
  parts: writeParts,
  run: openRun,
};

function* writeTables(result: DocumentResult, options: WriteOptions): Generator<OutputFile> {
  for (const table of documentTables(result)) {
    yield {
      path: `tables/${table.name}.csv`,
      content: [tableToCsv(table.header, table.rows, options.bom)],
    };
  }
}

function* writeParts(result: DocumentResult): Generator<OutputFile> {
  yield {
    path: fieldsFile.path,
    content: rowsToCsvPieces(fieldRows(result), (row) => cellsInOrder(fieldsFile, row)),
  };
  yield {
    path: checksFile.path,
    content: rowsToCsvPieces(checkRows(result), (row) => cellsInOrder(checksFile, row)),
  };
}

function openRun({ options, tables, open }: RunContext): RunWriter {
  const copied = [tables.fields, tables.checks].map((spec) => ({ spec, file: open(spec.path) }));
  const summary = { spec: tables.summary, file: open(tables.summary.path) };
  const links = { spec: tables.links, file: open(tables.links.path) };
  const all = [...copied, summary, links];
  let begun: Promise<void> | null = null;
  const begin = () => {
    begun ??= writeHeaders();
    return begun;
  };
  const writeHeaders = async () => {
    for (const { spec, file } of all) {
      const names = spec.columns.map((column) => column.name);
      await file.write(tableToCsv(names, [], options.bom));
    }
  };
  const rowsOf = (spec: typeof summary.spec, rows: readonly Row[]) =>
    rowsToCsv(rows.map((row) => cellsInOrder(spec, row)));
  return {
    async add(record) {
      await begin();
      for (const { spec, file } of copied) await file.write(await record.part(spec.path));
      await summary.file.write(rowsOf(summary.spec, record.summaries));
    },
    async end(found) {
      await begin();
      await links.file.write(rowsOf(links.spec, found));
      for (const { file } of all) await file.close();
    },
  };
}
