import type { BBox } from '../../../schemas/geometry.ts';
import type { Picture } from '../../../schemas/picture.ts';

/** Engines are given this much white around a piece (share of the height of its glyphs): without it they lose ends. */
const margin = 0.4;
/** That white, pixels. */
export const marginOf = (height: number): number => Math.round(margin * height);
const paper = 255;

/**
 * A piece of a grey picture for an engine to read: scaled, with white paper around it.
 * @param box what to cut, pixels
 * @param scale by which its width and its height are made larger (or smaller)
 * @param height of its glyphs once scaled, pixels: what the margin is measured by
 */
export function cutPiece(
  picture: Picture,
  box: BBox,
  [across, down]: readonly [across: number, down: number],
  height: number,
): Picture {
  const [x0, y0, x1, y1] = box;
  const edge = marginOf(height);
  const width = Math.max(1, Math.round((x1 - x0) * across));
  const tall = Math.max(1, Math.round((y1 - y0) * down));
  const cut = resample(picture, box, width, tall);
  const data = new Uint8Array((width + 2 * edge) * (tall + 2 * edge)).fill(paper);
  for (let y = 0; y < tall; y++)
    data.set(cut.subarray(y * width, (y + 1) * width), (y + edge) * (width + 2 * edge) + edge);
  return { width: width + 2 * edge, height: tall + 2 * edge, channels: 1, data };
}

/** Share of the pixels of a piece that are surely ink. */
const inkShare = 0.08;

/**
 * A piece with black ink: thin and faint strokes are read far better so.
 * @param paperRange share of the range between ink and paper that is taken as paper: noise, where there is some
 */
export function blacken(piece: Picture, paperRange: number): Picture {
  const counts = new Uint32Array(256);
  for (const value of piece.data) counts[value] = (counts[value] as number) + 1;
  let left = piece.data.length * inkShare;
  let ink = 0;
  while (ink < paper && left > (counts[ink] as number)) left -= counts[ink++] as number;
  const range = Math.max(1, (paper - ink) * (1 - paperRange));
  const levels = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round(Math.min(paper, Math.max(0, ((value - ink) * paper) / range))),
  );
  const data = new Uint8Array(piece.data.length);
  for (let at = 0; at < data.length; at++) data[at] = levels[piece.data[at] as number] as number;
  return { ...piece, data };
}

/**
 * A box of a grey picture in another size: bilinear where it grows, the mean of what falls together where it shrinks.
 * Outside the picture it is paper.
 * @returns width × height bytes
 */
export function resample(
  picture: Picture,
  [x0, y0, x1, y1]: BBox,
  width: number,
  height: number,
): Uint8Array {
  const columns = weigh(x0, x1, width, picture.width);
  const rows = weigh(y0, y1, height, picture.height);
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = rows[y];
    if (!row) continue;
    for (let x = 0; x < width; x++) {
      const column = columns[x];
      if (!column) continue;
      let sum = 0;
      let weight = 0;
      for (let j = 0; j < row.weights.length; j++) {
        const at = (row.from + j) * picture.width + column.from;
        const across = row.weights[j] as number;
        for (let i = 0; i < column.weights.length; i++) {
          const share = across * (column.weights[i] as number);
          sum += share * (picture.data[at + i] as number);
          weight += share;
        }
      }
      out[y * width + x] = Math.round(sum + (1 - weight) * paper);
    }
  }
  return out;
}

interface Taps {
  readonly from: number;
  /** They sum to 1, to less where a part lies outside the picture. */
  readonly weights: readonly number[];
}

/** Which pixels of a row or column each pixel of the new one is made of: a tent as wide as the larger of both pixels. */
function weigh(from: number, to: number, count: number, limit: number): Taps[] {
  const step = (to - from) / count;
  const reach = Math.max(1, step);
  return Array.from({ length: count }, (_, i) => {
    const center = from + (i + 0.5) * step - 0.5;
    const first = Math.ceil(center - reach);
    const last = Math.floor(center + reach);
    const weights: number[] = [];
    let sum = 0;
    for (let at = first; at <= last; at++) {
      const weight = 1 - Math.abs(at - center) / reach;
      sum += weight;
      if (at >= 0 && at < limit) weights.push(weight);
    }
    return { from: Math.max(0, first), weights: weights.map((weight) => weight / (sum || 1)) };
  });
}
