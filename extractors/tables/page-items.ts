import type { PageMarks, SourcePage, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { FlowLine } from '../layout/flow.ts';
import { linesOfPages, type PlacedLine } from '../layout/page-flow.ts';
import { unturnBox } from '../layout/turn.ts';
import { linesOf, wordsIn } from './grid.ts';
import { goesOn, type PlacedGrid, toPageTable } from './page-table.ts';
import { findPageTables } from './page-tables.ts';
import type { BareTable } from './text-table.ts';

/** What pages with geometry hold, in reading order. */
export interface PageItems {
  readonly items: readonly ({ readonly line: FlowLine } | { readonly bare: BareTable })[];
  readonly furniture: ReadonlySet<FlowLine>;
  /** Per page: words within a table's frame that stand in none of its cells. */
  readonly unaccounted: ReadonlyMap<number, readonly string[]>;
  /** Pieces of personal data cut out of tables. */
  readonly cut: number;
}

interface ReadPage {
  readonly page: SourcePage;
  readonly words: readonly Word[];
  readonly grids: readonly PlacedGrid[];
}

/** Pages of words and rulings → lines and tables in reading order, tables that go on over pages put together. */
export function itemsOfPages(pages: readonly SourcePage[]): PageItems {
  const unaccounted = new Map<number, readonly string[]>();
  const read: ReadPage[] = [];
  for (const page of pages) {
    if (page.content.kind !== 'marks') continue;
    const { words, grids, lost } = readPage(page, page.content);
    read.push({ page, words, grids });
    if (lost.length > 0) unaccounted.set(page.number, lost);
  }
  const lines = linesOfPages(read, linesOf, toPage);
  const furniture = new Set<FlowLine>();
  const flat: ({ readonly placed: PlacedLine } | { readonly grid: PlacedGrid })[] = [];
  for (const { page, grids } of read) {
    const items = [
      ...(lines.get(page.number) ?? []).map((placed) => ({ top: placed.top, item: { placed } })),
      ...grids.map((grid) => ({ top: grid.grid.bbox[1], item: { grid } })),
    ].sort((a, b) => a.top - b.top);
    for (const { item } of items) flat.push(item);
  }
  const items: ({ line: FlowLine } | { bare: BareTable })[] = [];
  let cut = 0;
  let pieces: PlacedGrid[] = [];
  const flush = () => {
    if (pieces.length === 0) return;
    const made = toPageTable(pieces);
    cut += made.cut;
    items.push({ bare: made.table });
    pieces = [];
  };
  const waiting: FlowLine[] = [];
  for (const item of flat) {
    if ('grid' in item) {
      const last = pieces.at(-1);
      if (last && goesOn(last, item.grid)) {
        pieces.push(item.grid);
        continue;
      }
      flush();
      for (const line of waiting.splice(0)) items.push({ line });
      pieces = [item.grid];
      continue;
    }
    const { line } = item.placed;
    if (item.placed.furniture) {
      furniture.add(line);
      waiting.push(line);
      continue;
    }
    flush();
    for (const held of waiting.splice(0)) items.push({ line: held });
    items.push({ line });
  }
  flush();
  for (const held of waiting) items.push({ line: held });
  return { items, furniture, unaccounted, cut };
}

function readPage(page: SourcePage, marks: PageMarks) {
  const grids = findPageTables(marks).map(
    (grid): PlacedGrid => ({ page: page.number, grid, toPage: (box) => toPage(page, box) }),
  );
  const inTables = new Set<Word>();
  const lost: string[] = [];
  for (const { grid } of grids) {
    const inCells = new Set(grid.cells.flatMap((cell) => cell.words));
    for (const word of inCells) inTables.add(word);
    for (const word of wordsIn(marks.words, grid.bbox))
      if (!inCells.has(word)) {
        inTables.add(word);
        lost.push(word.text);
      }
  }
  return { words: marks.words.filter((word) => !inTables.has(word)), grids, lost };
}

function toPage(page: SourcePage, box: BBox): BBox {
  const turn = page.content.kind === 'marks' ? page.content.turn : 0;
  const [x0, y0, x1, y1] = unturnBox(box, turn, [page.width ?? 0, page.height ?? 0]);
  return [round(x0), round(y0), round(x1), round(y1)];
}

/** Hundredths of a point: finer than any printer, and without the noise of binary fractions. */
function round(points: number): number {
  return Math.round(points * 100) / 100;
}
