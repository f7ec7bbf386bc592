import type { BoundTable, DocumentResult } from '../../schemas/ports.ts';
import { sortFields } from '../output/field-order.ts';
import { groupBy } from '../output/grouping.ts';
import { writeIndexSheet } from './index-sheet.ts';
import { printComments, printNoteBoxes } from './notes.ts';
import type { SheetEntry } from './package-parts.ts';
import { firstParts, lastParts, noteRelations, sheetPath } from './package-parts.ts';
import { accusations } from './reasons.ts';
import { quoteSheet, sheetNames } from './sheet-names.ts';
import { columnPixels } from './sheet-xml.ts';
import { createStyles } from './styles.ts';
import { mayHaveNotes, writeTableSheet } from './table-sheet.ts';
import { openZip } from './zip-stream.ts';

const indexName = '目录 index';
/** Width of a column that is not told, in characters. */
const usualWidth = 9;

/** The workbook of a document, in pieces: an index, then a sheet a table. */
export function* documentBook(result: DocumentResult): Generator<Uint8Array> {
  const fields = groupBy(sortFields(result), (field) => field.tableId);
  const [indexSheet = indexName, ...names] = sheetNames([indexName, ...tableNames(result.tables)]);
  const tables = result.tables.map((table, index) => ({
    name: names[index] ?? '',
    table,
    fields: fields.get(table.id) ?? [],
    fiscalYear: result.fiscalYear,
    indexPlace: `${quoteSheet(indexSheet)}!A1`,
  }));
  const accused = accusations(result.checks);
  const styles = createStyles();
  const zip = openZip();
  const withNotes = tables.map(mayHaveNotes);
  const title = result.title || result.source;
  for (const [path, text] of firstParts(title, [false, ...withNotes], false)) zip.put(path, text);
  const index = zip.begin(sheetPath(1));
  writeIndexSheet(index, result, tables, styles);
  index.end();
  const entries: SheetEntry[] = [{ name: indexSheet, hasNotes: false, filter: '', printTitles: '' }];
  for (const [place, table] of tables.entries()) {
    const number = place + 2;
    const entry = zip.begin(sheetPath(number));
    const { notes, widths, printTitles } = writeTableSheet(entry, table, styles, accused);
    entry.end();
    const hasNotes = withNotes[place] ?? false;
    if (hasNotes) {
      zip.put(`xl/worksheets/_rels/sheet${number}.xml.rels`, noteRelations(number));
      zip.put(`xl/comments${number}.xml`, printComments(notes));
      const pixels = (column: number) => columnPixels(widths[column] ?? usualWidth);
      zip.put(`xl/drawings/vmlDrawing${number}.vml`, printNoteBoxes(notes, number, pixels));
    }
    entries.push({ name: table.name, hasNotes, filter: '', printTitles });
    yield* zip.take();
  }
  zip.put('xl/styles.xml', styles.print());
  for (const [path, text] of lastParts(entries, false)) zip.put(path, text);
  zip.end();
  yield* zip.take();
}

/** `01 gk03 收入决算表`: a number, the form where it is known, the title. */
function tableNames(tables: readonly BoundTable[]): readonly string[] {
  const digits = Math.max(2, String(tables.length).length);
  return tables.map(({ form, title }, index) =>
    [String(index + 1).padStart(digits, '0'), form, title ?? ''].join(' ').trim(),
  );
}
