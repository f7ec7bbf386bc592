import { parseNumber } from '../../../normalizers/number.ts';
import { stripSpaces } from '../../../normalizers/text.ts';
import { countHeaderRows, isColumnNumbers } from '../structure.ts';
import { type PageGrid, textOf } from './grid.ts';

/** Column bounds of one table on two pages differ by less than this (points) … */
const sameBound = 6;
/** … or, where a program set each page's columns anew, by less than this share of the table's width … */
const sameShare = 0.015;
/** … and, as many columns as they are, by less than this share of the narrower column at the bound. */
const sameColumnShare = 0.25;
/** Columns that hold a figure in at least this share of the body's filled cells are columns of figures. */
const figureShare = 0.5;

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
  // The upper lines of a header may be all merged.
  const fits =
    columnPlaces(first.bounds, below.bounds) ??
    (headerOnly ? columnPlaces(below.bounds, first.bounds) : null);
  if (!isSameHeader && fits === null) return false;
  if (beginsAnew(above.slice(header.length), texts.slice(repeated))) return false;
  return repeated > 0 || headerOnly || !hasOwnHeader(pieces, below, header.length);
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
 * For each column bound of a piece which bound of the table it is: a piece whose cells are all merged (a last 合计) has
 * fewer. A piece of another width (a page turned, columns set anew) is scaled to the table.
 * @returns null where one is none of the table's, or the outer ones are not
 */
export function columnPlaces(table: readonly number[], piece: readonly number[]): number[] | null {
  const [left = 0, right = 0] = [table[0], table.at(-1)];
  const [from = 0, to = 0] = [piece[0], piece.at(-1)];
  const scale = to > from ? (right - left) / (to - from) : 1;
  const scaled = piece.map((bound) => left + (bound - from) * scale);
  return (
    placesWithin(table, piece, sameBound) ??
    placesWithin(table, scaled, sameShare * (right - left)) ??
    (areNear(table, scaled) ? table.map((_, i) => i) : null)
  );
}

function areNear(table: readonly number[], piece: readonly number[]): boolean {
  const widthAt = (i: number) => (table[i + 1] ?? Number.POSITIVE_INFINITY) - (table[i] ?? 0);
  return (
    table.length === piece.length &&
    piece.every((bound, i) => {
      const narrower = Math.min(widthAt(i), i > 0 ? widthAt(i - 1) : Number.POSITIVE_INFINITY);
      return Math.abs(bound - (table[i] ?? 0)) <= sameColumnShare * narrower;
    })
  );
}

function placesWithin(
  table: readonly number[],
  piece: readonly number[],
  tolerance: number,
): number[] | null {
  const places = piece.map((bound) => {
    const nearest = table.reduce(
      (best, own, i) => (Math.abs(own - bound) < Math.abs((table[best] ?? 0) - bound) ? i : best),
      0,
    );
    return Math.abs((table[nearest] ?? 0) - bound) <= tolerance ? nearest : -1;
  });
  const isWhole = places[0] === 0 && places.at(-1) === table.length - 1;
  return isWhole && places.every((place, i) => place > (places[i - 1] ?? -1)) ? places : null;
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

/** Whether the first row of a piece has names where the table has figures: it is the header of another table. */
function hasOwnHeader(pieces: readonly PageGrid[], below: PageGrid, headerRows: number): boolean {
  const [first] = pieces;
  const places = first && columnPlaces(first.bounds, below.bounds);
  if (!first || !places) return false;
  // A name beside most of the rows heads them: what stands in their first row are names within the table.
  if (below.cells.some((cell) => cell.row === 0 && cell.rowSpan > 2 && cell.rowSpan >= below.rows / 2))
    return false;
  const bodies = pieces.flatMap((grid, i) => {
    if (grid.columns !== first.columns) return [];
    return textsOf(grid).slice(i === 0 ? headerRows : 0);
  });
  const figures = Array.from({ length: first.columns }, (_, column) => {
    const texts = bodies.map((row) => row[column] ?? '').filter((text) => text !== '');
    return (
      texts.length > 0 &&
      texts.filter((text) => parseNumber(text) !== null).length >= figureShare * texts.length
    );
  });
  const row = textsOf(below)[0] ?? [];
  if (isColumnNumbers(row)) return true;
  // The indicators of 绩效自评表 stand under headers of their own, in one frame with its money.
  if (row.some((text) => /^[一二三]级指标/u.test(stripSpaces(text)))) return false;
  const overFigures = row.filter((_, column) => figures[places[column] ?? -1] === true);
  const names = overFigures.filter((text) => /\p{L}/u.test(text) && parseNumber(text) === null);
  return names.length > 0 && names.length >= overFigures.length / 2;
}
