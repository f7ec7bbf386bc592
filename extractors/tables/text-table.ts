import type { Cell, Table } from '../../schemas/table.ts';
import { joinLocations } from '../layout/flow.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { cutPeople, readWithin, rolesOf, type Within } from './grid-texts.ts';
import { blankRepeats, countHeaderRows, findHeaderSpans, findRowGroups, isInnerHeader } from './structure.ts';
import type { TextGrid } from './text/text-grid.ts';

/** A table's own part: what stands beside it is added by reconstruct. */
export type BareTable = Pick<Table, 'pages' | 'headerRows' | 'rows' | 'columns' | 'cells' | 'location'> & {
  /** What its own cells say of it where nothing stands beside it. */
  readonly within: Within;
};

/** One list for all cells without flags: most of them. */
const unmarked: Cell['flags'] = [];

/** A grid of a text carrier → a table with header, spans and roles; and how much personal data was cut from it. */
export function toTextTable(grid: TextGrid): { readonly table: BareTable; readonly cut: number } {
  const raw = grid.rows.map((row) => row.cells.map((cell) => cell.replaceAll(pictureMark, '').trim()));
  const counted = countHeaderRows(raw);
  // Markdown must call its first row a header, though that may only name the table.
  const headerRows = counted === 0 ? 0 : Math.max(grid.declaredHeader, counted);
  const header = blankRepeats(raw.slice(0, headerRows));
  const body = raw.slice(headerRows);
  const people = cutPeople([...header, ...body]);
  const { texts } = people;
  const inner = texts.map((row, r) => r >= headerRows && isInnerHeader(row));
  const roleAt = rolesOf(texts, headerRows, inner);
  const groups = findRowGroups(texts.slice(headerRows), inner.slice(headerRows));
  const cellAt = (row: number, column: number, rowSpan: number, columnSpan: number): Cell => {
    const source = grid.rows[row];
    const flags: Cell['flags'][number][] = [];
    if ((source?.cells[column] ?? '').includes(pictureMark)) flags.push('image-cell');
    if (source?.shifted && (source.cells[column] ?? '') !== '') flags.push('shifted');
    return {
      row,
      column,
      rowSpan,
      columnSpan,
      text: texts[row]?.[column] ?? '',
      page: source?.page ?? 1,
      bbox: null,
      location: source?.location ?? '',
      confidence: 1,
      flags: flags.length === 0 ? unmarked : flags,
      role: roleAt(row, column),
    };
  };
  const filled = Array.from({ length: grid.columns }, (_, c) => body.some((row) => (row[c] ?? '') !== ''));
  const cells = [
    ...findHeaderSpans(header, filled).map((at) => cellAt(at.row, at.column, at.rowSpan, at.columnSpan)),
    ...placeBody(body, groups).map((at) => cellAt(headerRows + at.row, at.column, at.rowSpan, 1)),
  ].sort((a, b) => a.row - b.row || a.column - b.column);
  const first = grid.rows[0];
  const last = grid.rows.at(-1);
  return {
    table: {
      pages: [...new Set(grid.rows.map((row) => row.page))],
      headerRows,
      rows: grid.rows.length,
      columns: grid.columns,
      cells,
      location: joinLocations(first?.location ?? '', last?.location ?? ''),
      within: readWithin(texts, headerRows, inner),
    },
    cut: people.cut,
  };
}

/** Every square of the body by the cell that covers it: those under a label that holds for several rows are left out. */
function placeBody(
  body: readonly (readonly string[])[],
  groups: ReadonlyMap<number, ReadonlyMap<number, number>>,
): { row: number; column: number; rowSpan: number }[] {
  const coveredUntil: number[] = [];
  return body.flatMap((row, r) =>
    row.flatMap((_, column) => {
      if (r < (coveredUntil[column] ?? 0)) return [];
      const rowSpan = groups.get(r)?.get(column) ?? 1;
      coveredUntil[column] = r + rowSpan;
      return [{ row: r, column, rowSpan }];
    }),
  );
}
