import type { Cell, Table } from '../../schemas/table.ts';
import { stripSpaces } from '../text.ts';

/** Columns are numbered from 1 on, and at least so many numbers must have been read for the others to be told. */
const leastRead = 2;
/** What OCR makes of a number is at most so many characters. */
const longest = 2;

/**
 * Numbers in the rows of a header that count the columns (栏次 1 2 3 …) and were read as something else: told by their place.
 * @returns the number for each such cell
 */
export function mendNumbering(table: Table): Map<Cell, string> {
  const mended = new Map<Cell, string>();
  const rows = new Set(
    table.cells
      .filter(({ row, text }) => row < table.headerRows && /^[栏行]次$/u.test(stripSpaces(text)))
      .map(({ row }) => row),
  );
  for (const row of rows) {
    const cells = table.cells.filter((cell) => cell.row === row && isNumber(cell));
    const read = cells.filter(({ text }, i) => stripSpaces(text) === String(i + 1));
    const others = cells.filter(({ text }) => /^\d+$/u.test(stripSpaces(text)));
    if (read.length < leastRead || others.length > read.length) continue;
    for (const [i, cell] of cells.entries()) if (!read.includes(cell)) mended.set(cell, String(i + 1));
  }
  return mended;
}

/** A cell beside 栏次 that has room for no more than a number. */
function isNumber({ text }: Cell): boolean {
  const plain = stripSpaces(text);
  return plain !== '' && [...plain].length <= longest && !/[栏行]次/u.test(plain);
}
