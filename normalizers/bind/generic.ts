import { levelOf } from '../code.ts';
import { rowLabel } from '../label.ts';
import { readCodeStub } from './code-stub.ts';
import { columnUnit } from './column-unit.ts';
import { isLevelPath } from './column-words.ts';
import { type BoundCell, type Grid, isOwn, unnamedColumn } from './draft-field.ts';
import { type GenericSide, sidesOf } from './generic-sides.ts';
import { innerHeaders } from './header-path.ts';

/** A row that sums up all codes. */
const sumRow = /^(?:合计|总计)$/u;
/** Header names of columns that hold codes of the classification, or 类 alone. */
const codeHeader = /科目.*(?:编码|代码)|(?:编码|代码).*科目/u;
const classHeader = /(?:^|\/)类$/u;

/** Header names of amounts of money: without a unit nobody knows how much they are. */
const amountHeader = /(?:(?:预算|决算|执行)数?|金额)$/u;
/** How sure a field is as a whole whose amount has no unit. */
const unknownUnit = 0.8;
/** How sure the labels of a side are that has some between its values. */
const mixedSide = 0.8;

/**
 * A table of no known form: every value cell is a field, named by the texts of its side at its left and the headers above it;
 * where these call a column 科目编码, the row has a code and a name.
 */
export function bindGeneric(grid: Grid): BoundCell[] {
  const { table } = grid;
  const coded = codeColumns(grid);
  const sides = sidesOf(grid);
  let above = '';
  const inner = innerHeaders(table);
  let paths = grid.paths;
  const bound: BoundCell[] = [];
  for (let row = table.headerRows; row < table.rows; row++) {
    const header = inner.get(row);
    if (header) {
      paths = header;
      continue;
    }
    const stub = coded === null ? null : readCodeStub(grid, row, coded.stub, above, coded.levels);
    const code = stub?.code ?? '';
    if (code !== '') above = code;
    for (const [i, side] of sides.entries()) {
      const own = i === 0 ? code : '';
      const label = i === 0 && stub !== null ? stub.label : stubOf(row, side);
      const level = coded === null || i > 0 ? null : own !== '' || sumRow.test(label) ? levelOf(own) : null;
      for (let column = side.from; column < side.to; column++) {
        const cell = grid.at(row, column);
        if (!isOwn(cell, row, column) || cell.role !== 'value') continue;
        // A side that ended above the other has no rows here.
        if (sides.length > 1 && label === '' && cell.text.trim() === '') continue;
        const measure = paths[column] || unnamedColumn(column);
        const unit = columnUnit(measure, table.unit);
        const isUnitless = unit === '' && amountHeader.test(measure);
        const binding = (side.isMixed ? mixedSide : 1) * (isUnitless ? unknownUnit : 1);
        bound.push({ cell, code: own, label, level, measure, binding, wantsNumber: false, unit });
      }
    }
  }
  return bound;

  function stubOf(row: number, side: GenericSide): string {
    const texts: string[] = [];
    for (let column = side.from; column < side.to; column++) {
      const cell = grid.at(row, column);
      if (cell?.role !== 'stub' || cell.text.trim() === '' || cell.column !== column) continue;
      texts.push(rowLabel(cell.text));
    }
    return texts.join('/');
  }
}

/** The leading columns of code and name, and those of 款 and 项 among them; null where the headers name no code, or a figure stands before the name. */
function codeColumns({
  table,
  paths,
}: Grid): { readonly stub: readonly number[]; readonly levels: ReadonlySet<number> } | null {
  const roles = Array.from({ length: table.columns }, (_, column) =>
    table.cells.some(
      (cell) => cell.row >= table.headerRows && cell.column === column && cell.role === 'value',
    ),
  );
  const end = roles.indexOf(true);
  const stub = Array.from({ length: Math.max(0, end) }, (_, column) => column);
  const levels = stub.filter((column) => isLevelPath(paths[column] ?? ''));
  const isCode = (column: number) =>
    codeHeader.test(paths[column] ?? '') || classHeader.test(paths[column] ?? '');
  return stub.length >= 2 && isCode(0) ? { stub, levels: new Set(levels) } : null;
}
