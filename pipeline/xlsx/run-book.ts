import type { FileSpec } from '../../schemas/columns.ts';
import type { RunContext, RunRecord, RunWriter } from '../../schemas/ports.ts';
import { readTypedRows, typedRow } from '../output/typed-rows.ts';
import { writeLegend } from './legend-sheet.ts';
import { printComments, printNoteBoxes } from './notes.ts';
import type { SheetEntry } from './package-parts.ts';
import { firstParts, lastParts, noteRelations, sheetPath } from './package-parts.ts';
import type { RowsSheet, SheetBounds } from './rows-sheet.ts';
import { columnWidths, openRowsSheet, sheetBounds } from './rows-sheet.ts';
import { createSharedStrings } from './shared-strings.ts';
import { columnPixels } from './sheet-xml.ts';
import { createStyles } from './styles.ts';
import { openZip } from './zip-stream.ts';

/** The workbook of a run. */
export const runBook = 'mingxi.xlsx';

const title = 'mingxi';

/**
 * Writes the workbook of a run row by row: a sheet for each table over all documents, and a legend. A part of a ZIP is
 * written at a time, so the rows of later sheets are taken when the first one is done: the parts of the documents are
 * read again, nothing is held but the inputs themselves.
 * @param bounds of a sheet: rows beyond them are counted in its last row
 */
export function openRunBook({ tables, open }: RunContext, bounds: SheetBounds = sheetBounds): RunWriter {
  const file = open(runBook);
  const styles = createStyles();
  const strings = createSharedStrings();
  const zip = openZip();
  const specs = [tables.fields, tables.checks, tables.summary, tables.links];
  const entries: SheetEntry[] = [];
  const records: RunRecord[] = [];
  const writeReady = async () => {
    for (const piece of zip.take()) await file.write(piece);
  };
  const begin = (spec: FileSpec): { sheet: RowsSheet; end: () => Promise<void> } => {
    const number = entries.length + 1;
    const entry = zip.begin(sheetPath(number));
    const sheet = openRowsSheet(entry, spec, { styles, strings }, { bounds, isFirst: number === 1 });
    const end = async () => {
      const { notes, filter } = sheet.end();
      entry.end();
      zip.put(`xl/worksheets/_rels/sheet${number}.xml.rels`, noteRelations(number));
      zip.put(`xl/comments${number}.xml`, printComments(notes));
      const widths = columnWidths(spec);
      const pixels = (column: number) => columnPixels(widths[column] ?? 0);
      zip.put(`xl/drawings/vmlDrawing${number}.vml`, printNoteBoxes(notes, number, pixels));
      entries.push({ name: spec.name, hasNotes: true, filter, printTitles: '$1:$1' });
      await writeReady();
    };
    return { sheet, end };
  };
  for (const [path, text] of firstParts(title, [...specs.map(() => true), false], true)) zip.put(path, text);
  const fields = begin(tables.fields);
  return {
    async add(record) {
      records.push(record);
      for (const row of await readTypedRows(record, tables.fields)) fields.sheet.add(row);
      await writeReady();
    },
    async end(links) {
      await fields.end();
      const checks = begin(tables.checks);
      for (const record of records) {
        for (const row of await readTypedRows(record, tables.checks)) checks.sheet.add(row);
        await writeReady();
      }
      await checks.end();
      const summary = begin(tables.summary);
      for (const row of records.flatMap((record) => record.summaries)) {
        summary.sheet.add(typedRow(tables.summary, row));
      }
      await summary.end();
      const linked = begin(tables.links);
      for (const row of links) linked.sheet.add(typedRow(tables.links, row));
      await linked.end();
      const legend = zip.begin(sheetPath(entries.length + 1));
      writeLegend(legend, specs, styles);
      legend.end();
      entries.push({ name: 'legend', hasNotes: false, filter: '', printTitles: '' });
      zip.put('xl/sharedStrings.xml', strings.print());
      zip.put('xl/styles.xml', styles.print());
      for (const [path, text] of lastParts(entries, true)) zip.put(path, text);
      zip.end();
      await writeReady();
      await file.close();
    },
  };
}
