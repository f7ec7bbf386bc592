import type { PageMarks, Ruling, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { alignedPageGrid } from './aligned-page.ts';
import { isFigure, linesOf, type PageGrid, wordsIn } from './grid.ts';
import { findLattices, type Lattice } from './lattice.ts';
import { findOpenRegions, leader } from './open-regions.ts';
import { refineLattice } from './refine.ts';
import { shadedBorders } from './shading.ts';
import { segmentsOf, streamPageGrid } from './stream-page.ts';

/** A grid of fewer squares is a frame around text. */
const minSquares = 4;
/** A table has at least this many cells with text. */
const minTexts = 4;
/** What is left of a table on its last page, too little to be one by itself, has at most this many rows. */
const maxRestRows = 2;
/** A grid with less than this share of its cells filled is a chart or a form to be filled in. */
const minFilledShare = 0.2;
/** A grid whose inner lines are crossed by more than this share of its words is drawn over: a chart. */
const maxCrossedShare = 0.25;
/** A drawn grid of at most this many squares may be only the frame of a finer table. */
const maxFrameSquares = 6;
/** Horizontal lines are of one table when their ends differ by less than this (points). */
const sameExtent = 6;
/** A line shorter than this (points) bounds no table. */
const minRule = 60;
/** Lines of the region that have two texts or more, at least, for a table between horizontal lines. */
const tabularShare = 0.5;
/** Lines of figures that make a table without any ruling. */
const minFigureLines = 3;
/** Lines of a table without rulings are at most this many font sizes apart. */
const maxLeading = 2.6;
/** Texts of more words than this on average are prose set in columns. */
const maxWordsOfProse = 5;

/**
 * The tables of a page: ruled grids, tables between horizontal lines, and columns of figures without any line; top down.
 * @param isRest whether a ruled grid too small to be a table is the rest of one of the page before
 */
export function findPageTables(
  marks: PageMarks,
  isRest: (grid: PageGrid) => boolean = () => false,
): PageGrid[] {
  const found: PageGrid[] = [];
  const taken: BBox[] = [];
  for (const lattice of findLattices(marks.horizontal, [...marks.vertical, ...shadedBorders(marks)])) {
    const grid = latticeGrid(lattice, marks, isRest);
    if (!grid) continue;
    taken.push(lattice.bbox);
    found.push(grid);
  }
  for (const { bbox, words, cuts } of findOpenRegions(marks, taken)) {
    const grid = alignedPageGrid(words, bbox, cuts);
    if (!grid || !isTable(grid)) continue;
    taken.push(bbox);
    found.push(grid);
  }
  for (const { bbox, rules } of ruledRegions(marks.horizontal, taken)) {
    const words = wordsIn(marks.words, bbox);
    const lines = linesOf(words);
    const tabular = lines.filter((line) => segmentsOf(line).length >= 2).length;
    if (tabular < 2 || tabular < tabularShare * lines.length) continue;
    const grid = streamPageGrid(words, bbox, rules);
    if (!grid || !isTable(grid)) continue;
    taken.push(bbox);
    found.push(grid);
  }
  for (const bbox of figureRegions(marks.words, taken)) {
    const grid = streamPageGrid(wordsIn(marks.words, bbox), bbox, []);
    if (grid && isTable(grid)) found.push(grid);
  }
  return found.sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]);
}

function latticeGrid(
  lattice: Lattice,
  marks: PageMarks,
  isRest: (grid: PageGrid) => boolean,
): PageGrid | null {
  const rows = lattice.ys.length - 1;
  const columns = lattice.xs.length - 1;
  if (columns < 2 || rows * columns < 2) return null;
  const [x0, y0, x1, y1] = lattice.bbox;
  const words = wordsIn(marks.words, [x0 - 2, y0, x1 + 2, y1]);
  if (rows <= maxRestRows) {
    const rest = refineLattice(lattice, marks.words);
    if (!isTable(rest) && rest.cells.some((cell) => cell.words.length > 0) && isRest(rest)) return rest;
  }
  if (rows * columns <= maxFrameSquares) {
    const rules = marks.horizontal.filter((rule) => rule.at >= y0 - 2 && rule.at <= y1 + 2);
    const finer = streamPageGrid(words, lattice.bbox, rules);
    if (finer && finer.columns > columns + 1 && finer.rows >= 3) return isTable(finer) ? finer : null;
  }
  if (rows * columns < minSquares || isDrawnOver(lattice, words)) return null;
  const grid = refineLattice(lattice, marks.words);
  return isTable(grid) ? grid : null;
}

function isTable(grid: PageGrid): boolean {
  const filled = grid.cells.filter((cell) => cell.words.length > 0).length;
  return filled >= minTexts && filled >= minFilledShare * grid.cells.length;
}

function isDrawnOver(lattice: Lattice, words: readonly Word[]): boolean {
  const cellAt = (x: number, y: number) =>
    lattice.cells.find(({ bbox }) => x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]);
  const crossed = words.filter(({ bbox, baseline, size }) => {
    const y = baseline - size * 0.3;
    return cellAt(bbox[0] + 1, y) !== cellAt(bbox[2] - 1, y);
  });
  return crossed.length > maxCrossedShare * words.length;
}

/** Regions between horizontal lines of one extent that no grid has taken. */
function ruledRegions(
  rulings: readonly Ruling[],
  taken: readonly BBox[],
): { readonly bbox: BBox; readonly rules: readonly Ruling[] }[] {
  const free = rulings.filter(
    (rule) => rule.to - rule.from > minRule && !taken.some((box) => meets(box, rule)),
  );
  const groups: Ruling[][] = [];
  for (const rule of free) {
    const group = groups.find(
      ([first]) =>
        first && Math.abs(first.from - rule.from) < sameExtent && Math.abs(first.to - rule.to) < sameExtent,
    );
    if (group) group.push(rule);
    else groups.push([rule]);
  }
  return groups.flatMap((rules) => {
    const [first, last] = [rules[0], rules.at(-1)];
    if (!first || !last || first === last) return [];
    const bbox: BBox = [first.from - 3, first.at - 1, first.to + 3, last.at + 1];
    return taken.some((box) => overlaps(box, bbox)) ? [] : [{ bbox, rules }];
  });
}

function overlaps(a: BBox, b: BBox): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function meets([x0, y0, x1, y1]: BBox, rule: Ruling): boolean {
  return rule.at > y0 - 2 && rule.at < y1 + 2 && rule.from < x1 && rule.to > x0;
}

/** Boxes around runs of lines with figures in columns, header lines above included. */
function figureRegions(words: readonly Word[], taken: readonly BBox[]): BBox[] {
  const free = words.filter(
    ({ bbox }) =>
      !taken.some(
        (box) => bbox[1] < box[3] + 2 && bbox[3] > box[1] - 2 && bbox[0] < box[2] && bbox[2] > box[0],
      ),
  );
  const lines = linesOf(free).map((line) => ({ line, segments: segmentsOf(line) }));
  const isFigures = lines.map(
    ({ segments }) =>
      segments.length >= 2 &&
      !segments.some((segment) => leader.test(segment.text)) &&
      segments.slice(1).filter((s) => isFigure(s.text)).length >= Math.max(1, (segments.length - 1) / 2),
  );
  const regions: BBox[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!isFigures[i]) continue;
    let end = i;
    let count = 1;
    for (let k = i + 1; k < lines.length && isNear(lines[k - 1]?.line, lines[k]?.line) && k - end <= 2; k++)
      if (isFigures[k]) {
        end = k;
        count++;
      }
    let start = i;
    while (
      start > 0 &&
      isNear(lines[start - 1]?.line, lines[start]?.line) &&
      (lines[start - 1]?.segments.length ?? 0) >= 2
    )
      start--;
    const run = lines.slice(start, end + 1);
    const texts = run.flatMap(({ segments }) => segments);
    const wordsOfText = texts.reduce((sum, s) => sum + s.content.length, 0) / (texts.length || 1);
    if (count >= minFigureLines && wordsOfText <= maxWordsOfProse)
      regions.push(boxOf(run.flatMap(({ line }) => line.words)));
    i = end;
  }
  return regions;
}

function isNear(
  above: { baseline: number; size: number } | undefined,
  below: { baseline: number } | undefined,
): boolean {
  return (
    above !== undefined && below !== undefined && below.baseline - above.baseline <= maxLeading * above.size
  );
}

function boxOf(words: readonly Word[]): BBox {
  return [
    Math.min(...words.map((w) => w.bbox[0])) - 1,
    Math.min(...words.map((w) => w.bbox[1])) - 1,
    Math.max(...words.map((w) => w.bbox[2])) + 1,
    Math.max(...words.map((w) => w.bbox[3])) + 1,
  ];
}
