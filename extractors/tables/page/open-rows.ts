import type { Ruling, Word } from '../../../schemas/document.ts';
import { wordsIn } from './grid.ts';
import { findLattices, type Lattice } from './lattice.ts';
import { withOverhang } from './open-cells.ts';

/** Vertical lines that reach this far (points) past the last horizontal one bound a row that is not closed. */
const minOpen = 5;
/** … when this share of the lines that bound the rows at that edge do. */
const openShare = 0.6;
/** Columns of labels beside a grid are at most as wide as this many of it. */
const maxSide = 1;
/** Ends of lines differ by at most this much (points). */
const sameEnd = 3;

/**
 * Rulings → grids, rows that a page break has left without their last line among them: what the vertical lines go on to
 * bound is a row where there is text in it.
 */
export function findClosedLattices(
  horizontal: readonly Ruling[],
  vertical: readonly Ruling[],
  words: readonly Word[],
): Lattice[] {
  const lattices = findLattices(horizontal, vertical);
  const missing = lattices.flatMap((lattice) => missingLines(lattice, vertical, words));
  const all = [...horizontal, ...missing];
  const closed = missing.length === 0 ? lattices : findLattices(all, vertical);
  const sides = closed.flatMap((lattice) => sideLines(lattice, vertical, all));
  const whole = sides.length === 0 ? closed : findLattices([...all, ...sides], vertical);
  return whole.map((lattice) => withOverhang(lattice, [...all, ...sides], vertical, words));
}

/**
 * The ends of a column that holds one cell for all rows of a page, begun on the page before and going on to the next: a line
 * beside the grid, as high as it, that no other meets.
 */
function sideLines(
  { bbox: [x0, y0, x1, y1] }: Lattice,
  vertical: readonly Ruling[],
  horizontal: readonly Ruling[],
): Ruling[] {
  const sides = vertical.filter(
    (line) =>
      (line.at < x0 - sameEnd || line.at > x1 + sameEnd) &&
      Math.abs(line.from - y0) <= sameEnd &&
      Math.abs(line.to - y1) <= sameEnd &&
      !horizontal.some((other) => meets(line, other)),
  );
  // Several such columns stand side by side: the lines between them are met, too.
  const left = Math.min(...sides.map((line) => line.at).filter((at) => at < x0));
  const right = Math.max(...sides.map((line) => line.at).filter((at) => at > x1));
  return [
    [left, x0],
    [x1, right],
  ].flatMap(([from = 0, to = 0]) => {
    if (!Number.isFinite(to - from) || to - from > maxSide * (x1 - x0)) return [];
    return [y0, y1].map((at): Ruling => ({ at, from, to, thickness: 0 }));
  });
}

function missingLines(
  { bbox: [x0, y0, x1, y1] }: Lattice,
  vertical: readonly Ruling[],
  words: readonly Word[],
): Ruling[] {
  const own = vertical.filter((line) => line.at >= x0 - sameEnd && line.at <= x1 + sameEnd);
  const lineAt = (edge: number, endOf: (line: Ruling) => number, sign: 1 | -1): Ruling[] => {
    const bounding = own.filter((line) => line.from <= edge + sameEnd && line.to >= edge - sameEnd);
    const ends = bounding.map((line) => sign * (endOf(line) - edge)).filter((reach) => reach > minOpen);
    const reach = Math.min(...ends);
    const goesOn = (at: number) =>
      bounding.some((line) => Math.abs(line.at - at) <= sameEnd && sign * (endOf(line) - edge) > minOpen);
    const isOpen =
      ends.length >= 2 &&
      // Cells of an open row may be merged: then few of the lines go on, but the frame's do.
      (ends.length >= openShare * bounding.length || (goesOn(x0) && goesOn(x1))) &&
      ends.every((end) => Math.abs(end - reach) <= sameEnd);
    if (!isOpen) return [];
    const at = edge + sign * reach;
    const text = wordsIn(words, [x0, Math.min(edge, at), x1, Math.max(edge, at)]);
    return text.length > 0 ? [{ at, from: x0, to: x1, thickness: 0 }] : [];
  };
  return [...lineAt(y1, (line) => line.to, 1), ...lineAt(y0, (line) => line.from, -1)];
}

function meets(vertical: Ruling, horizontal: Ruling): boolean {
  return (
    vertical.at >= horizontal.from - sameEnd &&
    vertical.at <= horizontal.to + sameEnd &&
    horizontal.at >= vertical.from - sameEnd &&
    horizontal.at <= vertical.to + sameEnd
  );
}
