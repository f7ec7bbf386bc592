import type { Ruling, Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import { type GridCell, isFigure, linesOf, type PageGrid } from './grid.ts';
import { type ColumnExtent, headerSpans } from './header-spans.ts';
import {
  type ColumnGap,
  cutAtGaps,
  cutOverColumns,
  narrowGaps,
  orderGaps,
  segmentsOf,
  type WordSegment,
} from './segments.ts';
import type { SetLine } from './set-lines.ts';
import { findStreamGrid, type StreamCell } from './stream.ts';
import { type SetRow, toRows } from './stream-rows.ts';

/** White space narrower than this (points) parts no columns. */
const minColumnGap = 1.5;
/** Lines with figures, from this many on, tell the columns alone. */
const minFigureLines = 3;
/** A rule at least this share of the table's width parts rows; a shorter one stands under a group of columns. */
const acrossShare = 0.8;
/** A text that stands alone in its row is centred over the table when it misses the middle by less than this (font sizes). */
const centred = 1;

type PlacedCell = StreamCell<readonly Word[]>;

/**
 * The grid of a region without (enough) vertical lines: columns from white space, rows from baselines, horizontal lines
 * as evidence for rows and for what header texts hold.
 * @param rules horizontal lines of the region
 * @returns null where no columns run down
 */
export function streamPageGrid(
  words: readonly Word[],
  bbox: BBox,
  rules: readonly Ruling[],
): PageGrid | null {
  const read = linesOf(words).map((line) => ({ ...line, segments: segmentsOf(line) }));
  const gaps = findColumnGaps(read);
  if (gaps === null) return null;
  const cut = read.map((line) => ({ ...line, segments: cutAtGaps(line.segments, gaps) }));
  const lines = cutLowestHeader(cut, gaps);
  const lowest = lines[lowestHeader(lines)]?.segments ?? [];
  const labels = Math.max(...lines.filter(hasFigures).map(({ segments }) => segments[0]?.to ?? 0));
  const bounds = narrowGaps(
    orderGaps(gaps, lowest, labels),
    lines.map((line) => line.segments),
    minColumnGap,
  ).map(({ from, to }) => (from + to) / 2);
  const columns = bounds.length + 1;
  const set = lines.map((line): SetLine => {
    const cells = line.segments.map((segment) => place(segment, bounds));
    return { baseline: line.baseline, size: line.size, cells, isSection: isSection(cells, bbox, columns) };
  });
  const across = rules.filter((rule) => rule.to - rule.from >= acrossShare * (bbox[2] - bbox[0]));
  const header = headerLength(set, columns, across);
  const spanned = spanHeaders(
    set,
    header,
    columns,
    rules.filter((rule) => !across.includes(rule)),
  );
  const rows = toRows(spanned, header, across);
  const cells = rows.flatMap((row, r) => cellsOf(row, r, bbox, columns));
  return { bbox, rows: rows.length, columns, cells, bounds: [bbox[0], ...bounds, bbox[2]] };
}

interface SegmentedLine {
  readonly words: readonly Word[];
  readonly segments: readonly WordSegment[];
}

/** The lowest header above the first figures: its texts cut where each part stands over a column. */
function cutLowestHeader<Line extends SegmentedLine>(
  lines: readonly Line[],
  gaps: readonly ColumnGap[],
): Line[] {
  const lowest = lowestHeader(lines);
  const extents = [...gaps, null].map((gap, column): ColumnGap | null => {
    const [left, right] = [
      gaps[column - 1]?.to ?? Number.NEGATIVE_INFINITY,
      gap?.from ?? Number.POSITIVE_INFINITY,
    ];
    const texts = lines
      .filter(hasFigures)
      .flatMap(({ segments }) => segments.filter(({ from, to }) => from >= left - 1 && to <= right + 1));
    if (texts.length === 0) return null;
    return { from: Math.min(...texts.map(({ from }) => from)), to: Math.max(...texts.map(({ to }) => to)) };
  });
  return lines.map((line, i) =>
    i === lowest ? { ...line, segments: cutOverColumns(line.segments, gaps, extents) } : line,
  );
}

/** Index of the lowest header above the first figures that has several texts; −1 for none. */
function lowestHeader(lines: readonly SegmentedLine[]): number {
  const body = lines.findIndex(hasFigures);
  return lines.slice(0, Math.max(0, body)).findLastIndex(({ segments }) => segments.length >= 2);
}

const hasFigures = ({ segments }: SegmentedLine): boolean => segments.slice(1).some((s) => isFigure(s.text));

/** White space between columns: from the lines with figures where there are enough of them, for headers are wider than their columns. */
function findColumnGaps(lines: readonly SegmentedLine[]): readonly ColumnGap[] | null {
  const withFigures = lines.filter(hasFigures);
  const told = withFigures.length >= minFigureLines ? findStreamGrid(withFigures, minColumnGap) : null;
  return (told ?? findStreamGrid(lines, minColumnGap))?.gaps ?? null;
}

function place(segment: WordSegment, bounds: readonly number[]): PlacedCell {
  const columnAt = (x: number) => bounds.filter((bound) => bound < x).length;
  // Half a gap of slack: a text that only touches the next column's white space stays in its own.
  const first = columnAt(segment.from + minColumnGap / 2);
  return { first, last: Math.max(first, columnAt(segment.to - minColumnGap / 2)), segment };
}

/** How many lines are header: those above the first line of figures, or above a full rule under which a label and a figure stand. */
function headerLength(lines: readonly SetLine[], columns: number, across: readonly Ruling[]): number {
  const ruled = lines.findIndex((line, i) => {
    const above = lines[i - 1];
    return (
      above !== undefined &&
      across.some((rule) => rule.at > above.baseline - 1 && rule.at < line.baseline - 1) &&
      line.cells[0]?.first === 0 &&
      line.cells.some((cell) => cell.first > 0 && isFigure(cell.segment.text))
    );
  });
  const found = lines.findIndex(
    (line, i) => isBody(line.cells, columns) && !headsGoOn(line, lines[i + 1], columns),
  );
  const end = ruled > 0 && (found < 0 || ruled < found) ? ruled : found;
  // Texts only: every line is looked at as a row, the header is told later.
  return end < 0 ? 0 : end - sectionLines(lines.slice(0, end));
}

/** Whether figures of a line belong to header texts (per / 100,000 / persons) that go on in the line below. */
function headsGoOn(line: SetLine, below: SetLine | undefined, columns: number): boolean {
  if (below === undefined || line.cells[0]?.first === 0 || isBody(below.cells, columns)) return false;
  return line.cells.every((cell) =>
    below.cells.some((other) => other.first === cell.first && /\p{L}/u.test(other.segment.text)),
  );
}

/** How many of the lines above the first figures are body: a section's name, the beginning of a label whose figures stand last. */
function sectionLines(above: readonly SetLine[]): number {
  let count = 0;
  while (count < above.length - 1) {
    const line = above[above.length - 1 - count];
    const [only, ...rest] = line?.cells ?? [];
    const isLabel = only !== undefined && rest.length === 0 && (only.first === 0 || line?.isSection === true);
    if (!isLabel) break;
    count++;
  }
  // In lower case it is the end of the label column's own header.
  const first = above[above.length - count]?.cells[0]?.segment.text ?? '';
  return /^[\p{Ll}(]/u.test(first) ? 0 : count;
}

function spanHeaders(
  lines: readonly SetLine[],
  header: number,
  columns: number,
  partial: readonly Ruling[],
): SetLine[] {
  const extents = Array.from({ length: columns }, (_, column): ColumnExtent | null => {
    const texts = lines
      .slice(Math.max(0, header - 1))
      .flatMap((line) => line.cells.filter((cell) => cell.first === column && cell.last === column));
    if (texts.length === 0) return null;
    return {
      from: Math.min(...texts.map((cell) => cell.segment.from)),
      to: Math.max(...texts.map((cell) => cell.segment.to)),
    };
  });
  return lines.map((line, i) => {
    if (i >= header - 1) return line;
    const below = lines[i + 1];
    const rules = partial.filter(
      (rule) => rule.at > line.baseline - 1 && rule.at < (below?.baseline ?? 0) - 1,
    );
    const texts = line.cells.map(({ first, last, segment: { from, to } }) => ({ first, last, from, to }));
    const spans = headerSpans(texts, extents, rules, line.size);
    return {
      ...line,
      cells: line.cells.map((cell, k) => {
        const [first, last] = spans[k] ?? [cell.first, cell.last];
        return { ...cell, first, last };
      }),
    };
  });
}

function isBody(row: readonly PlacedCell[], columns: number): boolean {
  const values = row.filter((cell) => cell.first > 0 && cell.first === cell.last);
  const figures = values.filter((cell) => isFigure(cell.segment.text)).length;
  return values.length >= 1 && values.length >= 0.4 * (columns - 1) && figures >= values.length / 2;
}

function cellsOf(row: SetRow, r: number, bbox: BBox, columns: number): GridCell[] {
  const byColumn = new Map<number, { last: number; words: Word[] }>();
  for (const { first, last, segment } of row.cells) {
    const cell = byColumn.get(first) ?? { last, words: [] };
    cell.last = Math.max(cell.last, last);
    cell.words.push(...segment.content);
    byColumn.set(first, cell);
  }
  const [alone, ...others] = row.cells;
  if (
    alone &&
    others.length === 0 &&
    columns > 2 &&
    (alone.first === 0 || isSection(row.cells, bbox, columns))
  ) {
    // A text alone in its row names a section: over all columns where it is centred, else in its own, however long it is.
    const columnSpan = isSection(row.cells, bbox, columns) ? columns : 1;
    return [{ row: r, column: 0, rowSpan: 1, columnSpan, words: [...alone.segment.content], bbox: null }];
  }
  // A text that runs into a column which has a text of its own keeps to its column.
  const starts = [...byColumn.keys()].sort((a, b) => a - b);
  return starts.map((column, i) => {
    const cell = byColumn.get(column);
    const next = starts[i + 1] ?? Number.POSITIVE_INFINITY;
    const last = Math.min(cell?.last ?? column, next - 1);
    return {
      row: r,
      column,
      rowSpan: 1,
      columnSpan: last - column + 1,
      words: cell?.words ?? [],
      bbox: null,
    };
  });
}

/** Whether the only text of a line stands in the middle of the table. */
function isSection(cells: readonly PlacedCell[], bbox: BBox, columns: number): boolean {
  const [cell, ...others] = cells;
  if (!cell || others.length > 0 || columns < 3) return false;
  const { from, to, content } = cell.segment;
  const size = content[0]?.size ?? 0;
  return Math.abs((from + to) / 2 - (bbox[0] + bbox[2]) / 2) <= centred * size && from - bbox[0] > 2 * size;
}
