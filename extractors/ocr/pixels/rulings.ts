import { groupRuns, type RunRule } from './ink-runs.ts';
import { respondToLines } from './line-response.ts';
import { inkBeside, isEven, isLonely, leastInk, measure, thickest, trimToDots } from './measure-stroke.ts';
import { placeAt, type Stroke, type Strokes, toStroke } from './strokes.ts';
import { type Ink, type Plane, transpose } from './threshold.ts';

/** Lengths in points. A ruling is at least as high as a row of small type. */
const shortest = 10;
/**
 * Strokes of large type are no longer than this, and no longer than so many times their thickness: a shorter ruling has to
 * run from one ruling to another. One without text beside it may be shorter than others.
 */
const free = { lonely: 40, others: 72 } as const;
const freeRatio = 25;
/** What of a line runs on beyond the last ruling it crosses, no longer than this and with text beside it, is text. */
const overhang = 14;
const mostBesideEnd = 0.15;
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
  const sides = transpose(ink);
  const found = {
    horizontal: findLevel(grey, ink, scale),
    vertical: findLevel(transpose(grey), sides, scale),
  };
  const first = {
    horizontal: found.horizontal.filter((stroke) => isFree(ink, stroke, scale)),
    vertical: found.vertical.filter((stroke) => isFree(sides, stroke, scale)),
  };
  let sure = first;
  // What runs between sure ones is sure, and so is what runs between those.
  for (let round = 0; round < 2; round++)
    sure = {
      horizontal: found.horizontal.flatMap((stroke) =>
        first.horizontal.includes(stroke) ? stroke : (partBetween(ink, stroke, sure.vertical, scale) ?? []),
      ),
      vertical: found.vertical.flatMap((stroke) =>
        first.vertical.includes(stroke) ? stroke : (partBetween(sides, stroke, sure.horizontal, scale) ?? []),
      ),
    };
  return {
    horizontal: sure.horizontal.map((stroke) => cutOverhang(ink, stroke, sure.vertical, scale)),
    vertical: sure.vertical.map((stroke) => cutOverhang(sides, stroke, sure.horizontal, scale)),
  };
}

/**
 * The part of a stroke that runs from one of the others to one of them: the stroke, or what is left of it without a stroke of
 * a character that happens to lie on its line beyond, as in a heading centred over two columns.
 * @returns null where there is none
 */
function partBetween(ink: Ink, stroke: Stroke, others: readonly Stroke[], scale: number): Stroke | null {
  if (meets(stroke, others, scale)) return stroke;
  const crossings = crossingsOf(stroke, others, scale);
  const [from, to] = [Math.floor(Math.min(...crossings)), Math.ceil(Math.max(...crossings))];
  if (crossings.length < 2 || to - from < shortest * scale) return null;
  if (Math.max(from - stroke.from, stroke.to - to) > overhang * scale) return null;
  return measure(ink, ink, partOf(stroke, from, to), scale, 'drawn');
}

/** Without the strokes of characters that happen to continue a line beyond its end. */
function cutOverhang(ink: Ink, stroke: Stroke, others: readonly Stroke[], scale: number): Stroke {
  const near = meeting * scale;
  const crossings = crossingsOf(stroke, others, scale);
  if (crossings.length === 0) return stroke;
  const isText = (from: number, to: number): boolean =>
    to - from > near &&
    to - from <= overhang * scale &&
    inkBeside(ink, partOf(stroke, from, to), scale)[1] > mostBesideEnd;
  const [first, last] = [Math.floor(Math.min(...crossings)), Math.ceil(Math.max(...crossings))];
  const from = isText(stroke.from, first) ? first : stroke.from;
  const to = isText(last, stroke.to) ? last : stroke.to;
  return to > from ? partOf(stroke, from, to) : stroke;
}

/** Where along a stroke others cross or meet it. */
function crossingsOf(stroke: Stroke, others: readonly Stroke[], scale: number): number[] {
  const near = meeting * scale;
  return others
    .filter(({ from, to }) => stroke.at >= from - near && stroke.at <= to + near)
    .map(({ at }) => at)
    .filter((at) => at > stroke.from - near && at < stroke.to + near);
}

function partOf(stroke: Stroke, from: number, to: number): Stroke {
  return { ...stroke, from, to, at: placeAt(stroke, (from + to) / 2) };
}

/** Whether it is too long for a stroke of a character. */
function isFree(ink: Ink, stroke: Stroke, scale: number): boolean {
  const length = stroke.to - stroke.from;
  if (length < Math.max(free.lonely * scale, freeRatio * stroke.thickness)) return false;
  return length >= free.others * scale || isLonely(ink, stroke, scale);
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
  const drawn = linesOf(ink, { shortest: shortest * scale, gap, share: leastInk }, scale).flatMap((line) => {
    const stroke = measure(ink, ink, line, scale, 'drawn');
    return stroke && isEven(grey, stroke) ? stroke : [];
  });
  const response = respondToLines(grey, scale);
  const faint = linesOf(response, { shortest: free.lonely * scale, gap, share: leastInk }, scale).flatMap(
    (line) => {
      const stroke = measure(response, ink, line, scale, 'faint');
      return (stroke && trimToDots(grey, ink, stroke, scale)) ?? [];
    },
  );
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
