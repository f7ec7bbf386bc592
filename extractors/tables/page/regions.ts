import type { PageMarks, Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import {
  isFigureLine,
  isHeaderLine,
  type RegionLine,
  regionLines,
  type TableRegion,
  tableEdges,
  wordsPerText,
} from './region-lines.ts';

/** Horizontal lines are of one table when their ends differ by less than this (points). */
const sameExtent = 6;
/** A line shorter than this (points) bounds no table. */
const minRule = 60;
/** Pieces of a line, one a column, are apart by at most this (points). */
const pieceGap = 24;
/** Pieces at one height differ by less than this (points). */
const sameHeight = 1.5;
/** Share of a slab's lines that have two texts or more: a part of a table, not prose between rules. */
const tabularShare = 0.5;
/** … or one line, where no other fills more than this share of the width: long labels broken over lines. */
const brokenShare = 0.65;
/** A text that fills this share of the width is prose. */
const fillShare = 0.7;
/** A slab of at most this many lines between two of a table may hold a section's name alone. */
const maxSectionLines = 2;
/** A row that stands this near (font sizes) below a table's last line belongs to it: a total. */
const belowRule = 2;
/** Texts of more words than this on average are prose set in columns. */
const maxWordsOfProse = 5;
/** Shading thinner than this or higher (points) is no row or header of a table. */
const minShade = 7;
const maxShade = 160;

/** Upper and lower edges of shading that is as wide as a table's line: they part rows as lines do. */
export function shadeRules(areas: PageMarks['areas']): Ruling[] {
  return areas.flatMap(({ bbox: [x0, y0, x1, y1] }) =>
    x1 - x0 > minRule && y1 - y0 >= minShade && y1 - y0 <= maxShade
      ? [y0, y1].map((at): Ruling => ({ at, from: x0, to: x1, thickness: 0 }))
      : [],
  );
}

/**
 * Regions between horizontal lines of one extent that no grid has taken. Slabs of prose between such lines part them: two
 * tables below each other, a line under a running head.
 */
export function ruledRegions(
  rulings: readonly Ruling[],
  vertical: readonly Ruling[],
  words: readonly Word[],
  taken: readonly BBox[],
): TableRegion[] {
  const free = joinPieces(rulings).filter(
    (rule) => rule.to - rule.from > minRule && !taken.some((box) => meets(box, rule)),
  );
  const groups: JoinedRule[][] = [];
  for (const rule of free) {
    const group = groups.find(
      ([first]) =>
        first && Math.abs(first.from - rule.from) < sameExtent && Math.abs(first.to - rule.to) < sameExtent,
    );
    if (group) group.push(rule);
    else groups.push([rule]);
  }
  const regions: TableRegion[] = [];
  for (const group of groups.filter(({ length }) => length >= 2)) {
    const rules = group.sort((a, b) => a.at - b.at);
    const [first] = rules;
    if (!first) continue;
    const [x0, x1] = [first.from - 3, first.to + 3];
    const lines = regionLines(
      words.filter(({ bbox }) => bbox[0] + bbox[2] >= 2 * x0 && bbox[0] + bbox[2] <= 2 * x1),
    );
    for (const [top, bottom] of tabularRuns(rules, lines, x1 - x0)) {
      const bbox = growPastRules([x0, top - 1, x1, bottom + 1], lines);
      // Frames beside each other have lines in pieces too: what stands in them is prose, or a name and its figure.
      const isFramed = rules.every(({ pieces }) => pieces > 1);
      if (isFramed && hasSides(rulings, vertical, bbox)) continue;
      const texts = lines.filter(({ baseline }) => baseline > bbox[1] && baseline <= bbox[3]);
      if (isFramed && wordsPerText(texts) > maxWordsOfProse) continue;
      if (taken.some((box) => overlaps(box, bbox)) || regions.some((r) => overlaps(r.bbox, bbox))) continue;
      regions.push({ bbox, rules: rulings.filter(({ at }) => at >= bbox[1] && at <= bbox[3]) });
    }
  }
  return regions;
}

/** Whether the pieces of lines in a box have vertical lines at their ends: frames, not columns. */
function hasSides(rulings: readonly Ruling[], vertical: readonly Ruling[], bbox: BBox): boolean {
  const pieces = rulings.filter(
    ({ at, from, to }) => at > bbox[1] && at < bbox[3] && from > bbox[0] && to < bbox[2],
  );
  const isClosed = (x: number, y: number) =>
    vertical.some((line) => Math.abs(line.at - x) <= 2 && line.from <= y + 2 && line.to >= y - 2);
  const closed = pieces.filter(({ at, from, to }) => isClosed(from, at) && isClosed(to, at));
  return closed.length > pieces.length / 2;
}

interface JoinedRule extends Ruling {
  readonly pieces: number;
}

/** Lines drawn in pieces, one over each column, as one line each; whole lines as they are. */
function joinPieces(rulings: readonly Ruling[]): JoinedRule[] {
  const joined: { at: number; from: number; to: number; thickness: number; pieces: number }[] = [];
  for (const rule of [...rulings].sort((a, b) => a.at - b.at || a.from - b.from)) {
    const last = joined.at(-1);
    if (
      last &&
      rule.at - last.at <= sameHeight &&
      rule.from >= last.from &&
      rule.from <= last.to + pieceGap
    ) {
      last.to = Math.max(last.to, rule.to);
      last.pieces++;
    } else joined.push({ ...rule, pieces: 1 });
  }
  return joined;
}

/** Runs of slabs that hold rows, as top and bottom. */
function tabularRuns(
  rules: readonly Ruling[],
  lines: readonly RegionLine[],
  width: number,
): (readonly [top: number, bottom: number])[] {
  const runs: [top: number, bottom: number][] = [];
  let open: { top: number; bottom: number; tabular: number } | null = null;
  let at = 0;
  // A slab of one text above the first rows may be their header.
  let thin: { top: number; lines: readonly RegionLine[] } | null = null;
  const close = () => {
    if (open && open.tabular >= 2) runs.push([open.top, open.bottom]);
    open = null;
    thin = null;
  };
  rules.forEach((rule, i) => {
    const next = rules[i + 1];
    if (!next) return;
    while (at < lines.length && (lines[at]?.baseline ?? 0) <= rule.at) at++;
    let end = at;
    while (end < lines.length && (lines[end]?.baseline ?? 0) - 1 <= next.at) end++;
    const slab = lines.slice(at, end);
    at = end;
    const tabular = tabularLines(slab, width);
    if (tabular > 0) {
      const edges = tableEdges(slab);
      const isHeaded =
        thin !== null && edges !== null && thin.lines.every((line) => isHeaderLine(line, edges));
      open ??= { top: thin !== null && isHeaded ? thin.top : rule.at, bottom: next.at, tabular: 0 };
      open.bottom = next.at;
      open.tabular += tabular;
    } else if (
      slab.length > maxSectionLines ||
      slab.some((line) => isFullText(line, width) || line.isCaption)
    )
      close();
    else if (slab.length > 0 && open === null) thin = { top: rule.at, lines: slab };
  });
  close();
  return runs;
}

/** How many lines of a slab hold several texts; 0 for a slab of prose, of a title, or without any. */
function tabularLines(slab: readonly RegionLine[], width: number): number {
  if (slab.some((line) => line.isCaption)) return 0;
  const several = slab.filter((line) => line.segments.length >= 2).length;
  if (several >= tabularShare * slab.length) return several;
  return slab.some((line) => isFullText(line, width, brokenShare)) ? 0 : several;
}

function isFullText({ segments }: RegionLine, width: number, share = fillShare): boolean {
  return segments.some(({ from, to }) => to - from > share * width);
}

/** Header lines above a table's first line, where figures follow right below it; a total below its last one. */
function growPastRules([x0, y0, x1, y1]: BBox, lines: readonly RegionLine[]): BBox {
  const inside = lines.filter((line) => line.baseline > y0 && line.baseline <= y1 + 1);
  const edges = tableEdges(inside);
  let [top, bottom] = [y0, y1];
  const [first] = inside;
  if (first && edges && isFigureLine(first)) {
    const above = lines.filter((line) => line.baseline <= y0 + 1);
    for (let i = above.length - 1; i >= 0; i--) {
      const line = above[i];
      if (!line || line.segments.length < 2 || top - line.baseline > belowRule * line.size) break;
      if (!isHeaderLine(line, edges)) break;
      top = Math.min(...line.words.map((word) => word.bbox[1])) - 1;
    }
  }
  const below = lines.find((line) => line.baseline > y1 + 1);
  if (below && edges && below.baseline - y1 <= belowRule * below.size && isFigureLine(below)) {
    const usual = inside.findLast(isFigureLine)?.segments.length ?? 0;
    if (below.segments.length === usual && wordsPerText([below]) <= 2)
      bottom = Math.max(...below.words.map((word) => word.bbox[3])) + 1;
  }
  return [x0, top, x1, bottom];
}

function overlaps(a: BBox, b: BBox): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

function meets([x0, y0, x1, y1]: BBox, rule: Ruling): boolean {
  return rule.at > y0 - 2 && rule.at < y1 + 2 && rule.from < x1 && rule.to > x0;
}
