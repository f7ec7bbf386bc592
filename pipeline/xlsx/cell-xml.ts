import { textElement } from './xml-text.ts';

/** `A`, `Z`, `AA` for columns from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}

/** `C5` for row and column from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A cell with a text: a string whatever it begins with, never a formula. */
export function textCell(name: string, style: number, text: string): string {
  return `<c r="${name}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
}

/** A cell with a text that the workbook says elsewhere. */
export function sharedCell(name: string, style: number, text: number): string {
  return `<c r="${name}" s="${style}" t="s"><v>${text}</v></c>`;
}

/** A cell with a number as a decimal text. */
export function numberCell(name: string, style: number, value: string): string {
  return `<c r="${name}" s="${style}"><v>${value}</v></c>`;
}

export function booleanCell(name: string, style: number, value: boolean): string {
  return `<c r="${name}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
}

export function emptyCell(name: string, style: number): string {
  return `<c r="${name}" s="${style}"/>`;
}

/** Whether editing a text would make it a formula or a number of its own. */
export function wantsQuote(text: string): boolean {
  return /^[=+\-@'\t\r]/u.test(text);
}

/** Significant digits that a binary double holds whatever they are (IEEE 754; Excel keeps no more). */
const doubleDigits = 15;

/** Whether a decimal stands in a cell as a number without being changed. */
export function fitsDouble(value: string): boolean {
  const digits = value.replace(/[-.]/gu, '').replace(/^0+|0+$/gu, '');
  return digits.length <= doubleDigits;
}

/** Whether a text is a plain exact decimal: no separators, no exponent, no leading zeros. */
export function isPlainDecimal(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text);
}

/** The format that shows a number with so many decimals. */
export function decimalFormat(places: number, grouped: boolean): string {
  const whole = grouped ? '#,##0' : '0';
  return places === 0 ? whole : `${whole}.${'0'.repeat(places)}`;
}
