import type { Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { Cell } from '../../schemas/table.ts';
import { joinLocations } from '../layout/flow.ts';
import { cutPersonalData } from '../layout/personal-data.ts';
import { type GridCell, type PageGrid, textOf } from './grid.ts';
import { columnRoles, countHeaderRows, isInnerHeader } from './structure.ts';
import type { BareTable } from './text-table.ts';

/** A grid with the page it stands on, and the way back to the page's own frame. */
export interface PlacedGrid {
  readonly page: number;
  readonly grid: PageGrid;
  readonly toPage: (box: BBox) => BBox;
}

/** Column bounds of one table on two pages differ by less than this (points). */
const sameBound = 6;

/**
 * Whether a table at the top of a page goes on from the one that ended the page before: as many columns at the same places.
 */
export function goesOn(above: PlacedGrid, below: PlacedGrid): boolean {
  if (below.page !== above.page + 1) return false;
  const places = columnPlaces(above.grid.bounds, below.grid.bounds);
  return places !== null && places[0] === 0 && places.at(-1) === above.grid.bounds.length - 1;
}

/**
 * For each column bound of a piece which bound of the table it is: a piece whose cells are all merged (a last 合计) has fewer.
 * @returns null where one is none of the table's
 */
function columnPlaces(table: readonly number[], piece: readonly number[]): number[] | null {
  const places = piece.map((bound) => table.findIndex((own) => Math.abs(own - bound) <= sameBound));
  return places.includes(-1) ? null : places;
}

/** A piece's cells in the columns of the whole table. */
function alignColumns(grid: PageGrid, table: readonly number[]): PageGrid {
  const places = columnPlaces(table, grid.bounds);
  if (places === null || grid.bounds.length === table.length) return grid;
  const at = (bound: number) => places[bound] ?? bound;
  return {
    ...grid,
    columns: table.length - 1,
    bounds: table,
    cells: grid.cells.map((cell) => ({
      ...cell,
      column: at(cell.column),
      columnSpan: at(cell.column + cell.columnSpan) - at(cell.column),
    })),
  };
}

/** The pieces of one table over pages → the table: rows numbered through, a header that the next page repeats left out. */
export function toPageTable(pieces: readonly PlacedGrid[]): {
  readonly table: BareTable;
  readonly cut: number;
} {
  let cut = 0;
  const cells: Cell[] = [];
  let rows = 0;
  let header: readonly string[] = [];
  let headerRows = 0;
  const columns = Math.max(...pieces.map(({ grid }) => grid.columns));
  const bounds = pieces[0]?.grid.bounds ?? [];
  for (const [i, { page, grid: drawn, toPage }] of pieces.entries()) {
    const grid = alignColumns(drawn, bounds);
    const texts = textsOf(grid, columns);
    const own = countHeaderRows(texts);
    if (i === 0) {
      headerRows = own;
      header = texts.slice(0, own).map((row) => row.join('|'));
    }
    const repeats = i > 0 && own > 0 && texts.slice(0, own).every((row, r) => row.join('|') === header[r]);
    const skipped = repeats ? own : 0;
    const roles = columnRoles(texts.slice(0, own), texts.slice(own));
    for (const cell of completeCells(grid, columns)) {
      if (cell.row < skipped) continue;
      const plain = cutPersonalData(textOf(cell.words));
      cut += plain.cut;
      const box = cell.bbox ?? boxOf(cell.words);
      const isHeader = (i === 0 && cell.row < own) || isInnerHeader(texts[cell.row] ?? []);
      cells.push({
        row: cell.row - skipped + rows,
        column: cell.column,
        rowSpan: cell.rowSpan,
        columnSpan: cell.columnSpan,
        text: plain.text,
        page,
        bbox: box ? toPage(box) : null,
        location: `p${page}`,
        confidence: 1,
        flags: [],
        role: isHeader ? 'header' : (roles[cell.column] ?? 'value'),
      });
    }
    rows += grid.rows - skipped;
  }
  const pages = pieces.map(({ page }) => page);
  return {
    table: {
      pages,
      headerRows,
      rows,
      columns,
      cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
      location: joinLocations(`p${pages[0]}`, `p${pages.at(-1)}`),
      within: { entityText: null, unitText: null },
    },
    cut,
  };
}

/** Texts by row and column, each at the corner of its cell. */
function textsOf(grid: PageGrid, columns: number): string[][] {
  const texts = Array.from({ length: grid.rows }, () => Array.from({ length: columns }, () => ''));
  for (const cell of grid.cells) {
    const row = texts[cell.row];
    if (row) row[cell.column] = textOf(cell.words);
  }
  return texts;
}

/** Every position is covered by one cell: blank ones are added where nothing was drawn or set. */
function completeCells(grid: PageGrid, columns: number): GridCell[] {
  const covered = new Set<number>();
  for (const cell of grid.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) covered.add(r * columns + c);
  const blank: GridCell[] = [];
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < columns; column++)
      if (!covered.has(row * columns + column))
        blank.push({ row, column, rowSpan: 1, columnSpan: 1, words: [], bbox: null });
  return [...grid.cells, ...blank];
}

function boxOf(words: readonly Word[]): BBox | null {
  if (words.length === 0) return null;
  return [
    Math.min(...words.map((w) => w.bbox[0])),
    Math.min(...words.map((w) => w.bbox[1])),
    Math.max(...words.map((w) => w.bbox[2])),
    Math.max(...words.map((w) => w.bbox[3])),
  ];
}
