/** A row that stands somewhere in an order. */
export interface OrderedRow {
  /** Its place in the order, null where nothing was read that tells it. */
  readonly place: number | null;
  /** Where it stands among its neighbours: its line number, or a count of rows. */
  readonly at: number;
}

/**
 * Places of rows that were not read, by those above and below that were: where as many rows stand between two as the order has there.
 * @param rows from top to bottom
 * @returns the place of each row that the order tells, null for rows that were read and for those that it does not tell
 */
export function fillPlaces(rows: readonly OrderedRow[]): (number | null)[] {
  const anchors = risingAnchors(rows);
  const told: (number | null)[] = rows.map(() => null);
  for (const [i, from] of anchors.entries()) {
    const to = anchors[i + 1];
    const [above, below] = [rows[from], rows[to ?? -1]];
    if (to === undefined || above === undefined || below === undefined) continue;
    const steps = below.at - above.at;
    if (steps < 2 || steps !== (below.place ?? 0) - (above.place ?? 0)) continue;
    for (let row = from + 1; row < to; row++) {
      const own = rows[row];
      if (own === undefined || own.at <= above.at || own.at >= below.at) continue;
      const isOnly = rows.filter((other, k) => k > from && k < to && other.at === own.at).length === 1;
      if (isOnly) told[row] = (above.place ?? 0) + own.at - above.at;
    }
  }
  return told;
}

/** Rows that were read, without those that stand out of the order: the longest rise of their places. */
function risingAnchors(rows: readonly OrderedRow[]): number[] {
  const read = rows.flatMap(({ place }, i) => (place === null ? [] : [i]));
  const length = new Map<number, number>();
  const before = new Map<number, number>();
  for (const i of read) {
    length.set(i, 1);
    for (const j of read) {
      if (j >= i) break;
      const rises = (rows[j]?.place ?? 0) < (rows[i]?.place ?? 0) && (rows[j]?.at ?? 0) < (rows[i]?.at ?? 0);
      if (rises && (length.get(j) ?? 0) + 1 > (length.get(i) ?? 0)) {
        length.set(i, (length.get(j) ?? 0) + 1);
        before.set(i, j);
      }
    }
  }
  let last = read.reduce(
    (best, i) => ((length.get(i) ?? 0) > (length.get(best) ?? 0) ? i : best),
    read[0] ?? -1,
  );
  const chain: number[] = [];
  while (last >= 0) {
    chain.unshift(last);
    last = before.get(last) ?? -1;
  }
  return chain;
}
