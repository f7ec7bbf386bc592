import { type AlignedColumn, columnOf, overlap } from './aligned-columns.ts';
import type { PlacedText } from './text-rows.ts';

/** Flush is less telling than centred: it costs this much (display columns). */
const flushCost = 0.25;
/** … and this much for each column more where others of the line are centred: a little less than a column without a header over it. */
const flushSpanCost = 0.9;
/** A header cell without columns of its own costs as much as this many display columns of bad centring. */
const uncoveredCost = 1;
/** Columns under one cell whose headers begin on lines apart: a line is worth this many display columns. */
const unevenCost = 2;
/** Words that head a group of columns, never one: set flush left, centring says nothing of them. */
const groupHead = /^(?:项目|收入|支出|本年支出|预算数|决算数|人员经费|公用经费)$/u;
/** What it costs (display columns) to give such a word one column where the next is free. */
const loneHeadCost = 100;
/** A cell that is no wrap covers at most this many columns. */
const mostSpanned = 40;

/** The columns a header cell covers, both included. */
interface Span {
  readonly first: number;
  readonly last: number;
}

interface HeaderCell extends Span {
  text: string;
}

/**
 * Header lines of an aligned table → rows as a tabbed dump has them: a cell over several columns stands in the first of
 * them, the words of a cell that is wrapped over lines are put together.
 * @param lines pieces of the header lines, from top to bottom, without the row of column numbers
 * @param figures which columns hold figures in the body
 * @returns rows of as many texts as there are columns; [] for no header lines
 */
export function readHeaderLines(
  lines: readonly (readonly PlacedText[])[],
  columns: readonly AlignedColumn[],
  figures: readonly boolean[] = [],
): string[][] {
  const cells: HeaderCell[][] = [];
  // The highest line, of those read, with a cell over the column: from the lowest up, so that groups stand on whole groups.
  const top: (number | undefined)[] = columns.map(() => undefined);
  for (const [line, pieces] of [...lines.entries()].reverse()) {
    const [flush, mixed] = [true, false].map((isFlush) =>
      assignColumns(pieces, columns, figures, top, isFlush),
    );
    const spans = (flush && mixed && flush.cost < mixed.cost ? flush : mixed)?.spans ?? [];
    const own = pieces.map((piece, i): HeaderCell => {
      const span = spans[i] ?? { first: columnOf(columns, piece), last: columnOf(columns, piece) };
      return { text: piece.text, ...span };
    });
    for (const { first, last } of own) top.fill(line, first, last + 1);
    cells.unshift(own);
  }
  return toRows(joinWraps(cells.flat()), columns.length);
}

/**
 * Which columns each piece of a header line covers: contiguous, none twice, each piece centred over its columns as well
 * as can be. More than one column only where all of them have headers of their own below.
 * @param top the line of the cell that stands next below over each column, undefined for none
 * @param isFlush all pieces of the line are set flush left over their columns, however many
 */
function assignColumns(
  pieces: readonly PlacedText[],
  columns: readonly AlignedColumn[],
  figures: readonly boolean[],
  top: readonly (number | undefined)[],
  isFlush: boolean,
): { readonly spans: readonly Span[]; readonly cost: number } {
  const count = columns.length;
  const hasBelow = top.map((at) => at !== undefined);
  // best[i][c]: least cost of the first i pieces within the first c columns.
  const best = [[0]];
  for (let c = 0; c < count; c++) best[0]?.push((best[0]?.[c] ?? 0) + (hasBelow[c] ? uncoveredCost : 0));
  const choice: (Span | null)[][] = [[]];
  pieces.forEach((piece, i) => {
    const costs = Array.from({ length: count + 1 }, () => Number.POSITIVE_INFINITY);
    const chosen: (Span | null)[] = Array.from({ length: count + 1 }, () => null);
    for (let last = 0; last < count; last++) {
      const skipped = (costs[last] ?? Number.POSITIVE_INFINITY) + (hasBelow[last] ? uncoveredCost : 0);
      costs[last + 1] = skipped;
      for (let first = last; first >= Math.max(0, last - mostSpanned); first--) {
        if (first < last && !(hasBelow[first] && hasBelow[last])) break;
        const before = best[i]?.[first] ?? Number.POSITIVE_INFINITY;
        const from = columns[first]?.from ?? 0;
        const to = columns[last]?.to ?? 0;
        if (overlap({ from, to }, piece) <= 0 && first === last && columnOf(columns, piece) !== first)
          continue;
        const begins = top.slice(first, last + 1).map((at) => at ?? 0);
        const uneven = first === last ? 0 : Math.max(...begins) - Math.min(...begins);
        const isLoneHead =
          first === last &&
          groupHead.test(piece.text.replace(/\s/gu, '')) &&
          hasBelow[first] === true &&
          hasBelow[first + 1] === true &&
          (pieces[i + 1]?.from ?? Number.POSITIVE_INFINITY) >= (columns[first + 1]?.to ?? 0);
        // 项目 heads labels and codes, never figures.
        const isOverFigures =
          first < last && figures.slice(first, last + 1).includes(true) && /^项\s?目$/u.test(piece.text);
        const cost =
          before +
          misplaced(piece, { from, to }, last - first + 1, isFlush) +
          uneven * unevenCost +
          outside(piece, { from, to }) +
          (isLoneHead || isOverFigures ? loneHeadCost : 0);
        if (cost < (costs[last + 1] ?? Number.POSITIVE_INFINITY)) {
          costs[last + 1] = cost;
          chosen[last + 1] = { first, last };
        }
      }
    }
    best.push(costs);
    choice.push(chosen);
  });
  return { spans: trace(choice, pieces, columns), cost: best.at(-1)?.[count] ?? Number.POSITIVE_INFINITY };
}

/** How far a piece is from being centred over its columns, or set flush: with one column at either edge, with several at the left. */
function misplaced(piece: PlacedText, { from, to }: AlignedColumn, span: number, isFlush: boolean): number {
  if (isFlush) return Math.abs(from - piece.from) + flushCost;
  const centred = Math.abs(from + to - piece.from - piece.to) / 2;
  const isAtEdge = Math.abs(from - piece.from) <= 1 || (span === 1 && Math.abs(to - piece.to) <= 1);
  return isAtEdge ? Math.min(centred, flushCost + (span - 1) * flushSpanCost) : centred;
}

/** How far a piece sticks out of the columns it is given. */
function outside(piece: PlacedText, { from, to }: AlignedColumn): number {
  return Math.max(0, from - piece.from) + Math.max(0, piece.to - to);
}

function trace(
  choice: readonly (readonly (Span | null)[])[],
  pieces: readonly PlacedText[],
  columns: readonly AlignedColumn[],
): Span[] {
  const spans: Span[] = [];
  let end = columns.length;
  for (let i = pieces.length; i > 0; i--) {
    let at = end;
    while (at > 0 && !choice[i]?.[at]) at--;
    const span = choice[i]?.[at];
    const piece = pieces[i - 1];
    if (!span || !piece)
      return pieces.map((p) => ({ first: columnOf(columns, p), last: columnOf(columns, p) }));
    spans.unshift(span);
    end = span.first;
  }
  return spans;
}

/** A cell over one column with a cell below it over the same column only is the same cell, wrapped. */
function joinWraps(cells: readonly HeaderCell[]): HeaderCell[] {
  const joined: HeaderCell[] = [];
  for (const cell of cells) {
    const above = joined.findLast((other) => other.first <= cell.last && other.last >= cell.first);
    if (above && above.first === cell.first && above.last === cell.last) above.text += cell.text;
    else joined.push({ ...cell });
  }
  return joined;
}

/** Cells → rows: a cell stands one row under the lowest that lies over it. */
function toRows(cells: readonly HeaderCell[], columns: number): string[][] {
  const depth = Array.from({ length: columns }, () => 0);
  const rows: string[][] = [];
  for (const cell of cells) {
    const row = Math.max(...depth.slice(cell.first, cell.last + 1));
    while (rows.length <= row) rows.push(Array.from({ length: columns }, () => ''));
    const texts = rows[row];
    if (texts) texts[cell.first] = [texts[cell.first], cell.text].filter((text) => text !== '').join(' ');
    for (let c = cell.first; c <= cell.last; c++) depth[c] = row + 1;
  }
  return rows;
}
