import type { DeclaredCell } from '../../../schemas/document.ts';
import { joinBrokenRows, lastFilled, unshiftRows } from '../text/row-repair.ts';
import type { TextRow } from '../text/text-rows.ts';
import type { DeclaredGrid } from './declared-table.ts';

/** A row on its way, with its place in the grid it came from. */
interface TypedRow extends TextRow {
  readonly at: number;
}

/**
 * Rows of a grid that was typed, or pasted from text: what page breaks and lost tabs do to rows there they do here. Rests
 * of labels go to their row, blank rows between others go, rows that stand too far left are moved back.
 * Whoever merges cells has put all of them where they belong: a grid with spans stays as it is.
 */
export function repairTypedRows(grid: DeclaredGrid): DeclaredGrid {
  if (grid.cells.some(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1)) return grid;
  const { columns, page, location } = grid;
  const at = new Map<number, DeclaredCell>();
  for (const cell of grid.cells) at.set(cell.row * columns + cell.column, cell);
  const rows = Array.from({ length: grid.rows }, (_, r): TypedRow => {
    const cells = Array.from({ length: columns }, (__, c) => at.get(r * columns + c)?.text.trim() ?? '');
    return { cells, page, location, apart: false, at: r };
  });
  const end = rows.findLastIndex((row) => lastFilled(row) >= 0);
  const filled = rows.filter((row, r) => r > end || lastFilled(row) >= 0);
  const repaired = unshiftRows(joinBrokenRows(filled));
  const shifted = new Set<number>();
  const cells = repaired.flatMap((row, r) => {
    const steps = row.shifted ? columns - 1 - lastFilled(rows[row.at] ?? row) : 0;
    if (steps > 0) shifted.add(r);
    return row.cells.flatMap((text, column): DeclaredCell[] => {
      const source = at.get(row.at * columns + column - steps);
      return source && column >= steps ? [{ ...source, row: r, column, text }] : [];
    });
  });
  return { ...grid, rows: repaired.length, cells, shifted };
}
