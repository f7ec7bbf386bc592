import { parseNumber } from '../../../normalizers/number.ts';
import { stripSpaces } from '../../../normalizers/text.ts';
import { isPageNumber } from '../../layout/line-kinds.ts';
import { isRepeatedLine } from '../../layout/repeated-line.ts';
import { repeatedHeaderRows } from '../page/continuation.ts';
import type { DeclaredPiece } from './declared-items.ts';
import { type DeclaredGrid, headerOf, rawTexts } from './declared-table.ts';

/** Lines above a table that may stand again over its rest. */
const reachAbove = 6;
/** The rest of a table has figures and texts in the columns that had them in at least this share of them. */
const keptShare = 0.65;

/**
 * Tables that a carrier has in pieces, put together: where pages were made to documents, each page's part of a table is one
 * of its own, with the header again or without one. Lines between that only say so, or stand over the beginning as well,
 * are furniture.
 */
export function joinPieces(pieces: readonly DeclaredPiece[]): DeclaredPiece[] {
  const joined: DeclaredPiece[] = [];
  // The place of the table that may go on, and the lines over it.
  let open = { at: -1, above: [] as readonly string[] };
  for (const piece of pieces) {
    const table = joined[open.at];
    if ('declared' in piece) {
      const between = joined.slice(open.at + 1);
      const isNear = between.every((other) => isFurniture(other, open.above));
      const whole = table && 'declared' in table && isNear ? join(table.declared, piece.declared) : null;
      if (whole !== null) {
        const furniture = between.map((other) => ({ ...other, isFurniture: true as const }));
        joined.splice(open.at, joined.length - open.at, { declared: whole }, ...furniture);
        continue;
      }
      open = { at: joined.length, above: linesBefore(joined) };
    }
    joined.push(piece);
  }
  return joined;
}

function linesBefore(pieces: readonly DeclaredPiece[]): string[] {
  return pieces.slice(-reachAbove).flatMap((piece) => ('line' in piece ? [piece.line.text] : []));
}

function isFurniture(piece: DeclaredPiece, above: readonly string[]): boolean {
  if (!('line' in piece)) return false;
  const { text, artifact } = piece.line;
  return !artifact && (isPageNumber(text) || isRepeatedLine(text, above));
}

/** A table and the one behind it as one where that is its rest, null where it is not. */
function join(above: DeclaredGrid, below: DeclaredGrid): DeclaredGrid | null {
  if (above.page !== below.page || above.columns !== below.columns) return null;
  if (sheetColumn(above) !== sheetColumn(below)) return null;
  const [first, rest] = [rawTexts(above), rawTexts(below)];
  const header = first.slice(0, headerOf(above, first));
  if (header.length === 0) return null;
  const repeated = repeatedHeaderRows(header, rest);
  const body = first.slice(header.length);
  const isCut = below.cells.some(({ row, rowSpan }) => row < repeated && row + rowSpan > repeated);
  if (isCut || repeated === rest.length || beginsAnew(body, rest.slice(repeated))) return null;
  const isRest =
    repeated === header.length || (repeated === 0 && !hasOwnHeader(body, rest) && keepsFigures(body, rest));
  if (!isRest) return null;
  const cells = below.cells
    .filter(({ row }) => row >= repeated)
    .map((cell) => ({ ...cell, row: cell.row - repeated + above.rows }));
  return { ...above, rows: above.rows + below.rows - repeated, cells: [...above.cells, ...cells] };
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
