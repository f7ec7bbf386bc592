import { parseNumber } from '../../normalizers/number.ts';
import { readCaption } from '../layout/captions.ts';
import type { FlowLine } from '../layout/flow.ts';
import { isContentsTitle, isNote, isPageNumber } from '../layout/line-kinds.ts';
import { findStreamGrid } from './stream.ts';
import {
  isPipeRule,
  type PlacedText,
  splitAligned,
  splitPipes,
  splitTabs,
  type TextRow,
} from './text-rows.ts';

/** A table of a text carrier before its header is told: every row has as many cells as the widest. */
export interface TextGrid {
  readonly rows: readonly TextRow[];
  readonly columns: number;
  /** Rows that the carrier itself calls header (Markdown), 0 where it says nothing. */
  readonly declaredHeader: number;
}

export type FlowItem = { readonly line: FlowLine } | { readonly grid: TextGrid };

/** A second column of texts longer than this (characters) on average is a list of sentences, no table. */
const maxListText = 30;
/** A column is filled by all rows when this share fills it: headers and broken rows may not. */
const filledShare = 0.8;
/** Columns set apart by at least this much (display columns). */
const minAlignedGap = 2;
/** An aligned table has at least this many lines of two texts or more. */
const minAlignedLines = 3;

/** Lines in order → lines and the tables that runs of them are. */
export function findTextGrids(flow: readonly FlowLine[]): FlowItem[] {
  const items: FlowItem[] = [];
  for (let i = 0; i < flow.length; ) {
    const found = readRun(flow, i, splitTabs) ?? readRun(flow, i, splitPipes) ?? readAligned(flow, i);
    if (found) {
      items.push({ grid: found.grid });
      i = found.end;
    } else {
      const line = flow[i];
      if (line) items.push({ line });
      i++;
    }
  }
  return items;
}

interface Run {
  readonly grid: TextGrid;
  /** Index of the first line behind it. */
  readonly end: number;
}

function readRun(
  flow: readonly FlowLine[],
  start: number,
  split: (line: FlowLine) => TextRow | null,
): Run | null {
  const rows: TextRow[] = [];
  let declaredHeader = 0;
  let end = start;
  for (; end < flow.length; end++) {
    const line = flow[end];
    if (!line || line.artifact || isBeside(line)) break;
    const row = split(line);
    if (!row) break;
    if (isPipeRule(row)) declaredHeader = rows.length;
    else rows.push(row);
  }
  const grid = toGrid(rows, declaredHeader);
  return grid ? { grid, end } : null;
}

/** Captions, notes and page numbers stand beside tables, never in them. */
function isBeside(line: FlowLine): boolean {
  return readCaption(line.text) !== null || isNote(line.text) || isPageNumber(line.text);
}

function toGrid(rows: readonly TextRow[], declaredHeader: number): TextGrid | null {
  const filled = (row: TextRow) => row.cells.filter((cell) => cell !== '').length;
  if (rows.filter((row) => filled(row) >= 2).length < 2) return null;
  const columns = Math.max(...rows.map((row) => lastFilled(row) + 1));
  const body = rows.slice(1);
  const hasFigures = body.some((row) => row.cells.slice(1).some((cell) => parseNumber(cell) !== null));
  const hasLabels = body.some((row) => row.cells.some((cell) => /\p{L}/u.test(cell)));
  if (!hasLabels || (!hasFigures && (columns < 3 || body.filter((row) => filled(row) >= 2).length < 2)))
    return null;
  if (columns === 2 && !hasFigures && isListOfSentences(rows)) return null;
  const even = rows.map((row) => ({
    ...row,
    cells: Array.from({ length: columns }, (_, i) => row.cells[i] ?? ''),
  }));
  return { rows: unshiftRows(joinBrokenRows(even)), columns, declaredHeader };
}

function lastFilled(row: TextRow): number {
  return row.cells.findLastIndex((cell) => cell !== '');
}

function isListOfSentences(rows: readonly TextRow[]): boolean {
  const texts = rows.map((row) => row.cells[1] ?? '');
  return texts.reduce((sum, text) => sum + text.length, 0) > maxListText * texts.length;
}

/**
 * A row with nothing but the rest of a label broken over two lines goes to the row above. It is told from a row whose
 * values are blank by a column that all rows fill (行次, a code, a total) and this one does not.
 */
function joinBrokenRows(rows: readonly TextRow[]): TextRow[] {
  const joined: TextRow[] = [];
  const always = (rows[0]?.cells ?? [])
    .map((_, column) => column)
    .filter((column) => rows.filter((row) => row.cells[column] !== '').length >= filledShare * rows.length);
  for (const row of rows) {
    const above = joined.at(-1);
    const at = row.cells.findIndex((cell) => cell !== '');
    const rest = row.cells[at] ?? '';
    const begun = above?.cells[at] ?? '';
    const isRest =
      above !== undefined &&
      at === lastFilled(row) &&
      always.some((column) => column !== at) &&
      isLabelRest(rest) &&
      begun !== '' &&
      parseNumber(begun) === null &&
      above.cells.some((cell, i) => i > at && parseNumber(cell) !== null);
    if (isRest && above)
      joined[joined.length - 1] = {
        ...above,
        cells: above.cells.map((cell, i) => (i === at ? cell + rest : cell)),
      };
    else joined.push(row);
  }
  return joined;
}

/** The second half of a label: letters, and no ordinal, code or word that begins a row of its own. */
function isLabelRest(text: string): boolean {
  return (
    /^[\p{L}）)、，]/u.test(text) &&
    parseNumber(text) === null &&
    !/^(?:[一二三四五六七八九十]+、|其中|合计|总计|小计|本年|年[初末]|[（(]?\d)/u.test(text)
  );
}

/**
 * A row that lost its leading empty cells stands too far left: its figures stand under texts and its end is empty. Where
 * moving it right by what is empty at its end brings figures under figures, it is moved.
 */
function unshiftRows(rows: readonly TextRow[]): TextRow[] {
  return rows.map((row, i) => {
    const free = row.cells.length - 1 - lastFilled(row);
    if (free === 0 || lastFilled(row) < 2 || (row.cells[0] ?? '') === '') return row;
    const near = [rows[i - 2], rows[i - 1], rows[i + 1], rows[i + 2]].filter((r) => r !== undefined);
    const moved = [...Array.from({ length: free }, () => ''), ...row.cells.slice(0, row.cells.length - free)];
    return alignmentOf(moved, near) > alignmentOf(row.cells, near) && alignmentOf(row.cells, near) <= 0
      ? { ...row, cells: moved, shifted: true }
      : row;
  });
}

/** How well the figures of a row stand under figures of others: +1 for each that does, −1 for each under a text. */
function alignmentOf(cells: readonly string[], others: readonly TextRow[]): number {
  let score = 0;
  cells.forEach((cell, column) => {
    if (parseNumber(cell) === null) return;
    for (const other of others) {
      const there = other.cells[column] ?? '';
      if (there !== '') score += parseNumber(there) === null ? -1 : 1;
    }
  });
  return score;
}

function readAligned(flow: readonly FlowLine[], start: number): Run | null {
  const lines: {
    line: FlowLine;
    segments: { from: number; to: number; text: string; content: PlacedText }[];
  }[] = [];
  let end = start;
  let prose = 0;
  for (; end < flow.length; end++) {
    const line = flow[end];
    if (!line || line.artifact || line.text.includes('\t') || isBeside(line) || isContentsTitle(line.text))
      break;
    const pieces = splitAligned(line.text);
    if (pieces.length < 2) {
      // A line of one piece is the rest of a wrapped label, unless it is prose.
      const piece = pieces[0];
      if (lines.length === 0 || !piece || piece.to - piece.from > 40 || /[。；]/u.test(piece.text)) break;
      if (++prose > 2) break;
    } else prose = 0;
    lines.push({
      line,
      segments: pieces.map((piece) => ({ from: piece.from, to: piece.to, text: piece.text, content: piece })),
    });
  }
  while (lines.length > 0 && (lines.at(-1)?.segments.length ?? 0) < 2) {
    lines.pop();
    end--;
  }
  if (lines.filter((l) => l.segments.length >= 2).length < minAlignedLines) return null;
  const stream = findStreamGrid(lines, minAlignedGap);
  if (!stream) return null;
  const columns = stream.bounds.length + 1;
  const rows = lines.map(({ line }, i): TextRow => {
    const cells = Array.from({ length: columns }, () => '');
    for (const { first, segment } of stream.rows[i] ?? [])
      cells[first] = [cells[first], segment.text].filter((t) => t !== '').join(' ');
    return { cells, page: line.page, location: line.location };
  });
  const figures = rows.flatMap((r) => r.cells.slice(1)).filter((c) => parseNumber(c) !== null).length;
  if (figures < minAlignedLines) return null;
  const grid = toGrid(rows, 0);
  return grid ? { grid, end } : null;
}
