import type { Ruling, Word } from '../../../schemas/document.ts';
import { wordsIn } from './grid.ts';
import { findLattices, type Lattice } from './lattice.ts';

/** Vertical lines that reach this far (points) past the last horizontal one bound a row that is not closed. */
const minOpen = 5;
/** … when this share of the lines that bound the rows at that edge do. */
const openShare = 0.6;
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
  return missing.length === 0 ? lattices : findLattices([...horizontal, ...missing], vertical);
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
    const isOpen =
      ends.length >= 2 &&
      ends.length >= openShare * bounding.length &&
      ends.every((end) => Math.abs(end - reach) <= sameEnd);
    if (!isOpen) return [];
    const at = edge + sign * reach;
    const text = wordsIn(words, [x0, Math.min(edge, at), x1, Math.max(edge, at)]);
    return text.length > 0 ? [{ at, from: x0, to: x1, thickness: 0 }] : [];
  };
  return [...lineAt(y1, (line) => line.to, 1), ...lineAt(y0, (line) => line.from, -1)];
}
