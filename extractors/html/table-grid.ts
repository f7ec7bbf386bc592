import { PipelineError } from '../../schemas/error.ts';

/** A cell as a row declares it. */
export interface SpannedCell {
  /** 0: down to the end of the group of rows. */
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** Where a cell stands. */
export interface PlacedCell<Cell> {
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

export interface Grid<Cell> {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. They do not overlap and lie within the grid. */
  readonly cells: readonly PlacedCell<Cell>[];
}

/** The standard's own limits of spans. */
export const maxColumnSpan = 1000;
export const maxRowSpan = 65_534;
/** Columns, and squares, of a table: no sheet has more columns, no report as many squares. */
const maxColumns = 16_384;
const maxSquares = 4_000_000;

/**
 * Cells of rows → their places, as the HTML standard's table algorithm forms them and browsers show them: a cell takes
 * the first place that is free; its rows end with its group; where it would lie over another it ends. Rows and columns
 * that no cell begins in are nothing to be seen: spans over them are cut by them.
 * @throws PipelineError `content-limit` for more columns or squares than a table can have
 */
export function formGrid<Cell extends SpannedCell>(
  groups: readonly (readonly (readonly Cell[])[])[],
): Grid<Cell> {
  const placed: PlacedCell<Cell>[] = [];
  let row = 0;
  for (const group of groups) {
    const end = row + group.length;
    /** By column: the row at which it is free again, and, where a cell begins, how many columns that has. */
    const freeAt: number[] = [];
    const spanAt: number[] = [];
    for (const cells of group) {
      let column = 0;
      for (const cell of cells) {
        while ((freeAt[column] ?? 0) > row) column += spanAt[column] ?? 1;
        let columnSpan = 1;
        while (columnSpan < cell.columnSpan && (freeAt[column + columnSpan] ?? 0) <= row) columnSpan++;
        if (column + columnSpan > maxColumns) throw tooLarge(`more than ${maxColumns} columns`);
        const rowSpan = cell.rowSpan === 0 ? end - row : Math.min(cell.rowSpan, end - row);
        for (let c = column; c < column + columnSpan; c++) {
          freeAt[c] = row + rowSpan;
          spanAt[c] = column + columnSpan - c;
        }
        placed.push({ cell, row, column, rowSpan, columnSpan });
        column += columnSpan;
      }
      row++;
    }
  }
  return squeeze(placed, row);
}

/** Rows and columns that no cell begins in are taken out. */
function squeeze<Cell>(placed: readonly PlacedCell<Cell>[], allRows: number): Grid<Cell> {
  let allColumns = 0;
  for (const { column, columnSpan } of placed) allColumns = Math.max(allColumns, column + columnSpan);
  const rowAt = newPlaces(placed, allRows, ({ row }) => row);
  const columnAt = newPlaces(placed, allColumns, ({ column }) => column);
  const rows = rowAt[allRows] ?? 0;
  const columns = columnAt[allColumns] ?? 0;
  if (rows * columns > maxSquares) throw tooLarge(`${rows} rows of ${columns} columns`);
  const cells = placed.map(({ cell, row, column, rowSpan, columnSpan }) => {
    const [top, left] = [rowAt[row] ?? 0, columnAt[column] ?? 0];
    return {
      cell,
      row: top,
      column: left,
      rowSpan: (rowAt[row + rowSpan] ?? rows) - top,
      columnSpan: (columnAt[column + columnSpan] ?? columns) - left,
    };
  });
  return { rows, columns, cells };
}

/** Where each row (column) goes; one more for the end. */
function newPlaces<Cell>(
  placed: readonly PlacedCell<Cell>[],
  count: number,
  placeOf: (cell: PlacedCell<Cell>) => number,
): Int32Array {
  const begins = new Uint8Array(count);
  for (const cell of placed) begins[placeOf(cell)] = 1;
  const places = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) places[i + 1] = (places[i] ?? 0) + (begins[i] ?? 0);
  return places;
}

function tooLarge(what: string): PipelineError {
  return new PipelineError('content-limit', 'read', `A table has ${what}.`, {
    hint: 'It is no table of a report, or it is damaged: fetch the page again.',
  });
}
