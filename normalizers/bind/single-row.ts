import { rowLabel } from '../label.ts';
import type { Binder } from './draft-field.ts';
import { matchColumns } from './match-columns.ts';
import { isOwn } from './two-sided.ts';

/** One row of measures under a header tree; further rows, or a name at the left, keep what names them. */
export const bindSingleRow: Binder = (grid, form) => {
  const matched = matchColumns(grid.paths, form);
  const values = new Set(matched.map((match) => match.column));
  const firstValue = Math.min(grid.table.columns, ...values);
  const rows: number[] = [];
  for (let row = grid.table.headerRows; row < grid.table.rows; row++) rows.push(row);
  return rows.flatMap((row) => {
    const texts = Array.from({ length: firstValue }, (_, column) => grid.text(row, column));
    const label = rows.length > 1 ? rowLabel(texts.filter((text) => !/^\d*$/u.test(text)).join('')) : '';
    return Array.from({ length: grid.table.columns }, (_, column) => column)
      .filter((column) => column >= firstValue)
      .flatMap((column) => {
        const cell = grid.at(row, column);
        if (!isOwn(cell, row, column)) return [];
        const match = matched.find((m) => m.column === column);
        const measure = match?.definition.measure ?? grid.paths[column] ?? '';
        return [
          {
            cell,
            code: '',
            label: label === '合计' ? '' : label,
            level: null,
            measure,
            binding: match?.certainty ?? 1,
            wantsNumber: true,
            unit: grid.table.unit,
          },
        ];
      });
  });
};
