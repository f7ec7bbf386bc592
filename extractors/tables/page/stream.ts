/**
 * Tables without vertical lines: columns told from the white space that runs down between texts. Works on segments
 * (texts with a place from left to right), whatever their unit: points of a page, or columns of a text dump.
 */

/** A text on a line, with its place. */
export interface StreamSegment<T> {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly content: T;
}

export interface StreamLine<T> {
  readonly segments: readonly StreamSegment<T>[];
}

/** Where a segment came to stand. */
export interface StreamCell<T> {
  readonly first: number;
  readonly last: number;
  readonly segment: StreamSegment<T>;
}

export interface StreamGrid<T> {
  /** Bounds between neighbouring columns, ascending; one fewer than there are columns. */
  readonly bounds: readonly number[];
  /** The white space that each bound is the middle of. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** For each line the cells on it, from left to right. */
  readonly rows: readonly (readonly StreamCell<T>[])[];
}

/** Lines with at least this share of the fullest line's segments tell the columns; others (headers, wraps) are set into them. */
const structuralShare = 0.6;

/**
 * Columns of a run of lines.
 * @param minGap white space narrower than this parts no columns, in the segments' unit
 * @returns null where fewer than two lines have two segments, or no white space runs down
 */
export function findStreamGrid<T>(lines: readonly StreamLine<T>[], minGap: number): StreamGrid<T> | null {
  const fullest = Math.max(0, ...lines.map((line) => line.segments.length));
  if (fullest < 2) return null;
  const structural = lines.filter((line) => line.segments.length >= Math.max(2, structuralShare * fullest));
  if (structural.length < 2) return null;
  const gaps = findGaps(
    structural.flatMap((line) => line.segments),
    minGap,
  );
  if (gaps.length === 0) return null;
  const bounds = gaps.map(({ from, to }) => (from + to) / 2);
  const columnAt = (x: number) => bounds.filter((bound) => bound < x).length;
  const rows = lines.map((line) =>
    line.segments.map((segment) => {
      // Half a gap of slack: a text that only touches the next column's white space stays in its own.
      const first = columnAt(segment.from + minGap / 2);
      const last = Math.max(first, columnAt(segment.to - minGap / 2));
      return { first, last, segment };
    }),
  );
  return { bounds, gaps, rows };
}

/** White space that no segment covers, from left to right. */
function findGaps<T>(segments: readonly StreamSegment<T>[], minGap: number): { from: number; to: number }[] {
  const sorted = [...segments].sort((a, b) => a.from - b.from);
  const gaps: { from: number; to: number }[] = [];
  let end = sorted[0]?.to ?? 0;
  for (const { from, to } of sorted) {
    if (from - end >= minGap) gaps.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  return gaps;
}
