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

/** The parts of a page that were not read, with their boxes (hundredths of a point) on the page as displayed. */
export function regionsOnPage({ content, width, height }: SourcePage): UnreadRegion[] {
  if (content.kind !== 'marks') return [];
  return content.regions.map(({ bbox, reason }) => {
    const [x0, y0, x1, y1] = unturnBox(bbox, content.turn, [width ?? 0, height ?? 0]);
    return { bbox: [round(x0), round(y0), round(x1), round(y1)], reason };
  });
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
