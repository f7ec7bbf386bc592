import type { Plane } from './threshold.ts';

/** Lengths in points: a mean along this bridges dots and dashes and quiets grain. */
const meanLength = 4;
/** Paper is looked for this far from the middle of a line. */
const paperAway = 0.8;
/** A faint line is darker than the paper on both sides by this many of 255 levels. */
const leastContrast = 9;

/**
 * Where a level line may be too faint, dotted or dashed to be ink: pixels whose row is darker, averaged along it, than the
 * rows on both sides.
 * @param grey paper white
 * @param scale pixels to the point
 */
export function respondToLines({ width, height, data }: Plane, scale: number): Plane {
  const half = Math.max(2, Math.round((meanLength * scale) / 2));
  const away = Math.max(2, Math.round(paperAway * scale)) + 1;
  const rows = Array.from({ length: 2 * away + 1 }, () => new Uint8Array(width).fill(255));
  const response = new Uint8Array(width * height);
  const rowOf = (y: number): Uint8Array => rows[(y + rows.length) % rows.length] as Uint8Array;
  for (let y = 0; y < height + away; y++) {
    if (y < height) averageRow(data.subarray(y * width, (y + 1) * width), half, rowOf(y));
    else rowOf(y).fill(255);
    const middle = y - away;
    if (middle < 0) continue;
    const [above, here, below] = [rowOf(middle - away), rowOf(middle), rowOf(y)];
    for (let x = 0, at = middle * width; x < width; x++, at++) {
      const limit = (here[x] as number) + leastContrast;
      if ((above[x] as number) >= limit && (below[x] as number) >= limit) response[at] = 1;
    }
  }
  return { width, height, data: response };
}

function averageRow(row: Uint8Array, half: number, mean: Uint8Array): void {
  const { length } = row;
  let sum = 255 * half;
  for (let x = 0; x < half; x++) sum += row[x] ?? 255;
  const share = 1 / (2 * half + 1);
  for (let x = 0; x < length; x++) {
    sum += x + half < length ? (row[x + half] as number) : 255;
    mean[x] = sum * share;
    sum -= x >= half ? (row[x - half] as number) : 255;
  }
}
