import type { PageMarks, Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { isColumnNumbers } from '../structure.ts';
import { alignedPageGrid } from './aligned-page.ts';
import { captionRegions } from './caption-regions.ts';
import { figureRegions } from './figure-regions.ts';
import { isFigure, isTypedRule, linesOf, type PageGrid, wordsIn } from './grid.ts';
import { isImpostor } from './impostors.ts';
import type { Lattice } from './lattice.ts';
import { cellFinder } from './lookup.ts';
import { findOpenRegions } from './open-regions.ts';
import { restOf } from './open-rest.ts';
import { findClosedLattices } from './open-rows.ts';
import { type PageLanes, withoutProse, wordsByLane } from './page-lanes.ts';
import { refineLattice } from './refine.ts';
import type { TableRegion } from './region-lines.ts';
import { ruledRegions, shadeRules } from './regions.ts';
import { shadedBorders } from './shading.ts';
import { streamPageGrid } from './stream-page.ts';

/** A grid of fewer squares is a frame around text. */
const minSquares = 4;
/** A table has at least this many cells with text. */
const minTexts = 4;
/** What is left of a table on its last page, too little to be one by itself, has at most this many rows. */
const maxRestRows = 2;
/** A grid with less than this share of its cells filled is a chart or a form to be filled in. */
const minFilledShare = 0.2;
/** … and where nothing is drawn, with less than this share: words strewn over a map. */
const minOpenShare = 0.45;
/** A table without lines around it has at least so many rows. */
const minOpenRows = 3;
/** A hyphen stands this share of the font size above the baseline. */
const hyphenHeight = 0.3;
/** A grid whose inner lines are crossed by more than this share of its words is drawn over: a chart. */
const maxCrossedShare = 0.25;
/** Lines of figures between two horizontal lines, from this many on, are rows that no lines part. */
const minStacked = 3;
/** A drawn grid of at most this many squares may be only the frame of a finer table. */
const maxFrameSquares = 6;
/**
 * The tables of a page: ruled grids, tables between horizontal lines, and columns of figures without any line; top down.
 * @param lanes how the page is set
 * @param isRest whether a ruled grid too small to be a table is the rest of one of the page before
 * @param scraps gets the others of these: one may be the beginning of a table of the next page
 * @param above the table that ended the page before, which may go on
 * @param again gets that table in other columns, where its rest told them better
 */
export function findPageTables(
  marks: PageMarks,
  lanes: PageLanes,
  isRest: (grid: PageGrid) => boolean,
  scraps: PageGrid[] = [],
  above?: PageGrid,
  again: PageGrid[] = [],
): PageGrid[] {
  const found: PageGrid[] = [];
  const taken: BBox[] = [];
  const vertical = [...marks.vertical, ...shadedBorders(marks)];
  for (const lattice of findClosedLattices(marks.horizontal, vertical, marks.words)) {
    const goesOn = (grid: PageGrid) => found.length === 0 && isRest(grid);
    const grid = latticeGrid(lattice, marks, { isRest, goesOn }, scraps);
    if (!grid || isImpostor(grid, marks)) continue;
    taken.push(lattice.bbox);
    found.push(grid);
  }
  for (const [i, { bbox, words, cuts, isWhole }] of findOpenRegions(marks, taken).entries()) {
    const own = isWhole ? alignedPageGrid(words, bbox, cuts) : null;
    const isFirst = i === 0 && found.every((grid) => grid.bbox[1] > bbox[3]);
    const rest = above && isFirst ? restOf(above, { bbox, words, cuts, isWhole }, own) : null;
    const grid = rest?.grid ?? (own && isTable(own) ? own : null);
    if (!grid) continue;
    if (rest?.above) again.push(rest.above);
    taken.push(bbox);
    found.push(grid);
  }
  const { words: printed, typed } = partTypedRules(marks.words);
  const rulings = [...marks.horizontal, ...typed, ...shadeRules(marks.areas)];
  const add = (regions: readonly TableRegion[], share = minFilledShare) => {
    for (const { bbox, rules } of regions) {
      const grid = streamPageGrid(wordsIn(printed, bbox), bbox, rules);
      if (!grid || !isTable(grid, share) || isImpostor(grid, marks)) continue;
      // Without a grid around them, words must say what the figures are.
      if (!isLabelled(grid) || (share === minOpenShare && grid.rows < minOpenRows)) continue;
      taken.push(bbox);
      found.push(grid);
    }
  };
  add(ruledRegions(rulings, marks.vertical, printed, taken));
  for (const words of wordsByLane(printed, lanes)) {
    add(figureRegions(withoutProse(words, lanes), rulings, taken), minOpenShare);
    add(captionRegions(words, rulings, taken));
  }
  return found.sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]);
}

/** Lines typed as hyphens → rulings; the other words as they are. */
function partTypedRules(words: readonly Word[]): { words: readonly Word[]; typed: Ruling[] } {
  const rules = words.filter((word) => isTypedRule(word.text));
  if (rules.length === 0) return { words, typed: [] };
  const typed = rules.map(
    ({ bbox, baseline, size }): Ruling => ({
      at: baseline - hyphenHeight * size,
      from: bbox[0],
      to: bbox[2],
      thickness: 0,
    }),
  );
  return { words: words.filter((word) => !isTypedRule(word.text)), typed };
}

function latticeGrid(
  lattice: Lattice,
  marks: PageMarks,
  { isRest, goesOn }: Record<'isRest' | 'goesOn', (grid: PageGrid) => boolean>,
  scraps: PageGrid[],
): PageGrid | null {
  const rows = lattice.ys.length - 1;
  const columns = lattice.xs.length - 1;
  if (columns < 2 || rows * columns < 2) return null;
  const [x0, y0, x1, y1] = lattice.bbox;
  const words = wordsIn(marks.words, [x0 - 2, y0, x1 + 2, y1]);
  if (rows <= maxRestRows) {
    const rest = refineLattice(lattice, marks.words);
    const isScrap = !isTable(rest) && rest.cells.some((cell) => cell.words.length > 0);
    if (isScrap && isRest(rest)) return rest;
    if (isScrap) scraps.push(rest);
  }
  if (rows * columns <= maxFrameSquares) {
    const rules = marks.horizontal.filter((rule) => rule.at >= y0 - 2 && rule.at <= y1 + 2);
    const finer = streamPageGrid(words, lattice.bbox, rules);
    if (finer && finer.columns > columns + 1 && finer.rows >= 3) return isTable(finer) ? finer : null;
  }
  if (rows * columns < minSquares || isDrawnOver(lattice, words)) return null;
  if (holdsManyRows(lattice, words)) {
    const finer = alignedPageGrid(words, lattice.bbox, lattice.ys.slice(1, -1));
    if (finer && finer.columns >= columns && isTable(finer)) return finer;
  }
  const grid = refineLattice(lattice, marks.words);
  // A form that is not filled in goes on with labels only.
  return isTable(grid) || (goesOn(grid) && isLabelled(grid)) ? grid : null;
}

/** Whether rows are not drawn: between two horizontal lines stand several lines with figures in several columns. */
function holdsManyRows({ bbox, xs, ys }: Lattice, words: readonly Word[]): boolean {
  const columnOf = (word: Word) => xs.filter((x) => x < (word.bbox[0] + word.bbox[2]) / 2).length;
  return ys.slice(1).some((bottom, i) => {
    const own = wordsIn(words, [bbox[0], ys[i] ?? bottom, bbox[2], bottom]);
    const lines = linesOf(own).filter(
      (line) => new Set(line.words.filter((word) => isFigure(word.text)).map(columnOf)).size > 1,
    );
    // A word alone on a line is a part of a cell, or of a character that a scan broke in two: no row.
    const rows = linesOf(own).filter((line) => line.words.length > 1);
    const isNumbered = rows.some((line) => isColumnNumbers(line.words.map((word) => word.text)));
    return lines.length >= minStacked || (isNumbered && rows.length > 1);
  });
}

function isTable(grid: PageGrid, share = minFilledShare): boolean {
  const filled = grid.cells.filter((cell) => cell.words.length > 0).length;
  return filled >= minTexts && filled >= share * grid.cells.length;
}

function isLabelled(grid: PageGrid): boolean {
  return grid.cells.some(({ words }) => words.some((word) => /\p{L}/u.test(word.text)));
}

function isDrawnOver(lattice: Lattice, words: readonly Word[]): boolean {
  const cellAt = cellFinder(lattice);
  const crossed = words.filter(({ bbox, baseline, size }) => {
    const y = baseline - size * 0.3;
    return cellAt(bbox[0] + 1, y) !== cellAt(bbox[2] - 1, y);
  });
  return crossed.length > maxCrossedShare * words.length;
}
