import type { BoundTable } from '../../schemas/ports.ts';
import type { Cell } from '../../schemas/table.ts';

/** A cell with the part of the grid that it has for itself. */
export interface PlacedCell {
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** The grid of a table within bounds: the cell that covers each position. */
export interface TableGrid {
  readonly rows: number;
  readonly columns: number;
  /** Undefined where no cell of the table stands. */
  at(row: number, column: number): PlacedCell | undefined;
}

/**
 * Lays the cells of a table on a grid; no two share a position, for a workbook with merged cells that overlap does not
 * open: a span that meets another cell is cut to one position.
 */
export function layGrid(
  table: BoundTable,
  bounds: { readonly rows: number; readonly columns: number },
): TableGrid {
  const rows = Math.min(table.rows, bounds.rows);
  const columns = Math.min(table.columns, bounds.columns);
  const placed: PlacedCell[] = [];
  const owners = new Int32Array(rows * columns).fill(-1);
  const isFree = (row: number, column: number, rowSpan: number, columnSpan: number): boolean => {
    for (let y = row; y < row + rowSpan; y++) {
      for (let x = column; x < column + columnSpan; x++) if (owners[y * columns + x] !== -1) return false;
    }
    return true;
  };
  for (const cell of table.cells) {
    const { row, column } = cell;
    if (row >= rows || column >= columns || !isFree(row, column, 1, 1)) continue;
    let rowSpan = Math.max(1, Math.min(cell.rowSpan, rows - row));
    let columnSpan = Math.max(1, Math.min(cell.columnSpan, columns - column));
    if (!isFree(row, column, rowSpan, columnSpan)) [rowSpan, columnSpan] = [1, 1];
    for (let y = row; y < row + rowSpan; y++) {
      owners.fill(placed.length, y * columns + column, y * columns + column + columnSpan);
    }
    placed.push({ cell, row, column, rowSpan, columnSpan });
  }
  return { rows, columns, at: (row, column) => placed[owners[row * columns + column] ?? -1] };
}
