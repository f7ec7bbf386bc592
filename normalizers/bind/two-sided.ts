import type { FormDefinition } from '../../schemas/form.ts';
import { rowLabel } from '../label.ts';
import { parseNumber } from '../number.ts';
import { columnUnit } from './column-unit.ts';
import { isRemark } from './column-words.ts';
import { type Binder, type BoundCell, type Grid, isOwn } from './draft-field.ts';
import { structuralRows } from './row-structure.ts';
import { findSides, type Side, type SideName, sideColumns } from './sides.ts';

/** A figure beside no label: it stands in the form, but not where the form has figures. */
const unnamedRow = 0.5;
/** A label that slipped into a neighbouring column. */
const shiftedLabel = 0.8;

/** 收入 | 支出 side by side, or one below the other: every side has its labels, perhaps line numbers, and its measures. */
export const bindTwoSided: Binder = (grid, form) => {
  const skip = structuralRows(grid);
  const sides = findSides(grid, form, skip);
  const [only, second] = sides;
  if (only !== undefined && second === undefined) return bindStacked(grid, form, only, skip);
  const bound: BoundCell[] = [];
  for (const side of sides)
    for (let row = grid.table.headerRows; row < grid.table.rows; row++)
      if (!skip.has(row)) bound.push(...bindRow(grid, row, side, side.columns));
  return bound;
};

function bindRow(grid: Grid, row: number, side: Side, columns: Side['columns']): BoundCell[] {
  const own = labelAt(grid, row, side.label);
  const slipped = own === '' ? side.others.map((column) => labelAt(grid, row, column)).join('') : '';
  const label = own || slipped;
  return columns.flatMap(({ column, measure, certainty, isKnown }) => {
    const cell = grid.at(row, column);
    if (!isOwn(cell, row, column) || (label === '' && cell.text.trim() === '')) return [];
    const doubt = label === '' ? unnamedRow : slipped === '' ? 1 : shiftedLabel;
    const flags = label === '' ? ['unexpected-text' as const] : slipped === '' ? [] : ['shifted' as const];
    return [
      {
        cell,
        code: '',
        label,
        level: null,
        measure,
        binding: certainty * doubt,
        wantsNumber: isKnown || !isRemark(measure),
        unit: isKnown ? grid.table.unit : columnUnit(measure, grid.table.unit),
        flags,
      },
    ];
  });
}

/** The label at a position; figures and line numbers are none. */
function labelAt(grid: Grid, row: number, column: number): string {
  const cell = grid.at(row, column);
  if (cell === null || cell.row !== row || cell.column !== column) return '';
  const text = cell.text.trim();
  return parseNumber(text) === null ? rowLabel(text) : '';
}

/** One column of labels: the income rows come first, the expenditure rows below; a label of one side only says where one is. */
function bindStacked(grid: Grid, form: FormDefinition, side: Side, skip: ReadonlySet<number>): BoundCell[] {
  const sidesOf = (label: string) =>
    new Set(
      form.rows
        .filter((row) => row.label === label || row.variants?.includes(label))
        .flatMap((row) => row.side ?? []),
    );
  const rows: number[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) if (!skip.has(row)) rows.push(row);
  const labels = rows.map((row) => labelAt(grid, row, side.label));
  const named = new Set(labels.flatMap((label) => [...sidesOf(label)]));
  if (named.size < 2) return rows.flatMap((row) => bindRow(grid, row, side, side.columns));
  const columnsBySide = {
    收入: sideColumns(grid, form, '收入', side.figures),
    支出: sideColumns(grid, form, '支出', side.figures),
  };
  const bound: BoundCell[] = [];
  let current: SideName = '收入';
  for (const [i, row] of rows.entries()) {
    const own = sidesOf(labels[i] ?? '');
    const [name] = own;
    if (own.size === 1 && name !== undefined) current = name;
    if (/^(?:收入|支出)$/u.test(labels[i] ?? '')) continue;
    bound.push(...bindRow(grid, row, side, columnsBySide[current]));
  }
  return bound;
}
