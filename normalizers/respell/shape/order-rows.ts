import type { Classification } from '../../../schemas/classification/lookup.ts';
import type { Table } from '../../../schemas/table.ts';
import type { Fit } from './fit-form.ts';
import type { HeaderEnd } from './header-end.ts';
import { matrixOf } from './matrix.ts';
import { codesOfForm, orderCodes } from './order-codes.ts';
import { orderSide } from './order-sides.ts';
import type { Told } from './told-rows.ts';

/**
 * Rows of a form's table whose label or code was not read, told by the rows around them: by the form's own order and line numbers, or
 * for codes by the order in which other tables of the document have them.
 * @param codes of other tables, ascending
 */
export function orderRows(
  table: Table,
  { form, stubs, slots }: Fit,
  end: HeaderEnd,
  codes: readonly string[],
  classification: Classification,
): Table {
  const matrix = matrixOf(table);
  const told: Told = new Map();
  const columnsOf = (path: string) => [...stubs].flatMap(([column, own]) => (own === path ? [column] : []));
  const values = slots.flatMap(({ columns }) => columns);
  if (form.layout === 'two-sided')
    for (const side of ['收入', '支出'] as const) {
      const [label] = columnsOf(`${side}/项目`);
      const [line] = columnsOf(`${side}/行次`);
      if (label !== undefined && line !== undefined) orderSide(matrix, end, form, side, label, line, told);
    }
  const names = columnsOf('科目名称');
  for (const [i, code] of columnsOf('科目编码').entries()) {
    const name = names[i];
    if (name === undefined || names.length !== columnsOf('科目编码').length) continue;
    const until = columnsOf('科目编码')[i + 1] ?? table.columns;
    const figures = values.filter((column) => column > name && column < until);
    const order = form.layout === 'code-blocks' ? codesOfForm(form) : codes;
    orderCodes(matrix, end, { code, name, figures }, order, classification, told);
  }
  if (told.size === 0) return table;
  return {
    ...table,
    cells: table.cells.map((cell) => {
      const found = told.get(cell);
      if (found === undefined) return cell;
      return { ...cell, text: found.text, confidence: found.confidence, read: cell.read ?? cell.text };
    }),
  };
}
