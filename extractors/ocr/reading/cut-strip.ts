import { digitRows, type FigureStrip, stripRows } from './figure-strip.ts';

/** Width of a character that is no digit (point, comma) compared with a digit's. */
const narrowShare = 0.5;
/** A figure ends with ink: the white of its first and last character (digits) is not in it. */
const bearing = 0.15;
/** What ink at a cut costs beside a cell that is not as wide as expected. */
const inkCost = 3;
/** A cell is at least and at most so wide (shares of what is expected). */
const narrowest = 0.45;
const widest = 1.7;

/** Columns that belong to one character: from, to (not included). */
export type Cut = readonly [from: number, to: number];

/**
 * Cuts a strip into as many characters as a text has, where there is little ink, at about the distances that its
 * characters have in fonts whose digits are equally wide.
 * @returns null where the text cannot stand there: its digits would be too narrow or too wide
 */
export function cutStrip(strip: FigureStrip, text: string): readonly Cut[] | null {
  const shares = [...text].map((character) => (/[\d%]/u.test(character) ? 1 : narrowShare));
  const total = shares.reduce((a, b) => a + b, 0) - bearing;
  const digit = (strip.columns - 2) / total;
  if (digit < 0.3 * digitRows || digit > 1.1 * digitRows) return null;
  const ink = columnInk(strip);
  // best[i][x]: the least cost of the first i characters ending at column x.
  let best = new Float64Array(strip.columns + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  best[1] = 0;
  const backs: Int16Array[] = [];
  shares.forEach((share, i) => {
    const expected = share * digit * (i === 0 || i === shares.length - 1 ? 1 - bearing / 2 : 1);
    const next = new Float64Array(strip.columns + 1).fill(Number.POSITIVE_INFINITY);
    const back = new Int16Array(strip.columns + 1).fill(-1);
    const [least, most] = [Math.max(1, Math.floor(narrowest * expected)), Math.ceil(widest * expected)];
    for (let x = 0; x <= strip.columns; x++) {
      if (best[x] === Number.POSITIVE_INFINITY) continue;
      for (let to = x + least; to <= Math.min(strip.columns, x + most); to++) {
        const off = (to - x - expected) / digit;
        const cost = (best[x] as number) + off * off + inkCost * ((ink[to] ?? 0) + (ink[to - 1] ?? 0)) * 0.5;
        if (cost >= (next[to] as number)) continue;
        next[to] = cost;
        back[to] = x;
      }
    }
    backs.push(back);
    best = next;
  });
  let end = -1;
  for (let x = Math.max(0, strip.columns - 2); x <= strip.columns; x++)
    if (end < 0 || (best[x] as number) < (best[end] as number)) end = x;
  if (best[end] === Number.POSITIVE_INFINITY) return null;
  const cuts: Cut[] = [];
  for (let i = backs.length - 1; i >= 0; i--) {
    const from = backs[i]?.[end] ?? -1;
    if (from < 0) return null;
    cuts.push([from, end]);
    end = from;
  }
  return cuts.reverse();
}

/** Ink in each column, in shares of a digit's height. */
function columnInk({ columns, ink }: FigureStrip): Float32Array {
  const sums = new Float32Array(columns);
  for (let x = 0; x < columns; x++) {
    let sum = 0;
    for (let y = 0; y < stripRows; y++) sum += ink[x * stripRows + y] as number;
    sums[x] = sum / digitRows;
  }
  return sums;
}
