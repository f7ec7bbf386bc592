import type { FormDefinition } from '../../schemas/form.ts';
import { levelOf } from '../code.ts';
import { rowLabel } from '../label.ts';
import { readCodeStub, restoreCode } from './code-stub.ts';
import { columnUnit } from './column-unit.ts';
import { isLevelPath, isLineNumber, isRemark, isStubPath } from './column-words.ts';
import { type Binder, type BoundCell, type Grid, isOwn, unnamedColumn } from './draft-field.ts';
import { type MatchedColumn, matchColumns } from './match-columns.ts';
import { bodyTexts, holdsLabels, isNumbered, structuralRows } from './row-structure.ts';
import { isAmongNames, namesIn } from './slipped-figure.ts';
import { setHeaderOverBody } from './slipped-header.ts';

/** A code that was lost and put back by its name. */
const restoredCode = 0.9;
/** A row without code and name. */
const unnamedRow = 0.5;
/** A row with a figure among the names: its other figures may have slipped, too. */
const slippedRow = 0.5;

/** 科目编码 | 科目名称 | measures: one row a code; codes in one column, in 类 款 项, or in front of the name. */
export const bindCodeRows: Binder = (printed, form, context) => {
  const skip = structuralRows(printed);
  const { grid, certainty: headed } = setHeaderOverBody(printed, form, skip);
  const matched = matchColumns(grid.paths, form, grid.year);
  const stubs = stubColumns(grid, matched, skip);
  const levels = new Set(stubs.filter((column) => isLevelPath(grid.paths[column] ?? '')));
  const names = namesIn(grid, skip);
  const extra = extraColumns(grid, matched, stubs, skip);
  const sumLabels = sumLabelsOf(form);
  const year = context.fiscalYear === '' ? null : Number(context.fiscalYear);
  const bound: BoundCell[] = [];
  let above = '';
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    if (skip.has(row)) continue;
    const found = readCodeStub(grid, row, stubs, above, levels);
    // a sum has no code: digits beside it are a figure that slipped among the names
    const isSum = sumLabels.has(found.label);
    const isSlipped = stubs.some((column) =>
      isAmongNames(grid, names, row, column, isSum ? [] : [found.code]),
    );
    const restored =
      found.code === '' && !isSum && form.classification !== null
        ? restoreCode(found.label, above, form.classification, context.classification, year)
        : '';
    const code = isSum ? '' : found.code || restored;
    if (code !== '') above = code;
    const isUnnamed = code === '' && found.label === '';
    const columns = [
      ...matched.map(({ column, definition, certainty }) => ({
        column,
        measure: definition.measure,
        certainty,
        unit: grid.table.unit,
      })),
      ...extra,
    ];
    for (const { column, measure, certainty, unit } of columns) {
      const cell = grid.at(row, column);
      if (!isOwn(cell, row, column) || (isUnnamed && cell.text.trim() === '')) continue;
      bound.push({
        cell,
        code,
        label: isSum ? '合计' : found.label,
        level: isSum || code !== '' ? levelOf(code) : null,
        measure,
        binding:
          certainty *
          headed *
          (isSlipped ? slippedRow : 1) *
          (restored === '' ? 1 : restoredCode) *
          (isUnnamed ? unnamedRow : 1),
        wantsNumber: !isRemark(measure),
        unit,
        flags: [
          ...(isUnnamed ? ['unexpected-text' as const] : []),
          ...(isSlipped || headed < 1 ? ['shifted' as const] : []),
        ],
      });
    }
  }
  return bound.length > 0 ? bound : sumRowInHeader(grid, matched, stubs, sumLabels);
};

/**
 * The row 合计 of a table without figures whose only row carries header texts of further columns: it stands in the header then, and
 * all its cells are blank.
 */
function sumRowInHeader(
  grid: Grid,
  matched: readonly MatchedColumn[],
  stubs: readonly number[],
  sumLabels: ReadonlySet<string>,
): BoundCell[] {
  const isSum = (row: number) => stubs.some((column) => sumLabels.has(rowLabel(grid.text(row, column))));
  for (let row = grid.table.headerRows - 1; row > 0; row--) {
    if (!isSum(row)) continue;
    return matched.flatMap(({ column, definition, certainty }) => {
      const cell = grid.at(row, column);
      if (cell === null) return [];
      return [
        {
          cell: { ...cell, row, rowSpan: 1, text: '' },
          code: '',
          label: '合计',
          level: 0 as const,
          measure: definition.measure,
          binding: certainty,
          wantsNumber: true,
          unit: grid.table.unit,
        },
      ];
    });
  }
  return [];
}

/** Labels of the sum row, the first of them as fields.csv shows it. */
function sumLabelsOf(form: FormDefinition): ReadonlySet<string> {
  return new Set(
    form.rows.filter((row) => row.code === undefined).flatMap((row) => [row.label, ...(row.variants ?? [])]),
  );
}

/** Columns of codes and names, wherever they stand. */
function stubColumns(grid: Grid, matched: readonly MatchedColumn[], skip: ReadonlySet<number>): number[] {
  const values = new Set(matched.map(({ column }) => column));
  const first = Math.min(grid.table.columns, ...values);
  return Array.from({ length: grid.table.columns }, (_, column) => column).filter((column) => {
    const path = grid.paths[column] ?? '';
    if (values.has(column) || isLineNumber(path)) return false;
    if (isStubPath(path)) return true;
    const texts = bodyTexts(grid, column, skip);
    if (path === '' && isNumbered(texts)) return false;
    return column < first && !isRemark(path) && (path === '' || holdsLabels(texts));
  });
}

/** Columns that the form does not know: they keep their printed header. */
function extraColumns(
  grid: Grid,
  matched: readonly MatchedColumn[],
  stubs: readonly number[],
  skip: ReadonlySet<number>,
) {
  const taken = new Set([...matched.map(({ column }) => column), ...stubs]);
  return Array.from({ length: grid.table.columns }, (_, column) => column).flatMap((column) => {
    const path = grid.paths[column] ?? '';
    if (taken.has(column) || isLineNumber(path)) return [];
    if (path === '' && bodyTexts(grid, column, skip).length === 0) return [];
    const measure = path || unnamedColumn(column);
    return [{ column, measure, certainty: 1, unit: columnUnit(path, grid.table.unit) }];
  });
}
