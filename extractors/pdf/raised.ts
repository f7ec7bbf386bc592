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
  const largest = Math.max(0, ...words.map((word) => word.size));
  if (!words.some((word) => word.size <= markSize * largest)) return [...words];
  const ends = new Map<string, Word[]>();
  const key = (x: number, y: number) => `${Math.floor(x / square)}|${Math.floor(y / square)}`;
  for (const word of words)
    for (const x of [word.bbox[0], word.bbox[2]]) {
      const at = key(x, word.baseline);
      const list = ends.get(at);
      if (list) list.push(word);
      else ends.set(at, [word]);
    }
  const around = (x: number, y: number): Word[] =>
    [-1, 0, 1].flatMap((i) => [-1, 0, 1].flatMap((k) => ends.get(key(x + i * square, y + k * square)) ?? []));
  return words.map((mark) => {
    const text =
      around(mark.bbox[0], mark.baseline).find((word) => stands(mark, word, mark.bbox[0] - word.bbox[2])) ??
      around(mark.bbox[2], mark.baseline).find((word) => stands(mark, word, word.bbox[0] - mark.bbox[2]));
    return text ? { ...mark, baseline: text.baseline } : mark;
  });
}

function stands(mark: Word, text: Word, gap: number): boolean {
  if (mark.size > markSize * text.size) return false;
  if (gap < near[0] * text.size || gap > near[1] * text.size) return false;
  const raised = (text.baseline - mark.baseline) / text.size;
  return (raised >= raise[0] && raised <= raise[1]) || (-raised >= lower[0] && -raised <= lower[1]);
}
