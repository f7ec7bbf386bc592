import { parseNumber } from '../../../normalizers/number.ts';
import { stripSpaces } from '../../../normalizers/text.ts';
import { standsBeside } from '../../layout/beside.ts';
import type { Claims } from '../../layout/claims.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { isTableTitle } from '../../layout/line-kinds.ts';
import { countHeaderRows } from '../structure.ts';
import { carrierMeasure } from './aligned-measure.ts';
import { maxLoneCell, type Run, readAligned, stretchesOf } from './aligned-run.ts';
import { readCellStream } from './cell-stream.ts';
import { joinBrokenRows, joinTornRows, lastFilled, unshiftRows } from './row-repair.ts';
import { isRule, splitTabs, type TextRow } from './text-rows.ts';

/** A table of a text carrier before its header is told: every row has as many cells as the widest. */
export interface TextGrid {
  readonly rows: readonly TextRow[];
  readonly columns: number;
  /** Rows that the carrier itself calls header (Markdown), 0 where it says nothing. */
  readonly declaredHeader: number;
}

export type FlowItem =
  | {
      readonly line: FlowLine;
      /** It stands inside a table without being part of it: a page number, the header of the next page's part. */
      readonly isFurniture: boolean;
    }
  | { readonly grid: TextGrid };

/** A second column of texts longer than this (characters) on average is a list of sentences, no table. */
const maxListText = 30;
/** A table of two columns of texts has at least this many rows, and both cells in this share of them. */
const minTextRows = 3;
const pairShare = 0.8;
/** A table has at most this many columns: a line of more tabs is a damage. */
const maxColumns = 256;
/** A line without a tab between tabbed ones is a row whose trailing tabs are gone, up to this length (characters). */
const maxBareRow = 30;

type Reader = (flow: readonly FlowLine[], start: number, claims: Claims) => Run;

/**
 * Lines in order → lines and the tables that runs of them are: tabbed, or set in columns.
 * @param claims lines that are known to be something else: the list of contents breaks a table, furniture does not
 */
export function findTextGrids(flow: readonly FlowLine[], claims: Claims): FlowItem[] {
  const items: FlowItem[] = [];
  const measure = carrierMeasure(stretchesOf(flow));
  const readers: readonly Reader[] = [readTabbed, (...at) => readAligned(...at, measure), readCellStream];
  // A run that is no table is not looked at again from each of its lines.
  const rejected = readers.map(() => 0);
  for (let i = 0; i < flow.length; ) {
    let next = i;
    for (const [r, read] of readers.entries()) {
      if (i < (rejected[r] ?? 0)) continue;
      const run = read(flow, i, claims);
      const grid = toGrid(run);
      if (grid) {
        for (const line of run.furniture) items.push({ line, isFurniture: true });
        const before = run.furniture.length === 0 ? items.at(-1) : undefined;
        const joined = before && 'grid' in before ? joinGrids(before.grid, grid) : null;
        if (joined) items[items.length - 1] = { grid: joined };
        else items.push({ grid });
        next = run.end;
        break;
      }
      rejected[r] = run.end;
    }
    const line = flow[i];
    if (next === i && line) {
      items.push({ line, isFurniture: false });
      next = i + 1;
    }
    i = next;
  }
  return items;
}

/** A table without a header right under another as wide goes on with it, though it is set in another way. */
function joinGrids(above: TextGrid, below: TextGrid): TextGrid | null {
  const isRest =
    above.columns === below.columns &&
    below.declaredHeader === 0 &&
    countHeaderRows(below.rows.map((row) => row.cells)) === 0;
  return isRest ? { ...above, rows: [...above.rows, ...below.rows] } : null;
}

function readTabbed(flow: readonly FlowLine[], start: number, claims: Claims): Run {
  return readRows(flow, start, claims, (line, i) => {
    const row = splitTabs(line);
    return row ?? (i > start ? bareRow(line, flow[i + 1]) : null);
  });
}

/** A row that consists of its label: the tabs behind it are gone. */
function bareRow(line: FlowLine, after: FlowLine | undefined): TextRow | null {
  const text = line.text.trim();
  const isBetween = !line.apart && after !== undefined && !after.apart && after.text.includes('\t');
  if (!isBetween || [...text].length > maxBareRow || /[。；：:]/u.test(text)) return null;
  return { cells: [text], page: line.page, location: line.location, apart: false };
}

function readRows(
  flow: readonly FlowLine[],
  start: number,
  claims: Claims,
  split: (line: FlowLine, at: number) => TextRow | null,
): Run {
  const rows: TextRow[] = [];
  const furniture: FlowLine[] = [];
  let pending: FlowLine[] = [];
  let declaredHeader = 0;
  let end = start;
  for (let i = start; i < flow.length; i++) {
    const line = flow[i];
    if (!line || line.artifact) break;
    const claim = claims.get(line);
    if (claim === 'furniture' && rows.length > 0) {
      pending.push(line);
      continue;
    }
    if (claim !== undefined || standsBeside(line.text)) break;
    const row = split(line, i);
    if (!row || isLoneSentence(row)) break;
    if (isRule(row)) {
      if (declaredHeader === 0) declaredHeader = rows.length;
    } else if (row.cells.some((cell) => cell !== '')) {
      const repeated = repeatedHeader(rows, row, flow, i, split);
      if (repeated === 'new') break;
      if (repeated > 0) {
        pending = pending.concat(flow.slice(i, i + repeated));
        i += repeated - 1;
      } else rows.push(row);
    }
    for (const passed of pending) furniture.push(passed);
    pending = [];
    end = i + 1;
  }
  return { rows, declaredHeader, isPlaced: false, furniture, end: Math.max(end, start + 1) };
}

function isLoneSentence(row: TextRow): boolean {
  const filled = row.cells.filter((cell) => cell !== '');
  const only = filled[0] ?? '';
  return (
    filled.length === 1 &&
    ([...only].length > maxLoneCell || /[。；]$/u.test(only) || isTableTitle(only)) &&
    !/^[（(]?\d/u.test(only)
  );
}

/**
 * A header that comes again after white space: over the next page's part of the table (how many lines it takes), or
 * over a new table whose first row is the same label again (`new`).
 */
function repeatedHeader(
  rows: readonly TextRow[],
  row: TextRow,
  flow: readonly FlowLine[],
  at: number,
  split: (line: FlowLine, at: number) => TextRow | null,
): number | 'new' {
  const first = rows[0];
  if (!first || rows.length < 2 || !(row.apart || row.page !== rows.at(-1)?.page)) return 0;
  if (!isSameRow(first, row) || row.cells.filter((cell) => cell !== '').length < 2) return 0;
  let length = 1;
  for (; length < rows.length; length++) {
    const line = flow[at + length];
    const next = line ? split(line, at + length) : null;
    const known = rows[length];
    if (!next || !known) return 0;
    if (isSameRow(known, next)) continue;
    return labelOf(known) === labelOf(next) ? 'new' : length;
  }
  return 'new';
}

function isSameRow(a: TextRow, b: TextRow): boolean {
  return stripSpaces(a.cells.join('|')) === stripSpaces(b.cells.join('|'));
}

function labelOf(row: TextRow): string {
  return stripSpaces(row.cells.find((cell) => cell !== '') ?? '');
}

function toGrid({ rows: torn, declaredHeader, isPlaced }: Run): TextGrid | null {
  const filled = (row: TextRow): number => row.cells.filter((cell) => cell !== '').length;
  if (torn.filter((row) => filled(row) >= 2).length < 2) return null;
  const rows = joinTornRows(torn);
  const columns = rows.reduce((most, row) => Math.max(most, lastFilled(row) + 1), 0);
  if (columns > maxColumns) return null;
  const body = rows.slice(1);
  const hasFigures = body.some((row) => row.cells.slice(1).some((cell) => parseNumber(cell) !== null));
  const hasLabels = body.some((row) => row.cells.some((cell) => /\p{L}/u.test(cell)));
  if (!hasLabels || isList(rows, columns)) return null;
  if (!hasFigures && (columns === 2 ? !isPairs(rows) : body.filter((row) => filled(row) >= 2).length < 2))
    return null;
  // Rows are as long as the longest printed one: a last column that is blank throughout is a column still.
  const width = Math.max(columns, blankColumns(rows));
  const even = rows.map((row) => ({
    ...row,
    cells: Array.from({ length: width }, (_, i) => row.cells[i] ?? ''),
  }));
  const joined = joinBrokenRows(even);
  return { rows: isPlaced ? joined : unshiftRows(joined), columns: width, declaredHeader };
}

/** Columns that rows print though the last are blank: only where a header names them. */
function blankColumns(rows: readonly TextRow[]): number {
  return Math.max(0, ...rows.slice(0, 4).map((row) => lastFilled(row) + 1));
}

/** Items of a list, or sentences, with a tab behind their ordinals. */
function isList(rows: readonly TextRow[], columns: number): boolean {
  if (columns > 3) return false;
  const ordinals = rows.filter((row) =>
    /^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．]?|[•●·■◆-])$/u.test(row.cells[0] ?? ''),
  );
  const texts = rows.map((row) => row.cells.slice(1).join(''));
  const mean = texts.reduce((sum, text) => sum + text.length, 0) / rows.length;
  const hasFigures = rows.some((row) => row.cells.slice(1).some((cell) => parseNumber(cell) !== null));
  return (
    (columns === 2 && mean > maxListText && !hasFigures) ||
    (ordinals.length === rows.length && !hasFigures) ||
    texts.filter((text) => /[。；]$/u.test(text)).length > rows.length / 2
  );
}

/** Two columns of texts that belong together, row by row. */
function isPairs(rows: readonly TextRow[]): boolean {
  const paired = rows.filter((row) => (row.cells[0] ?? '') !== '' && (row.cells[1] ?? '') !== '');
  return rows.length >= minTextRows && paired.length >= pairShare * rows.length;
}
