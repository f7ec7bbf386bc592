import type { Cell } from '../../schemas/table.ts';
import { rowLabel } from '../label.ts';
import { canonicalLabel } from '../text.ts';
import type { Binder, BoundCell, Grid } from './draft-field.ts';
import { isLineNumber } from './header-path.ts';
import { matchColumns } from './match-columns.ts';

/** 收入 | 支出 side by side: every side has its labels, perhaps line numbers, and its measures. */
export const bindTwoSided: Binder = (grid, form) => {
  const matched = matchColumns(grid.paths, form);
  const bound: BoundCell[] = [];
  for (const side of ['收入', '支出'] as const) {
    const values = matched.filter((match) => match.definition.side === side);
    const [first] = values;
    if (!first) continue;
    const label = labelColumn(
      grid,
      first.column,
      matched.map((match) => match.column),
    );
    if (label === null) continue;
    const extra = extraColumns(
      grid,
      label,
      matched.map((match) => match.column),
    );
    for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
      const name = rowLabel(grid.text(row, label));
      const cells = values.map((match) => ({ ...match, measure: match.definition.measure }));
      for (const { column, measure, certainty } of [...cells, ...extra]) {
        const cell = grid.at(row, column);
        if (!isOwn(cell, row, column) || (name === '' && cell.text.trim() === '')) continue;
        bound.push({
          cell,
          code: '',
          label: name,
          level: null,
          measure,
          binding: name === '' ? unnamedRow : certainty,
          wantsNumber: true,
          unit: grid.table.unit,
          ...(name === '' ? { flags: ['unexpected-text' as const] } : {}),
        });
      }
    }
  }
  return bound;
};

/** A figure beside no label: it stands in the form, but not where the form has figures. */
const unnamedRow = 0.5;

/** A cell is bound once: at its own corner, not at the places it spans. */
export function isOwn(cell: Cell | null, row: number, column: number): cell is Cell {
  return cell !== null && cell.row === row && cell.column === column && cell.role !== 'header';
}

/** The label column of a side: the nearest to the left that is neither line number nor measure. */
function labelColumn(grid: Grid, first: number, measures: readonly number[]): number | null {
  for (let column = first - 1; column >= 0; column--) {
    if (measures.includes(column)) return null;
    if (isLineNumber(grid.paths[column] ?? '')) continue;
    if (isNumbered(grid, column)) continue;
    return column;
  }
  return null;
}

/** Columns between a side's label and the next that the form does not know: they keep their printed header. */
function extraColumns(grid: Grid, label: number, measures: readonly number[]) {
  const extra: { column: number; measure: string; certainty: number }[] = [];
  for (let column = label + 1; column < grid.table.columns; column++) {
    const path = grid.paths[column] ?? '';
    if (measures.includes(column) || isLineNumber(path) || isNumbered(grid, column)) continue;
    if (path === '' || /(?:^|\/)项目$/u.test(path) || hasLabels(grid, column)) break;
    extra.push({ column, measure: path, certainty: 1 });
  }
  return extra;
}

/** A column without header whose body counts 1, 2, 3. */
function isNumbered(grid: Grid, column: number): boolean {
  const texts = bodyTexts(grid, column);
  return texts.length >= 3 && texts.every((text, i) => i === 0 || Number(text) === Number(texts[i - 1]) + 1);
}

function hasLabels(grid: Grid, column: number): boolean {
  return bodyTexts(grid, column).some((text) => /\p{Script=Han}{2}/u.test(canonicalLabel(text)));
}

function bodyTexts(grid: Grid, column: number): string[] {
  const texts: string[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    const text = grid.text(row, column);
    if (text !== '') texts.push(text);
  }
  return texts;
}
