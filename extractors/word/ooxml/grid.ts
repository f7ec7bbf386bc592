/** A cell of a row by the columns of the table's grid it takes, from `start` to before `end`. */
export interface GridCell<T> {
  readonly start: number;
  readonly end: number;
  /** `restart` begins a cell over rows, `continue` goes on with the one above. */
  readonly merge: 'none' | 'restart' | 'continue';
  readonly content: T;
}

/** A cell with its place in the table. */
export interface PlacedCell<T> {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly content: T;
}

/**
 * Twips (twentieths of a point): what is narrower holds no character. Drawing a table by hand leaves lines of columns so
 * far apart that are one to the eye.
 */
const narrowest = 120;

/**
 * Rows of cells on a grid → cells with spans that do not overlap and leave no column without an edge in it. Columns are what
 * lies between edges of cells: a grid that is finer, or claims to be endless, makes no columns.
 * @param rows each from left to right, cells not overlapping
 * @param widths of the grid's columns in twips; 0 or missing where not known
 */
export function placeCells<T>(
  rows: readonly (readonly GridCell<T>[])[],
  widths: readonly number[],
): { readonly columns: number; readonly cells: readonly PlacedCell<T>[] } {
  const { columns, count } = columnsOf(rows, widths);
  const cells: (PlacedCell<T> & { rowSpan: number })[] = [];
  let above = new Map<number, (typeof cells)[number]>();
  rows.forEach((row, index) => {
    const open: typeof above = new Map();
    for (const { start, end, merge, content } of row) {
      const column = columns.get(start) ?? 0;
      const columnSpan = (columns.get(end) ?? 0) - column;
      const begun = merge === 'continue' ? above.get(column) : undefined;
      if (begun !== undefined && begun.columnSpan === columnSpan) {
        begun.rowSpan++;
        open.set(column, begun);
        continue;
      }
      const cell = { row: index, column, rowSpan: 1, columnSpan, content };
      cells.push(cell);
      if (merge !== 'none') open.set(column, cell);
    }
    above = open;
  });
  return { columns: count, cells };
}

/** Each edge of a cell on the grid → the number of the column it begins; and how many columns there are. */
function columnsOf<T>(
  rows: readonly (readonly GridCell<T>[])[],
  widths: readonly number[],
): { readonly columns: ReadonlyMap<number, number>; readonly count: number } {
  const taken = new Map<number, Set<number>>();
  const edges = new Set<number>();
  for (const row of rows)
    for (const { start, end } of row) {
      edges.add(start);
      edges.add(end);
      const ends = taken.get(start) ?? new Set();
      taken.set(start, ends.add(end));
    }
  const columns = new Map<number, number>();
  let column = -1;
  let joined: number[] = [];
  for (const edge of [...edges].sort((left, right) => left - right)) {
    const first = joined[0];
    const isOne =
      first !== undefined &&
      isNarrow(widths, first, edge) &&
      !joined.some((before) => taken.get(before)?.has(edge));
    if (!isOne) {
      column++;
      joined = [];
    }
    joined.push(edge);
    columns.set(edge, column);
  }
  // The last edge ends a column and begins none.
  return { columns, count: Math.max(0, column) };
}

/** Whether the columns of the grid from one edge to another are narrower together than a character. */
function isNarrow(widths: readonly number[], from: number, to: number): boolean {
  let width = 0;
  for (let i = from; i < to; i++) {
    const own = widths[i] ?? 0;
    if (own <= 0) return false;
    width += own;
    if (width >= narrowest) return false;
  }
  return true;
}
