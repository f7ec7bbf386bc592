import type {
  DeclaredCell,
  DeclaredItem,
  DeclaredTable,
  DeclaredText,
  SourcePage,
} from '../../../schemas/document.ts';
import { unbar } from '../../layout/bars.ts';
import type { FlowLine } from '../../layout/flow.ts';
import { pictureMark } from '../../layout/picture-mark.ts';
import { joinTexts } from '../page/grid.ts';
import type { DeclaredGrid } from './declared-table.ts';
import { evenColumns } from './even-columns.ts';
import { flatten } from './flatten.ts';
import { partRows } from './part-rows.ts';
import { partIslands } from './sheet-islands.ts';

/** A line of a declared page, or a table of data in it. */
export type DeclaredPiece =
  | { readonly line: FlowLine; readonly isFurniture?: true }
  | { readonly declared: DeclaredGrid };

/** What pages of a carrier that declares its structure hold, in order: lines, and tables of data. */
export function piecesOfDeclared(pages: readonly SourcePage[]): DeclaredPiece[] {
  return pages.flatMap((page) =>
    page.content.kind === 'declared'
      ? unbarLines(piecesOfItems(flatten(partSheets(page.content.items)), page.number))
      : [],
  );
}

function partSheets(items: readonly DeclaredItem[]): DeclaredItem[] {
  return items.flatMap((item): DeclaredItem[] => (item.kind === 'table' ? partIslands(item) : [item]));
}

function piecesOfItems(items: readonly DeclaredItem[], page: number): DeclaredPiece[] {
  const pieces: DeclaredPiece[] = [];
  let apart = true;
  const add = (texts: readonly DeclaredText[]): void => {
    for (const { text, location, residue, reading, furniture } of texts)
      for (const [i, line] of text.split('\n').entries()) {
        if (residue === undefined && line.trim() === '') {
          apart = true;
          continue;
        }
        pieces.push({
          line: {
            text: line.replaceAll(pictureMark, ' '),
            ...{ page, location, apart },
            bbox: null,
            artifact: residue !== undefined || line.replaceAll(pictureMark, '').trim() === '',
            ...(i === 0 ? { opens: true } : {}),
            ...(reading ? { reading: reading.confidence } : {}),
            ...(furniture ? { furniture } : {}),
          },
        });
        apart = false;
      }
  };
  for (const item of items) {
    if (item.kind === 'text') {
      // White space stands around a heading: it is no line of the title of a table below it.
      if (item.heading !== null) apart = true;
      add([item]);
      if (item.heading !== null) apart = true;
      continue;
    }
    const rows = rowsOf(item);
    for (const { kind, from, to } of partRows(item)) {
      if (kind === 'lines') add(linesOfRows(rows.slice(from, to)));
      else pieces.push({ declared: gridOf(item, rows.slice(from, to).flat(), from, to, page) });
      apart = true;
    }
  }
  return pieces;
}

/** The cells that begin in each row. */
function rowsOf({ rows: count, cells }: DeclaredTable): DeclaredCell[][] {
  const rows: DeclaredCell[][] = Array.from({ length: count }, () => []);
  for (const cell of cells) rows[cell.row]?.push(cell);
  return rows;
}

/** Rows that stand beside a table: a line each, cells parted by tabs; what is set in lines within its cell keeps them. */
function linesOfRows(rows: readonly (readonly DeclaredCell[])[]): DeclaredText[] {
  return rows.flatMap((row): DeclaredText[] => {
    const filled = row.filter(({ text }) => text.trim() !== '').sort((a, b) => a.column - b.column);
    if (filled.some(({ text }) => text.includes('\n')))
      return filled.map(({ text, location, reading }) => textOf(text, location, reading));
    const [first] = filled;
    const least = filled.find(({ reading }) => reading !== undefined)?.reading;
    return [textOf(filled.map(({ text }) => text).join('\t'), first?.location ?? '', least)];
  });
}

function textOf(text: string, location: string, reading: DeclaredText['reading']): DeclaredText {
  return { kind: 'text', heading: null, text, location, ...(reading ? { reading } : {}) };
}

/** Some rows of a declared table as a table of their own, without the columns that hold nothing at its right. */
function gridOf(
  table: DeclaredTable,
  own: readonly DeclaredCell[],
  from: number,
  to: number,
  page: number,
): DeclaredGrid {
  const cells = own.map((cell) => ({
    ...cell,
    row: cell.row - from,
    rowSpan: Math.min(cell.rowSpan, to - cell.row),
    text: cell.text.split('\n').reduce((joined, line) => joinTexts(joined, line.trim()), ''),
  }));
  const filled = cells.filter(({ text }) => text !== '');
  const isWhole = from === 0 && to === table.rows;
  const width = isWhole
    ? table.columns
    : filled.reduce((most, { column, columnSpan }) => Math.max(most, column + columnSpan), 1);
  const rows = filled.reduce((most, { row, rowSpan }) => Math.max(most, row + rowSpan), 1);
  const kept = cells.filter(({ row, column }) => column < width && (isWhole || row < rows));
  return {
    page,
    rows: isWhole ? table.rows : rows,
    ...evenColumns(kept, width),
    headerRows: Math.min(Math.max(0, table.headerRows - from), to - from),
    location: isWhole ? table.location : placeOf(table.location, filled),
  };
}

/** Where a part stands: in a sheet from its first cell to its last, else in its table. */
function placeOf(whole: string, filled: readonly DeclaredCell[]): string {
  const [first, last] = [filled[0]?.location ?? whole, filled.at(-1)?.location ?? whole];
  const end = /!([A-Z]+\d+)$/u.exec(last)?.[1];
  return end === undefined || first === last ? whole : `${first}:${end}`;
}

/** Cells parted by bars → by tabs, as in text. */
function unbarLines(pieces: readonly DeclaredPiece[]): DeclaredPiece[] {
  const texts = unbar(pieces.map((piece) => ('line' in piece ? piece.line.text : '')));
  return pieces.map((piece, i) =>
    'line' in piece ? { line: { ...piece.line, text: texts[i] ?? '' } } : piece,
  );
}
