import type { BBox } from '../../schemas/geometry.ts';
import type { TextPiece } from './prose.ts';

/** A stretch of a page that is set in columns: from top to bottom, parted at these places (points). */
export interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly cuts: readonly number[];
}

/** Where something stands in reading order: of the stretch it is in, its column there, and its own height. */
export type Place = readonly [top: number, lane: number, y: number];

/** Columns of prose run beside each other for at least this far (points) … */
const minBeside = 30;
/** … and are this far apart (points). */
const minGutter = 6;
/** Gutters this near (points) are one. */
const sameGutter = 12;
/** Lines without prose at either side that may stand within a stretch of columns. */
const maxOpen = 2;
/** White space between tables beside each other is at least this wide (points). */
const minTableGap = 10;
/** Titles of tables beside each other. */
const title = /^(?:tables?|tabelle|tableau|tabella|表)\s*[\dA-Z]{1,3}(?:[.:–—-]|\s|$)/iu;

interface PieceLine {
  readonly baseline: number;
  readonly pieces: readonly TextPiece[];
}

/**
 * Stretches of a page that are set in columns: prose beside prose, with all that stands in one of the columns only; tables
 * whose titles stand beside each other.
 * @param pieces texts of the page's lines, from top to bottom
 * @param prose columns of prose
 */
export function findBands(pieces: readonly TextPiece[], prose: readonly BBox[]): Band[] {
  const lines = linesOf(pieces);
  const spans = [
    ...guttersOf(prose).flatMap((x) => stretches(lines, x, prose)),
    ...lines.flatMap((line, i) => besideTitles(line, lines, i + 1)),
  ];
  return mergeSpans(spans);
}

/** The place of a box in reading order; outside all stretches its own height alone. */
export function placeIn(bands: readonly Band[], [x0, y0, x1, y1]: BBox): Place {
  const y = (y0 + y1) / 2;
  const band = bands.find((one) => y >= one.top && y <= one.bottom);
  if (!band) return [y0, 0, y0];
  if (band.cuts.some((cut) => x0 < cut - minGutter / 2 && x1 > cut + minGutter / 2)) return [y0, 0, y0];
  return [band.top, band.cuts.filter((cut) => cut < (x0 + x1) / 2).length, y0];
}

/** Order of two places: less than 0 when the first is read first. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function linesOf(pieces: readonly TextPiece[]): PieceLine[] {
  const lines: { baseline: number; pieces: TextPiece[] }[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last && last.baseline === piece.baseline) last.pieces.push(piece);
    else lines.push({ baseline: piece.baseline, pieces: [piece] });
  }
  return lines;
}

function guttersOf(prose: readonly BBox[]): number[] {
  const gutters: number[] = [];
  for (const left of prose)
    for (const right of prose) {
      const beside = Math.min(left[3], right[3]) - Math.max(left[1], right[1]);
      const isBetween = prose.some(
        (other) => other[0] > left[0] && other[0] < right[0] && other[1] < right[3] && other[3] > right[1],
      );
      if (right[0] - left[2] < minGutter || beside < minBeside || isBetween) continue;
      const x = (left[2] + right[0]) / 2;
      if (!gutters.some((gutter) => Math.abs(gutter - x) <= sameGutter)) gutters.push(x);
    }
  return gutters;
}

interface Span {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
}

/** Where a gutter parts prose from something else, and no text crosses it. */
function stretches(lines: readonly PieceLine[], x: number, prose: readonly BBox[]): Span[] {
  const isProse = ({ from, to, baseline }: TextPiece) =>
    prose.some(([x0, y0, x1, y1]) => from >= x0 - 1 && to <= x1 + 1 && baseline >= y0 && baseline <= y1 + 1);
  const spans: Span[] = [];
  let run: { first: number; last: number } | null = null;
  let open = 0;
  const close = () => {
    const [first, last] = [lines[run?.first ?? 0], lines[run?.last ?? 0]];
    if (run && first && last) spans.push({ top: topOf(first), bottom: last.baseline + 2, x });
    run = null;
    open = 0;
  };
  lines.forEach((line, i) => {
    if (line.pieces.some(({ from, to }) => from < x - 1 && to > x + 1)) {
      close();
      return;
    }
    const sides = [line.pieces.some(({ to }) => to <= x + 1), line.pieces.some(({ from }) => from >= x - 1)];
    if (line.pieces.some(isProse)) {
      if (run) run.last = i;
      else run = { first: i, last: i };
      open = 0;
    } else if (sides[0] && sides[1] && ++open > maxOpen) close();
  });
  close();
  return spans;
}

/** Tables beside each other: their titles on one line, and white space between them below. */
function besideTitles(line: PieceLine, lines: readonly PieceLine[], next: number): Span[] {
  const titles = line.pieces.filter(({ words }) => title.test(words.map((w) => w.text).join(' ')));
  return titles.slice(1).flatMap((right, i): Span[] => {
    const left = titles[i];
    if (!left) return [];
    const [from, to] = [(left.from + left.to) / 2, (right.from + right.to) / 2];
    let gaps: (readonly [number, number])[] = [[left.to, right.from]];
    let bottom = line.baseline;
    for (const { pieces, baseline } of lines.slice(next)) {
      const next = gaps
        .flatMap((gap) => without(gap, pieces))
        .filter((gap) => gap[1] - gap[0] >= minTableGap);
      if (next.length === 0) break;
      gaps = next;
      bottom = baseline;
    }
    const inside = gaps.filter((gap) => gap[1] > from && gap[0] < to);
    const widest = inside.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
    if (!widest || bottom === line.baseline) return [];
    return [{ top: topOf(line), bottom: bottom + 2, x: (widest[0] + widest[1]) / 2 }];
  });
}

function without(
  gap: readonly [number, number],
  pieces: readonly TextPiece[],
): (readonly [number, number])[] {
  let parts: (readonly [number, number])[] = [gap];
  for (const { from, to } of pieces)
    parts = parts.flatMap(([a, b]): (readonly [number, number])[] =>
      to <= a || from >= b
        ? [[a, b]]
        : [
            [a, Math.min(b, from)],
            [Math.max(a, to), b],
          ],
    );
  return parts.filter(([a, b]) => b > a);
}

function topOf({ pieces, baseline }: PieceLine): number {
  return Math.min(baseline, ...pieces.flatMap(({ words }) => words.map((w) => w.bbox[1])));
}

/** Spans of single gutters → bands: where spans overlap in height they are one stretch of several columns. */
function mergeSpans(spans: readonly Span[]): Band[] {
  const bands: { top: number; bottom: number; cuts: number[] }[] = [];
  for (const { top, bottom, x } of [...spans].sort((a, b) => a.top - b.top || a.x - b.x)) {
    const last = bands.at(-1);
    if (last && top < last.bottom) {
      last.bottom = Math.max(last.bottom, bottom);
      if (!last.cuts.some((cut) => Math.abs(cut - x) <= sameGutter)) last.cuts.push(x);
    } else bands.push({ top, bottom, cuts: [x] });
  }
  return bands.map((band) => ({ ...band, cuts: band.cuts.sort((a, b) => a - b) }));
}
