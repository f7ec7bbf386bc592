import { parseNumber } from '../../../normalizers/number.ts';
import { stripSpaces } from '../../../normalizers/text.ts';
import { countHeaderRows, isColumnNumbers } from '../structure.ts';
import { alignColumns, boundsOfPieces, columnPlaces, unitedBounds } from './column-bounds.ts';
import { isFigure, type PageGrid, textOf } from './grid.ts';

/** Columns that hold a figure in at least this share of the body's filled cells are columns of figures. */
const figureShare = 0.5;
/** A column with more than this share of figures among its texts is one of figures: headers are texts. */
const figureColumnShare = 0.5;
/** The rest of a table has figures and texts in the columns that had them in at least this share of them. */
const keptShare = 0.65;

/** Texts of a grid by row and column, each at the corner of its cell. */
export function textsOf(grid: PageGrid, columns = grid.columns): string[][] {
  const texts = Array.from({ length: grid.rows }, () => Array.from({ length: columns }, () => ''));
  for (const cell of grid.cells) {
    const row = texts[cell.row];
    if (row) row[cell.column] = textOf(cell.words);
  }
  return texts;
}

/**
 * Whether a grid at the top of a page is the rest of the table whose last pieces stand on the pages before: its columns
 * stand at the same places (or its header is the same), it brings no header of its own, and it does not begin anew.
 * @param pieces the table so far, first piece first
 */
export function isRestOf(pieces: readonly PageGrid[], below: PageGrid): boolean {
  const [first] = pieces;
  if (!first) return false;
  const above = textsOf(first);
  const header = above.slice(0, countHeaderRows(above));
  const texts = textsOf(below);
  const repeated = repeatedHeaderRows(header, texts);
  const isSameHeader = repeated > 0 && repeated === header.length && below.columns === first.columns;
  const headerOnly = isHeaderOnly(pieces);
  const bounds = boundsOfPieces(pieces);
  const fits =
    columnPlaces(bounds, below.bounds) ??
    // The upper lines of a header may be all merged.
    (headerOnly ? columnPlaces(below.bounds, bounds) : null) ??
    ([...pieces, below].some(hasMergedCells) ? unitedBounds(bounds, below.bounds) : null);
  if (!isSameHeader && fits === null) return false;
  if (beginsAnew(above.slice(header.length), texts.slice(repeated))) return false;
  if (repeated > 0 || headerOnly) return true;
  // Where no lines are drawn, columns of two tables may stand at the same places.
  const isDrawn = below.cells.some(({ bbox }) => bbox !== null);
  if (!isDrawn && below.columns === first.columns && !keepsFigures(first, below)) return false;
  return !hasOwnHeader(pieces, below, header.length);
}

/** Whether (nearly) all columns hold again what they hold above, figures or texts: a line of prose that falls in two is no row. */
export function keepsFigures(above: PageGrid, rest: PageGrid): boolean {
  const header = countHeaderRows(textsOf(above));
  const isOfFigures = (grid: PageGrid, column: number, from = 0): boolean | null => {
    const texts = grid.cells.filter(
      (cell) => cell.column === column && cell.words.length > 0 && cell.row >= from,
    );
    const figures = texts.filter(({ words }) => words.some(({ text }) => isFigure(text)));
    return texts.length === 0 ? null : figures.length > figureColumnShare * texts.length;
  };
  const told = Array.from({ length: above.columns }, (_, column) => column).flatMap((column) => {
    const [before, after] = [isOfFigures(above, column, header), isOfFigures(rest, column)];
    return before === null || after === null ? [] : [{ before, isKept: before === after }];
  });
  const figures = told.filter(({ before }) => before);
  return (
    (figures.length === 0 || figures.some(({ isKept }) => isKept)) &&
    told.filter(({ isKept }) => isKept).length >= keptShare * told.length
  );
}

/** Whether cells of the body are drawn over several columns: rows of one frame are divided differently. */
function hasMergedCells(grid: PageGrid): boolean {
  const headerRows = countHeaderRows(textsOf(grid));
  return grid.cells.some(({ row, columnSpan, bbox }) => row >= headerRows && columnSpan > 1 && bbox !== null);
}

/** Whether no figure stands in the pieces yet: the page broke within the header, or right behind it. */
export function isHeaderOnly(pieces: readonly PageGrid[]): boolean {
  return pieces.every(
    (grid) =>
      !textsOf(grid).some(
        (row) => !isColumnNumbers(row) && row.some((text) => parseNumber(text) !== null && !isYear(text)),
      ),
  );
}

function isYear(text: string): boolean {
  return /^(?:19|20)\d\d年?度?$/u.test(stripSpaces(text));
}

/**
 * How many leading rows of a piece repeat the header of its table, wholly or in part (its last line alone): each has texts of the
 * header only, more than one of them or all of a line.
 */
export function repeatedHeaderRows(
  header: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
): number {
  const filled = (row: readonly string[]) => row.map(stripSpaces).filter((text) => text !== '');
  const lines = header.map(filled);
  const known = new Set(lines.flat());
  let count = 0;
  for (const row of rows.slice(0, header.length)) {
    const texts = filled(row);
    const isOfHeader =
      texts.length > 0 &&
      texts.every((text) => known.has(text)) &&
      (texts.length > 1 || lines.some((line) => line.length === 1 && line[0] === texts[0]));
    if (!isOfHeader) break;
    count++;
  }
  return count;
}

/** Whether a piece begins with the row that the table began with: the next table, though it looks the same. */
function beginsAnew(body: readonly (readonly string[])[], rest: readonly (readonly string[])[]): boolean {
  const own = labelsOf(rest[0] ?? []);
  return (
    own !== '' &&
    own === labelsOf(body[0] ?? []) &&
    body.filter((row) => labelsOf(row) === own).length === 1 &&
    // A label over a row that goes on stands alone; what begins a table has figures behind it, or more rows.
    rest.length > 1
  );
}

function labelsOf(row: readonly string[]): string {
  return row
    .map(stripSpaces)
    .filter((text) => text !== '' && parseNumber(text) === null)
    .join('|');
}

interface ColumnCounts {
  readonly texts: number;
  readonly numbers: number;
}

/** Counts by piece: each is held against every page that its table goes on over. */
const countedPieces = new WeakMap<
  PageGrid,
  { readonly from: number; readonly counts: readonly ColumnCounts[] }
>();

/** For each column how many texts stand in a piece, and how many of them are numbers, below some rows. */
function countTexts(grid: PageGrid, from: number): readonly ColumnCounts[] {
  const known = countedPieces.get(grid);
  if (known?.from === from) return known.counts;
  const rows = textsOf(grid).slice(from);
  const counts = Array.from({ length: grid.columns }, (_, column): ColumnCounts => {
    const texts = rows.map((row) => row[column] ?? '').filter((text) => text !== '');
    return { texts: texts.length, numbers: texts.filter((text) => parseNumber(text) !== null).length };
  });
  countedPieces.set(grid, { from, counts });
  return counts;
}

/** Whether the first row of a piece has names where the table has figures: it is the header of another table. */
function hasOwnHeader(pieces: readonly PageGrid[], below: PageGrid, headerRows: number): boolean {
  const bounds = boundsOfPieces([...pieces, below]);
  const columns = bounds.length - 1;
  const rest = alignColumns(below, bounds);
  if (rest.columns !== columns) return false;
  // A name beside most of the rows heads them: what stands in their first row are names within the table.
  if (below.cells.some((cell) => cell.row === 0 && cell.rowSpan > 2 && cell.rowSpan >= below.rows / 2))
    return false;
  const bodies = pieces.flatMap((piece, i) => {
    const grid = alignColumns(piece, bounds);
    return grid.columns === columns ? [countTexts(grid, i === 0 ? headerRows : 0)] : [];
  });
  const figures = Array.from({ length: columns }, (_, column) => {
    const texts = bodies.reduce((sum, counts) => sum + (counts[column]?.texts ?? 0), 0);
    const numbers = bodies.reduce((sum, counts) => sum + (counts[column]?.numbers ?? 0), 0);
    return texts > 0 && numbers >= figureShare * texts;
  });
  const row = textsOf(rest)[0] ?? [];
  if (isColumnNumbers(row)) return true;
  // The indicators of 绩效自评表 stand under headers of their own, in one frame with its money.
  if (row.some((text) => /^[一二三]级指标/u.test(stripSpaces(text)))) return false;
  const texts = row.filter((_, column) => figures[column] === true);
  // A score or an amount under the others: the texts beside it are values, too.
  if (texts.some((text) => parseNumber(text) !== null && !isYear(text))) return false;
  const names = texts.filter((text) => /\p{L}/u.test(text) && parseNumber(text) === null);
  return names.length > 0 && names.length >= texts.length / 2;
}
