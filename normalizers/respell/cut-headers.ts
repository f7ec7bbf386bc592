import type { Cell, Table } from '../../schemas/table.ts';
import type { Entry, Lexicon } from './lexicon.ts';
import { nearestOf } from './nearest.ts';

/** Words shorter than this (characters) are seldom cut, and easily put together by chance. */
const shortest = 6;

/**
 * Headers over several columns that a line seen where there is none cut in two (公务用车购置及运 | 行费): neither piece is a word,
 * both together are one. Each piece then says the whole.
 * @param words of headers
 * @returns the word for each piece
 */
export function mendCutHeaders(table: Table, headers: Lexicon, words: readonly Entry[]): Map<Cell, string> {
  const long = words.map(({ word }) => word).filter((word) => [...word].length >= shortest);
  const mended = new Map<Cell, string>();
  const pieces = table.cells.filter(
    ({ row, text, candidates }) =>
      row < table.headerRows &&
      candidates !== undefined &&
      /\p{Script=Han}/u.test(text) &&
      headers.nearest(text) === null,
  );
  for (const [i, left] of pieces.entries()) {
    const right = pieces[i + 1];
    if (right === undefined || right.row !== left.row || right.column !== left.column + left.columnSpan)
      continue;
    if (mended.has(left)) continue;
    const found = nearestOf(left.text + right.text, long, 'lenient');
    if (found !== null) mended.set(left, found.word).set(right, found.word);
  }
  return mended;
}
