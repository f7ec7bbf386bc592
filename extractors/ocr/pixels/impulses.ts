import type { Plane } from './threshold.ts';

/** Paper is lighter than this everywhere around what is lonely. */
const paperLevel = 190;
/** What is lonely is darker than this: less is the paper's own grain. */
const darkLevel = 140;
/** A page with a lonely dark pixel on fewer than so many is strewn with them: print has none. */
const sparsest = 4000;
/** Nearly all impulses are as dark as this share of the lonely ones is. */
const usualShare = 0.85;
/** An impulse is darker than all around it by this share of what a lonely one is: print is blurred. */
const sharpness = 0.3;

/**
 * Takes single pixels off a page that a scanner strewed with them (salt and pepper), between and on its characters: each
 * becomes the middle one of those around it. A page on which no lonely pixels tell that it was strewn stays as it is: there a
 * decimal point may be a single pixel. Changes the picture in place.
 * @param grey one channel, paper white
 */
export function liftImpulses({ width, height, data }: Plane): void {
  const lonely = findLonely(data, width, height);
  if (lonely.length * sparsest < width * height) return;
  lonely.sort((a, b) => a - b);
  const darkness = lonely[Math.floor(lonely.length * usualShare)] as number;
  const usual = 255 - (lonely[lonely.length >> 1] as number);
  const least = sharpness * usual;
  const lifted: [at: number, value: number][] = [];
  const around = new Uint8Array(8);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const value = data[at] as number;
      // Most pixels are none: looked at along the row first.
      const [left, right] = [data[at - 1] as number, data[at + 1] as number];
      const isPepper = value <= darkness && left - value >= least && right - value >= least;
      const isSalt = value >= paperLevel && value - left >= least && value - right >= least;
      if (!isPepper && !isSalt) continue;
      for (let i = 0; i < 8; i++) around[i] = data[at + neighbour(i, width)] as number;
      around.sort();
      const off = isPepper ? (around[0] as number) - value : value - (around[7] as number);
      if (off >= least) lifted.push([at, ((around[3] as number) + (around[4] as number)) >> 1]);
    }
  for (const [at, value] of lifted) data[at] = value;
}

/** Values of dark pixels with nothing but paper around them, two pixels far. */
function findLonely(data: Uint8Array, width: number, height: number): number[] {
  const found: number[] = [];
  for (let y = 2; y < height - 2; y++)
    for (let x = 2, at = y * width + 2; x < width - 2; x++, at++) {
      const value = data[at] as number;
      if (value < darkLevel && isAlone(data, at, width)) found.push(value);
    }
  return found;
}

function isAlone(data: Uint8Array, at: number, width: number): boolean {
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++)
      if ((dx !== 0 || dy !== 0) && (data[at + dy * width + dx] as number) < paperLevel) return false;
  return true;
}

/** Where the eight pixels around one lie. */
function neighbour(index: number, width: number): number {
  const place = index < 4 ? index : index + 1;
  return (Math.floor(place / 3) - 1) * width + (place % 3) - 1;
}
