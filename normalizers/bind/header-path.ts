import type { Cell, Table } from '../../schemas/table.ts';
import { canonicalLabel } from '../text.ts';

/** Texts that number columns or lines: structure, never part of a header path. */
const structural = /^(?:栏次|[（(]?\d{1,2}[）)]?(?:=.*)?)$/u;

/**
 * For each column its header texts from the outermost in, joined by `/`, canonical, repeats once; '' for a column without. Where the
 * shape of the table tells a column whose header was misread, what it tells.
 * Headers within the body (role `header` below the header rows) are not part of it: see `innerHeaders`.
 */
export function headerPaths(table: Table): string[] {
  const printed = pathsOf(
    table.cells.filter((cell) => cell.row < table.headerRows),
    table.columns,
  );
  return table.told === undefined
    ? printed
    : printed.map((path, column) => table.told?.columns[column]?.path ?? path);
}

/** Header paths that hold from a row of the body on, by that row: rows within the body that are headers again. */
export function innerHeaders(table: Table): ReadonlyMap<number, readonly string[]> {
  const rows = new Map<number, Cell[]>();
  for (const cell of table.cells)
    if (cell.row >= table.headerRows && cell.role === 'header')
      rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return new Map([...rows].map(([row, cells]) => [row, pathsOf(cells, table.columns)]));
}

function pathsOf(cells: readonly Cell[], columns: number): string[] {
  const paths: string[][] = Array.from({ length: columns }, () => []);
  for (const cell of [...cells].sort((a, b) => a.row - b.row)) {
    const text = canonicalLabel(cell.text).replaceAll('/', '／');
    if (text === '' || structural.test(text)) continue;
    for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
      const path = paths[c];
      if (path && path.at(-1) !== text) path.push(text);
    }
  }
  return paths.map((path) => path.join('/'));
}
