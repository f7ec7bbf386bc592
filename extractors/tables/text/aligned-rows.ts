import { displayWidth } from '../../../normalizers/text.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { type AlignedColumn, columnOf, cutAtColumns, isFigurePiece, overlap } from './aligned-columns.ts';
import { readHeaderLines } from './aligned-header.ts';
import {
  chunksOf,
  columnsOf,
  cutCollapsed,
  disorder,
  hasFigure,
  headerLength,
  isNumbersLine,
  isTabular,
  type Measure,
  measures,
  numberedLength,
  place,
} from './aligned-measure.ts';
import { joinWraps } from './aligned-wraps.ts';
import { placeBySpacing, placeColumns } from './column-kinds.ts';
import type { AlignedLine, TextRow } from './text-rows.ts';

/** Another way of counting than the usual one must be this much better: few lines tell little. */
const clearGain = 0.3;
/** A table has at most this many columns. */
const maxColumns = 256;

/**
 * Lines whose texts are set in columns by white space → rows of equal length. Where a page's part of the table is set in
 * other places than the part before it, each is read in its own.
 * @param carrier how the carrier counts elsewhere: another way must be clearly better
 * @returns the rows, and how many of the lines they take; none where the lines are no table: prose in two columns, too
 * few figures, fewer than two columns
 */
export function readAlignedRows(
  flow: readonly FlowLine[],
  carrier: Measure = displayWidth,
): {
  readonly rows: TextRow[];
  readonly used: number;
} {
  const placed = [carrier, ...measures.filter((measure) => measure !== carrier)].map((measure) => ({
    measure,
    lines: place(flow, measure),
  }));
  const [usual, ...others] = placed;
  if (!usual || !isTabular(usual.lines)) return { rows: [], used: 0 };
  // The way of counting under which the pieces stand in columns best.
  let { lines, measure } = usual;
  let least = disorder(lines) - clearGain;
  for (const other of others) {
    const own = disorder(other.lines);
    if (own >= least) continue;
    least = own;
    ({ lines, measure } = other);
  }
  const header = headerLength(lines);
  const parts = partsOf(lines, header);
  const [first, ...next] = parts;
  if (!first) return { rows: [], used: 0 };
  const rows = readPart(first, header, measure);
  const body = rows.slice(rows.length - Math.max(1, first.length - header));
  let used = first.length;
  for (const part of next) {
    const own = readPart(part, 0, measure);
    // A part whose columns are fewer lacks some that are blank on its page: which, its texts must tell beyond doubt.
    const places =
      placeColumns(body, own) ??
      placeBySpacing(body, own, { whole: edgesOf(first, header, measure), part: edgesOf(part, 0, measure) });
    if (places === null) break;
    for (const row of own)
      rows.push({ ...row, cells: spread(row.cells, places, rows[0]?.cells.length ?? 0) });
    used += part.length;
  }
  return { rows, used };
}

/**
 * Parts of a table that are set in columns of their own: a page ends between them, or white space stands there and what
 * follows does not fit the columns so far.
 */
function partsOf(lines: readonly AlignedLine[], header: number): AlignedLine[][] {
  const chunks = chunksOf(lines).flatMap((chunk, i) =>
    cutCollapsed(chunk, i === 0 ? numberedLength(chunk) : 0),
  );
  const parts: AlignedLine[][] = [];
  let columns: AlignedColumn[] = [];
  for (const chunk of chunks) {
    const part = parts.at(-1);
    const first = parts.length === 1 && part ? numberedLength(part) : 0;
    // What would join columns that stand apart so far is set in places of its own.
    const joins = part !== undefined && columnsOf([...part, ...chunk], first).length < columns.length;
    if (
      part &&
      !joins &&
      (!chunk.some(hasFigure) || fits(columns, chunk) || addsColumns(columns, chunk, header))
    ) {
      for (const line of chunk) part.push(line);
      if (addsColumns(columns, chunk, header) && !fits(columns, chunk))
        columns = columnsOf(part, parts.length === 1 ? numberedLength(part) : 0);
    } else {
      parts.push([...chunk]);
      columns = columnsOf(chunk, parts.length === 1 ? numberedLength(chunk) : 0);
    }
  }
  return parts;
}

/** Whether every piece of the lines lies over one of the columns, and no two of a line over the same. */
function fits(columns: readonly AlignedColumn[], lines: readonly AlignedLine[]): boolean {
  return lines.every(({ pieces }) => {
    const places = pieces.map((piece) => columns.filter((column) => overlap(column, piece) > 0));
    return (
      places.every(
        (over, i) => over.length === 1 || (over.length > 1 && !isFigurePiece(pieces[i]?.text ?? '')),
      ) && new Set(places.map((over) => over[0])).size === pieces.length
    );
  });
}

/** Without a header, lines may bring columns that were blank so far: their pieces lie over no two columns. */
function addsColumns(
  columns: readonly AlignedColumn[],
  lines: readonly AlignedLine[],
  header: number,
): boolean {
  return (
    header === 0 &&
    lines.every(({ pieces }) =>
      pieces.every((piece) => columns.filter((column) => overlap(column, piece) > 0).length <= 1),
    )
  );
}

function readPart(lines: readonly AlignedLine[], length: number, measure: Measure): TextRow[] {
  const columns = columnsOf(lines, length > 0 || isNumbersLine(lines[0]) ? numberedLength(lines) : 0);
  if (columns.length < 2 || columns.length > maxColumns) return [];
  const cut = lines.map(({ line, pieces }) => ({
    line,
    pieces: pieces.flatMap((piece) => cutAtColumns(columns, piece, measure)),
  }));
  const header = cut.slice(0, length);
  const headerRows = readHeaderLines(
    header.map(({ pieces }) => pieces),
    columns,
    figureColumns(cut.slice(length), columns),
  ).map((cells, i): TextRow => {
    const line = (header[i] ?? header.at(-1))?.line;
    return { cells, page: line?.page ?? 1, location: line?.location ?? '', apart: false };
  });
  return [...headerRows, ...joinWraps(cut.slice(length), columns)];
}

/** Right edge of the figures of each column, the one in the middle; null for a column without figures. */
function edgesOf(lines: readonly AlignedLine[], header: number, measure: Measure): (number | null)[] {
  const columns = columnsOf(lines, header > 0 || isNumbersLine(lines[0]) ? numberedLength(lines) : 0);
  const edges = columns.map((): number[] => []);
  for (const { pieces } of lines.slice(header))
    for (const piece of pieces.flatMap((own) => cutAtColumns(columns, own, measure)))
      if (isFigurePiece(piece.text)) edges[columnOf(columns, piece)]?.push(piece.to);
  return edges.map((own) => own.sort((a, b) => a - b)[own.length >> 1] ?? null);
}

/** Which columns hold figures (codes are none), the row that numbers the columns included. */
function figureColumns(body: readonly AlignedLine[], columns: readonly AlignedColumn[]): boolean[] {
  const figures = columns.map(() => false);
  for (const { pieces } of body)
    for (const piece of pieces)
      if (isFigurePiece(piece.text) && !/^\d{3}(?:\d{2}){0,2}$/u.test(piece.text))
        figures[columnOf(columns, piece)] = true;
  return figures;
}

function spread(cells: readonly string[], places: readonly number[], width: number): string[] {
  const wide = Array.from({ length: width }, () => '');
  places.forEach((place, i) => {
    wide[place] = cells[i] ?? '';
  });
  return wide;
}
