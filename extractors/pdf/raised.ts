import type { Word } from '../../schemas/document.ts';

/** A mark is set at most this large beside its text (share of the text's size). */
const markSize = 0.82;
/** A mark is raised by at least and at most these shares of its text's size … */
const raise = [0.1, 0.7] as const;
/** … or lowered by these. */
const lower = [0.05, 0.4] as const;
/** A mark stands this near its text (share of the text's size), or overlaps it by a little. */
const near = [-0.25, 0.4] as const;
/** Words are looked up by their ends in squares of this side (points): larger than any reach above. */
const square = 24;

/**
 * Puts raised and lowered marks (footnote numbers, exponents, asterisks) on the baseline of the text they stand beside, so
 * that they are read with it.
 */
export function settleMarks(words: readonly Word[]): Word[] {
  const largest = words.reduce((most, word) => Math.max(most, word.size), 0);
  if (!words.some((word) => word.size <= markSize * largest)) return [...words];
  const ends = new Map<number, Word[]>();
  for (const word of words)
    for (const x of [word.bbox[0], word.bbox[2]]) {
      const at = squareAt(x, word.baseline, 0, 0);
      const list = ends.get(at);
      if (list) list.push(word);
      else ends.set(at, [word]);
    }
  /** The first word that ends near a point and is the text of a mark there. */
  const findText = (x: number, y: number, isText: (word: Word) => boolean): Word | undefined => {
    for (let i = -1; i <= 1; i++)
      for (let k = -1; k <= 1; k++) {
        const found = ends.get(squareAt(x, y, i, k))?.find(isText);
        if (found) return found;
      }
    return undefined;
  };
  return words.map((mark) => {
    if (mark.size > markSize * largest) return mark;
    const text =
      findText(mark.bbox[0], mark.baseline, (word) => stands(mark, word, mark.bbox[0] - word.bbox[2])) ??
      findText(mark.bbox[2], mark.baseline, (word) => stands(mark, word, word.bbox[0] - mark.bbox[2]));
    return text ? { ...mark, baseline: text.baseline } : mark;
  });
}

/** Squares in a row of the key: more than any page is high. */
const rowOfSquares = 2 ** 24;

/** Number of the square that lies some squares right of and below that of a point. */
function squareAt(x: number, y: number, right: number, below: number): number {
  return (Math.floor(x / square) + right) * rowOfSquares + Math.floor(y / square) + below;
}

function stands(mark: Word, text: Word, gap: number): boolean {
  if (mark.size > markSize * text.size) return false;
  if (gap < near[0] * text.size || gap > near[1] * text.size) return false;
  const raised = (text.baseline - mark.baseline) / text.size;
  return (raised >= raise[0] && raised <= raise[1]) || (-raised >= lower[0] && -raised <= lower[1]);
}
