import type { Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { type AlignedColumn, bridging, columnOf, isFigurePiece, overlap } from './aligned-columns.ts';
import { type BodyLine, groupBodyLines } from './body-rows.ts';
import { type GridCell, linesOf, type PageGrid, type WordLine } from './grid.ts';
import { findPageColumns } from './page-columns.ts';
import { type HeaderLine, readPageHeader } from './page-header.ts';
import { isColumnNumbers } from './structure.ts';
import type { PlacedText } from './text-rows.ts';

/** Words nearer than this share of the font size are one text; columns stand further apart. */
const sameText = 0.75;
/** A figure and a text further apart than this share of the font size (a space is a quarter) stand in two columns. */
const apart = 0.35;
/** Characters of one name set apart for looks stand at most this many font sizes apart. */
const maxSpread = 4;
/** Names of two characters that offices set apart. */
const spreadNames = /^(?:合计|总计|小计|项目|收入|支出|金额|行次|栏次|总分)$/u;
/** A sum's name stands over several columns when it is so much (half font sizes) nearer to their middle than to its own column's. */
const surelyCentred = 3;
/** A header is Chinese when this share of its texts has hanzi. */
const hanShare = 0.6;
/** A header has at most this many lines. */
const maxHeaderLines = 14;

/** A text of a line with the words that make it, its place in half font sizes: as wide as a Latin letter. */
interface Piece extends PlacedText {
  readonly words: readonly Word[];
}

/**
 * The grid of a region without (enough) vertical lines whose header is Chinese, read as aligned text is: columns from
 * white space and from the header over them, header cells by where they are centred, labels wrapped around their figures.
 * @param cuts heights at which a row surely ends: full horizontal lines, edges of shading
 * @returns null where the region is not so, or no columns run down
 */
export function alignedPageGrid(
  words: readonly Word[],
  bbox: BBox,
  cuts: readonly number[],
): PageGrid | null {
  const lines = linesOf(words);
  const unit = unitOf(words);
  const pieces = lines.map((line) => piecesOf(line, unit));
  const numbers = pieces.findIndex((line) => isColumnNumbers(line.map((piece) => piece.text)));
  const first = pieces.findIndex((line) => line.some((piece) => isFigurePiece(piece.text)));
  if (first < 0) return null;
  const isNumbered = numbers >= 0 && numbers <= first;
  const header = isNumbered ? numbers : bodyStart(lines, first, cuts);
  if (header < 1 || header > maxHeaderLines || !isHan(pieces.slice(0, header).flat())) return null;
  const body = header + (isNumbered ? 1 : 0);
  const columns = findPageColumns(
    headerLines(lines.slice(0, header), pieces),
    isNumbered ? (pieces[header] ?? []) : [],
    pieces.slice(body),
  );
  if (columns.length < 2) return null;
  const cut = pieces.map((line) => line.flatMap((piece) => cutAtColumns(columns, piece, unit)));
  const cells = headerCells(headerLines(lines.slice(0, header), cut), columns);
  const headerRows = Math.max(0, ...cells.map((cell) => cell.row + 1));
  let row = headerRows;
  if (isNumbered) cells.push(...rowCells([cut[header] ?? []], columns, row++));
  const bodyLines = lines
    .slice(body)
    .map(({ baseline, size }, i): BodyLine => ({ baseline, size, pieces: cut[body + i] ?? [] }));
  for (const group of groupBodyLines(bodyLines, columns, cuts)) {
    cells.push(
      ...rowCells(
        group.map((at) => cut[body + at] ?? []),
        columns,
        row,
      ),
    );
    row++;
  }
  return { bbox, rows: row, columns: columns.length, cells, bounds: boundsOf(columns, bbox, unit) };
}

/** Half of the usual font size, points. */
function unitOf(words: readonly Word[]): number {
  const sizes = words.map((word) => word.size).sort((a, b) => a - b);
  return Math.max(1, (sizes[sizes.length >> 1] ?? 10) / 2);
}

/** Words of a line that stand together. */
function piecesOf(line: WordLine, unit: number): Piece[] {
  const pieces: Piece[] = [];
  for (const word of line.words) {
    const last = pieces.at(-1);
    const gap = word.bbox[0] - (last?.words.at(-1)?.bbox[2] ?? 0);
    const isFigureBeside =
      last !== undefined && (isFigurePiece(last.text) || isFigurePiece(word.text)) && gap > apart * word.size;
    const isOne =
      last !== undefined &&
      !isFigureBeside &&
      (gap <= sameText * word.size ||
        (gap <= maxSpread * word.size && spreadNames.test(last.text + word.text)));
    if (last && isOne) pieces[pieces.length - 1] = toPiece([...last.words, word], unit);
    else pieces.push(toPiece([word], unit));
  }
  return pieces;
}

function toPiece(words: readonly Word[], unit: number): Piece {
  const texts = words.map((word) => word.text);
  const isSpread = spreadNames.test(texts.join(''));
  return {
    from: (words[0]?.bbox[0] ?? 0) / unit,
    to: (words.at(-1)?.bbox[2] ?? 0) / unit,
    text: texts.join(isSpread ? '' : ' '),
    words,
  };
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

function headerCells(lines: readonly HeaderLine<Piece>[], columns: readonly AlignedColumn[]): GridCell[] {
  return readPageHeader(lines, columns).map(({ row, first, last, pieces }) => ({
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
  row: number,
): GridCell[] {
  const pieces = lines.flat();
  const words: Word[][] = columns.map(() => []);
  const spans = columns.map(() => 1);
  for (const piece of pieces.filter(({ text }) => !bridging.test(text)))
    words[columnOf(columns, piece)]?.push(...piece.words);
  for (const piece of pieces.filter(({ text }) => bridging.test(text))) {
    const { first, last } = spanOf(piece, columns, words);
    words[first]?.push(...piece.words);
    spans[first] = last - first + 1;
  }
  return words.flatMap((own, column) =>
    own.length === 0
      ? []
      : [{ row, column, rowSpan: 1, columnSpan: spans[column] ?? 1, words: own, bbox: null }],
  );
}

/** The free columns over which the name of a sum is centred: its own, or several. */
function spanOf(
  piece: Piece,
  columns: readonly AlignedColumn[],
  words: readonly (readonly Word[])[],
): { readonly first: number; readonly last: number } {
  const home = columnOf(columns, piece);
  const isFree = (c: number) => words[c]?.length === 0;
  const offCentre = (first: number, last: number) =>
    Math.abs((columns[first]?.from ?? 0) + (columns[last]?.to ?? 0) - piece.from - piece.to) / 2;
  let best = { first: home, last: home, cost: offCentre(home, home) - surelyCentred };
  for (let first = home; first >= 0 && (first === home || isFree(first)); first--)
    for (let last = home; last < columns.length && (last === home || isFree(last)); last++) {
      const cost = offCentre(first, last);
      if (cost < best.cost) best = { first, last, cost };
    }
  return best;
}

/** Bounds between columns, in the middle of the white space between them, in points. */
function boundsOf(columns: readonly AlignedColumn[], bbox: BBox, unit: number): number[] {
  const inner = columns.slice(1).map(({ from }, i) => (((columns[i]?.to ?? from) + from) / 2) * unit);
  return [bbox[0], ...inner, bbox[2]];
}
