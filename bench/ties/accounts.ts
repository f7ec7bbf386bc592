/** A table of the results as the accounts see it, whatever its form: rows with codes and labels, columns with header paths. */
import Big from 'big.js';
import { parseNumber } from '../../normalizers/number.ts';
import { stripSpaces } from '../../normalizers/text.ts';

/** A cell of document.json. */
export interface JsonCell {
  readonly row: number;
  readonly column: number;
  readonly row_span: number;
  readonly column_span: number;
  readonly text: string;
  readonly page: number;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly role: string;
}

/** A table of document.json. */
export interface JsonTable {
  readonly id: string;
  readonly title: string | null;
  readonly header_rows: number;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly JsonCell[];
}

/** A row of a table's body, or of one side of it. */
export interface Row {
  readonly page: number;
  /** 类款项 joined, '' for none. */
  readonly code: string;
  /** The nearest label at the left of its figures. */
  readonly label: string;
  /** Amounts by column; a blank one has none. */
  readonly amounts: ReadonlyMap<number, Big>;
}

export interface Accounts {
  readonly id: string;
  readonly title: string;
  /** Header texts of each column, outermost first, those over several columns included. */
  readonly paths: readonly (readonly string[])[];
  /** Runs of columns with amounts under labels of their own: two where 收入 and 支出 stand side by side. */
  readonly sides: readonly { readonly columns: readonly number[]; readonly rows: readonly Row[] }[];
}

/** A table's accounts; null where it holds no amount. */
export function readAccounts(table: JsonTable): Accounts | null {
  const grid: (JsonCell | undefined)[][] = Array.from({ length: table.rows }, () => []);
  for (const cell of table.cells)
    for (let r = cell.row; r < cell.row + cell.row_span; r++)
      for (let c = cell.column; c < cell.column + cell.column_span; c++) {
        const row = grid[r];
        if (row) row[c] = cell;
      }
  const paths = Array.from({ length: table.columns }, (_, column) =>
    grid
      .slice(0, table.header_rows)
      .map((row) => stripSpaces(row[column]?.text ?? ''))
      .filter((text, i, all) => text !== '' && text !== all[i - 1]),
  );
  const body = grid.slice(table.header_rows);
  const isAmount = Array.from({ length: table.columns }, (_, column) => {
    const own = body.flatMap((row) => (row[column]?.column === column ? [row[column]] : []));
    return own.some(({ role, text }) => role === 'value' && parseNumber(text) !== null);
  });
  const sides: { columns: number[]; rows: Row[] }[] = [];
  for (let column = 0; column < table.columns; column++) {
    if (!isAmount[column]) continue;
    const isNext = isAmount[column - 1] === true && sides.length > 0;
    const isBlank = body.every((row) => row[column - 1]?.role === 'value');
    if (isNext || (isBlank && sides.length > 0)) sides.at(-1)?.columns.push(column);
    else sides.push({ columns: [column], rows: [] });
  }
  for (const [i, side] of sides.entries()) {
    const from = (sides[i - 1]?.columns.at(-1) ?? -1) + 1;
    for (const row of body) side.rows.push(readRow(row, from, side.columns));
  }
  return sides.length === 0 ? null : { id: table.id, title: table.title ?? '', paths, sides };
}

function readRow(row: readonly (JsonCell | undefined)[], from: number, columns: readonly number[]): Row {
  let code = '';
  let label = '';
  for (let column = from; column < (columns[0] ?? 0); column++) {
    const text = stripSpaces(row[column]?.text ?? '');
    // A 款 printed as 2 is 02.
    if (/^\d{1,7}$/u.test(text)) code += code === '' ? text : text.padStart(2, '0');
    else if (text !== '') label = text;
  }
  const amounts = new Map<number, Big>();
  for (const column of columns) {
    const cell = row[column];
    const parsed = cell?.column === column ? parseNumber(cell.text) : null;
    if (parsed) amounts.set(column, new Big(parsed.value));
  }
  const page = columns.map((column) => row[column]?.page).find((found) => found !== undefined);
  return { page: page ?? 0, code, label, amounts };
}
