import { parseNumber } from '../number.ts';
import type { Grid } from './draft-field.ts';
import { bodyTexts } from './row-structure.ts';

/**
 * Columns in which names stand, if only some.
 * @param skip rows without values
 */
export function namesIn(grid: Grid, skip: ReadonlySet<number>): ReadonlySet<number> {
  const columns = Array.from({ length: grid.table.columns }, (_, column) => column);
  return new Set(
    columns.filter((column) => bodyTexts(grid, column, skip).some((text) => /\p{Script=Han}/u.test(text))),
  );
}

/**
 * Whether a figure stands where names do, behind a name or code of its row, and is no code, nor a piece of one: it slipped there.
 * @param names columns of names
 * @param codes those that were read in this row
 */
export function isAmongNames(
  grid: Grid,
  names: ReadonlySet<number>,
  row: number,
  column: number,
  codes: readonly string[],
): boolean {
  const text = grid.text(row, column);
  if (!names.has(column) || parseNumber(text) === null) return false;
  const before = grid.at(row, column - 1);
  if (before === null || before === grid.at(row, column) || before.text.trim() === '') return false;
  const digits = text.normalize('NFKC').replace(/\s+/gu, '');
  const isPiece = /^(?:\d{2,3}|\d{5}|\d{7})$/u.test(digits);
  // 类, 款 and 项 are the first three, the next two and the last two digits.
  return !isPiece || !codes.some((code) => code.endsWith(digits) || code.slice(3, 5) === digits);
}
