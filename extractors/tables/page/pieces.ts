import { parseNumber } from '../../../normalizers/number.ts';
import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { boundsOf } from '../../layout/bounds.ts';
import { countHeaderRows } from '../structure.ts';
import { columnPlaces, isHeaderOnly, repeatedHeaderRows, textsOf } from './continuation.ts';
import { completeCells, type GridCell, joinTexts, linesOf, type PageGrid, textOf } from './grid.ts';

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
}

export interface JoinedPieces {
  readonly headerRows: number;
  readonly rows: number;
  readonly columns: number;
  /** Every position is covered by one cell. */
  readonly cells: readonly JoinedCell[];
}

/** White space that a program leaves between a cell's border and its text, both sides together (points). */
const padding = 12;
/** A text whose white space left and right differs by less than this (points) is centred. */
const centred = 3;
/** A column is filled by all rows when this share fills it. */
const filledShare = 0.8;

/** The pieces of one table over pages → its cells: rows numbered through, repeated headers left out, cut rows and groups sewn. */
export function joinPieces(pieces: readonly PlacedGrid[]): JoinedPieces {
  const columns = Math.max(0, ...pieces.map(({ grid }) => grid.columns));
  const { bounds = [] } = pieces.find(({ grid }) => grid.columns === columns)?.grid ?? {};
  const first = pieces[0] && alignColumns(pieces[0].grid, bounds, columns);
  const firstTexts = first ? textsOf(first, columns) : [];
  const headerRows = countHeaderRows(firstTexts);
  const cells: Piece[] = [];
  let rows = 0;
  for (const [i, piece] of pieces.entries()) {
    const grid = alignColumns(piece.grid, bounds, columns);
    const texts = textsOf(grid, columns);
    const skipped = i === 0 ? 0 : repeatedHeaderRows(firstTexts.slice(0, headerRows), texts);
    const own = completeCells(grid, columns)
      .filter((cell) => cell.row >= skipped)
      .map((cell): Piece => ({ ...toPiece(cell, piece), row: cell.row - skipped + rows }));
    const isSewn = i > 0 && sewCutRow(cells, own, rows, grid.bounds);
    const rest = isSewn ? withoutFirstRow(own, rows) : own;
    if (i > 0) stretchGroups(cells, rest, rows);
    if (i > 0 && countHeaderRows(textsIn([...cells, ...rest], rows + grid.rows, columns)) > rows)
      stretchHeader(cells, rest, rows);
    cells.push(...rest.filter((cell) => cell.rowSpan > 0));
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
      .map(({ words: _, drawn: __, ...cell }) => cell),
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

/** A cell while the table is put together; what is sewn to it is written into it. */
interface Piece {
  row: number;
  readonly column: number;
  rowSpan: number;
  readonly columnSpan: number;
  text: string;
  page: number;
  bbox: BBox | null;
  readonly words: readonly Word[];
  /** Its box in the frame of the words. */
  readonly drawn: BBox | null;
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

/** A piece's cells in the columns of the whole table. */
function alignColumns(grid: PageGrid, table: readonly number[], columns: number): PageGrid {
  if (grid.columns === columns) return grid;
  const places = columnPlaces(table, grid.bounds);
  if (places === null) return grid;
  const at = (bound: number) => places[bound] ?? bound;
  return {
    ...grid,
    columns,
    bounds: table,
    cells: grid.cells.map((cell) => ({
      ...cell,
      column: at(cell.column),
      columnSpan: at(cell.column + cell.columnSpan) - at(cell.column),
    })),
  };
}

/**
 * Sews the first row of a piece to the last row of the piece above where the page broke within the row: every text goes
 * on from one whose line is full, or the figures stand on one side only.
 * @param cells the table so far; changed where the row is sewn
 * @returns whether it was
 */
function sewCutRow(cells: Piece[], own: readonly Piece[], rows: number, bounds: readonly number[]): boolean {
  const below = own.filter((cell) => cell.row === rows && cell.text !== '');
  if (below.length === 0 || below.some((cell) => cell.rowSpan > 1)) return false;
  const last = cells.filter((cell) => cell.row + cell.rowSpan === rows);
  const pairs = below.map((rest) => ({
    rest,
    begun: last.find((cell) => cell.column === rest.column && cell.columnSpan === rest.columnSpan),
  }));
  const isFigureOf = (cell: Piece | undefined) => cell !== undefined && parseNumber(cell.text) !== null;
  // Codes and line numbers stand left of the label, amounts right of it.
  const label = Math.min(...last.filter((cell) => /\p{L}/u.test(cell.text)).map((cell) => cell.column));
  const hasFigures = last.some((cell) => cell.column > label && isFigureOf(cell));
  const lacks = lacksUsual(cells, below, rows);
  let isBroken = false;
  for (const { rest, begun } of pairs) {
    if (!begun || begun.rowSpan > 1) return false;
    if (isFigureOf(rest)) {
      // Figures of one row are set on one line.
      if (begun.text !== '' || hasFigures) return false;
    } else if (begun.text === '' || isFigureOf(begun) || beginsRow(rest.text)) return false;
    else if (
      (isFull(begun, rest, bounds) || begun.drawn === null) &&
      (lacks || !isWhole(begun.text, rest.text))
    )
      isBroken = true;
  }
  const labels = pairs.filter(({ rest }) => !isFigureOf(rest));
  if (!isBroken && !(labels.length === 0 && isFiguresOnly(cells, last, rows))) return false;
  for (const { rest, begun } of pairs) {
    if (!begun) continue;
    if (begun.text === '') {
      begun.page = rest.page;
      begun.bbox = rest.bbox;
    }
    begun.text = joinTexts(begun.text, rest.text);
  }
  return true;
}

/** What begins a row of its own, however full the line above is: an ordinal, a code, 其中, a sign in front. */
function beginsRow(text: string): boolean {
  return /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d|其中|合\s*计|总\s*计|[-•·*])/u.test(
    text,
  );
}

/** Whether a label may end where the page ends: on a word that ends names of items, before a text that is no mere ending. */
function isWhole(begun: string, rest: string): boolean {
  if (/^\p{Ll}/u.test(rest)) return false;
  return (
    /[\p{Script=Latin}\d）)]$/u.test(begun) ||
    /(?:支出|收入|费用?|[资基奖罚租]金|款|补[贴助偿]|[事业]务|管理|运[行转]|[机结]构|设备|工资|[合小总]计|结[余转]|预算|活动|建设|工作|保障|保险|医疗|生活)$/u.test(
      begun,
    )
  );
}

/** Whether the first word of the rest would not have found room behind the last line. */
function isFull(begun: Piece, rest: Piece, bounds: readonly number[]): boolean {
  const line = linesOf(begun.words).at(-1);
  const next = linesOf(rest.words)[0]?.words[0];
  const box = boxOf(line?.words ?? []);
  if (!next || !box) return false;
  const from = begun.drawn?.[0] ?? bounds[begun.column] ?? box[0];
  const to = begun.drawn?.[2] ?? bounds[begun.column + begun.columnSpan] ?? box[2];
  const [left, right] = [box[0] - from, to - box[2]];
  const room = Math.abs(left - right) < centred ? left + right : right + padding / 2;
  const isWide = /^[\u2E80-\u9FFF]/u.test(next.text);
  return room < padding + (isWide ? next.size : next.bbox[2] - next.bbox[0]);
}

/** Whether figures that stand under no label of their own find a label without figures above them, in a table that labels its rows. */
function isFiguresOnly(cells: readonly Piece[], last: readonly Piece[], rows: number): boolean {
  const hasLabel = last.some((cell) => cell.text !== '' && parseNumber(cell.text) === null);
  return (
    hasLabel &&
    rowsOf(cells, rows).every(
      (row) =>
        row.every((cell) => parseNumber(cell.text) === null) || row.some((cell) => /\p{L}/u.test(cell.text)),
    )
  );
}

/** Whether a row lacks what (nearly) all rows of the table have in a column: a figure, a code, a label. */
function lacksUsual(cells: readonly Piece[], below: readonly Piece[], rows: number): boolean {
  const all = rowsOf(cells, rows);
  if (all.length < 3) return false;
  const columns = new Set(cells.map((cell) => cell.column));
  const lacks = (column: number) =>
    !below.some((cell) => cell.column === column) &&
    all.filter((row) => row.some((cell) => cell.column === column && cell.text !== '')).length >=
      filledShare * all.length;
  return [...columns].some(lacks);
}

function rowsOf(cells: readonly Piece[], rows: number): Piece[][] {
  const all = Array.from({ length: rows }, (): Piece[] => []);
  for (const cell of cells) all[cell.row]?.push(cell);
  return all.filter((row) => row.some((cell) => cell.text !== ''));
}

/** A label over several rows that the page cut: it holds for the rows below the break that have none in its column. */
function stretchGroups(cells: readonly Piece[], own: readonly Piece[], rows: number): void {
  for (const rest of own) {
    if (rest.row !== rows || rest.text !== '') continue;
    const begun = cells.find(
      (cell) =>
        cell.row + cell.rowSpan === rows &&
        cell.column === rest.column &&
        cell.columnSpan === rest.columnSpan,
    );
    if (!begun || begun.text === '' || parseNumber(begun.text) !== null) continue;
    const isGroup = begun.rowSpan > 1 || (rest.rowSpan > 1 && isGrouped([...cells, ...own], rest.column));
    const first = own.filter((cell) => cell.row === rows);
    const isFirstLabel = first.every((cell) => cell.column >= rest.column || cell.text === '');
    const begins = first.some((cell) => cell.column > rest.column && /\p{L}/u.test(cell.text));
    if (!isGroup || !isFirstLabel || !begins) continue;
    begun.rowSpan += rest.rowSpan;
    rest.rowSpan = 0;
  }
}

/** A header that the page cut: its cells go on into the blank ones below the break. */
function stretchHeader(cells: readonly Piece[], own: readonly Piece[], rows: number): void {
  for (const rest of own) {
    if (rest.row !== rows || rest.text !== '' || rest.rowSpan === 0) continue;
    const begun = cells.find(
      (cell) =>
        cell.row + cell.rowSpan === rows &&
        cell.column === rest.column &&
        cell.columnSpan === rest.columnSpan,
    );
    if (!begun || begun.text === '') continue;
    begun.rowSpan += rest.rowSpan;
    rest.rowSpan = 0;
  }
}

/** Whether labels of a column stand in cells over several rows, never above a blank one over several. */
function isGrouped(cells: readonly Piece[], column: number): boolean {
  const over = cells.filter((cell) => cell.column === column && cell.rowSpan > 1);
  return over.filter((cell) => cell.text !== '').length >= over.filter((cell) => cell.text === '').length;
}

function boxOf(words: readonly Word[]): BBox | null {
  return words.length === 0 ? null : boundsOf(words);
}
