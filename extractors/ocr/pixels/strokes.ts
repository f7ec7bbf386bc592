import type { Ruling } from '../../../schemas/document.ts';

/** A ruling, and where its middle runs: paper and lens bend lines, and a page is level to a hundredth of a degree only. */
export interface Stroke extends Ruling {
  /** Pixels the middle moves across for each pixel along, from `at` in the middle of the stroke. */
  readonly slope: number;
}

export interface Strokes {
  readonly horizontal: readonly Stroke[];
  readonly vertical: readonly Stroke[];
}

/** A group of runs of ink in neighbouring rows: where it lies, and sums over its ink for a straight line through it. */
export interface Group {
  from: number;
  to: number;
  top: number;
  bottom: number;
  n: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
}

/** The straight line through the ink of a group (least squares). */
export function toStroke(group: Group): Stroke {
  const { n, x, y, xx, xy, from, to } = group;
  const spread = n * xx - x * x;
  const slope = spread > 0 ? (n * xy - x * y) / spread : 0;
  const at = y / n + slope * ((from + to) / 2 - x / n);
  return { at, from, to: to + 1, thickness: Math.max(1, n / (to - from + 1)), slope };
}

/** Where across the middle of a stroke is at a place along it. */
export function placeAt({ at, from, to, slope }: Stroke, along: number): number {
  return at + slope * (along - (from + to) / 2);
}
