import type { BBox } from '../../schemas/geometry.ts';

/**
 * The box around all boxes, however many there are.
 * @returns a box turned inside out (x0 > x1) for none
 */
export function boundsOf(items: Iterable<{ readonly bbox: BBox }>): BBox {
  let x0 = Number.POSITIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const { bbox } of items) {
    x0 = Math.min(x0, bbox[0]);
    y0 = Math.min(y0, bbox[1]);
    x1 = Math.max(x1, bbox[2]);
    y1 = Math.max(y1, bbox[3]);
  }
  return [x0, y0, x1, y1];
}

/** The share of the page that a region takes. */
export function shareOf([x0, y0, x1, y1]: BBox, [width, height]: readonly [number, number]): number {
  return width > 0 && height > 0 ? ((x1 - x0) * (y1 - y0)) / (width * height) : 0;
}
