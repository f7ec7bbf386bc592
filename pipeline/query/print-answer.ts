import { displayWidth } from '../../normalizers/text.ts';
import { rowsToCsv } from '../output/csv-text.ts';
import type { Answer, AnswerCell } from './answer.ts';

/** An answer as JSON Lines, one object a row. */
export async function* answerAsJson({ names, rows }: Answer): AsyncGenerator<string> {
  for await (const piece of rows)
    yield piece
      .map((row) => `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index]])))}\n`)
      .join('');
}

/** An answer as CSV like that of the results: header, CRLF, texts guarded against formulas. */
export async function* answerAsCsv({ names, rows }: Answer): AsyncGenerator<string> {
  yield rowsToCsv([names]);
  for await (const piece of rows) yield rowsToCsv(piece.map((row) => row.map(textOf)));
}

/** Rows that a person reads on a screen; more would only push the first ones away. */
const mostRows = 1000;
/** Columns of the terminal that one cell may take: a sentence of text is cut, every label and figure fits. */
const widestCell = 60;

/** What stands on the screen, and how many rows of the answer. */
export interface ScreenTable {
  readonly text: string;
  readonly rows: number;
  /** There are more than are shown. */
  readonly more: boolean;
}

/** An answer as a table for a terminal: columns as wide as what stands in them, figures at the right. */
export async function answerAsTable({ names, numeric, rows }: Answer): Promise<ScreenTable> {
  const shown: string[][] = [];
  let more = false;
  for await (const piece of rows) {
    const space = mostRows - shown.length;
    shown.push(...piece.slice(0, space).map((row) => row.map((cell) => shorten(textOf(cell)))));
    more = piece.length > space;
    if (more) break;
  }
  const header = names.map(shorten);
  const widths = header.map((name, index) =>
    shown.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), displayWidth(name)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return numeric[index] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  return { text: `${[header, rule, ...shown].map(line).join('\n')}\n`, rows: shown.length, more };
}

function textOf(cell: AnswerCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** A cell on one line, without anything that a terminal would obey. */
function shorten(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  if (displayWidth(plain) <= widestCell) return plain;
  let kept = '';
  let width = 0;
  for (const character of plain) {
    width += displayWidth(character);
    if (width >= widestCell) break;
    kept += character;
  }
  return `${kept}…`;
}
