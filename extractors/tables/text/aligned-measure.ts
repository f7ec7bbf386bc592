import { displayWidth } from '../../../normalizers/text.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { isColumnNumbers, roleByName } from '../structure.ts';
import { type AlignedColumn, columnOf, findColumns, isFigurePiece } from './aligned-columns.ts';
import { type AlignedLine, type PlacedText, splitAligned } from './text-rows.ts';

/** An aligned table has at least this many lines of two pieces or more. */
const minLines = 3;
/** … at least this share of them with a figure (jx tables have text in half of their rows). */
const minFigureShare = 0.25;
/** Pieces without figures are on average at most this wide (display columns): wider ones are columns of prose. */
const maxMeanWidth = 40;
/** Two pieces of a line in one column are as bad as a piece this far (display columns) from its edge; further is no worse. */
const collisionCost = 4;
const mostStray = 6;
/** A column more is as bad as every piece this far from its edge. */
const columnCost = 0.1;

/**
 * How wide a text is: terminals and most converters give a hanzi two columns, pdftotext gives it one; figures may have
 * been set before their digits were made full-width.
 */
export type Measure = (text: string) => number;
export const measures: readonly Measure[] = [
  displayWidth,
  (text) => [...text].length,
  (text) => displayWidth(text.replace(/[０-９．，]/gu, '0')),
];

/**
 * The way of counting under which the lines of a whole carrier stand in columns best: tables of few lines do not tell.
 * @param stretches lines that follow each other, each of several pieces
 */
export function carrierMeasure(stretches: readonly (readonly FlowLine[])[]): Measure {
  const telling = stretches
    .map((flow) => ({ flow, lines: place(flow, displayWidth) }))
    .filter(({ lines }) => lines.filter(hasFigure).length >= minLines && isTabular(lines));
  const total = (measure: Measure): number =>
    telling.reduce((sum, { flow }) => sum + disorder(place(flow, measure)) * flow.length, 0);
  let best: Measure = displayWidth;
  let least = total(best);
  for (const measure of measures) {
    const own = total(measure);
    if (own < least) [best, least] = [measure, own];
  }
  return best;
}

/** The lines with their pieces, placed by one way of counting. */
export function place(flow: readonly FlowLine[], measure: Measure): AlignedLine[] {
  return flow.map((line) => ({ line, pieces: splitAligned(line.text, measure) }));
}

/** Whether lines of several pieces are a table: enough of them, enough figures, no prose in columns. */
export function isTabular(lines: readonly AlignedLine[]): boolean {
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
export function disorder(lines: readonly AlignedLine[]): number {
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

/** Whether a piece of the line is a figure. */
export function hasFigure({ pieces }: AlignedLine): boolean {
  return pieces.some((piece) => isFigurePiece(piece.text));
}

/** Lines above the first that belongs to the body: header, and the first half of a label that begins above its figures left out. */
export function headerLength(lines: readonly AlignedLine[]): number {
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
  if (at === first - 1 && lines[at]?.line.apart === true) return true;
  return /支出|收入|费|补助|事务|保险|缴|[（(]/u.test(piece.text) && lines.slice(0, first).some(isNamed);
}

function isNamed({ pieces }: AlignedLine): boolean {
  return pieces.some((piece) => /科目|名称|项目/u.test(piece.text));
}

/** Lines above the body, the row that numbers the columns included. */
export function numberedLength(lines: readonly AlignedLine[]): number {
  const header = headerLength(lines);
  return header + (isNumbersLine(lines[header]) ? 1 : 0);
}

/** Whether the line numbers the columns. */
export function isNumbersLine(line: AlignedLine | undefined): boolean {
  return line !== undefined && isColumnNumbers(line.pieces.map((piece) => piece.text));
}

/** Columns of the lines, of which so many are header. */
export function columnsOf(lines: readonly AlignedLine[], header: number): AlignedColumn[] {
  return findColumns(
    lines.map(({ pieces }) => pieces),
    header,
  );
}

/** Lines between which neither a page ends nor white space stands; the header with the first rows that tell its columns. */
export function chunksOf(lines: readonly AlignedLine[]): AlignedLine[][] {
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

/**
 * A stretch in which columns run into each other, because what follows is set in other places without any white space
 * before it, ends where they do.
 */
export function cutCollapsed(lines: readonly AlignedLine[], header: number): AlignedLine[][] {
  if (collisions(lines, header) < minLines) return [[...lines]];
  // The longest beginning whose columns stand apart: more lines never part what fewer join, so halves find it.
  let length = header;
  for (let end = lines.length; length < end; ) {
    const middle = Math.ceil((length + end) / 2);
    if (collisions(lines.slice(0, middle), header) > 0) end = middle - 1;
    else length = middle;
  }
  const isTelling = lines.slice(0, length).filter(hasFigure).length >= minLines;
  return isTelling && length < lines.length
    ? [lines.slice(0, length), ...cutCollapsed(lines.slice(length), 0)]
    : [[...lines]];
}

/** Lines with figures two pieces of which share a column. */
function collisions(lines: readonly AlignedLine[], header: number): number {
  const columns = columnsOf(lines, header);
  return lines.slice(header).filter((line) => {
    const places = line.pieces.map((piece) => columnOf(columns, piece));
    return hasFigure(line) && new Set(places).size < places.length;
  }).length;
}
