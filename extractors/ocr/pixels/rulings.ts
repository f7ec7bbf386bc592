import { groupRuns, type RunRule } from './ink-runs.ts';
import { respondToLines } from './line-response.ts';
import { leastInk, measure, thickest, trimToDots } from './measure-stroke.ts';
import { placeAt, type Stroke, type Strokes, toStroke } from './strokes.ts';
import { type Ink, type Plane, transpose } from './threshold.ts';

/** Lengths in points. A ruling is at least as high as a row of small type. */
const shortest = 10;
/**
 * Strokes of large type are no longer than this, and no longer than so many times their thickness: a shorter ruling has to
 * run from one ruling to another.
 */
const free = 40;
const freeRatio = 25;
/** Ends meet other rulings within this. */
const meeting = 2.5;
/** Ink worn off: a gap in a line drawn through. */
const wornGap = 0.5;
/** Pieces of one line: farther apart than this along it, they are two. */
const joinGap = 6;

/**
 * The straight level and upright lines of a page, drawn through, dotted or dashed.
 * @param grey paper white
 * @param ink faint ink too
 * @param scale pixels to the point
 */
export function findStrokes(grey: Plane, ink: Ink, scale: number): Strokes {
  const found = {
    horizontal: findLevel(grey, ink, scale),
    vertical: findLevel(transpose(grey), transpose(ink), scale),
  };
  let sure = {
    horizontal: found.horizontal.filter((stroke) => isFree(stroke, scale)),
    vertical: found.vertical.filter((stroke) => isFree(stroke, scale)),
  };
  // What runs between sure ones is sure, and so is what runs between those.
  for (let round = 0; round < 2; round++)
    sure = {
      horizontal: found.horizontal.filter(
        (stroke) => isFree(stroke, scale) || meets(stroke, sure.vertical, scale),
      ),
      vertical: found.vertical.filter(
        (stroke) => isFree(stroke, scale) || meets(stroke, sure.horizontal, scale),
      ),
    };
  return sure;
}

/** Whether it is too long for a stroke of a character. */
function isFree({ from, to, thickness }: Stroke, scale: number): boolean {
  return to - from >= Math.max(free * scale, freeRatio * thickness);
}

/** Whether it runs from one of the others to one of them. */
function meets(stroke: Stroke, others: readonly Stroke[], scale: number): boolean {
  const near = meeting * scale;
  const isAt = (along: number): boolean =>
    others.some(
      ({ at, from, to }) =>
        Math.abs(at - along) <= near && stroke.at >= from - near && stroke.at <= to + near,
    );
  return isAt(stroke.from) && isAt(stroke.to);
}

function findLevel(grey: Plane, ink: Ink, scale: number): Stroke[] {
  const gap = Math.max(1, Math.round(wornGap * scale));
  const drawn = linesOf(ink, { shortest: shortest * scale, gap, share: leastInk }, scale).flatMap(
    (line) => measure(ink, ink, line, scale, 'drawn') ?? [],
  );
  const response = respondToLines(grey, scale);
  const faint = linesOf(response, { shortest: free * scale, gap, share: leastInk }, scale).flatMap((line) => {
    const stroke = measure(response, ink, line, scale, 'faint');
    return (stroke && trimToDots(grey, ink, stroke, scale)) ?? [];
  });
  return joinStrokes([...drawn, ...faint], scale).sort((a, b) => a.at - b.at || a.from - b.from);
}

function linesOf(mask: Ink, rule: RunRule, scale: number): Stroke[] {
  return groupRuns(mask, rule)
    .filter(({ top, bottom }) => bottom - top <= 3 * thickest * scale)
    .map(toStroke);
}

/** Joins what lies on one line with hardly anything between. */
function joinStrokes(pieces: readonly Stroke[], scale: number): Stroke[] {
  const sorted = [...pieces].sort((a, b) => a.from - b.from);
  const joined: Stroke[] = [];
  for (const piece of sorted) {
    const before = joined.findIndex(
      (other) =>
        piece.from - other.to <= joinGap * scale &&
        Math.abs(placeAt(other, piece.from) - placeAt(piece, piece.from)) <= Math.max(1.5, scale * 0.6),
    );
    const other = joined[before];
    if (other) joined[before] = join(other, piece);
    else joined.push(piece);
  }
  return joined;
}

function join(a: Stroke, b: Stroke): Stroke {
  const [from, to] = [Math.min(a.from, b.from), Math.max(a.to, b.to)];
  const [lengthA, lengthB] = [a.to - a.from, b.to - b.from];
  const share = lengthA / (lengthA + lengthB);
  const slope = a.slope * share + b.slope * (1 - share);
  const middle = (from + to) / 2;
  const at =
    (a.at + slope * (middle - (a.from + a.to) / 2)) * share +
    (b.at + slope * (middle - (b.from + b.to) / 2)) * (1 - share);
  return { at, from, to, thickness: a.thickness * share + b.thickness * (1 - share), slope };
}
