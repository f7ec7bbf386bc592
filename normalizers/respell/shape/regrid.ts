import type { Cell, CellRole, Table } from '../../../schemas/table.ts';
import { stripSpaces } from '../../text.ts';
import { matrixOf } from './matrix.ts';

/**
 * A table with columns put together: those of a group are one. Of the texts of a row in them the one with a figure is kept,
 * else all of them in their order.
 * @param groups of neighbouring columns, each with two or more
 */
export function joinColumns(table: Table, groups: readonly (readonly number[])[]): Table {
  if (groups.length === 0) return table;
  const owner: number[] = [];
  const groupOf = new Map(groups.flatMap((group) => group.map((column) => [column, group[0] ?? 0] as const)));
  let next = -1;
  for (let column = 0; column < table.columns; column++) {
    const first = groupOf.get(column);
    if (first === undefined || first === column) next++;
    owner.push(next);
  }
  const columns = next + 1;
  const matrix = matrixOf(table);
  const members = Array.from({ length: columns }, (_, to) =>
    owner.flatMap((own, column) => (own === to ? [column] : [])),
  );
  const kept = new Set<Cell>();
  const cells: Cell[] = [];
  for (let row = 0; row < table.rows; row++) {
    const chosen = members.map((group) =>
      chooseCell(
        group.map((column) => matrix.at(row, column)),
        group,
      ),
    );
    for (let column = 0; column < columns; column++) {
      const cell = chosen[column];
      if (cell === null || cell === undefined || kept.has(cell)) continue;
      if (cell.row !== row) continue;
      let span = 1;
      while (column + span < columns && chosen[column + span] === cell) span++;
      kept.add(cell);
      const [group = []] = [members[column]];
      cells.push({ ...cell, column, columnSpan: span, text: textOf(cell, group, row, matrix.at) });
    }
  }
  return { ...table, columns, cells: withHoles({ ...table, columns }, cells) };
}

/** The cell that holds for a place where several stood: an amount before a figure before words before nothing, those that begin there first. */
function chooseCell(cells: readonly (Cell | null)[], columns: readonly number[]): Cell | null {
  const worth = (cell: Cell | null): number => {
    if (cell === null) return -1;
    const text = stripSpaces(cell.text);
    const own = text !== '' && columns.includes(cell.column) ? 4 : 0;
    return own + (text === '' ? 0 : /\d[.．]\d/u.test(text) ? 3 : /\d/u.test(text) ? 2 : 1);
  };
  return cells.reduce((best, cell) => (worth(cell) > worth(best) ? cell : best), null);
}

/** Words of header and label pieces together; a figure alone. */
function textOf(
  cell: Cell,
  group: readonly number[],
  row: number,
  at: (row: number, column: number) => Cell | null,
): string {
  if (group.length < 2 || cell.role === 'value' || /\d[.．]\d/u.test(cell.text)) return cell.text;
  const pieces = new Set(group.flatMap((column) => at(row, column) ?? []));
  const texts = [...pieces].map(({ text }) => text).filter((text) => stripSpaces(text) !== '');
  return texts.length < 2 ? cell.text : texts.join('');
}

/** Cells that cover no place twice, and empty ones where none is left (the rest of a merged cell). */
function withHoles(table: Table, cells: readonly Cell[]): Cell[] {
  const byRow = new Map<number, Cell[]>();
  for (const cell of cells) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell]);
  const covered = new Set<number>();
  const all = cells.map((cell): Cell => {
    const isFree = (row: number) =>
      !(byRow.get(row) ?? []).some(
        (other) =>
          other.column < cell.column + cell.columnSpan && other.column + other.columnSpan > cell.column,
      );
    let rowSpan = 1;
    while (rowSpan < cell.rowSpan && isFree(cell.row + rowSpan)) rowSpan++;
    for (let r = cell.row; r < cell.row + rowSpan; r++)
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) covered.add(r * table.columns + c);
    return { ...cell, rowSpan };
  });
  for (let row = 0; row < table.rows; row++)
    for (let column = 0; column < table.columns; column++) {
      const like = byRow.get(row)?.[0] ?? cells[0];
      if (like === undefined || covered.has(row * table.columns + column)) continue;
      const { read: _, ...rest } = like;
      const role: CellRole = row < table.headerRows ? 'header' : 'value';
      all.push({ ...rest, row, column, rowSpan: 1, columnSpan: 1, text: '', bbox: null, role });
    }
  return all.sort((a, b) => a.row - b.row || a.column - b.column);
}
