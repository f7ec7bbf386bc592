import { type CellRange, maxColumns, maxRows } from './sheet.ts';

/** A place in a sheet, from 0. */
export interface CellAddress {
  readonly row: number;
  readonly column: number;
}

/** `C12`, `$C$12` → its place; null for anything else, and for what lies beyond a sheet. */
export function parseAddress(text: string): CellAddress | null {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/iu.exec(text) ?? [];
  if (letters === '') return null;
  const row = Number(digits) - 1;
  const column = parseColumn(letters);
  return row < 0 || row >= maxRows || column >= maxColumns ? null : { row, column };
}

/** `A1:F30`, `B2` → its range, corners in order; null for anything else. */
export function parseRange(text: string): CellRange | null {
  const [from = '', to = from] = text.split(':');
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (first === null || last === null) return null;
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  };
}

/** Rows that a name of repeated titles gives (`Sheet1!$A:$B,Sheet1!$1:$3`), from 0, inclusive; null for none. */
export function parseTitleRows(text: string): readonly [number, number] | null {
  const [, from, to] = /(?:^|[!,.])\$?(\d{1,7}):\$?(\d{1,7})(?:$|,)/u.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const rows = [Number(from) - 1, Number(to) - 1].sort((a, b) => a - b);
  return [rows[0] ?? 0, rows[1] ?? 0];
}

/** 0 → `A`, 27 → `AB`. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

function parseColumn(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
