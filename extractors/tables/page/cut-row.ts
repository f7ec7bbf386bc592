import { parseNumber } from '../../../normalizers/number.ts';
import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { boundsOf } from '../../layout/bounds.ts';
import { joinTexts, linesOf } from './grid.ts';

/** White space that a program leaves between a cell's border and its text, both sides together (points). */
const padding = 12;
/** A text whose white space left and right differs by less than this (points) is centred. */
const centred = 3;
/** A column is filled by all rows when this share fills it. */
const filledShare = 0.8;

/** A cell while the table is put together; what is sewn to it is written into it. */
export interface Piece {
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

/**
 * Sews the first row of a piece to the last row of the piece above where the page broke within the row: every text goes
 * on from one whose line is full, or the figures stand on one side only.
 * @param cells the table so far; changed where the row is sewn
 * @returns whether it was
 */
export function sewCutRow(
  cells: Piece[],
  own: readonly Piece[],
  rows: number,
  bounds: readonly number[],
): boolean {
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
  let isBroken = false;
  for (const { rest, begun } of pairs) {
    // A label that stands on both pages is printed again, not cut.
    if (!begun || begun.rowSpan > 1 || begun.text === rest.text) return false;
    if (isFigureOf(rest)) {
      // Figures of one row are set on one line.
      if (begun.text !== '' || hasFigures) return false;
    } else if (begun.text === '' || isFigureOf(begun) || beginsRow(rest.text)) return false;
    else if (
      (isFull(begun, rest, bounds) || begun.drawn === null) &&
      (!isWhole(begun.text, rest.text) || lacksUsual(cells, below, rows))
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

export function boxOf(words: readonly Word[]): BBox | null {
  return words.length === 0 ? null : boundsOf(words);
}
