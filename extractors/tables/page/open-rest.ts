import type { Word } from '../../../schemas/document.ts';
import { countHeaderRows } from '../structure.ts';
import { alignedPageGrid, restPageGrid } from './aligned-page.ts';
import { keepsFigures, repeatedHeaderRows, textsOf } from './continuation.ts';
import type { PageGrid } from './grid.ts';
import type { OpenRegion } from './open-regions.ts';

/** The rest of a table, and the table above it where the rest tells its columns better. */
interface Rest {
  readonly grid: PageGrid;
  readonly above?: PageGrid;
}

/** Between what stands on two pages, read as if on one, lie this many points. */
const between = 12;

/**
 * A region without vertical lines that begins a page, read in the columns of the table on the page before; where few rows
 * stand there, in the columns that both pages tell.
 * @param own the region read by itself
 * @returns null where it has a header that is not that table's
 */
export function restOf(above: PageGrid, region: OpenRegion, own: PageGrid | null): Rest | null {
  const { words, bbox, cuts } = region;
  if (own === null || isHeadedByLabel(own)) {
    const grid = restPageGrid(words, bbox, cuts, above);
    if (grid && keepsFigures(above, grid)) return { grid };
    return readTogether(above, region);
  }
  if (own.columns === above.columns) return null;
  if (own.rows > above.rows && above.source) {
    const again = alignedPageGrid(above.source.words, above.bbox, above.source.cuts, own.bounds);
    if (again && repeatsHeader(again, own)) return { grid: own, above: again };
  }
  const grid = alignedPageGrid(words, bbox, cuts, above.bounds);
  return grid && repeatsHeader(above, grid) ? { grid } : null;
}

function repeatsHeader(above: PageGrid, rest: PageGrid): boolean {
  const texts = textsOf(above);
  const header = texts.slice(0, countHeaderRows(texts));
  return header.length > 0 && repeatedHeaderRows(header, textsOf(rest)) === header.length;
}

/** Both read in the columns that the rows of both pages have, as if they stood on one. */
function readTogether(above: PageGrid, { words, bbox, cuts, isWhole }: OpenRegion): Rest | null {
  const { source } = above;
  // A few lines may be prose.
  if (!source || !isWhole) return null;
  const down = above.bbox[3] + between - bbox[1];
  const below = words.map(
    (word): Word => ({
      ...word,
      bbox: [word.bbox[0], word.bbox[1] + down, word.bbox[2], word.bbox[3] + down],
      baseline: word.baseline + down,
    }),
  );
  const [x0, x1] = [Math.min(above.bbox[0], bbox[0]), Math.max(above.bbox[2], bbox[2])];
  const whole = alignedPageGrid(
    [...source.words, ...below],
    [x0, above.bbox[1], x1, bbox[3] + down],
    [...source.cuts, above.bbox[3] + between / 2, ...cuts.map((cut) => cut + down)],
  );
  // Columns of two tables have little white space in common.
  if (!whole || whole.columns < above.columns - 1) return null;
  const again = alignedPageGrid(source.words, above.bbox, source.cuts, whole.bounds);
  const grid = again && restPageGrid(words, bbox, cuts, again);
  return grid && again && keepsFigures(again, grid) ? { grid, above: again } : null;
}

/** Whether what stands above the first figures is in one column only: a label begun above its figures, no header. */
function isHeadedByLabel(grid: PageGrid): boolean {
  const texts = textsOf(grid);
  const columns = texts
    .slice(0, countHeaderRows(texts))
    .flatMap((row) => row.flatMap((text, column) => (text === '' ? [] : [column])));
  return new Set(columns).size === 1;
}
