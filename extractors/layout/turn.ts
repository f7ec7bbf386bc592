import type { PageMarks } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';

/** A box of the frame in which a page's text is upright → of the page as displayed (width × height points). */
export function unturnBox(
  [x0, y0, x1, y1]: BBox,
  turn: PageMarks['turn'],
  [width, height]: readonly [number, number],
): BBox {
  if (turn === 90) return [y0, height - x1, y1, height - x0];
  if (turn === 270) return [width - y1, x0, width - y0, x1];
  return [x0, y0, x1, y1];
}
