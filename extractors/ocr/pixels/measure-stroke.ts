import { placeAt, type Stroke, toStroke } from './strokes.ts';
import type { Ink, Plane } from './threshold.ts';

/** Thicker lines (points) are bars, areas, pictures. */
export const thickest = 5;
/** Dots and dashes are no farther apart (points); of a line so much at most may be worn off. */
const widestGap = 3.2;
const mostWorn = 0.1;
/** The end of a faint line is looked at in windows of this length (points). */
const endWindow = 5;
/**
 * Beside a line there is paper: no more than this share of ink on one side, near it, and on the other side near it or, where
 * another line runs there, farther away. A row of text has ink at all these distances (points) on one side of its edges.
 */
const mostBeside = 0.22;
const besides = [0.8, 2.4, 4] as const;
const lonely = 0.08;
/** At one of these distances there is hardly any ink but crossing lines, on either side. */
const somewhere = { drawn: 0.22, faint: 0.15 } as const;
/** Beside a faint line, near it, on the emptier side and on the fuller one. */
const mostNear = [0.15, 0.25] as const;
/** A faint line is so many times as dark as its emptier side: grain is as dark everywhere. */
const darker = 3;
/** Of a line drawn through so much is ink. */
export const leastInk = 0.9;
/**
 * So much of its ink is as thick as most of it. Rows of text fail here: their strokes go up and down. Text that touches a
 * line drawn through is allowed for.
 */
const leastEven = { drawn: 0.6, faint: 0.7 } as const;
/** Thickness may differ by this factor and so many pixels. */
const evenness = [2, 2] as const;
/** What is darker than this share of most of a line is a dot of it, or the line where it is not worn. */
const dotShare = 0.35;
/** A line drawn in one is nowhere lighter than this share of its usual darkness, but where it is worn. */
const evenShare = 0.5;

/**
 * Looks at a line column by column: how thick it is, how much of it is ink, and where its middle is.
 * @param mask where it was found
 * @param ink of the same page
 * @returns null where it is no line
 */
export function measure(
  mask: Ink,
  ink: Ink,
  stroke: Stroke,
  scale: number,
  kind: 'drawn' | 'faint',
): Stroke | null {
  const most = thickest * scale;
  const { width, height, data } = mask;
  const length = stroke.to - stroke.from;
  const cap = Math.ceil(most) + 2;
  const counts = new Uint32Array(cap + 1);
  const heights = new Uint8Array(length);
  const middles = new Float32Array(length);
  let inked = 0;
  for (let i = 0; i < length; i++) {
    const x = stroke.from + i;
    const y = inkNear(data, width, height, x, Math.round(placeAt(stroke, x)));
    if (y < 0) continue;
    let [top, bottom] = [y, y];
    while (bottom - top < cap && top > 0 && data[(top - 1) * width + x] === 1) top--;
    while (bottom - top < cap && bottom < height - 1 && data[(bottom + 1) * width + x] === 1) bottom++;
    const thick = Math.min(cap, bottom - top + 1);
    counts[thick] = (counts[thick] as number) + 1;
    heights[i] = thick;
    middles[i] = (top + bottom) / 2;
    inked++;
  }
  if (inked < length * leastInk) return null;
  let [usual, left] = [0, inked / 2];
  while (usual < cap && left > 0) left -= counts[++usual] as number;
  if (usual > most) return null;
  const limit = usual * evenness[0] + evenness[1];
  const fit = { n: 0, x: 0, y: 0, xx: 0, xy: 0, thickness: 0 };
  for (let i = 0; i < length; i++) {
    const thick = heights[i] as number;
    if (thick === 0 || thick > limit) continue;
    const [x, y] = [stroke.from + i, middles[i] as number];
    fit.n++;
    fit.x += x;
    fit.y += y;
    fit.xx += x * x;
    fit.xy += x * y;
    fit.thickness += thick;
  }
  if (fit.n < inked * leastEven[kind]) return null;
  const line = toStroke({ ...fit, from: stroke.from, to: stroke.to - 1, top: 0, bottom: 0 });
  const even = { ...line, thickness: fit.thickness / fit.n };
  if (besides.every((points) => inkBeside(ink, even, scale, points)[1] > somewhere[kind])) return null;
  const [emptier, fuller] = inkBeside(ink, even, scale);
  if (kind === 'faint' && (emptier > mostNear[0] || fuller > mostNear[1])) return null;
  return emptier > mostBeside ? null : even;
}

/**
 * Where a faint, dotted or dashed line begins and ends; null where what it is made of stands too far apart, as strokes of
 * characters in neighbouring rows do.
 * @param grey of the same page
 * @param ink of the same page
 */
export function trimToDots(grey: Plane, ink: Ink, line: Stroke, scale: number): Stroke | null {
  const stroke = cutText(ink, line, scale);
  if (stroke === null) return null;
  const away = stroke.thickness / 2 + Math.max(2, scale * besides[0]);
  const dark = 255 - (meanAlong(grey, stroke, 0) ?? 255);
  const beside = [-away, away].map((offset) => 255 - (meanAlong(grey, stroke, offset) ?? 0));
  if (dark < darker * Math.min(...beside)) return null;
  const darkest = darkestAlong(grey, stroke);
  const limit = shareOfUsual(darkest, dotShare);
  let [first, last, wide] = [-1, -1, 0];
  for (let i = 0; i < darkest.length; i++) {
    if ((darkest[i] as number) > limit) continue;
    if (first < 0) first = i;
    else if (i - last - 1 > widestGap * scale) wide += i - last - 1;
    last = i;
  }
  if (first < 0 || wide > (last - first + 1) * mostWorn) return null;
  const [from, to] = [stroke.from + first, stroke.from + last + 1];
  return { ...stroke, from, to, at: placeAt(stroke, (from + to) / 2) };
}

/** The darkest of three rows at each place of a line. */
function darkestAlong({ width, height, data }: Plane, stroke: Stroke): Uint8Array {
  const darkest = new Uint8Array(stroke.to - stroke.from).fill(255);
  for (let i = 0; i < darkest.length; i++) {
    const y = Math.round(placeAt(stroke, stroke.from + i));
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
      darkest[i] = Math.min(darkest[i] as number, data[row * width + stroke.from + i] as number);
  }
  return darkest;
}

/** The lightness that is so dark as a share of the usual darkness of a line. */
function shareOfUsual(darkest: Uint8Array, share: number): number {
  return 255 - (255 - (darkest.slice().sort()[darkest.length >> 2] as number)) * share;
}

/** Whether a line is drawn in one: the feet of a row of characters, though blurred together, are lighter in between. */
export function isEven(grey: Plane, stroke: Stroke): boolean {
  const darkest = darkestAlong(grey, stroke);
  const limit = shareOfUsual(darkest, evenShare);
  return darkest.filter((value) => value <= limit).length >= darkest.length * leastInk;
}

/** Whether there is hardly any ink for some points on both sides. */
export function isLonely(ink: Ink, stroke: Stroke, scale: number): boolean {
  return besides.every((points) => inkBeside(ink, stroke, scale, points)[1] <= lonely);
}

/** Text that a line seems to run on into has ink on both sides of it: cut off at the ends, a window at a time. */
function cutText(ink: Ink, stroke: Stroke, scale: number): Stroke | null {
  const step = Math.max(4, Math.round(endWindow * scale));
  let { from, to } = stroke;
  const part = (start: number, end: number): Stroke => ({
    ...stroke,
    from: start,
    to: end,
    at: placeAt(stroke, (start + end) / 2),
  });
  const isText = (window: Stroke): boolean => inkBeside(ink, window, scale)[1] > mostNear[1];
  while (to - from > step && isText(part(from, from + step))) from += step;
  while (to - from > step && isText(part(to - step, to))) to -= step;
  return to - from > 2 * step ? part(from, to) : null;
}

/** The shares of ink beside a stroke: on the emptier side, on the fuller one; at the edge of the page both of the inner side. */
export function inkBeside(
  ink: Ink,
  stroke: Stroke,
  scale: number,
  points: number = besides[0],
): [number, number] {
  const away = stroke.thickness / 2 + Math.max(2, scale * points);
  const above = meanAlong(ink, stroke, -away);
  const below = meanAlong(ink, stroke, away);
  const [a, b] = [above ?? below ?? 1, below ?? above ?? 1];
  return [Math.min(a, b), Math.max(a, b)];
}

/** The mean on a path beside a stroke; null where most of it is outside of the page. */
function meanAlong({ width, height, data }: Plane, stroke: Stroke, away: number): number | null {
  let [sum, count] = [0, 0];
  for (let x = stroke.from; x < stroke.to; x++) {
    const y = Math.round(placeAt(stroke, x) + away);
    if (y < 0 || y >= height) continue;
    sum += data[y * width + x] as number;
    count++;
  }
  return count * 2 > stroke.to - stroke.from ? sum / count : null;
}

/** The row of the ink nearest to a place, not farther than two pixels, or −1. */
function inkNear(data: Uint8Array, width: number, height: number, x: number, y: number): number {
  for (let away = 0; away <= 2; away++)
    for (const row of [y + away, y - away])
      if (row >= 0 && row < height && data[row * width + x] === 1) return row;
  return -1;
}
