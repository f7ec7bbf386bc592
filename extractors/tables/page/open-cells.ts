import type { Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { linesOf } from './grid.ts';
import type { Lattice, LatticeCell } from './lattice.ts';

/** An edge is drawn when lines lie at this share of it. */
const drawnShare = 0.5;
/** Lines lie at an edge this near (points). */
const sameLine = 3;

/**
 * A grid whose last row has cells that a page break left open below, beside others that are closed: a line of their text
 * that begins before their side lines end is theirs, though it reaches below.
 */
export function withOverhang(
  lattice: Lattice,
  horizontal: readonly Ruling[],
  vertical: readonly Ruling[],
  words: readonly Word[],
): Lattice {
  const last = lattice.ys.length - 1;
  const foot = lattice.ys[last] ?? 0;
  const feet = horizontal.filter((line) => Math.abs(line.at - foot) <= sameLine);
  const cells = lattice.cells.map((cell) => {
    const isLast = cell.row + cell.rowSpan === last;
    return isLast && !isClosed(cell.bbox, feet) ? overhanging(cell, vertical, words) : cell;
  });
  return cells.every((cell, i) => cell === lattice.cells[i]) ? lattice : { ...lattice, cells };
}

/** @param feet the lines at the height of the cell's lower edge */
function isClosed([x0, , x1]: BBox, feet: readonly Ruling[]): boolean {
  const drawn = feet.reduce(
    (sum, line) => sum + Math.max(0, Math.min(line.to, x1) - Math.max(line.from, x0)),
    0,
  );
  return drawn >= drawnShare * (x1 - x0);
}

function overhanging(cell: LatticeCell, vertical: readonly Ruling[], words: readonly Word[]): LatticeCell {
  const [x0, y0, x1, y1] = cell.bbox;
  const endAt = (side: number) =>
    Math.max(
      ...vertical
        .filter((line) => Math.abs(line.at - side) <= sameLine && line.from < y1 && line.to > y1 - sameLine)
        .map((line) => line.to),
    );
  const end = Math.min(endAt(x0), endAt(x1));
  const begun = words.filter(({ bbox }) => bbox[1] > y0 && bbox[1] < end && bbox[3] > y1);
  const own = begun.filter(({ bbox }) => bbox[2] > x0 && bbox[0] < x1);
  const isWithin = own.every(({ bbox }) => bbox[0] >= x0 && bbox[2] <= x1);
  const foot = Math.max(...linesOf(own).map(({ baseline }) => baseline));
  return isWithin && foot > y1 ? { ...cell, bbox: [x0, y0, x1, foot] } : cell;
}
