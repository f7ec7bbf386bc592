import type { PageMarks, SourcePage, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { type Band, comparePlaces, placeIn } from '../../layout/lanes.ts';
import { linesOfPages } from '../../layout/page-flow.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { isRepeatedLine } from '../../layout/repeated-line.ts';
import { toDisplayed } from '../../layout/turn.ts';
import type { BareTable } from '../text-table.ts';
import { columnPlaces } from './column-bounds.ts';
import { isHeaderOnly, isRestOf } from './continuation.ts';
import { isTypedRule, linesOf, type PageGrid, wordsIn } from './grid.ts';
import { findLanes } from './page-lanes.ts';
import { toPageTable } from './page-table.ts';
import { findPageTables } from './page-tables.ts';
import { markPictures } from './picture-cells.ts';
import type { PlacedGrid } from './pieces.ts';

/** What pages with geometry hold, in reading order. */
export interface PageItems {
  readonly items: readonly ({ readonly line: FlowLine } | { readonly bare: BareTable })[];
  readonly furniture: ReadonlySet<FlowLine>;
  /** Per page: words within a table's frame that stand in none of its cells. */
  readonly lost: ReadonlyMap<number, readonly string[]>;
  /** Per page: texts that have no place in any line. */
  readonly leftOut: ReadonlyMap<number, readonly string[]>;
  /** Pieces of personal data cut out of tables. */
  readonly cut: number;
}

interface ReadPage {
  readonly page: SourcePage;
  readonly words: readonly Word[];
  readonly bands: readonly Band[];
  readonly grids: readonly PlacedGrid[];
  /** The last table of the page before in the columns that its rest on this one told. */
  readonly above: PageGrid | undefined;
  /** Ruled grids too small to be tables by themselves. */
  readonly scraps: readonly PageGrid[];
  /** Words within a table's frame that stand in none of its cells. */
  readonly lost: readonly string[];
}

/** Pages of words and rulings → lines and tables in reading order, tables that go on over pages put together. */
export function itemsOfPages(pages: readonly SourcePage[]): PageItems {
  const lost = new Map<number, readonly string[]>();
  const leftOut = new Map<number, readonly string[]>();
  const read: ReadPage[] = [];
  for (const page of pages) {
    if (page.content.kind !== 'marks') continue;
    const next = readPage(page, page.content, read.at(-1)?.grids.at(-1)?.grid);
    const before = read.at(-1);
    if (before) read[read.length - 1] = withBeginning(withColumns(before, next.above), next);
    read.push(next);
    if (next.lost.length > 0) lost.set(page.number, next.lost);
    if (page.content.leftOut.length > 0) leftOut.set(page.number, page.content.leftOut);
  }
  const lines = linesOfPages(read, linesOf, toPage);
  const furniture = new Set<FlowLine>();
  const items: ({ line: FlowLine } | { bare: BareTable })[] = [];
  let cut = 0;
  // The table that may go on, the lines right above it, and the lines since.
  let pieces: PlacedGrid[] = [];
  let above: FlowLine[] = [];
  let since: FlowLine[] = [];
  const flush = () => {
    if (pieces.length > 0) {
      const made = toPageTable(pieces);
      cut += made.cut;
      items.push({ bare: made.table });
    }
    for (const line of since) items.push({ line });
    pieces = [];
    above = since.filter((line) => !furniture.has(line));
    since = [];
  };
  let lastPage = 0;
  for (const { page, bands, grids } of read) {
    const flow = [
      ...(lines.get(page.number) ?? []).map((placed) => ({ place: placed.place, item: { placed } })),
      ...grids.map((grid) => ({
        place: placeIn(bands, grid.grid.bbox),
        item: { grid },
      })),
    ].sort((a, b) => comparePlaces(a.place, b.place));
    for (const { item } of flow) {
      if ('placed' in item) {
        if (item.placed.furniture) furniture.add(item.placed.line);
        since.push(item.placed.line);
        continue;
      }
      const between = since.filter((line) => !furniture.has(line));
      const aboveTexts = above.map(({ text }) => text);
      const isRest =
        pieces.at(-1)?.page === lastPage &&
        page.number > lastPage &&
        between.every((line) => isRepeatedLine(line.text, aboveTexts)) &&
        isRestOf(
          pieces.map(({ grid }) => grid),
          item.grid.grid,
        );
      if (isRest) for (const line of between) furniture.add(line);
      else flush();
      pieces.push(item.grid);
    }
    for (const { text, bbox } of page.content.kind === 'marks' ? page.content.watermarks : []) {
      const line = {
        text,
        page: page.number,
        location: `p${page.number}`,
        bbox: toPage(page, bbox),
        apart: true,
        artifact: false,
      };
      furniture.add(line);
      since.push(line);
    }
    // A page with nothing but its number between two pieces parts nothing.
    if (flow.some(({ item }) => 'grid' in item || !item.placed.furniture)) lastPage = page.number;
  }
  flush();
  return { items, furniture, lost, leftOut, cut };
}

/** A table that begins the next page stands in its upper share. */
const upperShare = 0.25;

/** A page with its last table in other columns. */
function withColumns(page: ReadPage, table: PageGrid | undefined): ReadPage {
  const last = page.grids.at(-1);
  return table && last ? { ...page, grids: [...page.grids.slice(0, -1), { ...last, grid: table }] } : page;
}

/** A page with the header that alone stands at its end, too little to be a table, while the table begins the next page. */
function withBeginning(page: ReadPage, next: ReadPage): ReadPage {
  const [first] = next.grids;
  const height = Math.min(next.page.width ?? 0, next.page.height ?? 0);
  if (!first || first.grid.bbox[1] > upperShare * height) return page;
  const lowest = Math.max(0, ...page.grids.map(({ grid }) => grid.bbox[3]));
  const begun = page.scraps.find(
    (scrap) =>
      scrap.bbox[1] >= lowest &&
      isHeaderOnly([scrap]) &&
      columnPlaces(first.grid.bounds, scrap.bounds) !== null,
  );
  if (!begun) return page;
  const words = new Set(begun.cells.flatMap((cell) => cell.words));
  return {
    ...page,
    words: page.words.filter((word) => !words.has(word)),
    grids: [...page.grids, { page: page.page.number, grid: begun, toPage: (box) => toPage(page.page, box) }],
  };
}

function readPage(page: SourcePage, marks: PageMarks, above: PageGrid | undefined): ReadPage {
  // One row of sums left over on the last page makes no table by itself.
  const isRest = (grid: PageGrid) => above !== undefined && columnPlaces(above.bounds, grid.bounds) !== null;
  const lanes = findLanes(marks.words);
  const scraps: PageGrid[] = [];
  const again: PageGrid[] = [];
  const grids = findPageTables(marks, lanes, isRest, scraps, above, again).map(
    (grid): PlacedGrid => ({
      page: page.number,
      grid: markPictures(grid, marks.images),
      toPage: (box) => toPage(page, box),
    }),
  );
  const inTables = new Set<Word>();
  const lost: string[] = [];
  for (const { grid } of grids) {
    const inCells = new Set(grid.cells.flatMap((cell) => cell.words));
    for (const word of inCells) inTables.add(word);
    for (const word of wordsIn(marks.words, grid.bbox))
      if (!inCells.has(word)) {
        inTables.add(word);
        if (!isTypedRule(word.text) && word.text !== pictureMark) lost.push(word.text);
      }
  }
  // A word of nothing but unread glyphs is listed as a region; in a line it says nothing.
  const words = marks.words.filter((word) => !inTables.has(word) && word.text !== pictureMark);
  return { page, words, bands: lanes.bands, grids, scraps, lost, above: again[0] };
}

function toPage(page: SourcePage, box: BBox): BBox {
  const marks = page.content.kind === 'marks' ? page.content : ({ turn: 0 } as const);
  const [x0, y0, x1, y1] = toDisplayed(box, marks, [page.width ?? 0, page.height ?? 0]);
  return [round(x0), round(y0), round(x1), round(y1)];
}

/** Hundredths of a point: finer than any printer, and without the noise of binary fractions. */
function round(points: number): number {
  return Math.round(points * 100) / 100;
}
