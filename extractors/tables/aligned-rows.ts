import { displayWidth } from '../../normalizers/text.ts';
import type { FlowLine } from '../layout/flow.ts';
import { type AlignedColumn, columnOf, cutAtColumns, findColumns, isFigurePiece } from './aligned-columns.ts';
import { readHeaderLines } from './aligned-header.ts';
import { placeColumns } from './column-kinds.ts';
import { isLabelRest } from './row-repair.ts';
import { isColumnNumbers } from './structure.ts';
import type { PlacedText, TextRow } from './text-rows.ts';

/** An aligned table has at least this many lines of two pieces or more. */
const minLines = 3;
/** … at least this share of them with a figure (jx tables have text in half of their rows). */
const minFigureShare = 0.25;
/** Pieces without figures are on average at most this wide (display columns): wider ones are columns of prose. */
const maxMeanWidth = 40;
/** A table has at most this many columns. */
const maxColumns = 256;
/** A label that fills its column to this share may go on in the next line. */
const fullShare = 0.7;

export interface AlignedLine {
  readonly line: FlowLine;
  readonly pieces: readonly PlacedText[];
}

/**
 * Lines whose texts are set in columns by white space → rows of equal length. Where a page's part of the table is set in
 * other places than the part before it, each is read in its own.
 * @returns the rows, and how many of the lines they take; none where the lines are no table: prose in two columns, too
 * few figures, fewer than two columns
 */
export function readAlignedRows(lines: readonly AlignedLine[]): {
  readonly rows: TextRow[];
  readonly used: number;
} {
  if (!isTabular(lines)) return { rows: [], used: 0 };
  const parts = partsOf(lines);
  const header = headerLength(lines);
  const numbered = header + (isNumbersLine(lines[header]) ? 1 : 0);
  const columns = parts.map((part, i) => columnsOf(part, i === 0 ? numbered : 0));
  const all = columnsOf(lines, numbered);
  const isEven = columns.every((own) => own.length === columns[0]?.length);
  // A part that adds columns to those under a header is set in other places, or another table.
  const isSetApart = (isEven || header > 0) && all.length !== columns[0]?.length;
  if (!isSetApart && columns.every((own) => agrees(own, all)))
    return { rows: readPart(lines, header, all), used: lines.length };
  const rows: TextRow[] = [];
  let used = 0;
  const first = readPart(parts[0] ?? [], header, columns[0] ?? []);
  for (const [i, part] of parts.entries()) {
    const own = i === 0 ? first : readPart(part, 0, columns[i] ?? []);
    // A part whose columns are fewer lacks some that are blank on its page: which, its texts must tell beyond doubt.
    const places = i === 0 ? null : placeColumns(first.slice(header), own);
    if (i > 0 && places === null) break;
    for (const row of own) rows.push(places ? { ...row, cells: spread(row.cells, places, first) } : row);
    used += part.length;
  }
  return { rows, used };
}

function spread(cells: readonly string[], places: readonly number[], whole: readonly TextRow[]): string[] {
  const wide = (whole[0]?.cells ?? []).map(() => '');
  places.forEach((place, i) => {
    wide[place] = cells[i] ?? '';
  });
  return wide;
}

/** Whether each column of a part is one of the whole, none of them the same. */
function agrees(own: readonly AlignedColumn[], all: readonly AlignedColumn[]): boolean {
  const places = own.map((column) => columnOf(all, column));
  return new Set(places).size === own.length;
}

/** Parts of a table between which a page ends, or white space stands: each with lines of figures. */
function partsOf(lines: readonly AlignedLine[]): AlignedLine[][] {
  const parts: AlignedLine[][] = [[]];
  let page = lines[0]?.line.page;
  let isFull = false;
  for (const line of lines) {
    const begins = line.line.apart || line.line.page !== page;
    page = line.line.page;
    if (begins && isFull) {
      parts.push([]);
      isFull = false;
    }
    parts.at(-1)?.push(line);
    isFull ||= hasFigure(line);
  }
  // A part without figures (a label left over on a page) goes with the one before it.
  return parts.reduce<AlignedLine[][]>((joined, part) => {
    if (joined.length > 0 && !part.some(hasFigure)) for (const line of part) joined.at(-1)?.push(line);
    else joined.push(part);
    return joined;
  }, []);
}

function hasFigure({ pieces }: AlignedLine): boolean {
  return pieces.some((piece) => isFigurePiece(piece.text));
}

function headerLength(lines: readonly AlignedLine[]): number {
  return Math.max(0, lines.findIndex(hasFigure));
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

function readPart(
  lines: readonly AlignedLine[],
  length: number,
  columns: readonly AlignedColumn[],
): TextRow[] {
  if (columns.length < 2 || columns.length > maxColumns) return [];
  const cut = lines.map(({ line, pieces }) => ({
    line,
    pieces: pieces.flatMap((piece) => cutAtColumns(columns, piece, displayWidth)),
  }));
  const header = cut.slice(0, length);
  const headerRows = readHeaderLines(
    header.map(({ pieces }) => pieces),
    columns,
  ).map((cells, i): TextRow => {
    const line = (header[i] ?? header.at(-1))?.line;
    return { cells, page: line?.page ?? 1, location: line?.location ?? '', apart: false };
  });
  return [...headerRows, ...joinWraps(cut.slice(length), columns)];
}

function isTabular(lines: readonly AlignedLine[]): boolean {
  const several = lines.filter(({ pieces }) => pieces.length >= 2);
  if (several.length < minLines) return false;
  const pieces = several.flatMap((line) => line.pieces);
  const texts = pieces.filter((piece) => !isFigurePiece(piece.text));
  const mean = texts.reduce((sum, piece) => sum + piece.to - piece.from, 0) / Math.max(1, texts.length);
  const withFigures = several.filter((line) => line.pieces.some((piece) => isFigurePiece(piece.text)));
  return withFigures.length >= minFigureShare * several.length && mean <= maxMeanWidth;
}

interface Draft {
  readonly line: FlowLine;
  readonly cells: string[];
  /** Display columns at which its labels end. */
  readonly ends: number[];
  readonly hasFigures: boolean;
  /** Its label came from the line above it: what follows without figures may go on with it. */
  fromAbove: boolean;
}

/** Body lines → rows: a line that only holds part of a wrapped label goes to the row it is part of. */
function joinWraps(lines: readonly AlignedLine[], columns: readonly AlignedColumn[]): TextRow[] {
  const rows: Draft[] = [];
  const drafts = lines.map((line) => toDraft(line, columns));
  let held: Draft | null = null;
  drafts.forEach((draft, i) => {
    if (held) {
      // The first half of labels of a row whose figures stand a line lower.
      draft.cells.forEach((text, c) => {
        draft.cells[c] = (held?.cells[c] ?? '') + text;
      });
      draft.fromAbove = true;
      rows.push(draft);
      held = null;
      return;
    }
    const above = rows.at(-1);
    if (above && !draft.hasFigures && goesOn(draft, above, columns)) {
      draft.cells.forEach((text, c) => {
        above.cells[c] = (above.cells[c] ?? '') + text;
        above.ends[c] = draft.ends[c] ?? 0;
      });
      return;
    }
    const below = drafts[i + 1];
    if (below && isUpperHalf(draft, below)) held = draft;
    else rows.push(draft);
  });
  return rows.map(({ line, cells }) => ({
    cells,
    page: line.page,
    location: line.location,
    apart: line.apart,
  }));
}

function toDraft({ line, pieces }: AlignedLine, columns: readonly AlignedColumn[]): Draft {
  const cells = columns.map(() => '');
  const ends = columns.map(() => 0);
  for (const piece of pieces) {
    const column = columnOf(columns, piece);
    cells[column] = [cells[column], piece.text].filter((text) => text !== '').join(' ');
    ends[column] = piece.to;
  }
  return {
    line,
    cells,
    ends,
    hasFigures: pieces.some((piece) => isFigurePiece(piece.text)),
    fromAbove: false,
  };
}

/** Whether a line without figures is the rest of the labels of the row above it. */
function goesOn(draft: Draft, above: Draft, columns: readonly AlignedColumn[]): boolean {
  return (
    above.hasFigures &&
    draft.cells.every((text, c) => {
      if (text === '') return true;
      const begun = above.cells[c] ?? '';
      if (begun === '' || isFigurePiece(begun) || !isLabelRest(text)) return false;
      const column = columns[c];
      const isFull = column
        ? (above.ends[c] ?? 0) - column.from >= fullShare * (column.to - column.from)
        : false;
      return above.fromAbove || isFull || isOpen(begun);
    })
  );
}

/** Whether a line without figures holds labels of the row of figures below it, which has none there. */
function isUpperHalf(draft: Draft, below: Draft): boolean {
  return (
    !draft.hasFigures &&
    below.hasFigures &&
    !below.line.apart &&
    draft.cells.every((text, c) => text === '' || (below.cells[c] ?? '') === '') &&
    // A row that has no label of its own: all its texts are figures.
    below.cells.every((text) => text === '' || isFigurePiece(text))
  );
}

function isOpen(text: string): boolean {
  const opened = text.match(/[（(“《]/gu)?.length ?? 0;
  const closed = text.match(/[）)”》]/gu)?.length ?? 0;
  return opened > closed || /[、，]$/u.test(text);
}
