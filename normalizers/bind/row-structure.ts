import { rowLabel } from '../label.ts';
import { canonicalLabel } from '../text.ts';
import type { Grid } from './draft-field.ts';

/** A row of this many cells 1, 2, 3 … counts columns. */
const leastCounting = 3;
/** Characters beyond which the only text of a row is a note or an aim put into words, no label. */
const longestLabel = 50;

/**
 * Rows of the body that hold no values of their own: 栏次, numbers of columns, headers repeated on a new page, notes and rows of
 * dots.
 */
export function structuralRows(grid: Grid): ReadonlySet<number> {
  const rows = new Set<number>();
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    const texts = ownTexts(grid, row);
    if (texts.length > 0 && (isCounting(texts) || isHeaderAgain(grid, row) || isNote(texts))) rows.add(row);
  }
  return rows;
}

function ownTexts(grid: Grid, row: number): string[] {
  const texts: string[] = [];
  for (let column = 0; column < grid.table.columns; column++) {
    const cell = grid.at(row, column);
    if (cell === null || cell.column !== column || cell.row !== row) continue;
    const text = canonicalLabel(cell.text);
    if (text !== '') texts.push(text);
  }
  return texts;
}

/** 栏次 | 1 | 2 | 3, on one or both sides, or the numbers alone. */
function isCounting(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => /^（?\d{1,2}）?(?:=.*)?$/u.test(text));
  const words = texts.filter((text) => !numbers.includes(text));
  if (words.length > 0) return words.every((word) => /^(?:栏次|行次)$/u.test(word));
  const counted = numbers.map((text) => Number.parseInt(text.replace('（', ''), 10));
  return counted.length >= leastCounting && counted.every((n, i) => n === i + 1);
}

/** Every text of the row stands in the header over it. */
function isHeaderAgain(grid: Grid, row: number): boolean {
  let count = 0;
  for (let column = 0; column < grid.table.columns; column++) {
    const cell = grid.at(row, column);
    if (cell === null || cell.column !== column || cell.row !== row || cell.text.trim() === '') continue;
    const text = canonicalLabel(cell.text);
    const words = grid.paths.slice(column, column + cell.columnSpan).flatMap((path) => path.split('/'));
    if (!words.includes(text)) return false;
    count++;
  }
  return count >= 2;
}

function isNote(texts: readonly string[]): boolean {
  const [first = '', ...rest] = texts;
  if (/^[….·.]+$/u.test(first)) return rest.every((text) => /^[….·.]*$/u.test(text));
  return rest.length === 0 && (/^(?:注|说明|备注)[：:0-9]/u.test(first) || [...first].length > longestLabel);
}

/** Texts of a body column from top to bottom, structure left out. */
export function bodyTexts(grid: Grid, column: number, skip: ReadonlySet<number>): string[] {
  const texts: string[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    const cell = grid.at(row, column);
    if (skip.has(row) || cell === null || cell.row !== row || cell.column !== column) continue;
    const text = cell.text.trim();
    if (text !== '') texts.push(text);
  }
  return texts;
}

/** Share of steps of one among the numbers of a column that counts its lines: a row or two may be lost. */
const leastSteps = 0.8;

/** Whether a column without header counts its lines 1, 2, 3. */
export function isNumbered(texts: readonly string[]): boolean {
  if (texts.length < leastCounting || !texts.every((text) => /^\d{1,3}$/u.test(text))) return false;
  const steps = texts.slice(1).map((text, i) => Number(text) - Number(texts[i]));
  return (
    steps.every((step) => step > 0) && steps.filter((step) => step === 1).length >= steps.length * leastSteps
  );
}

/** Whether a column mostly holds words. */
export function holdsLabels(texts: readonly string[]): boolean {
  const words = texts.filter((text) => /\p{Script=Han}/u.test(rowLabel(text)) && !/^\d/u.test(text));
  return words.length > 0 && words.length * 2 > texts.length;
}
