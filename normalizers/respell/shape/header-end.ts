import type { Table } from '../../../schemas/table.ts';
import { stripSpaces } from '../../text.ts';
import { digitsOf, hasCodeLength } from '../read-code.ts';
import { cellsOfRow, type Matrix } from './matrix.ts';

/** Where the header of a table ends. */
export interface HeaderEnd {
  /** The first row of the body. */
  readonly body: number;
  /** The row that numbers the columns (栏次 1 2 3 …), null for none. */
  readonly numbering: number | null;
}

/** A header has at most so many rows, dirt that made rows of its own included. */
const mostRows = 9;
/** So many numbers of columns must be read, each higher than the one before; beside 栏次 fewer. */
const leastNumbers = 3;
const leastBesideName = 2;
/** Hanzi in such a row at most: those of 栏次, however they were read; where they were read right, dirt beside them. */
const mostHanzi = 5;
const mostBesideName = 10;
/** An amount: such a row has none. */
const withPlaces = /\d[.．,，]\s?\d/u;
const amount = /^-?[\d,，]*\d[.．]\d{2}$/u;
/** 合计, and what it is read as. */
const sumLabel = /^[合台会][计汁讨让]/u;

/**
 * Where the body of a table begins that was read from a picture, whatever its header was read as: behind the row that numbers the
 * columns, else at the first row with an amount, a code or the sum.
 */
export function headerEnd(matrix: Matrix): HeaderEnd {
  const last = Math.min(mostRows, matrix.rows - 1);
  for (let row = 0; row < last; row++) if (isNumbering(matrix, row)) return { body: row + 1, numbering: row };
  // a header of two rows and more was found by what stands in it
  const isFound = matrix.table.headerRows > 1;
  for (let row = 0; row < last && !isFound; row++)
    if (isBody(matrix, row)) return { body: Math.max(row, matrix.table.headerRows), numbering: null };
  return { body: matrix.table.headerRows, numbering: null };
}

/** Whether a row numbers the columns; it has nothing else in it but 栏次 and what was misread. */
function isNumbering(matrix: Matrix, row: number): boolean {
  const texts = cellsOfRow(matrix, row)
    .map(({ text }) => stripSpaces(text))
    .filter((text) => text !== '');
  if (texts.some((text) => withPlaces.test(text))) return false;
  const hanzi = texts.join('').match(/\p{Script=Han}/gu)?.length ?? 0;
  if (hanzi > mostBesideName) return false;
  const numbers = texts.filter((text) => /^\d{1,2}$/u.test(text)).map(Number);
  const isRising = numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0));
  if (hanzi <= mostHanzi && isMostlyCounting(cellsOfRow(matrix, row).map(({ text }) => stripSpaces(text))))
    return true;
  const isNamed = texts.some((text) => /次/u.test(text) && [...text].length <= mostBesideName);
  if (!isRising || numbers.length === 0 || (numbers.at(-1) ?? 0) > matrix.columns + 1) return false;
  if (isNamed) return numbers.length >= leastBesideName;
  return hanzi <= mostHanzi && numbers.length >= leastNumbers && (numbers[0] ?? 0) <= 2;
}

/** Whether most cells of a row, behind its name, hold the number of their place. */
function isMostlyCounting(texts: readonly string[]): boolean {
  const cells = /\p{Script=Han}/u.test(texts[0] ?? '') ? texts.slice(1) : texts;
  const right = cells.filter((text, i) => text === String(i + 1)).length;
  return right >= leastNumbers && right * 2 >= cells.length;
}

/** Whether a row holds what only a body does: an amount, the sum, or a code with more of them below. */
function isBody(matrix: Matrix, row: number): boolean {
  const texts = (at: number) => cellsOfRow(matrix, at).map(({ text }) => stripSpaces(text));
  if (texts(row).some((text) => amount.test(text) || sumLabel.test(text))) return true;
  return texts(row).some(isCode) && texts(row + 1).some(isCode);
}

function isCode(text: string): boolean {
  const digits = digitsOf(text);
  return hasCodeLength(digits) && /^[23]\d\d/u.test(digits);
}

/** The table with its header ending where it does; roles of its cells follow. */
export function withHeaderEnd(table: Table, end: number): Table {
  if (end <= table.headerRows) return table;
  return {
    ...table,
    headerRows: end,
    cells: table.cells.map((cell) => (cell.row < end ? { ...cell, role: 'header' as const } : cell)),
  };
}
