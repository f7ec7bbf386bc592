import type { BBox } from '../../../schemas/geometry.ts';
import type { Component } from './components.ts';

/** Characters and their parts are between so many points large. */
const sizes = [2.4, 40] as const;
/** Neighbours are no farther than this, in sizes of the component; they overlap in the other direction by this share. */
const farthest = 1.5;
const overlap = 0.5;
/** One neighbour is the nearer one where the other is so many times as far; a pixel is added to both. */
const nearer = 1.4;
/** Lines run down where so many times as many characters say so, and at least so many do. */
const majority = 2;
const leastVotes = 20;

/**
 * Whether the page has to be turned by a quarter so that its lines run across: within a line characters stand nearer to each other
 * than lines do. Upside down or not cannot be told so.
 */
export function findTurn(components: readonly Component[], scale: number): 0 | 90 {
  const boxes = components
    .map(({ box }) => box)
    .filter((box) => {
      const size = Math.max(box[2] - box[0], box[3] - box[1]);
      return size >= sizes[0] * scale && size <= sizes[1] * scale;
    });
  const across = gapsTo(boxes, 0);
  const down = gapsTo(boxes, 1);
  let [level, upright] = [0, 0];
  for (const box of boxes) {
    const [right, below] = [(across.get(box) ?? Infinity) + 1, (down.get(box) ?? Infinity) + 1];
    if (below > nearer * right) level++;
    if (right > nearer * below) upright++;
  }
  return upright >= leastVotes && upright > majority * level ? 90 : 0;
}

/** How far the next box is, to the right (0) or below (1), for those that have one near. */
function gapsTo(boxes: readonly BBox[], axis: 0 | 1): Map<BBox, number> {
  const [start, end] = [axis, axis + 2] as const;
  const [from, to] = [1 - axis, 3 - axis] as const;
  const sorted = [...boxes].sort((a, b) => (a[start] ?? 0) - (b[start] ?? 0));
  const gaps = new Map<BBox, number>();
  sorted.forEach((box, i) => {
    const [near, far] = [box[start] ?? 0, box[end] ?? 0];
    const [low, high] = [box[from] ?? 0, box[to] ?? 0];
    const reach = farthest * Math.max(far - near, high - low);
    let best = Infinity;
    for (let j = i + 1; j < sorted.length; j++) {
      const other = sorted[j] as BBox;
      const gap = (other[start] ?? 0) - far;
      if (gap > reach || gap > best) break;
      if ((other[start] ?? 0) < (near + far) / 2) continue;
      const [otherLow, otherHigh] = [other[from] ?? 0, other[to] ?? 0];
      const shared = Math.min(high, otherHigh) - Math.max(low, otherLow);
      if (shared >= overlap * Math.min(high - low, otherHigh - otherLow)) best = Math.max(0, gap);
    }
    if (best <= reach) gaps.set(box, best);
  });
  return gaps;
}
