import type { Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { boundsOf } from '../../layout/bounds.ts';
import { type RegionLine, regionLines, type TableRegion, wordsPerText } from './region-lines.ts';

/** Lines of a title, of its units, that may stand between it and its table. */
const maxTitleLines = 3;
/** Lines of a table are at most this many font sizes apart. */
const maxLeading = 3;
/** A text that takes this share of the table's width is prose. */
const fillShare = 0.62;
/** Texts of a column begin within this many font sizes of each other. */
const sameEdge = 0.8;
/** Share of the texts that must begin where the columns begin. */
const edgeShare = 0.8;
/** Share of the lines with several texts. */
const tabularShare = 0.2;
/** A header's texts have at most this many words on average. */
const maxHeaderWords = 4;
/** A table has at least this many lines with several texts. */
const minLines = 4;

const title = /^(?:tables?|tab\.|tabelle|tableau|tabella)\s*[\dA-Z]{1,3}(?:[.:–—-]|\s|$)/iu;

/** Tables of texts without any line drawn: under a title that says so, columns that begin at the same places all the way down. */
export function captionRegions(
  words: readonly Word[],
  rulings: readonly Ruling[],
  taken: readonly BBox[],
): TableRegion[] {
  const free = words.filter(
    ({ bbox }) =>
      !taken.some((box) => bbox[1] < box[3] && bbox[3] > box[1] && bbox[0] < box[2] && bbox[2] > box[0]),
  );
  const lines = regionLines(free);
  const regions: TableRegion[] = [];
  lines.forEach((line, i) => {
    if (!title.test(line.segments[0]?.text ?? '')) return;
    const run = runBelow(lines, i);
    if (run === null) return;
    const bbox = boxOf(run.flatMap((l) => l.words));
    if (rulings.some(({ at, from, to }) => at > bbox[1] && at < bbox[3] && from < bbox[2] && to > bbox[0]))
      return;
    regions.push({ bbox, rules: [] });
  });
  return regions;
}

/** The lines of a table below its title; null where they stand in no columns. */
function runBelow(lines: readonly RegionLine[], at: number): RegionLine[] | null {
  let start = at + 1;
  while (start <= at + maxTitleLines && (lines[start]?.segments.length ?? 0) === 1) start++;
  const header = lines[start];
  if (!header || header.segments.length < 2 || wordsPerText([header]) > maxHeaderWords) return null;
  const run: RegionLine[] = [];
  for (let i = start; i < lines.length; i++) {
    const [line, above] = [lines[i], run.at(-1)];
    if (!line || line.isCaption) break;
    if (above && line.baseline - above.baseline > maxLeading * Math.max(line.size, above.size)) break;
    run.push(line);
  }
  const width = Math.max(...run.map(rightOf)) - Math.min(...run.map(leftOf));
  const stop = run.findIndex(({ segments }) =>
    segments.some(({ from, to }) => to - from > fillShare * width),
  );
  const rows = stop < 0 ? run : run.slice(0, stop);
  const edges = columnEdges(rows.slice(1), header);
  if (edges === null) return null;
  // Notes below begin with the labels and reach over the second column.
  const [first = 0, second = 0] = edges;
  while (rows.length > 1) {
    const last = rows.at(-1) ?? header;
    if (last.segments.length > 1 || leftOf(last) > first + header.size || rightOf(last) < second) break;
    rows.pop();
  }
  const several = rows.filter(({ segments }) => segments.length >= 2);
  return several.length >= minLines && several.length >= tabularShare * rows.length ? rows : null;
}

/** Where the columns begin, if the texts of the body begin at about as many places as the header has texts; else null. */
function columnEdges(body: readonly RegionLine[], header: RegionLine): number[] | null {
  const starts = body.flatMap(({ segments }) => segments.map(({ from }) => from)).sort((a, b) => a - b);
  const clusters: number[][] = [];
  for (const start of starts) {
    const last = clusters.at(-1);
    if (last && start - (last[0] ?? 0) <= sameEdge * header.size) last.push(start);
    else clusters.push([start]);
  }
  const columns = clusters.sort((a, b) => b.length - a.length).slice(0, header.segments.length + 1);
  const held = columns.reduce((sum, { length }) => sum + length, 0);
  if (columns.length < 2 || held < edgeShare * starts.length) return null;
  return columns.map(([start = 0]) => start).sort((a, b) => a - b);
}

const leftOf = ({ segments }: RegionLine): number => segments[0]?.from ?? 0;
const rightOf = ({ segments }: RegionLine): number => segments.at(-1)?.to ?? 0;

function boxOf(words: readonly Word[]): BBox {
  const [x0, y0, x1, y1] = boundsOf(words);
  return [x0 - 1, y0 - 1, x1 + 1, y1 + 1];
}
