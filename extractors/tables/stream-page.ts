import type { Ruling, Word } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { type GridCell, isFigure, linesOf, type PageGrid, type WordLine } from './grid.ts';
import { findStreamGrid, type StreamCell, type StreamLine, type StreamSegment } from './stream.ts';

/** Words nearer than this share of the font size are one text; columns stand further apart. */
const sameText = 0.75;
/** White space narrower than this (points) parts no columns. */
const minColumnGap = 1.5;
/** Header lines nearer than this many font sizes are one row, unless a line is drawn between. */
const headerLeading = 1.75;
/** A body line nearer to the one above than this share of the usual distance goes on from it. */
const wrapShare = 0.87;

type WordSegment = StreamSegment<readonly Word[]>;
interface TextLine extends StreamLine<readonly Word[]> {
  readonly baseline: number;
  readonly size: number;
  readonly segments: readonly WordSegment[];
}

/** Words of a line that stand together. */
export function segmentsOf(line: WordLine): WordSegment[] {
  const segments: { from: number; to: number; text: string; content: Word[] }[] = [];
  for (const word of line.words) {
    const last = segments.at(-1);
    if (last && word.bbox[0] - last.to <= sameText * word.size) {
      last.to = Math.max(last.to, word.bbox[2]);
      last.text += ` ${word.text}`;
      last.content.push(word);
    } else segments.push({ from: word.bbox[0], to: word.bbox[2], text: word.text, content: [word] });
  }
  return segments;
}

/**
 * The grid of a region without (enough) vertical lines: columns from white space, rows from baselines, horizontal lines
 * as evidence for rows.
 * @returns null where no columns run down
 */
export function streamPageGrid(
  words: readonly Word[],
  bbox: BBox,
  rules: readonly Ruling[],
): PageGrid | null {
  const lines: TextLine[] = linesOf(words).map((line) => ({
    baseline: line.baseline,
    size: line.size,
    segments: segmentsOf(line),
  }));
  const stream = findStreamGrid(lines, minColumnGap);
  if (!stream) return null;
  const columns = stream.bounds.length + 1;
  const rows = mergeLines(lines, stream.rows, columns, rules);
  const cells = rows.flatMap((row, r) => cellsOf(row, r));
  return { bbox, rows: rows.length, columns, cells, bounds: [bbox[0], ...stream.bounds, bbox[2]] };
}

interface Row {
  baseline: number;
  readonly size: number;
  readonly cells: StreamCell<readonly Word[]>[];
}

function mergeLines(
  lines: readonly TextLine[],
  rows: readonly (readonly StreamCell<readonly Word[]>[])[],
  columns: number,
  rules: readonly Ruling[],
): Row[] {
  const found = rows.findIndex((row) => isBody(row, columns));
  const header = found < 0 ? Math.min(1, rows.length) : found;
  const gaps = lines
    .slice(Math.max(1, header))
    .map((line, i) => line.baseline - (lines[Math.max(1, header) + i - 1]?.baseline ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const merged: Row[] = [];
  lines.forEach((line, i) => {
    const above = merged.at(-1);
    const cells = [...(rows[i] ?? [])];
    const parted =
      !above || rules.some((rule) => rule.at > above.baseline - 1 && rule.at < line.baseline - 1);
    const gap = line.baseline - (above?.baseline ?? 0);
    const goesOn =
      above !== undefined &&
      !parted &&
      (i < header
        ? gap < headerLeading * line.size && above.cells.every((cell) => cell.first === cell.last)
        : i > header &&
          gap < wrapShare * usual &&
          cells.every((cell) => cell.first === cell.last && !isFigure(cell.segment.text)));
    if (above && goesOn) {
      above.cells.push(...cells);
      above.baseline = line.baseline;
    } else merged.push({ baseline: line.baseline, size: line.size, cells });
  });
  return merged;
}

function isBody(row: readonly StreamCell<readonly Word[]>[], columns: number): boolean {
  const values = row.filter((cell) => cell.first > 0 && cell.first === cell.last);
  const figures = values.filter((cell) => isFigure(cell.segment.text)).length;
  return values.length >= 1 && values.length >= 0.4 * (columns - 1) && figures >= values.length / 2;
}

function cellsOf(row: Row, r: number): GridCell[] {
  const byColumn = new Map<number, { last: number; words: Word[] }>();
  for (const { first, last, segment } of row.cells) {
    const cell = byColumn.get(first) ?? { last, words: [] };
    cell.last = Math.max(cell.last, last);
    cell.words.push(...segment.content);
    byColumn.set(first, cell);
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
