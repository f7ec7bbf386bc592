import type { Picture } from '../../schemas/picture.ts';

/** A picture with fewer pixels: each is the mean of what it covers, so that thin strokes get paler and none is lost. */
export function shrink(picture: Picture, ratio: number): Picture {
  const { channels } = picture;
  const width = Math.max(1, Math.round(picture.width * ratio));
  const height = Math.max(1, Math.round(picture.height * ratio));
  const across = sharesOf(picture.width, width);
  const down = sharesOf(picture.height, height);
  const data = new Uint8Array(width * height * channels);
  const row = new Float32Array((width + 1) * channels);
  let sum = new Float32Array((width + 1) * channels);
  let next = new Float32Array((width + 1) * channels);
  for (let y = 0; y < picture.height; y++) {
    sumRow(picture, y, across, row);
    const share = down.first[y] ?? 0;
    const rest = down.rest[y] ?? 0;
    for (let i = 0; i < row.length; i++) {
      sum[i] = (sum[i] ?? 0) + (row[i] ?? 0) * share;
      if (rest > 0) next[i] = (next[i] ?? 0) + (row[i] ?? 0) * rest;
    }
    const target = down.target[y] ?? 0;
    if (y + 1 < picture.height && down.target[y + 1] === target) continue;
    for (let i = 0; i < width * channels; i++) data[target * width * channels + i] = Math.round(sum[i] ?? 0);
    [sum, next] = [next, sum.fill(0)];
  }
  return { width, height, channels, data };
}

/** Where the pixels of a line go: which share of each to its target, which to the one behind it. */
interface Shares {
  readonly target: Int32Array;
  readonly first: Float32Array;
  readonly rest: Float32Array;
}

function sharesOf(from: number, to: number): Shares {
  const ratio = to / from;
  const target = new Int32Array(from);
  const first = new Float32Array(from);
  const rest = new Float32Array(from);
  for (let i = 0; i < from; i++) {
    const at = Math.min(Math.floor(i * ratio), to - 1);
    const over = at + 1 < to ? Math.max(0, (i + 1) * ratio - (at + 1)) : 0;
    target[i] = at;
    rest[i] = over;
    first[i] = ratio - over;
  }
  return { target, first, rest };
}

function sumRow(
  { width, channels, data }: Picture,
  y: number,
  { target, first, rest }: Shares,
  row: Float32Array,
): void {
  row.fill(0);
  for (let x = 0, from = y * width * channels; x < width; x++)
    for (let c = 0; c < channels; c++) {
      const value = data[from++] ?? 0;
      const to = (target[x] ?? 0) * channels + c;
      row[to] = (row[to] ?? 0) + value * (first[x] ?? 0);
      row[to + channels] = (row[to + channels] ?? 0) + value * (rest[x] ?? 0);
    }
}
