import type { BBox } from '../../../schemas/geometry.ts';
import type { PictureReading } from '../../../schemas/reading.ts';
import { countHeaderRows, maxHeaderRows } from '../structure.ts';
import { alignColumns, boundsOfPieces } from './column-bounds.ts';
import { isHeaderOnly, repeatedHeaderRows, textsOf } from './continuation.ts';
import { stretchGroups, stretchHeader } from './cut-groups.ts';
import { boxOf, type Piece, sewCutRow } from './cut-row.ts';
import { completeCells, type GridCell, type PageGrid, textOf } from './grid.ts';
import { readingOf } from './picture-reading.ts';

/** A grid with the page it stands on, and the way back to the page's own frame. */
export interface PlacedGrid {
  readonly page: number;
  readonly grid: PageGrid;
  readonly toPage: (box: BBox) => BBox;
}

/** A cell of a table put together from pieces: its text, and the page and place (in the page's own frame) it stands at. */
export interface JoinedCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly text: string;
  readonly page: number;
  readonly bbox: BBox | null;
  /** Set where it was read from a picture. */
  readonly reading?: PictureReading;
}

export interface JoinedPieces {
  readonly headerRows: number;
  readonly rows: number;
  readonly columns: number;
  /** Every position is covered by one cell. */
  readonly cells: readonly JoinedCell[];
}

/** The pieces of one table over pages → its cells: rows numbered through, repeated headers left out, cut rows and groups sewn. */
export function joinPieces(pieces: readonly PlacedGrid[]): JoinedPieces {
  const bounds = boundsOfPieces(pieces.map(({ grid }) => grid));
  const columns = Math.max(0, bounds.length - 1);
  const first = pieces[0] && alignColumns(pieces[0].grid, bounds);
  const firstTexts = first ? textsOf(first, columns) : [];
  const headerRows = countHeaderRows(firstTexts);
  const cells: Piece[] = [];
  let rows = 0;
  for (const [i, piece] of pieces.entries()) {
    const grid = alignColumns(piece.grid, bounds);
    const texts = textsOf(grid, columns);
    const skipped = i === 0 ? 0 : repeatedHeaderRows(firstTexts.slice(0, headerRows), texts);
    const own = completeCells(grid, columns)
      .filter((cell) => cell.row >= skipped)
      .map((cell): Piece => ({ ...toPiece(cell, piece), row: cell.row - skipped + rows }));
    const isSewn = i > 0 && sewCutRow(cells, own, rows, grid.bounds);
    const rest = isSewn ? withoutFirstRow(own, rows) : own;
    if (i > 0) stretchGroups(cells, rest, rows);
    // A header that has all its rows already does not go on.
    const mayBeHeader = i > 0 && rows <= maxHeaderRows;
    if (mayBeHeader && countHeaderRows(textsIn([...cells, ...rest], rows + grid.rows, columns)) > rows)
      stretchHeader(cells, rest, rows);
    // one by one: a grid of noise has more cells than a call takes arguments
    for (const cell of rest) if (cell.rowSpan > 0) cells.push(cell);
    rows += grid.rows - skipped - (isSewn ? 1 : 0);
  }
  return {
    headerRows:
      first && isHeaderOnly([first]) && pieces.length > 1
        ? countHeaderRows(textsIn(cells, rows, columns))
        : headerRows,
    rows,
    columns,
    cells: cells
      .sort((a, b) => a.row - b.row || a.column - b.column)
      .map(({ words, drawn: _, ...cell }) => {
        const reading = readingOf(words);
        return reading ? { ...cell, reading } : cell;
      }),
  };
}

function textsIn(cells: readonly Piece[], rows: number, columns: number): string[][] {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));
  for (const { row, column, text } of cells) {
    const line = texts[row];
    if (line) line[column] = text;
  }
  return texts;
}

function withoutFirstRow(own: readonly Piece[], first: number): Piece[] {
  return own
    .filter((cell) => cell.row + cell.rowSpan > first + 1)
    .map((cell) =>
      cell.row > first ? { ...cell, row: cell.row - 1 } : { ...cell, rowSpan: cell.rowSpan - 1 },
    );
}

function toPiece(cell: GridCell, { page, toPage }: PlacedGrid): Piece {
  const { row, column, rowSpan, columnSpan, words, bbox } = cell;
  const box = bbox ?? boxOf(words);
  return {
    row,
    column,
    rowSpan,
    columnSpan,
    text: textOf(words),
    page,
    bbox: box ? toPage(box) : null,
    words,
    drawn: bbox,
  };
}
