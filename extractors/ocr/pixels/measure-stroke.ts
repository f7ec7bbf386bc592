import { placeAt, type Stroke, toStroke } from './strokes.ts';
import type { Ink } from './threshold.ts';

/** Thicker lines (points) are bars, areas, pictures. */
export const thickest = 5;
/** Dashes are no longer, and a line has so many dashes or dots at least. */
const longestDash = 12;
const leastDashes = 6;
/** Dashes and the gaps between them differ from most of their kind by no more than this share of it, or so many pixels. */
const regular = [0.35, 1.5] as const;
/** So many of them are regular; beside dashes there is no more ink than this on either side. */
const leastRegular = 0.6;
const mostBeside = 0.2;
/** Beside a line drawn through, on the emptier side and on the fuller one: text may stand on it, grain has ink everywhere. */
const mostBesideDrawn = [0.25, 0.6] as const;
/** Of a line drawn through so much is ink; of dots and dashes. */
export const leastInk = { drawn: 0.9, dashed: 0.25 } as const;
/**
 * So much of its ink is as thick as most of it. Rows of text fail here: their strokes go up and down. Text that touches a
 * line drawn through is allowed for.
 */
const leastEven = { drawn: 0.6, dashed: 0.85 } as const;
/** Thickness may differ by this factor and so many pixels. */
const evenness = [1.4, 1.5] as const;

/**
 * Looks at a line column by column: how thick it is, how much of it is ink, and where its middle is.
 * @returns null where it is no line
 */
export function measure(ink: Ink, stroke: Stroke, scale: number, kind: 'drawn' | 'dashed'): Stroke | null {
  const most = thickest * scale;
  const { width, height, data } = ink;
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
  if (inked < length * leastInk[kind]) return null;
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
  if (kind === 'dashed') return keepDashes(ink, even, heights, scale);
  const [emptier, fuller] = inkBeside(ink, even, scale);
  return emptier > mostBesideDrawn[0] || fuller > mostBesideDrawn[1] ? null : even;
}

/** What of a line is regular dashes or dots with paper on both sides; null where it is too little. */
function keepDashes(ink: Ink, stroke: Stroke, heights: Uint8Array, scale: number): Stroke | null {
  const dashes: { from: number; to: number }[] = [];
  heights.forEach((height, i) => {
    if (height === 0) return;
    const last = dashes.at(-1);
    if (last?.to === i) last.to++;
    else dashes.push({ from: i, to: i + 1 });
  });
  if (dashes.length < leastDashes) return null;
  const gaps = dashes.slice(1).map(({ from }, i) => from - (dashes[i]?.to ?? 0));
  const dash = medianOf(dashes.map(({ from, to }) => to - from));
  const gap = medianOf(gaps);
  if (dash > longestDash * scale) return null;
  const isLike = (value: number, usual: number): boolean =>
    Math.abs(value - usual) <= Math.max(regular[1], regular[0] * usual);
  const even = gaps.filter((value, i) => isLike(value, gap) && isLike(widthOf(dashes[i]), dash));
  if (even.length < gaps.length * leastRegular) return null;
  // Text before and behind it is no part of it.
  const first = dashes.findIndex((it, i) => isLike(widthOf(it), dash) && isLike(gaps[i] ?? 0, gap));
  const last = dashes.findLastIndex((it, i) => isLike(widthOf(it), dash) && isLike(gaps[i - 1] ?? 0, gap));
  if (first < 0 || last - first + 1 < leastDashes) return null;
  const from = stroke.from + (dashes[first]?.from ?? 0);
  const to = stroke.from + (dashes[last]?.to ?? 0);
  const kept = { ...stroke, from, to, at: placeAt(stroke, (from + to) / 2) };
  return inkBeside(ink, kept, scale)[1] > mostBeside ? null : kept;
}

/** The shares of ink beside a stroke: on the emptier side, on the fuller one. */
function inkBeside(ink: Ink, stroke: Stroke, scale: number): [number, number] {
  const away = stroke.thickness / 2 + Math.max(2, scale * 0.8);
  const [a, b] = [inkAlong(ink, stroke, -away), inkAlong(ink, stroke, away)];
  return [Math.min(a, b), Math.max(a, b)];
}

const widthOf = (it: { from: number; to: number } | undefined): number => (it ? it.to - it.from : 0);

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The share of ink on a path beside a stroke; what is outside of the page is paper. */
function inkAlong({ width, height, data }: Ink, stroke: Stroke, away: number): number {
  let count = 0;
  for (let x = stroke.from; x < stroke.to; x++) {
    const y = Math.round(placeAt(stroke, x) + away);
    if (y >= 0 && y < height) count += data[y * width + x] as number;
  }
  return count / (stroke.to - stroke.from);
}

/** The row of the ink nearest to a place, not farther than two pixels, or −1. */
function inkNear(data: Uint8Array, width: number, height: number, x: number, y: number): number {
  for (let away = 0; away <= 2; away++)
    for (const row of [y + away, y - away])
      if (row >= 0 && row < height && data[row * width + x] === 1) return row;
  return -1;
}
