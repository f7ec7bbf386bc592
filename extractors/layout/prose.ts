import type { Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { boundsOf } from './bounds.ts';

/** A text of a line: words that stand together. */
export interface TextPiece {
  readonly from: number;
  readonly to: number;
  readonly baseline: number;
  readonly size: number;
  readonly words: readonly Word[];
  /** It is a figure alone. */
  readonly isFigure: boolean;
}

/** Fewer lines below each other are no column of prose. */
const minLines = 5;
/** A line of prose holds at least this many words … */
const minWords = 4;
/** … most of which are letters. */
const minLetters = 0.6;
/** Lines of prose are at most this many font sizes apart, paragraphs a little more. */
const leading = 2.1;
/** Lines of one column begin within this many font sizes of each other: indents are wider than that, and counted. */
const indent = 2.5;
/** Share of the lines that must reach the column's right edge: prose is broken only where a word does not fit. */
const fullShare = 0.65;
/** Labels of a table have figures beside more than this share of their lines. */
const labelShare = 0.25;
/** A line reaches the edge when it ends within this share of the column's width from it. */
const edgeShare = 0.25;

/**
 * Columns of prose on a page: lines below each other that are full of words and are broken only at their right edge.
 * @param pieces texts of the page's lines, from top to bottom
 */
export function findProse(pieces: readonly TextPiece[]): BBox[] {
  const open: TextPiece[][] = [];
  const columns: TextPiece[][] = [];
  for (const piece of pieces) {
    const own = open.find((column) => {
      const last = column.at(-1);
      return last !== undefined && goesOn(last, piece, column);
    });
    if (own) own.push(piece);
    else if (isProseLine(piece)) {
      const column = [piece];
      open.push(column);
      columns.push(column);
    }
    // Columns that ended far above take no more lines.
    for (let i = open.length - 1; i >= 0; i--) {
      const last = open[i]?.at(-1);
      if (last && piece.baseline - last.baseline > 2 * leading * last.size) open.splice(i, 1);
    }
  }
  const figures = new Map<number, number>();
  for (const { baseline, from, isFigure } of pieces)
    if (isFigure) figures.set(baseline, Math.max(figures.get(baseline) ?? 0, from));
  return columns.filter((column) => isProse(column) && !isLabels(column, figures)).map(boxOf);
}

function goesOn(last: TextPiece, piece: TextPiece, column: readonly TextPiece[]): boolean {
  const gap = piece.baseline - last.baseline;
  if (gap <= 0 || gap > leading * Math.max(last.size, piece.size)) return false;
  if (Math.abs(last.size - piece.size) > 0.15 * last.size) return false;
  const left = Math.min(...column.slice(-3).map((line) => line.from));
  const right = Math.max(...column.slice(-3).map((line) => line.to));
  return Math.abs(piece.from - left) <= indent * piece.size && piece.to <= right + 2 * indent * piece.size;
}

function isProseLine({ words }: TextPiece): boolean {
  if (words.length < minWords) return false;
  const letters = words.filter((word) => /\p{L}{2}/u.test(word.text)).length;
  return letters >= minLetters * words.length;
}

function isProse(column: readonly TextPiece[]): boolean {
  if (column.length < minLines) return false;
  const [x0, , x1] = boxOf(column);
  const full = column.filter((line) => line.to >= x1 - edgeShare * (x1 - x0) && isProseLine(line));
  return full.length >= fullShare * column.length;
}

/** Whether figures stand right of many lines: long labels of a table. Prose beside a table goes on above or below it. */
function isLabels(column: readonly TextPiece[], figures: ReadonlyMap<number, number>): boolean {
  const labelled = column.filter(({ baseline, to }) => (figures.get(baseline) ?? 0) > to);
  return labelled.length > labelShare * column.length;
}

function boxOf(column: readonly TextPiece[]): BBox {
  return boundsOf(column.flatMap((line) => line.words));
}
