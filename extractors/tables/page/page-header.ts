import { type AlignedColumn, columnOf, overlap } from '../text/aligned-columns.ts';
import type { PlacedText } from '../text/text-rows.ts';

/** Lines of one header cell follow each other within this many font sizes. */
const maxWrapGap = 1.75;
/** A line this much further below (font sizes) is surely another cell, where its neighbours have none above. */
const sureRowGap = 1.38;
/** Lines of one cell are centred, or begin, at one place within this many half font sizes. */
const sameAxis = 1.2;
/** A line of a cell is at most this much wider (half font sizes) than the line above it. */
const maxWider = 5;
/** Baselines within this many font sizes are one line. */
const sameLine = 0.3;
/** A text above other headers has more than one column: what it costs (half font sizes) to give it one. */
const loneCost = 4;
/** The middle of a text lies this share of its size above its baseline. */
const middleHeight = 0.35;
/** Words that head a group of columns, never one column. */
const groupHead = /^(?:收入|支出|本年支出|本年收入|预算数|决算数|人员经费|公用经费)$/u;

/** Texts of a header on one baseline, points; places as the columns have them. */
export interface HeaderLine<P extends PlacedText> {
  readonly baseline: number;
  readonly size: number;
  readonly pieces: readonly P[];
}

/** A header cell: the columns it covers, both included, and its row. */
export interface PageHeaderCell<P extends PlacedText> {
  readonly first: number;
  readonly last: number;
  readonly row: number;
  readonly pieces: readonly P[];
}

/** A text of the header, its wrapped lines together. */
interface Block<P extends PlacedText> {
  readonly pieces: P[];
  readonly size: number;
  from: number;
  to: number;
  readonly top: number;
  bottom: number;
}

interface Placed<P extends PlacedText> extends Block<P> {
  readonly first: number;
  readonly last: number;
  readonly depth: number;
}

/**
 * Header lines of a page → cells. Wrapped lines of one text are put together; the lowest text over a column is its own
 * header; a text above others heads as many neighbouring columns as it is centred over.
 * @param bottom height at which the header ends, points
 */
export function readPageHeader<P extends PlacedText>(
  lines: readonly HeaderLine<P>[],
  columns: readonly AlignedColumn[],
  bottom: number,
): PageHeaderCell<P>[] {
  let waiting = joinBlocks(lines, columns);
  // The header that stands highest over each column so far.
  const tops: (Placed<P> | null)[] = columns.map(() => null);
  const leaves: (Placed<P> | null)[] = columns.map(() => null);
  const placed: Placed<P>[] = [];
  const put = (block: Block<P>, first: number, last: number): void => {
    const below = tops.slice(first, last + 1).map((top) => top?.depth ?? 0);
    const own: Placed<P> = { ...block, first, last, depth: 1 + Math.max(0, ...below) };
    placed.push(own);
    tops.fill(own, first, last + 1);
    if (first === last) leaves[first] ??= own;
  };
  while (waiting.length > 0) {
    const lowest = waiting.filter(
      (block) => !waiting.some((other) => other !== block && isOver(block, other, columns)),
    );
    // From the lowest line up: a text over groups waits for them.
    const floor = Math.max(...lowest.map((block) => block.bottom - block.size / 2));
    const level = lowest.filter((block) => block.bottom >= floor);
    if (level.length === 0) break;
    waiting = waiting.filter((block) => !level.includes(block));
    const free = level.filter((block) => {
      const column = columnOf(columns, block);
      const over = columns.filter((own, c) => overlap(own, block) > 0 && tops[c] !== null).length;
      if (over > 0 || tops[column] !== null) return true;
      put(block, column, column);
      return false;
    });
    for (const { block, first, last } of spread(free, columns, tops, boxesOf(columns, leaves), bottom))
      put(block, first, last);
  }
  return toRows(placed);
}

/** Whether one stands over the other: above it, in one of its columns. */
function isOver<P extends PlacedText>(
  upper: Block<P>,
  lower: Block<P>,
  columns: readonly AlignedColumn[],
): boolean {
  if (upper.bottom >= lower.top) return false;
  const below = columnsUnder(lower, columns);
  return columnsUnder(upper, columns).some((column) => below.includes(column));
}

function columnsUnder(text: AlignedColumn, columns: readonly AlignedColumn[]): number[] {
  const under = columns.flatMap((own, c) => (overlap(own, text) > 0 ? [c] : []));
  return under.length > 0 ? under : [columnOf(columns, text)];
}

/** Lines → blocks, from top to bottom. */
function joinBlocks<P extends PlacedText>(
  lines: readonly HeaderLine<P>[],
  columns: readonly AlignedColumn[],
): Block<P>[] {
  const blocks: Block<P>[] = [];
  for (const line of lines) {
    for (const piece of line.pieces) {
      const above = blocks.findLast((block) => block.bottom < line.baseline && overlap(block, piece) > 0);
      if (above && isWrap(above, piece, line, lines, columns)) {
        above.pieces.push(piece);
        above.bottom = line.baseline;
        above.from = Math.min(above.from, piece.from);
        above.to = Math.max(above.to, piece.to);
      } else
        blocks.push({
          pieces: [piece],
          size: line.size,
          from: piece.from,
          to: piece.to,
          top: line.baseline,
          bottom: line.baseline,
        });
    }
  }
  return blocks;
}

/** Whether a piece is the next line of the block above it. */
function isWrap<P extends PlacedText>(
  above: Block<P>,
  piece: P,
  line: HeaderLine<P>,
  lines: readonly HeaderLine<P>[],
  columns: readonly AlignedColumn[],
): boolean {
  const gap = (line.baseline - above.bottom) / line.size;
  const isCentred = Math.abs(above.from + above.to - piece.from - piece.to) <= 2 * sameAxis;
  if (gap > maxWrapGap || !(isCentred || Math.abs(above.from - piece.from) <= sameAxis)) return false;
  // A line breaks where the next character does not fit, and no text is wider than its cell.
  if (piece.to - piece.from - (above.to - above.from) > maxWider) return false;
  const reach = (text: AlignedColumn) => columns.filter((own) => overlap(own, text) > sameAxis).length;
  if (reach(above) > 1 && reach(piece) <= 1) return false;
  const text = above.pieces
    .map((own) => own.text)
    .join('')
    .replace(/\s/gu, '');
  if (gap <= sureRowGap && !groupHead.test(text)) return true;
  // Beside a group's name its columns' other names begin on the line below, with nothing above them.
  const column = columnOf(columns, piece);
  const bare = [column - 1, column + 1].filter((c) => {
    const own = columns[c];
    return (
      own !== undefined &&
      line.pieces.some((other) => columnOf(columns, other) === c) &&
      !lines.some(
        (other) =>
          other.baseline < line.baseline &&
          other.baseline > above.bottom - sameLine * above.size &&
          other.pieces.some((over) => overlap(own, over) > 0 && !above.pieces.includes(over)),
      )
    );
  });
  return bare.length === 0;
}

/** For texts above others the columns they head: neighbours, in order, each text centred over its own as well as can be. */
function spread<P extends PlacedText>(
  blocks: readonly Block<P>[],
  columns: readonly AlignedColumn[],
  tops: readonly (Placed<P> | null)[],
  boxes: readonly AlignedColumn[],
  bottom: number,
): { readonly block: Block<P>; readonly first: number; readonly last: number }[] {
  const sorted = [...blocks].sort((a, b) => a.from - b.from);
  const homes = sorted.map((block) => columnOf(columns, block));
  return sorted.map((block, i) => {
    const home = homes[i] ?? 0;
    const isHeaded = (c: number): boolean => {
      const top = tops[c];
      return top ? upperEdge(top, bottom) > middleOf(block, block.top) : false;
    };
    let least = home;
    while (least > 0 && isHeaded(least - 1) && !homes.slice(0, i).includes(least - 1)) least--;
    let most = home;
    while (most + 1 < columns.length && isHeaded(most + 1) && !homes.slice(i + 1).includes(most + 1)) most++;
    return { block, ...widest(block, tops, boxes, least, home, most) };
  });
}

/** Height of the middle of a text's lines from one on. */
function middleOf<P extends PlacedText>({ bottom, size }: Block<P>, top: number): number {
  return (top + bottom) / 2 - middleHeight * size;
}

/**
 * Height of the upper edge of a header cell: a text in the middle of a cell that reaches down to the header's end is as far
 * from the one as from the other. A cell over others ends above them: its text tells.
 */
function upperEdge<P extends PlacedText>(cell: Placed<P>, bottom: number): number {
  return cell.depth > 1 ? cell.top : 2 * middleOf(cell, cell.top) - bottom;
}

/** Of all runs of columns about the home the one over which the text is centred best; whole groups only. */
function widest<P extends PlacedText>(
  block: Block<P>,
  tops: readonly (Placed<P> | null)[],
  boxes: readonly AlignedColumn[],
  least: number,
  home: number,
  most: number,
): { readonly first: number; readonly last: number } {
  let best = { first: home, last: home, cost: Number.POSITIVE_INFINITY };
  for (let first = least; first <= home; first++)
    for (let last = Math.max(home, first); last <= most; last++) {
      const cutsGroup = (tops[first]?.first ?? first) < first || (tops[last]?.last ?? last) > last;
      if (cutsGroup) continue;
      const from = boxes[first]?.from ?? 0;
      const to = boxes[last]?.to ?? 0;
      const centred = Math.abs(from + to - block.from - block.to) / 2;
      const outside = Math.max(0, from - block.from) + Math.max(0, block.to - to);
      const single = first === last ? loneCost : 0;
      // Of runs about as well centred the wider one: its outer columns would have no header else.
      const cost = centred + outside + single - 0.6 * (last - first);
      if (cost < best.cost) best = { first, last, cost };
    }
  return best;
}

/** Columns as wide as they must be for their own headers to stand in their middle, as far as the neighbours' texts leave room. */
function boxesOf<P extends PlacedText>(
  columns: readonly AlignedColumn[],
  leaves: readonly (Placed<P> | null)[],
): AlignedColumn[] {
  return columns.map(({ from, to }, c) => {
    const leaf = leaves[c];
    if (!leaf) return { from, to };
    const middle = (leaf.from + leaf.to) / 2;
    const half = Math.max(middle - from, to - middle);
    const left = columns[c - 1]?.to ?? middle - half;
    const right = columns[c + 1]?.from ?? middle + half;
    return {
      from: Math.min(from, Math.max(middle - half, left)),
      to: Math.max(to, Math.min(middle + half, right)),
    };
  });
}

/** Rows from the outermost header in: a cell stands under those that cover its columns. */
function toRows<P extends PlacedText>(placed: readonly Placed<P>[]): PageHeaderCell<P>[] {
  return placed.map(({ first, last, pieces, top }) => {
    const above = placed.filter(
      (other) =>
        other.top < top &&
        other.first <= first &&
        other.last >= last &&
        !other.pieces.some((p) => pieces.includes(p)),
    );
    return { first, last, row: above.length, pieces };
  });
}
