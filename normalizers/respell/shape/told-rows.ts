import type { Cell } from '../../../schemas/table.ts';
import type { Matrix } from './matrix.ts';

/** How sure a row is that its order tells (0–1): where some of it was read, too, and where nothing was. */
export const trust = { alike: 0.95, alone: 0.8 } as const;
/** So much of a label that was read speaks for the row. */
export const alike = 0.4;
/** A label read as so much of another row's than its own is not told by order. */
export const other = 0.75;
/** Rows of the order that must have been read. */
export const leastRead = 4;

/** A misread label is that of a row with so much in common, if it has so much less with every other. */
export const nearly = 0.75;
export const leastLead = 0.1;

/** Texts by cell that the order of rows tells, with how sure they are. */
export type Told = Map<Cell, { readonly text: string; readonly confidence: number }>;

/** The cell that begins at a position and was read from a picture. */
export function ownCell(matrix: Matrix, row: number, column: number): Cell | null {
  const cell = matrix.at(row, column);
  return cell !== null && cell.row === row && cell.column === column && cell.candidates !== undefined
    ? cell
    : null;
}
