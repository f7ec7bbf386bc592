import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { isColumnNumbers } from '../structure.ts';
import { type AlignedColumn, bridging, columnOf, isFigurePiece, overlap } from '../text/aligned-columns.ts';
import { type BodyLine, groupBodyLines } from './body-rows.ts';
import { type GridCell, linesOf, type PageGrid, type WordLine } from './grid.ts';
import { findPageColumns } from './page-columns.ts';
import { type HeaderLine, readPageHeader } from './page-header.ts';
import { type Piece, piecesOf, toPiece, unitOf } from './page-pieces.ts';
import { crossedBounds, fittedBounds } from './rest-columns.ts';

/** A sum's name stands over several columns when it is so much (half font sizes) nearer to their middle than to its own column's. */
const surelyCentred = 3;
/** How far texts reach above and below their baseline, as shares of the font size. */
const ascent = 0.8;
const descent = 0.2;
/** A header is Chinese when this share of its texts has hanzi. */
const hanShare = 0.6;
/** A header has at most this many lines. */
const maxHeaderLines = 14;

/**
 * The grid of a region without (enough) vertical lines whose header is Chinese, read as aligned text is: columns from
 * white space and from the header over them, header cells by where they are centred, labels wrapped around their figures.
 * @param cuts heights at which a row surely ends: full horizontal lines, edges of shading
 * @param bounds of columns known already (points): of the table whose header this one repeats
 * @returns null where the region is not so, or no columns run down
 */
export function alignedPageGrid(
  words: readonly Word[],
  bbox: BBox,
  cuts: readonly number[],
  bounds?: readonly number[],
): PageGrid | null {
  const lines = linesOf(words);
  const unit = unitOf(words);
  const whole = lines.map((line) => piecesOf(line, unit));
  const numbers = whole.findIndex((line) => isColumnNumbers(line.map((piece) => piece.text)));
  const first = whole.findIndex((line) => line.some((piece) => isFigurePiece(piece.text)));
  if (first < 0) return null;
  const isNumbered = numbers >= 0 && numbers <= first;
  const header = isNumbered ? numbers : bodyStart(lines, first, cuts);
  if (header < 1 || header > maxHeaderLines || !isHan(whole.slice(0, header).flat())) return null;
  const pieces = whole.map((line, i) => (i < header ? piecesOf(lines[i] as WordLine, unit, true) : line));
  const body = header + (isNumbered ? 1 : 0);
  const given = bounds && columnsWithin(bounds, unit);
  const columns =
    given ??
    findPageColumns(
      headerLines(lines.slice(0, header), pieces),
      isNumbered ? (pieces[header] ?? []) : [],
      pieces.slice(body),
    );
  if (columns.length < 2) return null;
  const cut = pieces.map((line, i) => {
    const parts = line.flatMap((piece) => cutAtColumns(columns, piece, unit));
    return i < header ? joinInColumns(parts, columns, unit) : parts;
  });
  const cells = readHeader(
    headerLines(lines.slice(0, header), cut),
    columns,
    endOfHeader(lines, header, cuts),
  );
  const headerRows = Math.max(0, ...cells.map((cell) => cell.row + 1));
  const read = readBody(lines.slice(header), cut.slice(header), columns, cuts, isNumbered);
  for (const cell of read.cells) cells.push({ ...cell, row: cell.row + headerRows });
  const rows = headerRows + read.rows;
  const own = bounds ?? boundsOf(columns, bbox, unit);
  return { bbox, rows, columns: columns.length, cells, bounds: own, source: { words, cuts } };
}

function columnsWithin(bounds: readonly number[], unit: number): AlignedColumn[] {
  return bounds.slice(1).map((to, i) => ({ from: (bounds[i] ?? to) / unit, to: to / unit }));
}

/**
 * The grid of a region that has no header, in the columns of the table above it (on the page before).
 * @param above that table
 * @returns null where a text crosses a bound that texts above do not cross, or lies outside
 */
export function restPageGrid(
  words: readonly Word[],
  bbox: BBox,
  cuts: readonly number[],
  above: PageGrid,
): PageGrid | null {
  const unit = unitOf(words);
  const lines = linesOf(words);
  const whole = lines.map((line) => piecesOf(line, unit));
  const texts = whole.flat().filter((piece) => !bridging.test(piece.text));
  const columns = columnsWithin(fittedBounds(above, texts, unit), unit);
  const crossed = crossedBounds(above);
  if (isColumnNumbers((whole[0] ?? []).map((piece) => piece.text))) return null;
  const pieces = whole.map((line) => line.flatMap((piece) => cutAtColumns(columns, piece, unit)));
  const isInside = pieces.flat().every((piece) => {
    const least = Math.min(1, (piece.to - piece.from) / 2);
    const over = columns.flatMap((column, i) => (overlap(column, piece) > least ? [i] : []));
    return bridging.test(piece.text) || (over.length > 0 && over.slice(1).every((column) => crossed[column]));
  });
  if (!isInside || columns.length < 2) return null;
  const { cells, rows } = readBody(lines, pieces, columns, cuts, false);
  return { bbox, rows, columns: columns.length, cells, bounds: above.bounds };
}

/** Lines of a body → cells by row, the row that numbers the columns first where there is one. */
function readBody(
  lines: readonly WordLine[],
  pieces: readonly (readonly Piece[])[],
  columns: readonly AlignedColumn[],
  cuts: readonly number[],
  isNumbered: boolean,
): { readonly cells: GridCell[]; readonly rows: number } {
  const start = isNumbered ? 1 : 0;
  const labels = labelColumns(pieces.slice(start), columns);
  const body = lines
    .slice(start)
    .map(({ baseline, size }, i): BodyLine => ({ baseline, size, pieces: pieces[start + i] ?? [] }));
  const groups = groupBodyLines(body, columns, cuts).map((group) => group.map((at) => start + at));
  const rows = isNumbered ? [[0], ...groups] : groups;
  const cells = rows.flatMap((group, row) =>
    rowCells(
      group.map((at) => pieces[at] ?? []),
      columns,
      labels,
      row,
    ),
  );
  return { cells, rows: rows.length };
}

/** Pieces of one line that stand in one column only, the same: one text set wide. */
function joinInColumns(pieces: readonly Piece[], columns: readonly AlignedColumn[], unit: number): Piece[] {
  const joined: Piece[] = [];
  const isInOne = (piece: Piece) => columns.filter((column) => overlap(column, piece) > 0).length <= 1;
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && isInOne(last) && isInOne(piece) && columnOf(columns, last) === columnOf(columns, piece))
      joined[joined.length - 1] = toPiece([...last.words, ...piece.words], unit);
    else joined.push(piece);
  }
  return joined;
}

/** The first line of the body: that of the first figure, or the line under the last cut above it. */
function bodyStart(lines: readonly WordLine[], first: number, cuts: readonly number[]): number {
  const figure = lines[first]?.baseline ?? 0;
  const cut = cuts.filter((at) => at < figure && at > (lines[0]?.baseline ?? 0)).at(-1);
  if (cut === undefined) return first;
  const under = lines.findIndex((line) => line.baseline > cut);
  return under > 0 && under <= first ? under : first;
}

function isHan(pieces: readonly Piece[]): boolean {
  const han = pieces.filter((piece) => /\p{Script=Han}/u.test(piece.text)).length;
  return pieces.length > 1 && han >= hanShare * pieces.length;
}

/** A text over several columns is cut between its words, where each part then lies over a column of its own. */
function cutAtColumns(columns: readonly AlignedColumn[], piece: Piece, unit: number): Piece[] {
  if (piece.words.length < 2 || columns.filter((column) => overlap(column, piece) > 0).length < 2)
    return [piece];
  const parts: { column: number; words: Word[] }[] = [];
  for (const word of piece.words) {
    const own = toPiece([word], unit);
    if (columns.filter((column) => overlap(column, own) > 0).length > 1) return [piece];
    const column = columnOf(columns, own);
    const last = parts.at(-1);
    if (last && last.column === column) last.words.push(word);
    else parts.push({ column, words: [word] });
  }
  return parts.map(({ words }) => toPiece(words, unit));
}

function headerLines(lines: readonly WordLine[], pieces: readonly (readonly Piece[])[]): HeaderLine<Piece>[] {
  return lines.map(({ baseline, size }, i) => ({ baseline, size, pieces: pieces[i] ?? [] }));
}

/** Height at which the header ends: a cut below its last line, else the middle of the white space there. */
function endOfHeader(lines: readonly WordLine[], header: number, cuts: readonly number[]): number {
  const [last, next] = [lines[header - 1], lines[header]];
  if (!last || !next) return last?.baseline ?? 0;
  const cut = cuts.find((at) => at > last.baseline && at < next.baseline);
  return cut ?? (last.baseline + descent * last.size + next.baseline - ascent * next.size) / 2;
}

function readHeader(
  lines: readonly HeaderLine<Piece>[],
  columns: readonly AlignedColumn[],
  bottom: number,
): GridCell[] {
  return readPageHeader(lines, columns, bottom).map(({ row, first, last, pieces }) => ({
    row,
    column: first,
    rowSpan: 1,
    columnSpan: last - first + 1,
    words: pieces.flatMap((piece) => piece.words),
    bbox: null,
  }));
}

function rowCells(
  lines: readonly (readonly Piece[])[],
  columns: readonly AlignedColumn[],
  labels: readonly boolean[],
  row: number,
): GridCell[] {
  const pieces = lines.flat();
  const words: Word[][] = columns.map(() => []);
  const spans = columns.map(() => 1);
  for (const piece of pieces.filter(({ text }) => !bridging.test(text)))
    words[columnOf(columns, piece)]?.push(...piece.words);
  for (const piece of pieces.filter(({ text }) => bridging.test(text))) {
    const { first, last } = spanOf(piece, columns, words, labels);
    words[first]?.push(...piece.words);
    spans[first] = last - first + 1;
  }
  return words.flatMap((own, column) =>
    own.length === 0
      ? []
      : [{ row, column, rowSpan: 1, columnSpan: spans[column] ?? 1, words: own, bbox: null }],
  );
}

/** Which columns hold labels: texts that are neither figures nor names of sums. */
function labelColumns(body: readonly (readonly Piece[])[], columns: readonly AlignedColumn[]): boolean[] {
  const labels = columns.map(() => false);
  for (const piece of body.flat())
    if (!isFigurePiece(piece.text) && !bridging.test(piece.text)) labels[columnOf(columns, piece)] = true;
  return labels;
}

/** The free columns over which the name of a sum is centred: its own, or several. */
function spanOf(
  piece: Piece,
  columns: readonly AlignedColumn[],
  words: readonly (readonly Word[])[],
  labels: readonly boolean[],
): { readonly first: number; readonly last: number } {
  const home = columnOf(columns, piece);
  const isFree = (c: number) => words[c]?.length === 0;
  const offCentre = (first: number, last: number) =>
    Math.abs((columns[first]?.from ?? 0) + (columns[last]?.to ?? 0) - piece.from - piece.to) / 2;
  const isLabel = labels[home] === true;
  const alone = isLabel ? offCentre(home, home) - surelyCentred : Number.POSITIVE_INFINITY;
  let best = { first: home, last: home, cost: alone };
  for (let first = home; first >= 0 && (first === home || isFree(first)); first--)
    for (let last = home; last < columns.length && (last === home || isFree(last)); last++) {
      // A name stands where names do.
      const isNamed = !labels.includes(true) || labels.slice(first, last + 1).includes(true);
      const cost = offCentre(first, last);
      if (isNamed && cost < best.cost) best = { first, last, cost };
    }
  return best;
}

/** Bounds between columns, in the middle of the white space between them, in points. */
function boundsOf(columns: readonly AlignedColumn[], bbox: BBox, unit: number): number[] {
  const inner = columns.slice(1).map(({ from }, i) => (((columns[i]?.to ?? from) + from) / 2) * unit);
  return [bbox[0], ...inner, bbox[2]];
}
