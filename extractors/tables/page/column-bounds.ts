import type { PageGrid } from './grid.ts';

/** Column bounds of one table on two pages differ by less than this (points) … */
const sameBound = 6;
/** … or, where a program set each page's columns anew, by less than this share of the table's width … */
const sameShare = 0.015;
/** … and, as many columns as they are, by less than this share of the narrower column at the bound. */
const sameColumnShare = 0.25;
/** Pieces that are divided differently (forms within one frame) have at least this share of the inner bounds of the one with fewer in common. */
const sharedBounds = 0.5;
/** No column is narrower than this (points): bounds nearer to each other are one that is off. */
const minColumn = 12;

/**
 * For each column bound of a piece which bound of the table it is: a piece whose cells are all merged (a last 合计) has
 * fewer. A piece of another width (a page turned, columns set anew) is scaled to the table.
 * @returns null where one is none of the table's, or the outer ones are not
 */
export function columnPlaces(table: readonly number[], piece: readonly number[]): number[] | null {
  const [left = 0, right = 0] = [table[0], table.at(-1)];
  const [from = 0, to = 0] = [piece[0], piece.at(-1)];
  const scale = to > from ? (right - left) / (to - from) : 1;
  const scaled = piece.map((bound) => left + (bound - from) * scale);
  return (
    placesWithin(table, piece, sameBound) ??
    placesWithin(table, scaled, sameShare * (right - left)) ??
    (areNear(table, scaled) ? table.map((_, i) => i) : null)
  );
}

function areNear(table: readonly number[], piece: readonly number[]): boolean {
  const widthAt = (i: number) => (table[i + 1] ?? Number.POSITIVE_INFINITY) - (table[i] ?? 0);
  return (
    table.length === piece.length &&
    piece.every((bound, i) => {
      const narrower = Math.min(widthAt(i), i > 0 ? widthAt(i - 1) : Number.POSITIVE_INFINITY);
      return Math.abs(bound - (table[i] ?? 0)) <= sameColumnShare * narrower;
    })
  );
}

function placesWithin(
  table: readonly number[],
  piece: readonly number[],
  tolerance: number,
): number[] | null {
  const places = piece.map((bound) => {
    const nearest = table.reduce(
      (best, own, i) => (Math.abs(own - bound) < Math.abs((table[best] ?? 0) - bound) ? i : best),
      0,
    );
    return Math.abs((table[nearest] ?? 0) - bound) <= tolerance ? nearest : -1;
  });
  const isWhole = places[0] === 0 && places.at(-1) === table.length - 1;
  return isWhole && places.every((place, i) => place > (places[i - 1] ?? -1)) ? places : null;
}

/**
 * The bounds of two pieces of one table that rows divide differently: outer bounds and most inner ones are the same, each
 * has some that the other lacks.
 * @returns the bounds of both, ascending; null where they are not of one table
 */
export function unitedBounds(table: readonly number[], piece: readonly number[]): number[] | null {
  const isSame = (a: number | undefined, b: number | undefined) => Math.abs((a ?? 0) - (b ?? 0)) <= sameBound;
  if (!isSame(table[0], piece[0]) || !isSame(table.at(-1), piece.at(-1))) return null;
  const own = piece.slice(1, -1).filter((bound) => !table.some((other) => isSame(other, bound)));
  const shared = piece.length - 2 - own.length;
  const fewer = Math.min(table.length, piece.length) - 2;
  if (shared < 1 || shared < sharedBounds * fewer) return null;
  const bounds = [...table, ...own].sort((a, b) => a - b);
  return bounds.every((bound, i) => i === 0 || bound - (bounds[i - 1] ?? 0) >= minColumn) ? bounds : null;
}

/** The bounds of the columns of a table made of pieces. */
export function boundsOfPieces(pieces: readonly PageGrid[]): readonly number[] {
  const most = Math.max(0, ...pieces.map(({ columns }) => columns));
  const { bounds: widest = [] } = pieces.find(({ columns }) => columns === most) ?? {};
  if (!pieces.every(isDrawn)) return widest;
  return pieces.reduce(
    (bounds: readonly number[], piece) =>
      columnPlaces(bounds, piece.bounds) === null ? (unitedBounds(bounds, piece.bounds) ?? bounds) : bounds,
    widest,
  );
}

/** Whether lines tell where the columns end: where only words do, bounds of two pages may differ and be the same. */
function isDrawn(grid: PageGrid): boolean {
  return grid.cells.some(({ bbox }) => bbox !== null);
}

/** A piece's cells in the columns of the whole table; as it is where its columns are none of the table's. */
export function alignColumns(grid: PageGrid, table: readonly number[]): PageGrid {
  const columns = table.length - 1;
  if (grid.columns === columns) return grid;
  const places = columnPlaces(table, grid.bounds);
  if (places === null) return grid;
  const at = (bound: number) => places[bound] ?? bound;
  return {
    ...grid,
    columns,
    bounds: table,
    cells: grid.cells.map((cell) => ({
      ...cell,
      column: at(cell.column),
      columnSpan: at(cell.column + cell.columnSpan) - at(cell.column),
    })),
  };
}
