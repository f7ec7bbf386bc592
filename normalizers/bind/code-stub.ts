import type { Classification, ClassificationKind } from '../../schemas/classification/lookup.ts';
import { codeIn, joinCode, splitCodeAndName } from '../code.ts';
import { rowLabel } from '../label.ts';
import type { Grid } from './draft-field.ts';

/** 科目编码 and name of a row. */
export interface CodeStub {
  readonly code: string;
  readonly label: string;
}

/** Digits of the first code column, and of each further one where 类, 款 and 项 have columns of their own. */
const firstDigits = 3;
const furtherDigits = 2;

/**
 * Reads code and name from the stub columns of a row: in columns of their own, in one cell (`2080101 行政运行`), or the code in
 * columns of 类, 款 and 项, of which those that repeat the row above may be empty.
 * @param above code of the row above, '' for none
 * @param levels columns that their header calls 款 or 项: a 2 there is 02
 */
export function readCodeStub(
  grid: Grid,
  row: number,
  columns: readonly number[],
  above: string,
  levels: ReadonlySet<number> = new Set(),
): CodeStub {
  const pieces: string[] = [];
  const names: string[] = [];
  let last: unknown = null;
  for (const column of columns) {
    const cell = grid.at(row, column);
    // a cell merged over the stub columns (合计) is read once
    if (cell === null || cell === last) continue;
    last = cell;
    const text = cell.text.trim();
    const isDigits = /^[\d\s.]+$/u.test(text.normalize('NFKC'));
    if (isDigits) pieces.push(levels.has(column) ? text.padStart(furtherDigits, '0') : text);
    else if (text === '' && names.length === 0) pieces.push('');
    else if (text !== '') names.push(text);
  }
  const code = codeOf(pieces, above);
  if (code === '' && names.length > 0) {
    const both = splitCodeAndName(names[0] ?? '');
    if (both) return { code: both.code, label: rowLabel(both.name + names.slice(1).join('')) };
  }
  return { code, label: rowLabel(names.join('')) };
}

function codeOf(pieces: readonly string[], above: string): string {
  const filled = pieces.filter((piece) => piece !== '');
  if (filled.length === 0) return '';
  const first = pieces.findIndex((piece) => piece !== '');
  const digits = filled.map((piece) => piece.normalize('NFKC').replace(/[\s.]+/gu, ''));
  const isTail = first > 0 && digits.every((piece) => piece.length === furtherDigits);
  if (isTail) {
    const inherited = above.slice(0, firstDigits + furtherDigits * (first - 1));
    return inherited.length === firstDigits + furtherDigits * (first - 1)
      ? joinCode([inherited, ...digits])
      : '';
  }
  const joined = joinCode(filled);
  if (joined !== '') return joined;
  // line numbers beside the code make no code with it: the longest piece that is one by itself
  return digits.map(codeIn).reduce((best, code) => (code.length > best.length ? code : best), '');
}

/**
 * The code of a row whose code is lost: the one that its name stands for below the parents of the row above; where a name stands
 * for 款 and 项 alike, the 款 comes first.
 * @returns '' where the name does not lead to one code
 */
export function restoreCode(
  label: string,
  above: string,
  kind: ClassificationKind,
  classification: Classification,
  year: number | null,
): string {
  if (label === '') return '';
  for (let length = above.length; ; length -= furtherDigits) {
    const within = length < firstDigits ? '' : above.slice(0, length);
    const codes = classification.codesOf(kind, label, within, year).filter((code) => code !== above);
    const [first] = codes;
    if (first !== undefined && codes.every((code) => code.startsWith(first))) return first;
    if (first !== undefined || within === '') return '';
  }
}
