import type { Ruling } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';

/** A cell of a ruled grid, row and column from 0, with its box. */
export interface LatticeCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly bbox: BBox;
}

/** A ruled grid: its column and row lines, and the cells that its drawn edges leave. */
export interface Lattice {
  readonly bbox: BBox;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly LatticeCell[];
}

/** How far lines may miss each other (points) and still meet. */
const reach = 3;
/** Lines this near across (points) bound the same row or column. */
const sameLine = 2.4;
/** An edge parts two cells when this share of it is drawn. */
const drawnShare = 0.7;
/** A table open at its side ends where its horizontal lines end, if they reach this far (points) past the last vertical. */
const openSide = 12;
/** A grid of more squares than this is a pattern: no page has so many words. */
const maxSquares = 250_000;

/**
 * Rulings → grids. Lines that meet belong together; their places are the row and column lines; two neighbouring grid
 * squares whose common edge is not drawn are one cell.
 * @returns grids from top to bottom, none for a page without meeting lines
 * @see A. Nurminen, "Algorithmic extraction of data in tables in PDF documents", 2013, ch. 5 (edges, crossings, cells)
 */
export function findLattices(horizontal: readonly Ruling[], vertical: readonly Ruling[]): Lattice[] {
  return connectLines(horizontal, vertical)
    .map((lines) => buildLattice(lines.horizontal, lines.vertical))
    .filter((lattice): lattice is Lattice => lattice !== null)
    .sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]);
}

interface Lines {
  readonly horizontal: Ruling[];
  readonly vertical: Ruling[];
}

function connectLines(horizontal: readonly Ruling[], vertical: readonly Ruling[]): Lines[] {
  const sets = disjointSets(horizontal.length + vertical.length);
  horizontal.forEach((h, i) => {
    vertical.forEach((v, j) => {
      const meets =
        v.at >= h.from - reach && v.at <= h.to + reach && h.at >= v.from - reach && h.at <= v.to + reach;
      if (meets) sets.join(i, horizontal.length + j);
    });
  });
  const groups = new Map<number, Lines>();
  const groupOf = (member: number): Lines => {
    const root = sets.rootOf(member);
    const group = groups.get(root) ?? { horizontal: [], vertical: [] };
    groups.set(root, group);
    return group;
  };
  horizontal.forEach((h, i) => {
    groupOf(i).horizontal.push(h);
  });
  vertical.forEach((v, j) => {
    groupOf(horizontal.length + j).vertical.push(v);
  });
  return [...groups.values()].filter((g) => g.horizontal.length >= 2 && g.vertical.length >= 1);
}

function buildLattice(drawn: readonly Ruling[], vertical: readonly Ruling[]): Lattice | null {
  const xs = placesOf(vertical);
  const horizontal = [...drawn, ...impliedLines(drawn, vertical, xs)];
  const ys = placesOf(horizontal);
  const [left, right] = endsOf(horizontal);
  if ((xs[0] ?? left) - left > openSide) xs.unshift(left);
  if (right - (xs.at(-1) ?? right) > openSide) xs.push(right);
  const rows = ys.length - 1;
  const columns = xs.length - 1;
  if (rows < 1 || columns < 1 || rows * columns > maxSquares) return null;
  const verticalAt = linesAtPlaces(vertical, xs);
  const horizontalAt = linesAtPlaces(horizontal, ys);
  const sets = disjointSets(rows * columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const square = r * columns + c;
      const [x0, y0, x1, y1] = boxOf(xs, ys, r, c, 1, 1);
      if (c + 1 < columns && !isDrawn(verticalAt[c + 1] ?? [], y0, y1)) sets.join(square + 1, square);
      if (r + 1 < rows && !isDrawn(horizontalAt[r + 1] ?? [], x0, x1)) sets.join(square + columns, square);
    }
  const cells = cellsOf(sets, rows, columns, xs, ys);
  return { bbox: boxOf(xs, ys, 0, 0, rows, columns), xs, ys, cells };
}

/** A vertical line that ends this far (points) from every horizontal one ends on purpose. */
const freeEnd = 6;

/**
 * Lines that are not drawn but meant: where a vertical line begins or ends in the middle of a row while its neighbours go
 * on, a cell that holds for the columns at both sides ends there (a group's header above those of its columns).
 */
function impliedLines(
  horizontal: readonly Ruling[],
  vertical: readonly Ruling[],
  xs: readonly number[],
): Ruling[] {
  const top = horizontal.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const bottom = horizontal.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const [first, last] = endsOf(horizontal);
  const verticalAt = linesAtPlaces(vertical, xs);
  const through = (column: number, y: number) =>
    (verticalAt[column] ?? []).some((v) => v.from < y - freeEnd && v.to > y + freeEnd);
  return vertical.flatMap((line) =>
    [line.from, line.to].flatMap((y): Ruling[] => {
      if (y < top + freeEnd || y > bottom - freeEnd) return [];
      if (
        horizontal.some(
          ({ at, from, to }) => Math.abs(at - y) < freeEnd && from < line.at + reach && to > line.at - reach,
        )
      )
        return [];
      const left = xs.findLast((x, column) => x < line.at - sameLine && through(column, y));
      const right = xs.find((x, column) => x > line.at + sameLine && through(column, y));
      if (left === undefined && right === undefined) return [];
      return [{ at: y, from: left ?? first, to: right ?? last, thickness: 0 }];
    }),
  );
}

/** Where the leftmost of the lines begins and the rightmost ends. */
function endsOf(lines: readonly Ruling[]): readonly [first: number, last: number] {
  return [
    lines.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    lines.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  ];
}

function cellsOf(
  sets: DisjointSets,
  rows: number,
  columns: number,
  xs: readonly number[],
  ys: readonly number[],
): LatticeCell[] {
  const groups = new Map<number, { squares: number[]; left: number; right: number }>();
  for (let square = 0; square < rows * columns; square++) {
    const root = sets.rootOf(square);
    const column = square % columns;
    const group = groups.get(root);
    if (group) {
      group.squares.push(square);
      group.left = Math.min(group.left, column);
      group.right = Math.max(group.right, column);
    } else groups.set(root, { squares: [square], left: column, right: column });
  }
  const rowOf = (square: number | undefined) => Math.floor((square ?? 0) / columns);
  const cells: LatticeCell[] = [];
  for (const { squares, left: column, right } of groups.values()) {
    const row = rowOf(squares[0]);
    const [rowSpan, columnSpan] = [rowOf(squares.at(-1)) - row + 1, right - column + 1];
    // An L-shaped remainder (a line is missing) is no cell: its squares stand alone.
    if (squares.length === rowSpan * columnSpan)
      cells.push({ row, column, rowSpan, columnSpan, bbox: boxOf(xs, ys, row, column, rowSpan, columnSpan) });
    else
      for (const square of squares) {
        const [r, c] = [rowOf(square), square % columns];
        cells.push({ row: r, column: c, rowSpan: 1, columnSpan: 1, bbox: boxOf(xs, ys, r, c, 1, 1) });
      }
  }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

function boxOf(
  xs: readonly number[],
  ys: readonly number[],
  row: number,
  column: number,
  rowSpan: number,
  columnSpan: number,
): BBox {
  return [xs[column] ?? 0, ys[row] ?? 0, xs[column + columnSpan] ?? 0, ys[row + rowSpan] ?? 0];
}

/** For each place the lines that lie at it. */
function linesAtPlaces(lines: readonly Ruling[], places: readonly number[]): readonly (readonly Ruling[])[] {
  return places.map((place) => lines.filter(({ at }) => Math.abs(at - place) <= sameLine));
}

/** Whether the lines at a place draw enough of an edge there. */
function isDrawn(lines: readonly Ruling[], from: number, to: number): boolean {
  let drawn = 0;
  for (const line of lines) drawn += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
  return drawn >= drawnShare * (to - from);
}

/** Distinct places of lines, near ones taken together (mean weighted by length), ascending. */
function placesOf(lines: readonly Ruling[]): number[] {
  const places: { weighted: number; length: number; last: number }[] = [];
  for (const { at, from, to } of [...lines].sort((a, b) => a.at - b.at)) {
    const place = places.at(-1);
    if (place && at - place.last <= sameLine) {
      place.weighted += at * (to - from);
      place.length += to - from;
      place.last = at;
    } else places.push({ weighted: at * (to - from), length: to - from, last: at });
  }
  return places.map((p) => p.weighted / p.length);
}

interface DisjointSets {
  rootOf(member: number): number;
  join(a: number, b: number): void;
}

function disjointSets(size: number): DisjointSets {
  const parent = Int32Array.from({ length: size }, (_, i) => i);
  const rootOf = (member: number): number => {
    let root = member;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[member] = root;
    return root;
  };
  return {
    rootOf,
    join(a, b) {
      parent[rootOf(a)] = rootOf(b);
    },
  };
}
