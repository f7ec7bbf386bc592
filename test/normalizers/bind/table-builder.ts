import { type BoundTables, bindTables } from '../../../normalizers/bind/bind-tables.ts';
import { loadRegistry } from '../../../pipeline/registry.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Field } from '../../../schemas/field.ts';
import type { Cell, Table } from '../../../schemas/table.ts';

/** All forms of the project, as the program finds them. */
export const { forms } = await loadRegistry();

export interface TableOptions extends Partial<Table> {
  /** Header rows; default 1. */
  readonly header?: number;
}

/**
 * A table from text: one line a row, cells set apart by `|`; `<` goes on with the cell at the left, `^` with the one above.
 * A body cell is a stub where its column mostly holds words or codes, else a value.
 */
export function tableOf(text: string, { header = 1, ...rest }: TableOptions = {}): Table {
  const grid = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const columns = Math.max(...grid.map((row) => row.length));
  const at = (row: number, column: number) => grid[row]?.[column] ?? '';
  const isStub = (column: number) => {
    const texts = grid.slice(header).map((row) => row[column] ?? '');
    const words = texts.filter((word) => /\p{Script=Han}|^\d{3}(?:\d\d){0,2}$/u.test(word));
    return words.length * 2 > texts.filter((word) => word !== '').length;
  };
  const cells: Cell[] = [];
  grid.forEach((_, row) => {
    for (let column = 0; column < columns; column++) {
      if (at(row, column) === '<' || at(row, column) === '^') continue;
      let columnSpan = 1;
      while (column + columnSpan < columns && at(row, column + columnSpan) === '<') columnSpan++;
      let rowSpan = 1;
      while (row + rowSpan < grid.length && at(row + rowSpan, column) === '^') rowSpan++;
      cells.push({
        row,
        column,
        rowSpan,
        columnSpan,
        text: at(row, column),
        page: 1,
        bbox: null,
        location: `line ${row + 1}`,
        confidence: 1,
        flags: [],
        role: row < header ? 'header' : isStub(column) ? 'stub' : 'value',
      });
    }
  });
  return {
    id: 't1',
    title: null,
    mark: null,
    unitText: '单位：万元',
    entityText: null,
    yearText: null,
    pages: [1],
    headerRows: header,
    rows: grid.length,
    columns,
    cells,
    notes: [],
    location: 'line 1',
    ...rest,
  };
}

export interface BindOptions {
  readonly entity?: string;
  readonly fiscalYear?: string;
  readonly blankMeansZero?: boolean;
  readonly documentUnit?: string;
  readonly isBudget?: boolean;
}

/** Binds tables of an office's accounts of 2022, amounts in 万元 unless told otherwise. */
export function bindAll(tables: readonly Table[], options: BindOptions = {}): BoundTables {
  return bindTables(tables, {
    forms,
    classification,
    entity: '青山县教育局',
    fiscalYear: '2022',
    blankMeansZero: false,
    documentUnit: '万元',
    ...options,
  });
}

/** `form|code|label|measure=value`, for blanks without value, words in quotes. */
export function keyOf(field: Field): string {
  const value = field.state === 'number' ? field.value : field.state === 'text' ? `“${field.raw}”` : '';
  return `${[field.form, field.rowCode, field.rowLabel, field.measure].join('|')}=${value}`;
}

/** The figures and words of a table that was bound alone, blanks left out. */
export function told(table: Table, options: BindOptions = {}): string[] {
  return bindAll([table], options)
    .fields.filter(({ state }) => state !== 'blank')
    .map(keyOf);
}
