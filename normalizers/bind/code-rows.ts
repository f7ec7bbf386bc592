import type { ClassificationKind } from '../../schemas/classification/lookup.ts';
import { codeIn, joinCode, levelOf, splitCodeAndName } from '../code.ts';
import { rowLabel } from '../label.ts';
import type { Binder, BoundCell, Grid, TableContext } from './draft-field.ts';
import { isLineNumber } from './header-path.ts';
import { matchColumns } from './match-columns.ts';
import { isOwn } from './two-sided.ts';

/** A code that was lost and put back by its name. */
const restoredCode = 0.9;
/** A row without code and name. */
const unnamedRow = 0.5;
const sumLabels: ReadonlySet<string> = new Set(['合计', '总计', '合计数', '本年合计']);

/** 科目编码 | 科目名称 | measures: one row a code; codes in one column, in 类 款 项, or in front of the name. */
export const bindCodeRows: Binder = (grid, form, context) => {
  const matched = matchColumns(grid.paths, form);
  const values = new Set(matched.map((match) => match.column));
  const firstValue = Math.min(grid.table.columns, ...values);
  const stubs = Array.from({ length: firstValue }, (_, column) => column).filter(
    (column) => !isLineNumber(grid.paths[column] ?? ''),
  );
  const extra = Array.from({ length: grid.table.columns }, (_, column) => column).filter(
    (column) => column > firstValue && !values.has(column) && (grid.paths[column] ?? '') !== '',
  );
  const bound: BoundCell[] = [];
  const blankForm = isBlankForm(grid, stubs);
  let above = '';
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) {
    // A form without figures: its first line is the sum row, whether 合计 is printed there or not.
    const isBlankSum = blankForm && row === grid.table.headerRows;
    const found = isBlankSum ? { code: '', label: '合计' } : readStub(grid, row, stubs);
    const isSum = sumLabels.has(found.label) && found.code === '';
    const restored =
      found.code === '' && !isSum && form.classification !== null
        ? restoreCode(found.label, above, form.classification, context)
        : '';
    const code = found.code || restored;
    if (code !== '') above = code;
    const cells = [
      ...matched.map(({ column, definition, certainty }) => ({
        column,
        measure: definition.measure,
        certainty,
      })),
      ...extra.map((column) => ({ column, measure: grid.paths[column] ?? '', certainty: 1 })),
    ];
    const isUnnamed = code === '' && found.label === '';
    for (const { column, measure, certainty } of cells) {
      const cell = grid.at(row, column);
      if (!isOwn(cell, row, column) || (isUnnamed && cell.text.trim() === '')) continue;
      bound.push({
        cell,
        code,
        label: isSum ? '合计' : found.label,
        level: isSum || code !== '' ? levelOf(code) : null,
        measure,
        binding: certainty * (restored === '' ? 1 : restoredCode) * (isUnnamed ? unnamedRow : 1),
        wantsNumber: true,
        unit: grid.table.unit,
        ...(isUnnamed ? { flags: ['unexpected-text' as const] } : {}),
      });
    }
  }
  return bound;
};

/** Whether nothing at all stands in the body. */
function isBlankForm(grid: Grid, stubs: readonly number[]): boolean {
  const { headerRows, rows, columns } = grid.table;
  for (let row = headerRows; row < rows; row++)
    for (let column = 0; column < columns; column++) if (grid.text(row, column) !== '') return false;
  return stubs.length > 0 && rows > headerRows;
}

function readStub(grid: Grid, row: number, columns: readonly number[]): { code: string; label: string } {
  const texts: string[] = [];
  let last: unknown = null;
  for (const column of columns) {
    const cell = grid.at(row, column);
    // A cell merged over the stub columns (合计) is read once.
    if (cell !== null && cell !== last) texts.push(cell.text.trim());
    last = cell;
  }
  const filled = texts.filter((text) => text !== '');
  const digits = filled.filter((text) => /^[\d\s.]+$/u.test(text.normalize('NFKC')));
  const names = filled.filter((text) => !digits.includes(text));
  if (digits.length === 0 && names.length > 0) {
    const both = splitCodeAndName(names[0] ?? '');
    if (both) return { code: both.code, label: rowLabel(both.name + names.slice(1).join('')) };
  }
  const code = digits.length === 1 ? codeIn(digits[0] ?? '') : joinCode(digits);
  return { code, label: rowLabel(names.join('')) };
}

/** A lost code, where its name stands for exactly one code below the parent of the row above. */
function restoreCode(
  label: string,
  above: string,
  kind: ClassificationKind,
  { classification, fiscalYear }: TableContext,
): string {
  if (label === '') return '';
  const year = fiscalYear === '' ? null : Number(fiscalYear);
  for (let length = above.length; length >= 0; length -= 2) {
    const within = length < 3 ? '' : above.slice(0, length);
    const codes = classification.codesOf(kind, label, within, year).filter((code) => code !== above);
    if (codes.length === 1) return codes[0] ?? '';
    if (codes.length > 1 || within === '') return '';
  }
  return '';
}
