import type { PageMarks, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { standsBeside } from '../../layout/beside.ts';
import { boundsOf } from '../../layout/bounds.ts';
import { isColumnNumbers } from '../structure.ts';
import { isFigure, linesOf, standsOnSide, type WordLine } from './grid.ts';
import { piecesOf } from './page-pieces.ts';

/** A part of a page that may be a table without vertical lines, and the heights at which its rows surely end. */
export interface OpenRegion {
  readonly bbox: BBox;
  readonly words: readonly Word[];
  readonly cuts: readonly number[];
  /** Whether it holds enough to be a table by itself; else it may be the rest of one. */
  readonly isWhole: boolean;
}

/** Lines of a table are at most this many font sizes apart where nothing is drawn between them. */
const maxLeading = 3.2;
/** … up to so many where two distances in turn, between lines with several texts each, are the same: rows are set wide. */
const maxRegular = 6;
/** Two distances are the same when they differ by less than this many font sizes. */
const sameDistance = 0.6;
/** A line of running text takes at least this share of the widest line of the page. */
const proseShare = 0.7;
/** A line or shading that reaches over this share of a region ends its rows. */
const cutShare = 0.8;
/** Shading higher than this many font sizes lies behind more than a row. */
const maxRowHeight = 8;
/** Lines of figures that make a table; one that numbers the columns is enough. */
const minFigureLines = 3;

/** Dots that lead to a page number: a line of a list of contents. */
export const leader = /(?:[.．·]\s?){6}|…{2}/u;

interface TextLine {
  readonly line: WordLine;
  readonly texts: readonly string[];
  readonly box: BBox;
}

/** Runs of lines between titles, captions, notes and running text that hold texts side by side, from top to bottom. */
export function findOpenRegions(marks: PageMarks, taken: readonly BBox[]): OpenRegion[] {
  const free = marks.words.filter(
    (word) => !standsOnSide(word) && !taken.some((box) => meets(box, word.bbox)),
  );
  const lines = linesOf(free).map((line): TextLine => {
    const texts = piecesOf(line, 1).map((piece) => piece.text);
    return { line, texts, box: boxOf(line.words) };
  });
  const widest = Math.max(0, ...lines.map(({ box }) => box[2] - box[0]));
  const runs: TextLine[][] = [[]];
  let above: TextLine | null = null;
  for (const [i, line] of lines.entries()) {
    const isOutside = standsBeside(line.texts.join('\t')) || isProse(line, widest);
    const leading = isSetWide(lines, i) ? maxRegular : maxLeading;
    if (isOutside || (above !== null && !isNear(above, line, marks, taken, leading))) runs.push([]);
    if (!isOutside) runs.at(-1)?.push(line);
    above = line;
  }
  return runs
    .filter((run) => run.some(({ texts }) => texts.length > 1))
    .map((run) => toRegion(trimTop(run), marks, isTabular(run)));
}

function isProse({ texts, box }: TextLine, widest: number): boolean {
  const [text = ''] = texts;
  if (leader.test(texts.join(''))) return true;
  return texts.length === 1 && (box[2] - box[0] >= proseShare * widest || /[。；，：]$/u.test(text));
}

/** Whether a line is a row as far from the one above as that from the row above it, or the one below from this. */
function isSetWide(lines: readonly TextLine[], at: number): boolean {
  const distance = (i: number): number | null => {
    const [upper, lower] = [lines[i - 1], lines[i]];
    if (!upper || !lower || upper.texts.length < 2 || lower.texts.length < 2) return null;
    return (lower.line.baseline - upper.line.baseline) / lower.line.size;
  };
  const own = distance(at);
  if (own === null) return false;
  return [distance(at - 1), distance(at + 1)].some(
    (other) => other !== null && Math.abs(other - own) <= sameDistance,
  );
}

/** Whether nothing stands between two lines and they are no further apart than rows are; lines drawn between may be. */
function isNear(
  above: TextLine,
  below: TextLine,
  marks: PageMarks,
  taken: readonly BBox[],
  leading: number,
): boolean {
  const [from, to] = [above.line.baseline, below.line.baseline];
  if (taken.some((box) => box[1] > from && box[3] < to)) return false;
  const drawn = marks.horizontal.filter((rule) => rule.at > from && rule.at < to).map((rule) => rule.at);
  const stops = [from, ...drawn, to];
  return stops.every((stop, i) => i === 0 || stop - (stops[i - 1] ?? 0) <= leading * above.line.size);
}

function isTabular(run: readonly TextLine[]): boolean {
  if (run.some(({ texts }) => isColumnNumbers(texts))) return true;
  const figures = run.filter(({ texts }) => {
    const rest = texts.slice(1).filter((text) => isFigure(text)).length;
    return rest >= Math.max(1, (texts.length - 1) / 2);
  });
  return figures.length >= minFigureLines;
}

/** Lone texts above the first line with two are no header: what is left of a heading. */
function trimTop(run: readonly TextLine[]): readonly TextLine[] {
  const first = run.findIndex(({ texts }) => texts.length > 1);
  let from = first;
  while (from > 0) {
    const [upper, lower] = [run[from - 1], run[from]];
    if (!upper || !lower || lower.line.baseline - upper.line.baseline > 1.4 * lower.line.size) break;
    from--;
  }
  return run.slice(Math.max(0, from));
}

function toRegion(run: readonly TextLine[], marks: PageMarks, isWhole: boolean): OpenRegion {
  const words = run.flatMap(({ line }) => line.words);
  const bbox = boxOf(words);
  const [x0, y0, x1, y1] = bbox;
  const reaches = (from: number, to: number) => Math.min(to, x1) - Math.max(from, x0) >= cutShare * (x1 - x0);
  const size = run[0]?.line.size ?? 10;
  const rules = marks.horizontal.filter((rule) => reaches(rule.from, rule.to)).map((rule) => rule.at);
  const edges = marks.areas.flatMap(({ bbox: [left, top, right, bottom] }) =>
    reaches(left, right) && bottom - top <= maxRowHeight * size ? [top, bottom] : [],
  );
  const cuts = [...rules, ...edges].filter((at) => at > y0 && at < y1).sort((a, b) => a - b);
  return { bbox, words, cuts, isWhole };
}

function meets(a: BBox, b: BBox): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function boxOf(words: readonly Word[]): BBox {
  const [x0, y0, x1, y1] = boundsOf(words);
  return [x0 - 1, y0 - 1, x1 + 1, y1 + 1];
}
