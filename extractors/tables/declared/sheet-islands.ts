import { parseNumber } from '../../../normalizers/number.ts';
import type { DeclaredCell, DeclaredTable } from '../../../schemas/document.ts';

/** Blank rows, or columns, behind each other that part what stands on either side; one is a spacer within a table. */
const leastGap = 2;
/** A table has at least this many rows with two texts. */
const leastRows = 2;
/** Cells looked at until a sheet is left as it is: what is cut so often is no layout of tables. */
const mostLooks = 50_000_000;

/**
 * The tables of one sheet that stand beside or under each other with room between: cut along blank columns, then along blank
 * rows, as long as there are such. Below blank rows a table begins where a row of words heads it; else the rows go on.
 */
export function partIslands(table: DeclaredTable): DeclaredTable[] {
  if (!isSheet(table)) return [table];
  const islands: DeclaredCell[][] = [];
  const open: (readonly DeclaredCell[])[] = [table.cells];
  const budget = { left: mostLooks };
  for (let cells = open.pop(); cells !== undefined; cells = open.pop()) {
    const parts = cutColumns(cells, budget) ?? cutRows(cells, budget);
    if (parts === null) islands.push([...cells]);
    else open.push(parts[1], parts[0]);
  }
  return islands.length === 1 ? [table] : islands.map((cells) => tableOf(cells, table));
}

/** Its cells stand in a sheet: `Sheet1!C12`. */
function isSheet({ location }: DeclaredTable): boolean {
  return /(?:^|!)[A-Z]{1,3}\d+:[A-Z]{1,3}\d+$/u.test(location);
}

type Parts = readonly [readonly DeclaredCell[], readonly DeclaredCell[]];

/** Cells that may still be looked at. */
interface Budget {
  left: number;
}

/** Two tables side by side: both sides have to be tables. */
function cutColumns(cells: readonly DeclaredCell[], budget: Budget): Parts | null {
  for (const at of gapsOf(cells, ({ column, columnSpan }) => [column, column + columnSpan])) {
    budget.left -= cells.length;
    if (budget.left < 0) return null;
    const left = cells.filter(({ column }) => column < at);
    const right = cells.filter(({ column }) => column >= at);
    if (isTable(left) && isTable(right)) return [left, right];
  }
  return null;
}

/** Two tables under each other: the lower one has a head of its own. */
function cutRows(cells: readonly DeclaredCell[], budget: Budget): Parts | null {
  for (const at of gapsOf(cells, ({ row, rowSpan }) => [row, row + rowSpan])) {
    budget.left -= cells.length;
    if (budget.left < 0) return null;
    const above = cells.filter(({ row }) => row < at);
    const below = cells.filter(({ row }) => row >= at);
    if (isTable(above) && isTable(below) && hasHead(below)) return [above, below];
  }
  return null;
}

/** Where something stands again behind a gap that is wide enough. */
function gapsOf(
  cells: readonly DeclaredCell[],
  extentOf: (cell: DeclaredCell) => readonly [from: number, to: number],
): number[] {
  const extents = cells
    .filter(isFilled)
    .map(extentOf)
    .sort((a, b) => a[0] - b[0]);
  const gaps: number[] = [];
  let end = extents[0]?.[1] ?? 0;
  for (const [from, to] of extents) {
    if (from - end >= leastGap) gaps.push(from);
    end = Math.max(end, to);
  }
  return gaps;
}

function isTable(cells: readonly DeclaredCell[]): boolean {
  return rowsOf(cells).filter((row) => row.length >= 2).length >= leastRows;
}

/** Its first row of several texts has no figures, and one below has. */
function hasHead(cells: readonly DeclaredCell[]): boolean {
  const full = rowsOf(cells).filter((row) => row.length >= 2);
  const hasFigure = (row: readonly DeclaredCell[]): boolean =>
    row.some(({ text }) => parseNumber(text) !== null);
  const [first] = full;
  return first !== undefined && !hasFigure(first) && full.some(hasFigure);
}

function rowsOf(cells: readonly DeclaredCell[]): DeclaredCell[][] {
  const rows = new Map<number, DeclaredCell[]>();
  for (const cell of cells) {
    if (!isFilled(cell)) continue;
    const row = rows.get(cell.row);
    if (row === undefined) rows.set(cell.row, [cell]);
    else row.push(cell);
  }
  return [...rows.values()];
}

function isFilled({ text, pictures }: DeclaredCell): boolean {
  return text.trim() !== '' || pictures !== undefined;
}

function tableOf(cells: readonly DeclaredCell[], whole: DeclaredTable): DeclaredTable {
  const filled = cells.filter(isFilled);
  const top = filled.reduce((least, { row }) => Math.min(least, row), Number.POSITIVE_INFINITY);
  const left = filled.reduce((least, { column }) => Math.min(least, column), Number.POSITIVE_INFINITY);
  const bottom = cells.reduce((most, { row, rowSpan }) => Math.max(most, row + rowSpan), 0);
  const right = cells.reduce((most, { column, columnSpan }) => Math.max(most, column + columnSpan), 0);
  const inside = cells.filter(({ row, column }) => row >= top && column >= left);
  return {
    kind: 'table',
    rows: bottom - top,
    columns: right - left,
    headerRows: top === 0 ? Math.min(whole.headerRows, bottom) : 0,
    location: rangeOf(filled, whole.location),
    cells: inside.map((cell) => ({ ...cell, row: cell.row - top, column: cell.column - left })),
  };
}

/** From the first row and column to the last, as the cells name them. */
function rangeOf(cells: readonly DeclaredCell[], whole: string): string {
  const sheet = whole.slice(0, whole.lastIndexOf('!') + 1);
  const corner = (better: (a: number, b: number) => boolean): string => {
    const pick = (of: (cell: DeclaredCell) => number): DeclaredCell | undefined =>
      cells.reduce<DeclaredCell | undefined>(
        (best, cell) => (best === undefined || better(of(cell), of(best)) ? cell : best),
        undefined,
      );
    const letters = /([A-Z]+)\d+$/u.exec(pick(({ column }) => column)?.location ?? '')?.[1] ?? '';
    const digits = /(\d+)$/u.exec(pick(({ row }) => row)?.location ?? '')?.[1] ?? '';
    return letters + digits;
  };
  return `${sheet}${corner((a, b) => a < b)}:${corner((a, b) => a > b)}`;
}
