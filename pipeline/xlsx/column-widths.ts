import { displayWidth } from '../../normalizers/text.ts';
import type { TableGrid } from './table-grid.ts';

/** Widths in characters of the default font, a Chinese character two. */
const least = 9;
const most = 42;
/** A header is broken into lines rather than widen its column beyond this. */
const headerMost = 16;
/** The first column holds the link back. */
const firstLeast = 14;
/** Room beside a text, and for separators that the text may not have. */
const margin = 2;
/** Rows that tell a column's width: a long table goes on as it begins. */
const rowsLooked = 2000;

/** Points of a line of the default font, and the most that a row may have. */
const linePoints = 15;
const mostPoints = 405;

/** Widths of the columns of a table, by what stands in one column alone. */
export function gridWidths(grid: TableGrid): readonly number[] {
  const widths = Array.from({ length: grid.columns }, (_, column): number =>
    column === 0 ? firstLeast : least,
  );
  for (let row = 0; row < Math.min(grid.rows, rowsLooked); row++) {
    for (let column = 0; column < grid.columns; column++) {
      const placed = grid.at(row, column);
      if (placed?.row !== row || placed.column !== column || placed.columnSpan > 1) continue;
      const longest = Math.max(...placed.cell.text.split('\n').map(displayWidth)) + margin;
      const wanted = Math.min(longest, placed.cell.role === 'header' ? headerMost : most);
      widths[column] = Math.max(widths[column] ?? 0, wanted);
    }
  }
  return widths;
}

/** Points that a row needs for its broken texts; null for one line, which needs no telling. */
export function rowHeight(grid: TableGrid, row: number, widths: readonly number[]): number | null {
  let most = 1;
  for (let column = 0; column < grid.columns; column++) {
    const placed = grid.at(row, column);
    if (placed === undefined || placed.column !== column || placed.cell.text === '') continue;
    let room = 0;
    for (let at = column; at < column + placed.columnSpan; at++) room += widths[at] ?? least;
    const lines = placed.cell.text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, room - 1))), 0);
    most = Math.max(most, lines / placed.rowSpan);
  }
  return most <= 1 ? null : Math.min(mostPoints, Math.ceil(most * linePoints) + 3);
}
