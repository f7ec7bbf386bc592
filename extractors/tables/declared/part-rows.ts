import { stripSpaces } from '../../../normalizers/text.ts';
import type { DeclaredCell, DeclaredTable } from '../../../schemas/document.ts';
import { standsBeside } from '../../layout/beside.ts';
import { isContentsTitle, isNote, isTableTitle } from '../../layout/line-kinds.ts';

/** A row alone in a table that is longer than this (characters) is a sentence beside it. */
const maxLabel = 40;

/** Rows of a declared table that belong together: a table, or lines that stand beside one. */
export interface RowPart {
  readonly kind: 'table' | 'lines';
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** What a row holds. */
interface Row {
  /** Cells with a text that begin in it, from left to right. */
  readonly filled: readonly DeclaredCell[];
  /** A cell with a text goes on into it from above, or out of it to below. */
  readonly isTied: boolean;
}

/**
 * The rows of a declared table, parted: what offices put into the table though it stands beside it (title, 公开01表,
 * 单位：万元, notes below) is lines, and tables that stand under each other in one grid are told apart by such lines.
 */
export function partRows(table: DeclaredTable): RowPart[] {
  const rows = rowsOf(table);
  const outside = rows.map((row) => isOutside(row, table.columns));
  const isFull = (row: Row | undefined): boolean => (row?.filled.length ?? 0) >= 2;
  const parts: RowPart[] = [];
  for (let from = 0; from < rows.length; ) {
    const isLines = outside[from] === true;
    let to = from + 1;
    while (to < rows.length && outside[to] === isLines) to++;
    if (isLines) parts.push({ kind: 'lines', from, to });
    else parts.push(...peel(rows, from, to, isFull));
    from = to;
  }
  return mergeLines(parts);
}

/** Rows between lines: those that are one text each above the first full row are lines too, and blank ones at the ends nothing. */
function peel(
  rows: readonly Row[],
  from: number,
  to: number,
  isFull: (row: Row | undefined) => boolean,
): RowPart[] {
  let first = from;
  while (first < to && !isFull(rows[first]) && !beginsHeader(rows[first])) first++;
  // Texts under each other in one column, or here and there, are lines set in cells.
  const isTable = to - first >= 2 && rows.slice(first, to).some(isFull);
  if (!isTable) return [{ kind: 'lines', from, to }];
  const parts: RowPart[] = first > from ? [{ kind: 'lines', from, to: first }] : [];
  parts.push({ kind: 'table', from: first, to });
  return parts;
}

/** A header may begin with a text over some of its columns alone: the year over two of three. */
function beginsHeader(row: Row | undefined): boolean {
  const [only] = row?.filled ?? [];
  return row !== undefined && row.filled.length === 1 && (row.isTied || (only?.column ?? 0) > 0);
}

function isOutside({ filled, isTied }: Row, columns: number): boolean {
  if (isTied || filled.length === 0) return false;
  const joined = filled.map(({ text }) => text.replaceAll('\n', ' ')).join('\t');
  const [only] = filled;
  if (filled.length === 1 && only && isYearOver(only, columns)) return false;
  if (standsBeside(joined)) return true;
  if (filled.length > 1 || !only) return false;
  const plain = stripSpaces(only.text);
  const isSentence = plain.length > maxLabel || /[。；]$/u.test(plain);
  // A text over the whole width heads a group of rows, or it stands beside the table.
  const isWide = only.column === 0 || only.columnSpan === columns;
  return isWide && (isTableTitle(plain) || isNote(plain) || isContentsTitle(plain) || isSentence);
}

/** A year over some of the columns is the top of their header. */
function isYearOver({ text, column, columnSpan }: DeclaredCell, columns: number): boolean {
  return (
    column > 0 && columnSpan > 1 && columnSpan < columns && /^(?:19|20)\d{2}年度?$/u.test(stripSpaces(text))
  );
}

function rowsOf({ rows, cells }: DeclaredTable): Row[] {
  const filled: DeclaredCell[][] = Array.from({ length: rows }, () => []);
  const tied = new Uint8Array(rows);
  for (const cell of cells) {
    if (cell.text.trim() === '') continue;
    filled[cell.row]?.push(cell);
    if (cell.rowSpan > 1) tied.fill(1, cell.row, cell.row + cell.rowSpan);
  }
  return filled.map((own, r) => ({
    filled: own.sort((a, b) => a.column - b.column),
    isTied: tied[r] === 1,
  }));
}

function mergeLines(parts: readonly RowPart[]): RowPart[] {
  const merged: RowPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.kind === 'lines' && part.kind === 'lines') merged[merged.length - 1] = { ...last, to: part.to };
    else merged.push(part);
  }
  return merged;
}
