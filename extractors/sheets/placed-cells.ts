import type { DeclaredCell, EmbeddedPicture } from '../../schemas/document.ts';
import { type CellRange, maxColumns, type SheetCell } from './sheet.ts';
import type { VisibleAxis } from './visible-axis.ts';

/** A cell of a sheet's table. */
export type PlacedCell = Omit<DeclaredCell, 'location' | 'nested' | 'reading'>;

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  text: string;
  pictures: readonly EmbeddedPicture[];
}

/**
 * Cells of a sheet → cells of its table, row-major, with the spans of merged ones. Of merged ranges that lie over each other
 * the first counts. A picture under a merged cell that holds nothing else is what that cell holds.
 * @param cells those that show, row-major
 * @returns the cells, and how many are covered by others
 */
export function placeCells(
  cells: readonly SheetCell[],
  merges: readonly CellRange[],
  rows: VisibleAxis,
  columns: VisibleAxis,
): { readonly placed: readonly PlacedCell[]; readonly covered: number } {
  const spans = spansByRow(merges, rows, columns);
  const owners: (OpenCell | undefined)[] = [];
  const bottoms = new Int32Array(columns.length).fill(-1);
  const accepted = new Map<number, OpenCell>();
  // From top to bottom: what reaches into a row from above is known when the row is read.
  const byRow = new Map<number, { cell: SheetCell; column: number }[]>();
  const placed: OpenCell[] = [];
  let covered = 0;
  for (const cell of cells) {
    const corner = spans.corners.get(cell.row * maxColumns + cell.column);
    const row = corner?.row ?? rows.spanOf(cell.row, cell.row)?.[0];
    const column = corner?.column ?? columns.spanOf(cell.column, cell.column)?.[0];
    if (row === undefined || column === undefined) {
      covered++;
      continue;
    }
    const list = byRow.get(row) ?? [];
    list.push({ cell, column });
    byRow.set(row, list);
  }
  for (let row = 0; row < rows.length; row++) {
    for (const span of spans.byRow.get(row) ?? []) {
      const end = span.column + span.columnSpan;
      if (bottoms.subarray(span.column, end).some((bottom) => bottom >= row)) continue;
      bottoms.fill(row + span.rowSpan - 1, span.column, end);
      const open: OpenCell = { ...span, text: '', pictures: [] };
      owners.length = Math.max(owners.length, end);
      owners.fill(open, span.column, end);
      accepted.set(row * columns.length + span.column, open);
      placed.push(open);
    }
    for (const { cell, column } of byRow.get(row) ?? []) {
      const owner = (bottoms[column] ?? -1) >= row ? owners[column] : undefined;
      const { text, pictures = [] } = cell;
      if (owner === undefined) placed.push({ row, column, rowSpan: 1, columnSpan: 1, text, pictures });
      else if (owner.text === '' && (isCorner(owner, row, column) || pictures.length > 0)) {
        owner.text = text;
        owner.pictures = pictures;
      } else covered++;
    }
  }
  placed.sort((a, b) => a.row - b.row || a.column - b.column);
  return {
    placed: placed.map(({ pictures, ...cell }) => (pictures.length > 0 ? { ...cell, pictures } : cell)),
    covered,
  };
}

function isCorner(owner: OpenCell, row: number, column: number): boolean {
  return owner.row === row && owner.column === column;
}

type Span = Pick<OpenCell, 'row' | 'column' | 'rowSpan' | 'columnSpan'>;

interface Spans {
  /** By the row of the table they begin in, from left to right. */
  readonly byRow: ReadonlyMap<number, readonly Span[]>;
  /** Where in the table the first cell of a merged range stands. */
  readonly corners: ReadonlyMap<number, Span>;
}

function spansByRow(merges: readonly CellRange[], rows: VisibleAxis, columns: VisibleAxis): Spans {
  const byRow = new Map<number, Span[]>();
  const corners = new Map<number, Span>();
  for (const { top, left, bottom, right } of merges) {
    const [down, across] = [rows.spanOf(top, bottom), columns.spanOf(left, right)];
    if (down === null || across === null || corners.has(top * maxColumns + left)) continue;
    const span = {
      row: down[0],
      column: across[0],
      rowSpan: down[1] - down[0] + 1,
      columnSpan: across[1] - across[0] + 1,
    };
    corners.set(top * maxColumns + left, span);
    if (span.rowSpan * span.columnSpan === 1) continue;
    const list = byRow.get(span.row) ?? [];
    list.push(span);
    byRow.set(span.row, list);
  }
  for (const list of byRow.values()) list.sort((a, b) => a.column - b.column);
  return { byRow, corners };
}
