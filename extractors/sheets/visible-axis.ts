/** Blank rows, or columns, behind each other of which more are not kept: the rest of a gap says nothing. */
const longestGap = 3;

/** First and last of rows or columns that belong together. */
export type Band = readonly [first: number, last: number];

/** Which rows (or columns) of a sheet its table has, and where each stands in it. */
export interface VisibleAxis {
  readonly length: number;
  /** Places in the table of those from first to last; null where none of them is in it. */
  spanOf(first: number, last: number): readonly [from: number, to: number] | null;
  /** The row of the sheet that stands at a place of the table. */
  indexAt(place: number): number;
}

/** Tells hidden rows (or columns) from those that show. */
export interface HiddenBands {
  /** The first from `first` to `last` that shows; null for none. */
  firstShown(first: number, last: number): number | null;
}

export function openBands(hidden: readonly Band[]): HiddenBands {
  const bands: [number, number][] = [];
  for (const [first, last] of [...hidden].sort((a, b) => a[0] - b[0])) {
    const before = bands.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else bands.push([first, last]);
  }
  return {
    firstShown(first, last) {
      const band = bands[countUpTo(bands, first, ([from]) => from) - 1];
      const shown = band !== undefined && band[1] >= first ? band[1] + 1 : first;
      return shown <= last ? shown : null;
    },
  };
}

/** @param used rows that hold something to be seen: these, and some of the blank ones between them, make the table */
export function openAxis(used: ReadonlySet<number>, bands: HiddenBands): VisibleAxis {
  const kept: number[] = [];
  let next = 0;
  for (const index of [...used].sort((a, b) => a - b)) {
    for (let left = longestGap; kept.length > 0 && left > 0; left--) {
      const blank = bands.firstShown(next, index - 1);
      if (blank === null) break;
      kept.push(blank);
      next = blank + 1;
    }
    kept.push(index);
    next = index + 1;
  }
  return {
    length: kept.length,
    spanOf(first, last) {
      const from = countUpTo(kept, first - 1, (each) => each);
      const to = countUpTo(kept, last, (each) => each) - 1;
      return to < from ? null : [from, to];
    },
    indexAt: (place) => kept[place] ?? 0,
  };
}

/** How many of an ordered list are at most `limit`. */
function countUpTo<Item>(items: readonly Item[], limit: number, numberOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && numberOf(item) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
