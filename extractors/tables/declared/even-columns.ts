import type { DeclaredCell } from '../../../schemas/document.ts';

/** Rows that are divided alike: one's edges are among the other's. */
interface Block {
  readonly from: number;
  /** Exclusive. */
  to: number;
  /** Edges of its cells, in columns of the grid. */
  readonly edges: Set<number>;
}

/**
 * Cells of a grid in the columns they really have. A grid is cut at the edges of all its rows: where other tables stand in it,
 * by theirs, too, and where columns were drawn by hand, or a word processor set them anew behind a page, by edges that only
 * stand a little beside each other. Edges that none of these cells has go; blocks of rows that are divided into equally
 * many columns are set one over the other, a block of fewer columns where each of its edges has a nearest one.
 * @param width columns of the grid that count
 */
export function evenColumns(
  cells: readonly DeclaredCell[],
  width: number,
): { readonly columns: number; readonly cells: DeclaredCell[] } {
  const blocks = findBlocks(cells, width);
  const main = blocks.reduce<Block | null>(
    (best, block) => (best === null || weight(block) > weight(best) ? block : best),
    null,
  );
  const target = sorted(main?.edges ?? new Set([0, width]));
  const maps = blocks.map((block) => mapOnto(sorted(block.edges), target));
  const isEven = maps.every((map) => map !== null);
  const all = placesOf(sorted(new Set(blocks.flatMap(({ edges }) => [...edges]))));
  const mapAt = new Map<number, ReadonlyMap<number, number>>();
  for (const [i, { from, to }] of blocks.entries())
    for (let row = from; row < to; row++) mapAt.set(row, (isEven ? maps[i] : null) ?? all);
  return {
    columns: isEven ? target.length - 1 : all.size - 1,
    cells: cells.map((cell) => {
      const map = mapAt.get(cell.row) ?? all;
      const column = map.get(cell.column) ?? 0;
      const end = map.get(Math.min(cell.column + cell.columnSpan, width)) ?? column + 1;
      return { ...cell, column, columnSpan: end - column };
    }),
  };
}

function weight({ from, to, edges }: Block): number {
  return (to - from) * edges.size;
}

function sorted(edges: ReadonlySet<number>): number[] {
  return [...edges].sort((a, b) => a - b);
}

function placesOf(edges: readonly number[]): Map<number, number> {
  return new Map(edges.map((edge, at) => [edge, at]));
}

/** Rows in order, each with those above it that are divided alike; cells that hold for several rows keep these together. */
function findBlocks(cells: readonly DeclaredCell[], width: number): Block[] {
  const rows: { edges: Set<number>; end: number }[] = [];
  for (const { row, rowSpan, column, columnSpan } of cells)
    for (let r = row; r < row + rowSpan; r++) {
      rows[r] ??= { edges: new Set([0, width]), end: r + 1 };
      const own = rows[r];
      own?.edges.add(column).add(Math.min(column + columnSpan, width));
      if (own) own.end = Math.max(own.end, row + rowSpan);
    }
  const blocks: Block[] = [];
  let tiedUntil = 0;
  for (let r = 0; r < rows.length; r++) {
    const { edges, end } = rows[r] ?? { edges: new Set([0, width]), end: r + 1 };
    const last = blocks.at(-1);
    const isAlike = last !== undefined && (isWithin(edges, last.edges) || isWithin(last.edges, edges));
    if (last && (r < tiedUntil || isAlike)) {
      for (const edge of edges) last.edges.add(edge);
      last.to = r + 1;
    } else blocks.push({ from: r, to: r + 1, edges: new Set(edges) });
    tiedUntil = Math.max(tiedUntil, end);
  }
  return blocks;
}

function isWithin(some: ReadonlySet<number>, all: ReadonlySet<number>): boolean {
  for (const edge of some) if (!all.has(edge)) return false;
  return true;
}

/**
 * The place among the target's edges of each of a block's; null where it cannot be told: more columns, two edges with one
 * nearest, or one as near to two.
 */
function mapOnto(edges: readonly number[], target: readonly number[]): Map<number, number> | null {
  if (edges.length === target.length) return placesOf(edges);
  if (edges.length > target.length) return null;
  const map = new Map<number, number>();
  let last = -1;
  for (const edge of edges) {
    const distances = target.map((other) => Math.abs(other - edge));
    const least = Math.min(...distances);
    const at = distances.indexOf(least);
    if (at <= last || distances.lastIndexOf(least) !== at) return null;
    map.set(edge, at);
    last = at;
  }
  return map;
}
