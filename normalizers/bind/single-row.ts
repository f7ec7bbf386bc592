import type { FormDefinition } from '../../schemas/form.ts';
import { rowLabel } from '../label.ts';
import { columnUnit } from './column-unit.ts';
import { foldHeader, foldPath, isRemark, isStubPath, saysOther } from './column-words.ts';
import { type Binder, type BoundCell, type Grid, isOwn } from './draft-field.ts';
import { groupsAndItems, itemOf, matchColumns } from './match-columns.ts';
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
        const measure = match?.definition.measure ?? (path || `column ${column + 1}`);
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
  if (definitions === null || grid.table.columns > 2 + grid.table.rows) return null;
  const label = [...grid.paths.keys()].find((column) => countItems(grid, column, form) >= leastItems);
  if (label === undefined) return null;
  const items = new Map<number, string>();
  const used = new Set<string>();
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    const item = itemOfText(grid.text(row, label), form, grid.year);
    if (item === null || used.has(item)) continue;
    used.add(item);
    items.set(row, item);
  }
  const known = new Map([...definitions.keys()].map((group) => [foldHeader(group, grid.year), group]));
  const groups = new Map<number, string | null>();
  const taken = new Set<string>();
  for (let column = label + 1; column < grid.table.columns; column++) {
    const path = grid.paths[column] ?? '';
    if (isStubPath(path)) continue;
    const group = foldPath(path, grid.year).reduceRight<string | null>(
      (found, part) => found ?? groupOf(part, known),
      null,
    );
    const isNew = group !== null && !taken.has(group);
    if (isNew) taken.add(group);
    groups.set(column, isNew ? group : null);
  }
  return taken.size > 0 ? { items, groups, label } : null;
}

/** 预算数, 年初预算数, 全年预算 → 预算数; 决算, 支出决算数 → 决算数. */
function groupOf(part: string, known: ReadonlyMap<string, string>): string | null {
  const exact = known.get(part);
  if (exact !== undefined) return exact;
  for (const [name, group] of known) {
    const stem = name.replace(/数$/u, '');
    const isGroup = new RegExp(`^(?:年初|全年|本年|支出|年度|调整)?${stem}(?:数|金额|额)?$`, 'u').test(part);
    if (isGroup && (stem === '预算' || !saysOther(part))) return group;
  }
  return null;
}

/** Whether a table has the items of a form of groups as its rows: how many of them stand in a column of labels. */
export function countItems(grid: Grid, column: number, form: FormDefinition): number {
  const items = new Set<string>();
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    const item = itemOfText(grid.text(row, column), form, grid.year);
    if (item !== null) items.add(item);
  }
  return items.size;
}

function itemOfText(text: string, form: FormDefinition, year: string): string | null {
  const groups = groupsAndItems(form);
  const label = foldHeader(text, year);
  if (groups === null || label === '') return null;
  const exact = itemOf([label], groups, year);
  if (exact !== null) return exact;
  // rows are worded as sentences word them: “三公”经费支出, 公务用车购置及运行维护费
  const spoken = form.stated.find(({ items }) => items.some((item) => foldHeader(item, year) === label));
  const [, ...item] = spoken?.cell.measure.split('/') ?? [];
  return item.length > 0 ? item.join('/') : null;
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
        measure: isKnown ? `${group}/${item}` : (group ?? (path || `column ${column + 1}`)),
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
