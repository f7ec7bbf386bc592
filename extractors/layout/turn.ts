import type { PageMarks, SourcePage, UnreadRegion } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';

/** A box of the frame in which a page's text is upright → of the page as displayed (width × height points). */
export function unturnBox(
  [x0, y0, x1, y1]: BBox,
  turn: PageMarks['turn'],
  [width, height]: readonly [number, number],
): BBox {
  if (turn === 90) return [y0, height - x1, y1, height - x0];
  if (turn === 180) return [width - x1, height - y1, width - x0, height - y0];
  if (turn === 270) return [width - y1, x0, width - y0, x1];
  return [x0, y0, x1, y1];
}

/** A box of the page as displayed (width × height points) → of the frame in which its text is upright. */
export function turnBox(
  box: BBox,
  turn: PageMarks['turn'],
  [width, height]: readonly [number, number],
): BBox {
  return unturnBox(
    box,
    ((360 - turn) % 360) as PageMarks['turn'],
    turn % 180 === 0 ? [width, height] : [height, width],
  );
}

/** A box of a page that was made level → the box around where it lies on the page as it was scanned. */
function untiltBox([x0, y0, x1, y1]: BBox, tilt: number, [width, height]: readonly [number, number]): BBox {
  if (tilt === 0) return [x0, y0, x1, y1];
  // Around the middle of the page; a box of a line of text turns around its own middle and keeps its size.
  const [cos, sin] = [Math.cos((-tilt * Math.PI) / 180), Math.sin((-tilt * Math.PI) / 180)];
  const [x, y] = [(x0 + x1) / 2 - width / 2, (y0 + y1) / 2 - height / 2];
  const dx = width / 2 + cos * x - sin * y - (x0 + x1) / 2;
  const dy = height / 2 + sin * x + cos * y - (y0 + y1) / 2;
  return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
}

/** A box of the frame in which a page's text is upright and level → of the page as displayed (width × height points). */
export function toDisplayed(
  bbox: BBox,
  { turn, tilt }: Pick<PageMarks, 'turn' | 'tilt'>,
  [width, height]: readonly [number, number],
): BBox {
  const level = untiltBox(bbox, tilt ?? 0, turn % 180 === 0 ? [width, height] : [height, width]);
  return unturnBox(level, turn, [width, height]);
}

/** The parts of a page that were not read, with their boxes (hundredths of a point) on the page as displayed. */
export function regionsOnPage({ content, width, height }: SourcePage): UnreadRegion[] {
  if (content.kind !== 'marks') return [];
  return content.regions.map(({ bbox, reason }) => {
    const [x0, y0, x1, y1] = toDisplayed(bbox, content, [width ?? 0, height ?? 0]);
    return { bbox: [round(x0), round(y0), round(x1), round(y1)], reason };
  });
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
