import type { DeclaredCell } from '../../../schemas/document.ts';
import type { Cell } from '../../../schemas/table.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { cutPeople, readWithin, rolesOf } from '../grid-texts.ts';
import {
  blankRepeats,
  countHeaderRows,
  findHeaderSpans,
  findRowGroups,
  isInnerHeader,
  maxHeaderRows,
  type Placed,
} from '../structure.ts';
import type { BareTable } from '../text-table.ts';
import { blankPlaces } from './blank-places.ts';

/** A table of data as its carrier declares it: its rows and columns alone, nothing that stands beside it. */
export interface DeclaredGrid {
  readonly page: number;
  readonly rows: number;
  readonly columns: number;
  /** Their texts in one line each. */
  readonly cells: readonly DeclaredCell[];
  readonly headerRows: number;
  readonly location: string;
  /** Rows whose cells stood too far left and were moved back. */
  readonly shifted?: ReadonlySet<number>;
}

const unmarked: Cell['flags'] = [];
const pictured: Cell['flags'] = ['image-cell'];
const moved: Cell['flags'] = ['shifted'];

/**
 * A declared table → a table with header and roles; and how much personal data was cut from it. Its spans are kept; a
 * header, or a body, that has none is given those that its blank cells show, as where a spreadsheet was typed.
 */
export function toDeclaredTable(grid: DeclaredGrid): { readonly table: BareTable; readonly cut: number } {
  const { rows, columns, page } = grid;
  const at = new Map<number, DeclaredCell>();
  for (const cell of grid.cells) at.set(cell.row * columns + cell.column, cell);
  const raw = rawTexts(grid);
  const headerRows = headerOf(grid, raw);
  const hasHeaderSpans = grid.cells.some(
    ({ row, rowSpan, columnSpan }) => row < headerRows && rowSpan * columnSpan > 1,
  );
  const header = hasHeaderSpans ? raw.slice(0, headerRows) : blankRepeats(raw.slice(0, headerRows));
  const people = cutPeople([...header, ...raw.slice(headerRows)]);
  const { texts } = people;
  const inner = texts.map((row, r) => r >= headerRows && isInnerHeader(row));
  const roleAt = rolesOf(texts, headerRows, inner);
  const placeOfBlank = blankPlaces(grid.cells, grid.location);
  const cellAt = ({ row, column, rowSpan, columnSpan }: Placed): Cell => {
    const source = at.get(row * columns + column);
    const reading = source?.reading;
    const isPicture =
      source?.text.includes(pictureMark) || source?.pictures !== undefined || reading?.inPicture;
    const isMoved = grid.shifted?.has(row) && (texts[row]?.[column] ?? '') !== '';
    return {
      ...{ row, column, rowSpan, columnSpan },
      text: texts[row]?.[column] ?? '',
      page,
      bbox: null,
      location: source?.location ?? placeOfBlank(row, column),
      confidence: reading?.confidence ?? 1,
      flags: isPicture ? pictured : isMoved ? moved : unmarked,
      role: roleAt(row, column),
      ...(reading ? { candidates: reading.candidates } : {}),
    };
  };
  const inHeader = hasHeaderSpans
    ? placesOf(grid, 0, headerRows)
    : findHeaderSpans(header, filledColumns(texts.slice(headerRows), columns));
  return {
    table: {
      pages: [page],
      headerRows,
      rows,
      columns,
      cells: [...inHeader, ...bodyPlaces(grid, headerRows, texts, inner)]
        .sort((a, b) => a.row - b.row || a.column - b.column)
        .map(cellAt),
      location: grid.location,
      within: readWithin(texts, headerRows, inner),
    },
    cut: people.cut,
  };
}

/** Texts of a grid by row and column, each at the corner of its cell, without picture marks. */
export function rawTexts({ rows, columns, cells }: DeclaredGrid): string[][] {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));
  for (const { row, column, text } of cells) {
    const own = texts[row];
    if (own) own[column] = text.replaceAll(pictureMark, '').trim();
  }
  return texts;
}

/** How many rows are header: as in text, but no cell of the header is cut in two. */
export function headerOf(
  { headerRows, rows, cells }: DeclaredGrid,
  raw: readonly (readonly string[])[],
): number {
  const counted = countHeaderRows(raw);
  const begun = counted === 0 ? 0 : Math.max(Math.min(headerRows, maxHeaderRows), counted);
  const end = cells
    .filter(({ row }) => row < begun)
    .reduce((most, { row, rowSpan }) => Math.max(most, row + rowSpan), begun);
  return end <= maxHeaderRows && end < rows ? end : begun;
}

function filledColumns(body: readonly (readonly string[])[], columns: number): boolean[] {
  return Array.from({ length: columns }, (_, c) => body.some((row) => (row[c] ?? '') !== ''));
}

/** Places of the body: as declared; where no cell is declared to hold for several rows, labels at the left may. */
function bodyPlaces(
  grid: DeclaredGrid,
  headerRows: number,
  texts: readonly (readonly string[])[],
  inner: readonly boolean[],
): Placed[] {
  const declared = placesOf(grid, headerRows, grid.rows);
  if (declared.some(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1)) return declared;
  const groups = findRowGroups(texts.slice(headerRows), inner.slice(headerRows));
  const coveredUntil: number[] = [];
  return declared.flatMap((place) => {
    if (place.row < (coveredUntil[place.column] ?? 0)) return [];
    const rowSpan = groups.get(place.row - headerRows)?.get(place.column) ?? 1;
    coveredUntil[place.column] = place.row + rowSpan;
    return [{ ...place, rowSpan }];
  });
}

/** The places of the cells that begin in these rows, and of what none of them covers; row-major. */
function placesOf({ cells, columns }: DeclaredGrid, from: number, to: number): Placed[] {
  const covered = new Uint8Array((to - from) * columns);
  const places: Placed[] = [];
  for (const { row, column, rowSpan, columnSpan } of cells) {
    for (let r = Math.max(row, from); r < Math.min(row + rowSpan, to); r++)
      covered.fill(1, (r - from) * columns + column, (r - from) * columns + column + columnSpan);
    if (row >= from && row < to) places.push({ row, column, rowSpan, columnSpan });
  }
  for (const [i, isCovered] of covered.entries())
    if (isCovered === 0)
      places.push({ row: from + Math.floor(i / columns), column: i % columns, rowSpan: 1, columnSpan: 1 });
  return places.sort((a, b) => a.row - b.row || a.column - b.column);
}
