import type { Group } from './strokes.ts';
import type { Ink } from './threshold.ts';

/** What runs of ink are taken for pieces of a line. */
export interface RunRule {
  /** Pixels. */
  readonly shortest: number;
  readonly gap: number;
  /** Of it so much is ink in its row or a neighbouring one. */
  readonly share: number;
}

/** Long runs of ink row by row, a row's neighbours helping over its gaps; runs that touch are one group. */
export function groupRuns({ width, height, data }: Ink, { shortest, gap, share }: RunRule): Group[] {
  const done: Group[] = [];
  let open: Group[] = [];
  const row = new Uint8Array(width);
  for (let y = 1; y < height - 1; y++) {
    const at = y * width;
    for (let x = 0; x < width; x++)
      row[x] = (data[at + x] as number) | (data[at + x - width] as number) | (data[at + x + width] as number);
    const next: Group[] = [];
    for (let x = row.indexOf(1); x >= 0; ) {
      const from = x;
      let [last, count] = [x, 0];
      for (; x < width && x - last <= gap + 1; x++)
        if (row[x] === 1) {
          last = x;
          count++;
        }
      if (last - from + 1 >= shortest && count >= (last - from + 1) * share)
        next.push(extend(open, next, from, last, y, data, at));
      x = row.indexOf(1, last + 1);
    }
    const kept = new Set(next);
    for (const group of open) if (!kept.has(group) && group.n > 0) done.push(group);
    open = [...kept];
  }
  done.push(...open);
  return done;
}

/** Puts a run to the groups of the row above that it touches (they become one), or starts one. */
function extend(
  open: Group[],
  next: Group[],
  from: number,
  to: number,
  y: number,
  data: Uint8Array,
  at: number,
): Group {
  const touched = open.filter((group) => group.n > 0 && group.from <= to && group.to >= from);
  const group: Group = touched[0] ?? { from, to, top: y, bottom: y, n: 0, x: 0, y: 0, xx: 0, xy: 0 };
  for (const other of touched.slice(1)) {
    group.from = Math.min(group.from, other.from);
    group.to = Math.max(group.to, other.to);
    group.top = Math.min(group.top, other.top);
    for (const key of ['n', 'x', 'y', 'xx', 'xy'] as const) group[key] += other[key];
    other.n = 0;
    const twin = next.indexOf(other);
    if (twin >= 0) next[twin] = group;
  }
  for (let x = from; x <= to; x++)
    if (data[at + x] === 1) {
      group.n++;
      group.x += x;
      group.y += y;
      group.xx += x * x;
      group.xy += x * y;
    }
  group.from = Math.min(group.from, from);
  group.to = Math.max(group.to, to);
  group.bottom = y;
  return group;
}
