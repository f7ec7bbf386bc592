import { rowLabel } from '../label.ts';
import { columnUnit } from './column-unit.ts';
import { type BoundCell, type Grid, isOwn } from './draft-field.ts';
import { innerHeaders } from './header-path.ts';

/** A table of no known form: every value cell is a field, named by the texts at its left and the headers above it. */
export function bindGeneric(grid: Grid): BoundCell[] {
  const { table } = grid;
  const inner = innerHeaders(table);
  let paths = grid.paths;
  const bound: BoundCell[] = [];
  for (let row = table.headerRows; row < table.rows; row++) {
    const header = inner.get(row);
    if (header) {
      paths = header;
      continue;
    }
    const label = stubOf(row);
    for (let column = 0; column < table.columns; column++) {
      const cell = grid.at(row, column);
      if (!isOwn(cell, row, column) || cell.role !== 'value') continue;
      const measure = paths[column] || `column ${column + 1}`;
      const unit = columnUnit(measure, table.unit);
      bound.push({ cell, code: '', label, level: null, measure, binding: 1, wantsNumber: false, unit });
    }
  }
  return bound;

  function stubOf(row: number): string {
    const texts: string[] = [];
    for (let column = 0; column < table.columns; column++) {
      const cell = grid.at(row, column);
      if (cell?.role !== 'stub' || cell.text.trim() === '' || cell.column !== column) continue;
      texts.push(rowLabel(cell.text));
    }
    return texts.join('/');
  }
}
