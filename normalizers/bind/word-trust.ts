import type { Cell, Table } from '../../schemas/table.ts';
import { canonicalLabel } from '../text.ts';
import { isLineNumber } from './column-words.ts';
import type { BoundCell, Grid } from './draft-field.ts';

/** How sure the words are by which a cell's row and measure were told, 0–1. */
export type WordTrust = (bound: BoundCell) => number;

/** Texts that number columns: they name none. */
const numbering = /^(?:栏次|行次|（?\d{1,2}）?(?:=.*)?)$/u;

/**
 * How sure the labels at the left of a cell and the headers over it were read: the chance that all of them are what is printed.
 * 1 for a table of which nothing was read from a picture.
 * @param header the grid whose header holds for the table: of a table that goes on, that of its first piece
 */
export function wordTrust(grid: Grid, header: Grid, bound: readonly BoundCell[]): WordTrust {
  if (!isPictured(grid.table) && !isPictured(header.table)) return () => 1;
  const values = new Set(bound.map(({ cell }) => cell));
  const columns = Array.from({ length: header.table.columns }, (_, column) => headerTrust(header, column));
  const ofForm = header.table.told?.confidence ?? 1;
  const inner = new Map<string, number>();
  return ({ cell, measure }) => {
    const over = columns[cell.column] ?? null;
    return ofForm * labelTrust(grid, cell, values) * (over ?? innerTrust(grid, cell, measure, inner));
  };
}

/** Whether anything of a table was read from a picture. */
export function isPictured(table: Table): boolean {
  return table.cells.some(({ candidates }) => candidates !== undefined);
}

/** The labels of a cell: what stands at its left, up to the figures of what stands beside it. */
function labelTrust(grid: Grid, { row, column }: Cell, values: ReadonlySet<Cell>): number {
  let trust = 1;
  let last: Cell | null = null;
  for (let at = column - 1; at >= 0; at--) {
    const cell = grid.at(row, at);
    if (cell === null || cell === last || cell.text.trim() === '') continue;
    if (values.has(cell)) {
      if (last !== null) break;
      continue;
    }
    if (isLineNumber(grid.paths[at] ?? '')) continue;
    last = cell;
    trust *= trustOf(cell);
  }
  return trust;
}

/** The headers over a column, null where none stands there. */
function headerTrust({ table, at }: Grid, column: number): number | null {
  const told = table.told?.columns[column];
  if (told) return told.confidence;
  let trust: number | null = null;
  let last: Cell | null = null;
  for (let row = 0; row < table.headerRows; row++) {
    const cell = at(row, column);
    if (cell === null || cell === last) continue;
    last = cell;
    const text = canonicalLabel(cell.text);
    if (text !== '' && !numbering.test(text)) trust = (trust ?? 1) * trustOf(cell);
  }
  return trust;
}

/** The header within the body that the measure was read from; 1 where it was read from none. */
function innerTrust(grid: Grid, { row, column }: Cell, measure: string, known: Map<string, number>): number {
  const key = `${column}|${measure}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  for (let at = row - 1; at >= 0; at--) {
    const cell = grid.at(at, column);
    if (cell === null || canonicalLabel(cell.text) !== measure) continue;
    known.set(key, trustOf(cell));
    return trustOf(cell);
  }
  return 1;
}

function trustOf({ candidates, confidence }: Cell): number {
  return candidates === undefined ? 1 : confidence;
}
