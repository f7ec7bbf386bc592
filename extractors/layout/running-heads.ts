/** A text at the edge of at least this many pages that follow each other closely is a running head. */
const repeatedOn = 3;
/** … closely: among this many pages, for left pages may have another than right ones, and some have none. */
const runsWithin = 6;

/**
 * Pages over which a text runs as a head or foot, of those at whose edge it stands. A title that comes again in every
 * unit's part of a compiled report stands on pages far from each other: it runs over none.
 * @param pages numbers of the pages, in any order
 */
export function pagesRunOver(pages: readonly number[]): ReadonlySet<number> {
  const ordered = [...new Set(pages)].sort((a, b) => a - b);
  const run = new Set<number>();
  ordered.forEach((page, i) => {
    const within = ordered.slice(i, i + runsWithin).filter((other) => other < page + runsWithin);
    if (within.length >= repeatedOn) for (const other of within) run.add(other);
  });
  return run;
}
