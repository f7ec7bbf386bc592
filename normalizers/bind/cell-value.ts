import type { Flag, State } from '../../schemas/field.ts';
import type { Cell } from '../../schemas/table.ts';
import { isDash, parseNumber } from '../number.ts';

/** What a value cell says. */
export interface CellValue {
  readonly state: State;
  readonly value: string | null;
  readonly qualifier: string;
  /** Unit printed in the cell itself, '' for none. */
  readonly unit: string;
  readonly flags: readonly Flag[];
}

/**
 * Reads a value cell: a figure, a blank (a lone dash is one), or words.
 * @param wantsNumber the form has a figure here: words are flagged `unexpected-text`
 * @param blankMeansZero the document says that blank cells are zero
 */
export function readCell(cell: Cell, wantsNumber: boolean, blankMeansZero: boolean): CellValue {
  const text = cell.text.trim();
  const nothing = { value: null, qualifier: '', unit: '' };
  if (text === '' || isDash(text)) {
    if (blankMeansZero && text === '' && wantsNumber)
      return { state: 'number', value: '0', qualifier: '', unit: '', flags: [...cell.flags, 'blank-zero'] };
    return { state: 'blank', ...nothing, flags: cell.flags };
  }
  const parsed = isRunTogether(text) ? null : parseNumber(text);
  if (parsed)
    return {
      state: 'number',
      value: parsed.value,
      qualifier: parsed.qualifier,
      unit: parsed.unit,
      flags: cell.flags,
    };
  return { state: 'text', ...nothing, flags: wantsNumber ? [...cell.flags, 'unexpected-text'] : cell.flags };
}

/**
 * Two figures in one cell, or one that begins with a zero too many: which figure stands there cannot be said. Groups of three
 * digits set apart are one figure.
 */
function isRunTogether(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  if (/^[-+]?0\d*[1-9]/u.test(plain) && !/^[-+]?0\./u.test(plain)) return true;
  return /\d\s+\d/u.test(plain) && !/^\D{0,3}\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*$/u.test(plain);
}
