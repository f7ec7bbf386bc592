import type { Cell, Table } from '../../schemas/table.ts';
import { stripSpaces } from '../text.ts';

/** Beside 栏次 so many numbers must have been read for the others to be told; in a row without it more, and this share of all. */
const leastRead = 2;
const leastReadAlone = 4;
const leastShare = 0.6;
/** What OCR makes of a number is at most so many characters. */
const longest = 2;

/**
 * Numbers in a row that counts the columns (栏次 1 2 3 …) and were read as something else: told by their place. The row is the
 * last of the header, or the first of the body.
 * @returns the number for each such cell
 */
export function mendNumbering(table: Table): Map<Cell, string> {
  const mended = new Map<Cell, string>();
  for (let row = 0; row <= table.headerRows; row++) {
    const cells = table.cells.filter((cell) => cell.row === row && stripSpaces(cell.text) !== '');
    const numbers = cells.filter(({ text }) => !isName(text));
    if (numbers.some(({ text }) => [...stripSpaces(text)].length > longest)) continue;
    const read = numbers.filter(({ text }, i) => stripSpaces(text) === String(i + 1));
    const isNamed = row < table.headerRows && numbers.length < cells.length;
    const enough = isNamed
      ? read.length >= leastRead && read.length * 2 >= numbers.length
      : read.length >= leastReadAlone && read.length >= numbers.length * leastShare;
    if (!enough) continue;
    for (const [i, cell] of numbers.entries()) if (!read.includes(cell)) mended.set(cell, String(i + 1));
  }
  return mended;
}

/** Steps of one that a row must have to count columns, some of which were lost or run together. */
const leastSteps = 3;

/**
 * A table whose first body row counts the columns, with gaps where lines were not seen (1 2 昱 5 6 7): the row is header, and
 * what is no number in it says nothing.
 * @returns the same table where no such row stands there
 */
export function withNumberedHeader(table: Table): Table {
  const row = table.headerRows;
  const cells = table.cells.filter((cell) => cell.row === row && stripSpaces(cell.text) !== '');
  if (row === 0 || cells.some((cell) => cell.rowSpan > 1 || cell.candidates === undefined)) return table;
  const numbers = cells.map(({ text }) => stripSpaces(text)).filter((text) => /^\d{1,2}$/u.test(text));
  const isCounting =
    stripSpaces(cells[0]?.text ?? '') === '1' &&
    numbers.length >= Math.max(leastReadAlone, cells.length * leastShare) &&
    numbers.every((text, i) => i === 0 || Number(text) > Number(numbers[i - 1])) &&
    numbers.filter((text, i) => Number(text) === Number(numbers[i - 1]) + 1).length >= leastSteps &&
    !cells.some(({ text }) => /\d[.．]\d/u.test(text));
  if (!isCounting) return table;
  return {
    ...table,
    headerRows: row + 1,
    cells: table.cells.map((cell): Cell => {
      if (cell.row !== row) return cell;
      const isRead = cell.text.trim() === '' || numbers.includes(stripSpaces(cell.text));
      return { ...cell, role: 'header', ...(isRead ? {} : { text: '', read: cell.text }) };
    }),
  };
}

function isName(text: string): boolean {
  return /^[栏行]次$/u.test(stripSpaces(text));
}
