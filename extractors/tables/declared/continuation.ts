import { parseNumber } from '../../../normalizers/number.ts';
import { stripSpaces } from '../../../normalizers/text.ts';
import type { DeclaredCell } from '../../../schemas/document.ts';
import { isPageNumber } from '../../layout/line-kinds.ts';
import { isRepeatedLine } from '../../layout/repeated-line.ts';
import { repeatedHeaderRows } from '../page/continuation.ts';
import type { DeclaredPiece } from './declared-items.ts';
import { type DeclaredGrid, headerOf, rawTexts } from './declared-table.ts';

/** Lines above a table that may stand again over its rest. */
const reachAbove = 6;
/** The rest of a table has figures and texts in the columns that had them in at least this share of them. */
const keptShare = 0.65;

/** A table that may go on. */
interface OpenTable {
  /** Its place among the pieces, and that of the first piece behind all of it. */
  readonly at: number;
  end: number;
  /** Lines over it. */
  readonly above: readonly string[];
  /** Its first piece, with its texts. */
  readonly first: DeclaredGrid;
  readonly header: readonly (readonly string[])[];
  readonly body: readonly (readonly string[])[];
  /** Edges that its cells below the header have: the header may be divided further. */
  readonly edges: readonly number[];
  /** All its rows and cells so far. */
  rows: number;
  readonly cells: DeclaredCell[];
}

/**
 * Tables that a carrier has in pieces, put together: where pages were made to documents, each page's part of a table is one
 * of its own, with the header again or without one. Lines between that only say so, or stand over the beginning as well,
 * are furniture.
 */
export function joinPieces(pieces: readonly DeclaredPiece[]): DeclaredPiece[] {
  const joined: DeclaredPiece[] = [];
  let open: OpenTable | null = null;
  for (const piece of pieces) {
    if ('declared' in piece) {
      if (open !== null && takesIn(open, joined, piece.declared)) {
        joined[open.at] = { declared: { ...open.first, rows: open.rows, cells: open.cells } };
        for (let i = open.end; i < joined.length; i++) {
          const other = joined[i];
          if (other && 'line' in other) joined[i] = { ...other, isFurniture: true };
        }
        open.end = joined.length;
        continue;
      }
      open = openTable(piece.declared, joined);
    }
    joined.push(piece);
  }
  return joined;
}

function openTable(first: DeclaredGrid, before: readonly DeclaredPiece[]): OpenTable {
  const above = before.slice(-reachAbove).flatMap((piece) => ('line' in piece ? [piece.line.text] : []));
  const texts = rawTexts(first);
  const headerRows = headerOf(first, texts);
  return {
    ...{ at: before.length, end: before.length + 1, above, first },
    header: texts.slice(0, headerRows),
    body: texts.slice(headerRows),
    edges: edgesOf(first, headerRows),
    rows: first.rows,
    cells: [...first.cells],
  };
}

function edgesOf({ cells, columns }: DeclaredGrid, headerRows: number): number[] {
  const edges = new Set([0, columns]);
  for (const { row, column, columnSpan } of cells)
    if (row >= headerRows) edges.add(column).add(column + columnSpan);
  return [...edges].sort((a, b) => a - b);
}

/** A grid in the columns of the table above, where it has as many as that has in all or below its header; else null. */
function inColumnsOf({ first, edges }: OpenTable, below: DeclaredGrid): DeclaredGrid | null {
  if (below.columns === first.columns) return below;
  if (below.columns !== edges.length - 1) return null;
  const cells = below.cells.map((cell) => {
    const [from = 0, to = first.columns] = [edges[cell.column], edges[cell.column + cell.columnSpan]];
    return { ...cell, column: from, columnSpan: to - from };
  });
  return { ...below, columns: first.columns, cells };
}

/** Takes the rest of a table in, where the grid behind it is that and nothing stands between. */
function takesIn(open: OpenTable, pieces: readonly DeclaredPiece[], behind: DeclaredGrid): boolean {
  for (let i = open.end; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece && !isFurniture(piece, open.above)) return false;
  }
  const below = inColumnsOf(open, behind);
  const repeated = below === null ? null : repeatedRows(open, below);
  if (below === null || repeated === null) return false;
  for (const cell of below.cells)
    if (cell.row >= repeated) open.cells.push({ ...cell, row: cell.row - repeated + open.rows });
  open.rows += below.rows - repeated;
  return true;
}

function isFurniture(piece: DeclaredPiece, above: readonly string[]): boolean {
  if (!('line' in piece)) return false;
  const { text, artifact } = piece.line;
  return !artifact && (isPageNumber(text) || isRepeatedLine(text, above));
}

/** How many rows of a grid repeat the header of the table above, where it is its rest; null where it is another table. */
function repeatedRows({ first, header, body }: OpenTable, below: DeclaredGrid): number | null {
  if (first.page !== below.page || header.length === 0) return null;
  if (sheetColumn(first) !== sheetColumn(below)) return null;
  const rest = rawTexts(below);
  const repeated = repeatedHeaderRows(header, rest);
  const isCut = below.cells.some(({ row, rowSpan }) => row < repeated && row + rowSpan > repeated);
  if (isCut || repeated === rest.length || beginsAnew(body, rest.slice(repeated))) return null;
  const isRest =
    repeated === header.length || (repeated === 0 && !hasOwnHeader(body, rest) && keepsFigures(body, rest));
  return isRest ? repeated : null;
}

/** The column of the sheet that a table begins in; undefined where it is in none. */
function sheetColumn({ location }: DeclaredGrid): string | undefined {
  return /(?:^|!)([A-Z]{1,3})\d+(?::|$)/u.exec(location)?.[1];
}

/** Whether a piece begins with the label that the table began with: the next table, though it looks the same. */
function beginsAnew(body: readonly (readonly string[])[], rest: readonly (readonly string[])[]): boolean {
  const own = labelOf(rest[0]);
  return own !== '' && own === labelOf(body[0]);
}

function labelOf(row: readonly string[] = []): string {
  return row
    .map(stripSpaces)
    .filter((text) => text !== '' && parseNumber(text) === null)
    .join('|');
}

/** Whether each column holds mostly figures; null for a blank one. */
function figureColumns(rows: readonly (readonly string[])[]): (boolean | null)[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, column) => {
    const texts = rows.map((row) => row[column] ?? '').filter((text) => text !== '');
    const figures = texts.filter((text) => parseNumber(text) !== null).length;
    return texts.length === 0 ? null : figures > texts.length / 2;
  });
}

/** Whether the first row has names where the table has figures: it is the header of another table. */
function hasOwnHeader(body: readonly (readonly string[])[], rest: readonly (readonly string[])[]): boolean {
  const figures = figureColumns(body);
  const texts = (rest[0] ?? []).filter((text, column) => figures[column] === true && text !== '');
  return texts.some((text) => parseNumber(text) === null && /\p{L}/u.test(text));
}

/** Whether (nearly) all columns hold again what they hold above, figures or texts, and some figures among them. */
function keepsFigures(body: readonly (readonly string[])[], rest: readonly (readonly string[])[]): boolean {
  const before = figureColumns(body);
  const told = figureColumns(rest).flatMap((isOfFigures, column) => {
    const was = before[column] ?? null;
    return isOfFigures === null || was === null ? [] : [{ isOfFigures, isKept: was === isOfFigures }];
  });
  return (
    told.some(({ isOfFigures, isKept }) => isOfFigures && isKept) &&
    told.filter(({ isKept }) => isKept).length >= keptShare * told.length
  );
}
