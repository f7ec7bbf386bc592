import type { BBox } from '../../../schemas/geometry.ts';
import type { Ink, Plane } from './threshold.ts';

/** Ink that hangs together. */
export interface Component {
  /** Tight, x1 and y1 one past the last pixel. */
  readonly box: BBox;
  /** Pixels of ink. */
  readonly area: number;
  /** The darkest of them, 0–255. */
  readonly darkest: number;
}

/** Kept of a component while it grows: box, area, darkest. */
const fieldCount = 6;
/** More runs than this are grain, not print: what comes later on the page is left out. */
const maxRuns = 2_000_000;

/** Connected components of ink, corners counting as connected, by runs of rows (two passes are not needed). */
export function findComponents({ width, data }: Ink, grey: Plane): Component[] {
  let size = 1 << 14;
  let parents = new Int32Array(size);
  let boxes = new Int32Array(size * fieldCount);
  let count = 0;
  let above: number[] = [];
  let row: number[] = [];
  let y = -1;
  let i = 0;
  for (let at = data.indexOf(1); at >= 0 && count < maxRuns; at = data.indexOf(1, at)) {
    const line = Math.floor(at / width);
    if (line > y) {
      above = line === y + 1 ? row : [];
      [row, y, i] = [[], line, 0];
    }
    const end = (y + 1) * width;
    const from = at - y * width;
    let darkest = 255;
    for (; at < end && data[at] === 1; at++) darkest = Math.min(darkest, grey.data[at] as number);
    const to = at - y * width;
    if (count === size) {
      size *= 2;
      parents = grow(parents, size);
      boxes = grow(boxes, size * fieldCount);
    }
    const self = count++;
    parents[self] = self;
    boxes.set([from, y, to, y + 1, to - from, darkest], self * fieldCount);
    while (i < above.length && (above[i + 1] as number) < from) i += 3;
    for (let j = i; j < above.length && (above[j] as number) <= to; j += 3)
      unite(parents, boxes, above[j + 2] as number, self);
    row.push(from, to, self);
  }
  const components: Component[] = [];
  for (let i = 0; i < count; i++)
    if (parents[i] === i) {
      const [x0, y0, x1, y1, area, darkest] = boxes.subarray(
        i * fieldCount,
        (i + 1) * fieldCount,
      ) as unknown as [number, number, number, number, number, number];
      components.push({ box: [x0, y0, x1, y1], area, darkest });
    }
  return components;
}

function grow(old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(old);
  return larger;
}

function rootOf(parents: Int32Array, i: number): number {
  let root = i;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number;
    root = parents[root] as number;
  }
  return root;
}

function unite(parents: Int32Array, boxes: Int32Array, a: number, b: number): void {
  const [p, q] = [rootOf(parents, a), rootOf(parents, b)];
  if (p === q) return;
  const [keep, drop] = p < q ? [p, q] : [q, p];
  parents[drop] = keep;
  const [k, d] = [keep * fieldCount, drop * fieldCount];
  boxes[k] = Math.min(boxes[k] as number, boxes[d] as number);
  boxes[k + 1] = Math.min(boxes[k + 1] as number, boxes[d + 1] as number);
  boxes[k + 2] = Math.max(boxes[k + 2] as number, boxes[d + 2] as number);
  boxes[k + 3] = Math.max(boxes[k + 3] as number, boxes[d + 3] as number);
  boxes[k + 4] = (boxes[k + 4] as number) + (boxes[d + 4] as number);
  boxes[k + 5] = Math.min(boxes[k + 5] as number, boxes[d + 5] as number);
}
