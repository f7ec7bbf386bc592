import type { Cell, Table } from '../../../schemas/table.ts';
import { stripSpaces } from '../../text.ts';

/** A table by grid position, spans included. */
export interface Matrix {
  readonly table: Table;
  readonly rows: number;
  readonly columns: number;
  /** The cell that covers a position; null outside. */
  at(row: number, column: number): Cell | null;
  /** Its text without white space, '' outside. */
  text(row: number, column: number): string;
}

/** The cells of a table by where they stand. */
export function matrixOf(table: Table): Matrix {
  const { rows, columns } = table;
  const covering = new Map<number, Cell>();
  for (const cell of table.cells)
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) covering.set(r * columns + c, cell);
  const at = (row: number, column: number): Cell | null =>
    column < 0 || column >= columns ? null : (covering.get(row * columns + column) ?? null);
  return { table, rows, columns, at, text: (row, column) => stripSpaces(at(row, column)?.text ?? '') };
}

/** Cells of a row from left to right, each once, those that began above it left out. */
export function cellsOfRow({ at, columns }: Matrix, row: number): Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = at(row, column);
    if (cell !== null && cell.row === row && cell.column === column) cells.push(cell);
  }
  return cells;
}

/** Own text of the cell that begins at a position, else ''. */
export function ownText(matrix: Matrix, row: number, column: number): string {
  const cell = matrix.at(row, column);
  return cell !== null && cell.row === row && cell.column === column ? stripSpaces(cell.text) : '';
}
