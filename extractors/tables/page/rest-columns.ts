import type { PageGrid } from './grid.ts';
import type { Piece } from './page-pieces.ts';

/** Columns have at least this much white space between them, in half font sizes. */
const leastGap = 0.5;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The bounds of a table's columns, moved to where the texts on the next page leave white space: the few rows above the break
 * told only that a bound lies somewhere between their texts. A bound that has no such place stays.
 * @param above the table, as far as it stands on the page before
 * @param pieces texts of the rest, in half font sizes
 * @param unit half a font size, points
 * @returns bounds in points
 */
export function fittedBounds(above: PageGrid, pieces: readonly Piece[], unit: number): number[] {
  const { bounds } = above;
  return bounds.map((bound, i) => {
    if (i === 0 || i === bounds.length - 1) return bound;
    const crosses = pieces.some(({ from, to }) => from * unit < bound && to * unit > bound);
    if (!crosses) return bound;
    const left = Math.max(...wordsOf(above, i - 1).map(({ to }) => to));
    const right = Math.min(...wordsOf(above, i).map(({ from }) => from));
    const gap = widestGap(
      { from: Math.max(left, bounds[i - 1] ?? left), to: Math.min(right, bounds[i + 1] ?? right) },
      pieces.map(({ from, to }) => ({ from: from * unit, to: to * unit })),
    );
    return gap && gap.to - gap.from >= leastGap * unit ? (gap.from + gap.to) / 2 : bound;
  });
}

/** For each bound whether a text of the table above stands across it: a code over columns of its own levels. */
export function crossedBounds(above: PageGrid): boolean[] {
  const words = above.cells.flatMap((cell) => cell.words.filter(({ text }) => /\d/u.test(text)));
  return above.bounds.map((bound) => words.some(({ bbox }) => bbox[0] < bound - 1 && bbox[2] > bound + 1));
}

/** Places of the words of a column, in points. */
function wordsOf(grid: PageGrid, column: number): Span[] {
  return grid.cells
    .filter((cell) => cell.column === column && cell.columnSpan === 1)
    .flatMap((cell) => cell.words.map(({ bbox }) => ({ from: bbox[0], to: bbox[2] })));
}

function widestGap({ from, to }: Span, taken: readonly Span[]): Span | null {
  let best: Span | null = null;
  let at = from;
  for (const span of [...taken].sort((a, b) => a.from - b.from)) {
    if (span.to <= at) continue;
    const end = Math.min(span.from, to);
    if (end - at > (best ? best.to - best.from : 0)) best = { from: at, to: end };
    at = span.to;
    if (at >= to) return best;
  }
  return to - at > (best ? best.to - best.from : 0) ? { from: at, to } : best;
}
