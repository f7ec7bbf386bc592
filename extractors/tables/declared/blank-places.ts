import type { DeclaredCell } from '../../../schemas/document.ts';

const inSheet = /^(.*!)([A-Z]+)(\d+)$/u;

/**
 * Where the positions of a table are in which its carrier lists no cell: in a sheet by the column and the row of cells that it
 * lists, elsewhere in the place of their row.
 * @returns for a position its place; `whole` where nothing near it is listed
 */
export function blankPlaces(
  cells: readonly DeclaredCell[],
  whole: string,
): (row: number, column: number) => string {
  const ofRow = new Map<number, string>();
  const letters = new Map<number, string>();
  for (const { row, column, location } of cells) {
    if (!ofRow.has(row)) ofRow.set(row, location);
    const name = inSheet.exec(location)?.[2];
    if (name !== undefined && !letters.has(column)) letters.set(column, name);
  }
  return (row, column) => {
    const listed = ofRow.get(row);
    if (listed === undefined) return whole;
    const [, sheet, , number] = inSheet.exec(listed) ?? [];
    if (sheet === undefined) return listed;
    const name = letters.get(column);
    return name === undefined ? whole : `${sheet}${name}${number}`;
  };
}
