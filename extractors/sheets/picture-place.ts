/** How high and wide rows and columns are, in points. */
export interface SheetSizes {
  height(row: number): number;
  width(column: number): number;
}

/** Where a picture begins and ends: cell and points into it. */
export interface PictureCorners {
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

/** Points: what programs give rows and columns of which nothing is said. */
const defaultHeight = 15;
const defaultWidth = 54;
/** Points a character of width takes, and what is added to all of them. */
const characterWidth = 5.25;
const widthPadding = 3.75;
/** A picture that no row holds so much of lies over several. */
const ownShare = 0.6;
/** Rows or columns a picture is followed over: no picture of figures is longer. */
const mostSteps = 2000;

/**
 * @param heights points by row
 * @param widths bands of columns, inclusive, with their width in characters
 */
export function sizesOf(
  heights: ReadonlyMap<number, number>,
  widths: readonly (readonly [number, number, number])[],
): SheetSizes {
  return {
    height: (row) => heights.get(row) ?? defaultHeight,
    width: (column) => {
      const band = widths.find(([from, to]) => column >= from && column <= to);
      return band === undefined ? defaultWidth : band[2] * characterWidth + widthPadding;
    },
  };
}

/**
 * The cell that most of a picture lies over, and whether it lies over several rows and several columns.
 * @param size points it is shown at, where the end is not told
 */
export function placePicture(
  from: PictureCorners,
  to: PictureCorners | null,
  size: { readonly width: number; readonly height: number } | null,
  sizes: SheetSizes,
): { readonly row: number; readonly column: number; readonly isLarge: boolean } {
  const across = to === null ? { length: size?.width ?? 1 } : { end: to.column, rest: to.x };
  const down = to === null ? { length: size?.height ?? 1 } : { end: to.row, rest: to.y };
  const column = mostCovered(from.column, from.x, across, sizes.width);
  const row = mostCovered(from.row, from.y, down, sizes.height);
  return {
    row: row.at,
    column: column.at,
    isLarge: row.share < ownShare && column.share < ownShare,
  };
}

type Extent = { readonly length: number } | { readonly end: number; readonly rest: number };

function mostCovered(
  start: number,
  offset: number,
  extent: Extent,
  sizeOf: (index: number) => number,
): { readonly at: number; readonly share: number } {
  let best = { at: start, covered: 0 };
  let total = 0;
  let left = 'length' in extent ? extent.length : 0;
  for (let i = start; i < start + mostSteps; i++) {
    const isEnd = 'end' in extent && i >= extent.end;
    const size = isEnd ? extent.rest : sizeOf(i);
    const from = i === start ? Math.min(offset, size) : 0;
    const covered = 'length' in extent ? Math.min(left, size - from) : size - from;
    total += covered;
    left -= covered;
    if (covered > best.covered) best = { at: i, covered };
    if (isEnd || ('length' in extent && left <= 0)) break;
  }
  return { at: best.at, share: total === 0 ? 1 : best.covered / total };
}
