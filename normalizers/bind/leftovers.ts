import type { Cell } from '../../schemas/table.ts';
import { codeIn } from '../code.ts';
import { rowLabel } from '../label.ts';
import { parseNumber } from '../number.ts';
import { columnUnit } from './column-unit.ts';
import { isLineNumber, isStubPath } from './column-words.ts';
import type { BoundCell, Grid } from './draft-field.ts';
import { unnamedColumn } from './draft-field.ts';
import { bodyTexts, isNumbered, structuralRows } from './row-structure.ts';
import { isAmongNames, namesIn } from './slipped-figure.ts';

/** A figure for which the form has no place. */
const leftOver = 0.4;

/**
 * Figures of a known form's table that no row and measure took: named by the texts at their left and the header over them, so
 * that none is lost.
 * @param bound what the form took
 * @returns [] where every figure has its place
 */
export function leftoverFigures(grid: Grid, bound: readonly BoundCell[]): BoundCell[] {
  const taken = new Set(bound.map(({ cell }) => cell));
  const skip = structuralRows(grid);
  const numbering = new Set<number>();
  for (let column = 0; column < grid.table.columns; column++)
    if (isNumbered(bodyTexts(grid, column, skip))) numbering.add(column);
  const names = namesIn(grid, skip);
  const codes = new Map<number, string[]>();
  for (const { cell, code } of bound) {
    const own = codes.get(cell.row);
    if (own === undefined) codes.set(cell.row, [code]);
    else if (own.at(-1) !== code) own.push(code);
  }
  const isSlipped = ({ row, column, role }: Cell) =>
    (role === 'value' || role === 'stub') && isAmongNames(grid, names, row, column, codes.get(row) ?? []);
  return grid.table.cells
    .filter(
      (cell) =>
        cell.row >= grid.table.headerRows &&
        !taken.has(cell) &&
        !skip.has(cell.row) &&
        !numbering.has(cell.column) &&
        !isReadLine(cell, grid.paths[cell.column] ?? '') &&
        (isFigure(cell, grid.paths[cell.column] ?? '') || isSlipped(cell)),
    )
    .map((cell) => {
      const path = grid.paths[cell.column] ?? '';
      return {
        cell,
        ...nameOf(grid, cell),
        level: null,
        measure: path || unnamedColumn(cell.column),
        binding: leftOver,
        wantsNumber: true,
        unit: columnUnit(path, grid.table.unit),
        flags: ['unexpected-text' as const],
      };
    });
}

/** Among labels only what has a decimal point is a figure: codes and line numbers have none. */
function isFigure(cell: Cell, path: string): boolean {
  if (cell.role === 'header' || cell.role === 'note' || parseNumber(cell.text) === null) return false;
  return (cell.role === 'value' && !isStubPath(path)) || /\d[.．]\d/u.test(cell.text);
}

/** Whether a cell is the number of a line in a picture: one misread makes the column no less one that counts. */
function isReadLine({ text, candidates }: Cell, path: string): boolean {
  return candidates !== undefined && isLineNumber(path) && /^\d{1,3}$/u.test(text.trim());
}

/** Code and label nearest at the left. */
function nameOf(grid: Grid, { row, column }: Cell): { code: string; label: string } {
  for (let at = column - 1; at >= 0; at--) {
    const text = grid.text(row, at);
    if (!/\p{Script=Han}/u.test(text)) continue;
    return { code: codeIn(grid.text(row, at - 1)), label: rowLabel(text) };
  }
  return { code: '', label: '' };
}
