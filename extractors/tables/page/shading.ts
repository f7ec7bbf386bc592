import type { PageMarks, Ruling } from '../../../schemas/document.ts';

/** Sides of filled areas this near across (points) are one border: cells are painted with a hair of overlap. */
const sameSide = 1.2;
/** Pieces of a border this near along (points) continue each other. */
const joinDistance = 2.6;
/** A border ends on a line when it misses it by no more than this (points), and is a drawn line when this near to one. */
const reach = 3;
/** A border of columns crosses at least this many horizontal lines, its ends among them: fewer bound a box. */
const minCrossed = 3;
/** Another colour begins along this share of a border; along the rest one side may be unpainted. */
const minChange = 0.5;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The side of an area: its place across, its reach along, whether the area lies to its right. */
interface Side extends Interval {
  readonly at: number;
  readonly color: string;
  readonly opens: boolean;
}

/**
 * Borders between columns that nobody drew: one colour ends where another begins, from one drawn line to another and
 * across those between.
 * @returns vertical rulings of no thickness, by place; none where every change of colour has its line
 */
export function shadedBorders(marks: Pick<PageMarks, 'areas' | 'horizontal' | 'vertical'>): Ruling[] {
  if (marks.horizontal.length < minCrossed) return [];
  return levelsOf(marks.areas.flatMap(sidesOf)).flatMap((level) => {
    const at = level.reduce((sum, side) => sum + side.at, 0) / level.length;
    const touching = touches(level);
    const unchanged = union([...byColor(level).values()].flatMap(touches));
    return union(level)
      .filter(({ from, to }) => {
        const changed = lengthWithin(touching, from, to) - lengthWithin(unchanged, from, to);
        return changed > 0 && changed >= minChange * (to - from);
      })
      .map(({ from, to }): Ruling => ({ at, from, to, thickness: 0 }))
      .filter((border) => isBetweenLines(border, marks.horizontal) && !isDrawn(border, marks.vertical));
  });
}

function sidesOf({ bbox: [x0, y0, x1, y1], color }: PageMarks['areas'][number]): Side[] {
  const along = { from: y0, to: y1, color };
  return [
    { at: x0, ...along, opens: true },
    { at: x1, ...along, opens: false },
  ];
}

/** Sides at one place, in the order of the places; a place with sides of one kind only parts nothing. */
function levelsOf(sides: readonly Side[]): Side[][] {
  const levels: Side[][] = [];
  for (const side of [...sides].sort((a, b) => a.at - b.at)) {
    const first = levels.at(-1)?.[0];
    if (first && side.at - first.at <= sameSide) levels.at(-1)?.push(side);
    else levels.push([side]);
  }
  return levels.filter((level) => level.some(({ opens }) => opens) && level.some(({ opens }) => !opens));
}

function byColor(level: readonly Side[]): Map<string, Side[]> {
  const groups = new Map<string, Side[]>();
  for (const side of level) {
    const group = groups.get(side.color);
    if (group) group.push(side);
    else groups.set(side.color, [side]);
  }
  return groups;
}

/** Where an area ends and another begins. */
function touches(level: readonly Side[]): Interval[] {
  const begins = union(level.filter(({ opens }) => opens));
  const ends = union(level.filter(({ opens }) => !opens));
  const both: Interval[] = [];
  for (let i = 0, j = 0; ; ) {
    const [one, other] = [begins[i], ends[j]];
    if (one === undefined || other === undefined) return both;
    const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
    if (to > from) both.push({ from, to });
    if (one.to < other.to) i++;
    else j++;
  }
}

/** Intervals that touch or nearly do, taken together; in their order. */
function union(intervals: readonly Interval[]): Interval[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to + joinDistance) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

function lengthWithin(intervals: readonly Interval[], from: number, to: number): number {
  return intervals.reduce(
    (sum, part) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)),
    0,
  );
}

/** Begins and ends on drawn lines that go on at both sides, and crosses some. */
function isBetweenLines({ at, from, to }: Ruling, horizontal: readonly Ruling[]): boolean {
  const crossed = horizontal
    .filter((line) => line.from < at - reach && line.to > at + reach)
    .filter((line) => line.at >= from - reach && line.at <= to + reach);
  return (
    crossed.length >= minCrossed &&
    crossed.some((line) => Math.abs(line.at - from) <= reach) &&
    crossed.some((line) => Math.abs(line.at - to) <= reach)
  );
}

function isDrawn({ at, from, to }: Ruling, vertical: readonly Ruling[]): boolean {
  return vertical.some((line) => Math.abs(line.at - at) <= reach && line.from < to && line.to > from);
}
