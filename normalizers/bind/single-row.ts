import type { FormDefinition } from '../../schemas/form.ts';
import { rowLabel } from '../label.ts';
import { columnUnit } from './column-unit.ts';
import { isRemark } from './column-words.ts';
import { type Binder, type BoundCell, type Grid, isOwn, unnamedColumn } from './draft-field.ts';
import { groupColumns, itemReader } from './item-rows.ts';
import { groupsAndItems, matchColumns } from './match-columns.ts';
import { structuralRows } from './row-structure.ts';

/** One row of measures under a header tree; further rows, or a name at the left, keep what names them. */
export const bindSingleRow: Binder = (grid, form) => {
  const turned = findTurned(grid, form);
  return turned ? bindTurned(grid, turned) : bindUpright(grid, form);
};

function bindUpright(grid: Grid, form: FormDefinition): BoundCell[] {
  const matched = new Map(matchColumns(grid.paths, form, grid.year).map((match) => [match.column, match]));
  const firstValue = Math.min(grid.table.columns, ...matched.keys());
  const skip = structuralRows(grid);
  const rows: number[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) if (!skip.has(row)) rows.push(row);
  return rows.flatMap((row) => {
    const texts = Array.from({ length: firstValue }, (_, column) => grid.text(row, column));
    const label = rows.length > 1 ? rowLabel(texts.filter((text) => !/^\d*$/u.test(text)).join('')) : '';
    return Array.from({ length: grid.table.columns }, (_, column) => column)
      .filter((column) => column >= firstValue)
      .flatMap((column) => {
        const cell = grid.at(row, column);
        if (!isOwn(cell, row, column)) return [];
        const match = matched.get(column);
        const path = grid.paths[column] ?? '';
        if (match === undefined && path === '' && cell.text.trim() === '') return [];
        const measure = match?.definition.measure ?? (path || unnamedColumn(column));
        return [
          {
            cell,
            code: '',
            label: /^[合总]计$/u.test(label) ? '' : label,
            level: null,
            measure,
            binding: match?.certainty ?? 1,
            wantsNumber: match !== undefined || !isRemark(path),
            unit: match ? grid.table.unit : columnUnit(path, grid.table.unit),
          },
        ];
      });
  });
}

/** A table that prints the items as rows and the groups (预算数, 决算数) as columns. */
interface Turned {
  /** Row → item of the form. */
  readonly items: ReadonlyMap<number, string>;
  /** Column → group of the form, or null for a column that the form does not know. */
  readonly groups: ReadonlyMap<number, string | null>;
  readonly label: number;
}

/** Rows that must be items of the form for a table to be a turned one. */
const leastItems = 3;

function findTurned(grid: Grid, form: FormDefinition): Turned | null {
  const definitions = groupsAndItems(form);
  if (definitions === null || grid.table.columns > grid.table.rows + 2) return null;
  const itemOfText = itemReader(form, definitions, grid.year);
  const itemsOf = (column: number): ReadonlyMap<number, string> => {
    const items = new Map<number, string>();
    const used = new Set<string>();
    for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
      const item = itemOfText(grid.text(row, column));
      if (item === null || used.has(item)) continue;
      used.add(item);
      items.set(row, item);
    }
    return items;
  };
  const label = [...grid.paths.keys()].find((column) => itemsOf(column).size >= leastItems);
  if (label === undefined) return null;
  const groups = groupColumns(grid.paths, label + 1, [...definitions.keys()], grid.year);
  return [...groups.values()].some((group) => group !== null)
    ? { items: itemsOf(label), groups, label }
    : null;
}

function bindTurned(grid: Grid, { items, groups, label }: Turned): BoundCell[] {
  const bound: BoundCell[] = [];
  const skip = structuralRows(grid);
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    if (skip.has(row)) continue;
    const item = items.get(row);
    const name = rowLabel(grid.text(row, label));
    for (const [column, group] of groups) {
      const cell = grid.at(row, column);
      const path = grid.paths[column] ?? '';
      if (!isOwn(cell, row, column) || (name === '' && cell.text.trim() === '')) continue;
      const isKnown = item !== undefined && group !== null;
      bound.push({
        cell,
        code: '',
        label: isKnown ? '' : name,
        level: null,
        measure: isKnown ? `${group}/${item}` : (group ?? (path || unnamedColumn(column))),
        binding: isKnown ? turnedCell : 1,
        wantsNumber: group !== null || !isRemark(path),
        unit: group === null ? columnUnit(path, grid.table.unit) : grid.table.unit,
      });
    }
  }
  return bound;
}

/** How sure a cell is whose item is a row: the wording of rows is freer than that of headers. */
const turnedCell = 0.96;
