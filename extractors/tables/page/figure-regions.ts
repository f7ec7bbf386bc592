import type { Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { boundsOf } from '../../layout/bounds.ts';
import {
  isFigureLine,
  isHeaderLine,
  type RegionLine,
  regionLines,
  type TableRegion,
  tableEdges,
  wordsPerText,
} from './region-lines.ts';

/** Lines of figures that make a table without any ruling. */
const minFigureLines = 3;
/** Lines of a table without rulings are at most this many font sizes apart. */
const maxLeading = 2.6;
/** … or, where both lines are rows, this many. */
const maxAiryLeading = 4;
/** A header stands at most this share further from the first row than rows from each other. */
const headerPitch = 1.2;
/** Lines of a label, or names of sections, that may stand between two lines of figures … */
const maxLabelsBetween = 8;
/** … and lines that reach over the values. */
const maxLinesBetween = 3;
/** Texts of more words than this on average are prose set in columns. */
const maxWordsOfProse = 5;

/** Boxes around runs of lines with figures in columns, header lines above included. */
export function figureRegions(
  words: readonly Word[],
  rulings: readonly Ruling[],
  taken: readonly BBox[],
): TableRegion[] {
  const free = words.filter(
    ({ bbox }) =>
      !taken.some(
        (box) => bbox[1] < box[3] + 2 && bbox[3] > box[1] - 2 && bbox[0] < box[2] && bbox[2] > box[0],
      ),
  );
  const lines = regionLines(free);
  const isFigures = lines.map(isFigureLine);
  const regions: TableRegion[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!isFigures[i]) continue;
    let end = i;
    let count = 1;
    let others = 0;
    let values = lines[i]?.segments[1]?.from ?? 0;
    for (
      let k = i + 1;
      k < lines.length &&
      isNear(lines[k - 1], lines[k], isFigures[k - 1] && isFigures[k] ? maxAiryLeading : 0);
      k++
    ) {
      const line = lines[k];
      if (!line || line.isCaption || k - end > maxLabelsBetween) break;
      if (isFigures[k]) {
        end = k;
        count++;
        others = 0;
        values = Math.min(values, line.segments[1]?.from ?? values);
      } else if ((line.segments.at(-1)?.to ?? 0) > values && ++others > maxLinesBetween) break;
    }
    const edges = tableEdges(lines.slice(i, end + 1));
    let start = i;
    let seen = i;
    const pitch = usualPitch(lines.slice(i, end + 1));
    while (edges && seen > 0 && isNear(lines[seen - 1], lines[seen], pitch)) {
      const line = lines[seen - 1];
      if (!line || line.isCaption) break;
      if (isHeaderLine(line, edges)) start = --seen;
      else if (seen === start && start > 0 && isSectionName(line, edges)) seen--;
      else break;
    }
    const run = lines.slice(start, end + 1);
    if (count >= minFigureLines && wordsPerText(run) <= maxWordsOfProse) {
      const bbox = boxOf(run.flatMap((line) => line.words));
      const rules = rulings.filter(
        ({ at, from, to }) => at >= bbox[1] && at <= bbox[3] && from < bbox[2] && to > bbox[0],
      );
      regions.push({ bbox, rules });
    }
    i = end;
  }
  return regions;
}

/** One text where the labels begin: the name of a first section, if headers stand above it. */
function isSectionName(line: RegionLine, edges: { left: number; values: number }): boolean {
  const [only, ...rest] = line.segments;
  return (
    only !== undefined &&
    rest.length === 0 &&
    Math.abs(only.from - edges.left) <= 2 * line.size &&
    only.content.length <= maxWordsOfProse
  );
}

/** @param reach how many font sizes apart they may be, where more than usual */
function isNear(above: RegionLine | undefined, below: RegionLine | undefined, reach = 0): boolean {
  if (above === undefined || below === undefined) return false;
  return below.baseline - above.baseline <= Math.max(maxLeading, reach) * above.size;
}

/** The usual distance of a table's lines, in font sizes. */
function usualPitch(lines: readonly RegionLine[]): number {
  const pitches = lines
    .slice(1)
    .map(({ baseline, size }, i) => (baseline - (lines[i]?.baseline ?? 0)) / (size || 1));
  const middle = [...pitches].sort((a, b) => a - b)[pitches.length >> 1] ?? 0;
  return Math.min(maxAiryLeading, middle * headerPitch);
}

function boxOf(words: readonly Word[]): BBox {
  const [x0, y0, x1, y1] = boundsOf(words);
  return [x0 - 1, y0 - 1, x1 + 1, y1 + 1];
}
