import { displayWidth } from '../../normalizers/text.ts';
import type { FlowLine } from '../layout/flow.ts';
import {
  type AlignedColumn,
  columnOf,
  cutAtColumns,
  findColumns,
  isFigurePiece,
  overlap,
} from './aligned-columns.ts';
import { readHeaderLines } from './aligned-header.ts';
import { joinWraps } from './aligned-wraps.ts';
import { placeColumns } from './column-kinds.ts';
import { isColumnNumbers, roleByName } from './structure.ts';
import { type AlignedLine, type PlacedText, splitAligned, type TextRow } from './text-rows.ts';

/** An aligned table has at least this many lines of two pieces or more. */
const minLines = 3;
/** … at least this share of them with a figure (jx tables have text in half of their rows). */
const minFigureShare = 0.25;
/** Pieces without figures are on average at most this wide (display columns): wider ones are columns of prose. */
const maxMeanWidth = 40;
/** A table has at most this many columns. */
const maxColumns = 256;
/** Two pieces of a line in one column are as bad as a piece this far (display columns) from its edge; further is no worse. */
const collisionCost = 4;
const mostStray = 6;
/** A column more is as bad as every piece this far from its edge. */
const columnCost = 0.1;
/** Another way of counting than the usual one must be this much better: few lines tell little. */
const clearGain = 0.3;

/**
 * How wide a text is: terminals and most converters give a hanzi two columns, pdftotext gives it one; figures may have
 * been set before their digits were made full-width.
 */
type Measure = (text: string) => number;
const measures: readonly Measure[] = [
  displayWidth,
  (text) => [...text].length,
  (text) => displayWidth(text.replace(/[０-９．，]/gu, '0')),
];

/**
 * Lines whose texts are set in columns by white space → rows of equal length. Where a page's part of the table is set in
 * other places than the part before it, each is read in its own.
 * @returns the rows, and how many of the lines they take; none where the lines are no table: prose in two columns, too
 * few figures, fewer than two columns
 */
export function readAlignedRows(flow: readonly FlowLine[]): {
  readonly rows: TextRow[];
  readonly used: number;
} {
  const placed = measures.map((measure) => ({
    measure,
    lines: flow.map((line): AlignedLine => ({ line, pieces: splitAligned(line.text, measure) })),
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
    const places = placeColumns(body, own);
    if (places === null) break;
    for (const row of own)
      rows.push({ ...row, cells: spread(row.cells, places, rows[0]?.cells.length ?? 0) });
    used += part.length;
  }
  return { rows, used };
}

function isTabular(lines: readonly AlignedLine[]): boolean {
  const several = lines.filter(({ pieces }) => pieces.length >= 2);
  if (several.length < minLines) return false;
  const pieces = several.flatMap((line) => line.pieces);
  const texts = pieces.filter((piece) => !isFigurePiece(piece.text));
  const mean = texts.reduce((sum, piece) => sum + piece.to - piece.from, 0) / Math.max(1, texts.length);
  const withFigures = several.filter(hasFigure);
  return withFigures.length >= minFigureShare * several.length && mean <= maxMeanWidth;
}

/**
 * How badly the pieces stand in columns: pieces of a line that share one, and columns that are too many. Stretches that
 * may be set apart count each for itself, if most lines stand in such as have lines enough to tell; else pages do.
 */
function disorder(lines: readonly AlignedLine[]): number {
  const figures = (stretch: readonly AlignedLine[]): number => stretch.filter(hasFigure).length;
  const telling = chunksOf(lines).filter((chunk) => figures(chunk) >= minLines);
  const isMost = telling.reduce((sum, chunk) => sum + figures(chunk), 0) * 2 > figures(lines);
  const pages = [...new Set(lines.map(({ line }) => line.page))].map((page) =>
    lines.filter(({ line }) => line.page === page),
  );
  const stretches = isMost ? telling : pages;
  return stretches.reduce((sum, stretch) => sum + disorderOf(stretch) * stretch.length, 0) / lines.length;
}

function disorderOf(lines: readonly AlignedLine[]): number {
  const header = numberedLength(lines);
  const columns = columnsOf(lines, header);
  const pieces: PlacedText[][] = columns.map(() => []);
  let collisions = 0;
  for (const line of lines.slice(header).filter(hasFigure)) {
    const places = line.pieces.map((piece) => columnOf(columns, piece));
    collisions += places.length - new Set(places).size;
    line.pieces.forEach((piece, i) => {
      pieces[places[i] ?? 0]?.push(piece);
    });
  }
  const all = pieces.reduce((sum, own) => sum + own.length, 0);
  const astray = pieces.reduce((sum, own) => sum + strayOf(own), 0);
  return (astray + collisions * collisionCost) / Math.max(1, all) + columns.length * columnCost;
}

/** How far pieces of a column stand from its left and right edge, whichever is nearer, all together. */
function strayOf(pieces: readonly PlacedText[]): number {
  const left = middle(pieces.map((piece) => piece.from));
  const right = middle(pieces.map((piece) => piece.to));
  return pieces.reduce(
    (sum, { from, to }) => sum + Math.min(Math.abs(from - left), Math.abs(to - right), mostStray),
    0,
  );
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function hasFigure({ pieces }: AlignedLine): boolean {
  return pieces.some((piece) => isFigurePiece(piece.text));
}

/** Lines above the first that belongs to the body: header, and the first half of a label that begins above its figures left out. */
function headerLength(lines: readonly AlignedLine[]): number {
  const first = Math.max(0, lines.findIndex(hasFigure));
  if (isNumbersLine(lines[first])) return first;
  let length = first;
  while (length > 1 && isLead(lines, length - 1, first)) length--;
  return length;
}

/** A lone label right over the first figures, in the column of labels, that is no column's name. */
function isLead(lines: readonly AlignedLine[], at: number, first: number): boolean {
  const [piece, ...rest] = lines[at]?.pieces ?? [];
  const below = lines[at + 1]?.line.apart === false;
  if (!piece || rest.length > 0 || !below || roleByName(piece.text) !== null) return false;
  return /支出|收入|费|补助|事务|保险|缴|[（(]/u.test(piece.text) && lines.slice(0, first).some(isNamed);
}

function isNamed({ pieces }: AlignedLine): boolean {
  return pieces.some((piece) => /科目|名称|项目/u.test(piece.text));
}

function numberedLength(lines: readonly AlignedLine[]): number {
  const header = headerLength(lines);
  return header + (isNumbersLine(lines[header]) ? 1 : 0);
}

function isNumbersLine(line: AlignedLine | undefined): boolean {
  return line !== undefined && isColumnNumbers(line.pieces.map((piece) => piece.text));
}

function columnsOf(lines: readonly AlignedLine[], header: number): AlignedColumn[] {
  return findColumns(
    lines.map(({ pieces }) => pieces),
    header,
  );
}

/**
 * Parts of a table that are set in columns of their own: a page ends between them, or white space stands there and what
 * follows does not fit the columns so far.
 */
function partsOf(lines: readonly AlignedLine[], header: number): AlignedLine[][] {
  const chunks = chunksOf(lines);
  const parts: AlignedLine[][] = [];
  let columns: AlignedColumn[] = [];
  for (const chunk of chunks) {
    const part = parts.at(-1);
    if (part && (!chunk.some(hasFigure) || fits(columns, chunk) || addsColumns(columns, chunk, header))) {
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

/** Lines between which neither a page ends nor white space stands; the header with the first rows that tell its columns. */
function chunksOf(lines: readonly AlignedLine[]): AlignedLine[][] {
  const chunks: AlignedLine[][] = [[]];
  let page = lines[0]?.line.page;
  let figures = 0;
  for (const line of lines) {
    const isNextPage = line.line.page !== page;
    if (figures >= minLines ? line.line.apart || isNextPage : isNextPage && figures > 0) chunks.push([]);
    page = line.line.page;
    chunks.at(-1)?.push(line);
    if (hasFigure(line)) figures++;
  }
  return chunks;
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
