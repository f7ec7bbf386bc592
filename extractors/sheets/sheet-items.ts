import type { DeclaredItem, DeclaredTable, DeclaredText, EmbeddedPicture } from '../../schemas/document.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { columnName } from './address.ts';
import { type PlacedCell, placeCells } from './placed-cells.ts';
import { type FloatingPicture, maxColumns, type Sheet, type SheetCell } from './sheet.ts';
import { openAxis, openBands, type VisibleAxis } from './visible-axis.ts';

/** A table of more squares than this … */
const maxSquares = 4_000_000;
/** … and of more than so many for each cell is nearly all blank: its rows are given as lines. */
const sparseSquares = 4;

/** What a sheet shows, in reading order, and how much it holds and does not show. */
export interface SheetItems {
  readonly items: readonly DeclaredItem[];
  /** Cells that hold something in hidden rows and columns, or under a cell merged over them. */
  readonly hiddenCells: number;
}

/**
 * A sheet → its table: the range that shows something, without hidden rows and columns, merged cells as spans; before and
 * behind it what lies over the cells and is none's own.
 */
export function toSheetItems(sheet: Sheet): SheetItems {
  const { cells, floating } = partPictures(sheet);
  const rowBands = openBands(sheet.hiddenRows);
  const columnBands = openBands(sheet.hiddenColumns);
  const ends = new Map(sheet.merges.map((merge) => [cornerKey(merge.top, merge.left), merge]));
  const usedRows = new Set<number>();
  const usedColumns = new Set<number>();
  // A merged cell shows what its first cell holds in as much of it as is to be seen.
  const shown = cells.filter((cell) => {
    const merge = ends.get(cornerKey(cell.row, cell.column));
    const row = rowBands.firstShown(cell.row, merge?.bottom ?? cell.row);
    const column = columnBands.firstShown(cell.column, merge?.right ?? cell.column);
    if (row === null || column === null) return false;
    usedRows.add(row);
    usedColumns.add(column);
    return true;
  });
  const rows = openAxis(usedRows, rowBands);
  const columns = openAxis(usedColumns, columnBands);
  const squares = rows.length * columns.length;
  const isSparse = squares > maxSquares && squares > sparseSquares * shown.length;
  const { placed, covered } = isSparse
    ? { placed: [], covered: 0 }
    : placeCells(shown, sheet.merges, rows, columns);
  const table = isSparse ? linesOf(shown, sheet) : tableOf(placed, sheet, rows, columns);
  const first = rows.length === 0 ? 0 : rows.indexAt(0);
  const beside = besideOf(sheet, floating);
  return {
    items: [
      ...beside.filter(({ row }) => row <= first).map(({ item }) => item),
      ...table,
      ...beside.filter(({ row }) => row > first).map(({ item }) => item),
    ],
    hiddenCells: cells.length - shown.length + covered,
  };
}

/** Pictures over blank cells among the filled ones are what these cells hold. */
function partPictures({ cells, pictures }: Sheet): {
  readonly cells: readonly SheetCell[];
  readonly floating: readonly FloatingPicture[];
} {
  if (pictures.length === 0) return { cells, floating: [] };
  const filled = new Set(cells.map(({ row, column }) => cornerKey(row, column)));
  const rows = new Set(cells.map(({ row }) => row));
  const columns = new Set(cells.map(({ column }) => column));
  const floating: FloatingPicture[] = [];
  const ofCells = new Map<number, { row: number; column: number; pictures: EmbeddedPicture[] }>();
  for (const each of pictures) {
    const { row, column, isLarge, picture } = each;
    const key = cornerKey(row, column);
    if (isLarge || filled.has(key) || !(rows.has(row) || columns.has(column))) floating.push(each);
    else if (ofCells.has(key)) ofCells.get(key)?.pictures.push(picture);
    else ofCells.set(key, { row, column, pictures: [picture] });
  }
  const held = [...ofCells.values()].map((cell) => ({
    ...cell,
    text: pictureMark.repeat(cell.pictures.length),
  }));
  return { cells: [...cells, ...held].sort((a, b) => a.row - b.row || a.column - b.column), floating };
}

function tableOf(
  placed: readonly PlacedCell[],
  { name, titleRows }: Sheet,
  rows: VisibleAxis,
  columns: VisibleAxis,
): DeclaredTable[] {
  if (placed.length === 0) return [];
  const addressAt = (row: number, column: number): string =>
    `${columnName(columns.indexAt(column))}${rows.indexAt(row) + 1}`;
  const titles = titleRows === null ? null : rows.spanOf(titleRows[0], titleRows[1]);
  return [
    {
      kind: 'table',
      rows: rows.length,
      columns: columns.length,
      headerRows: titles === null ? 0 : titles[1] + 1,
      location: `${inSheet(name)}${addressAt(0, 0)}:${addressAt(rows.length - 1, columns.length - 1)}`,
      cells: placed.map((cell) => ({
        ...cell,
        location: `${inSheet(name)}${addressAt(cell.row, cell.column)}`,
      })),
    },
  ];
}

/** Rows as lines, cells parted by tabs. */
function linesOf(cells: readonly SheetCell[], { name }: Sheet): DeclaredText[] {
  const lines: { row: number; column: number; texts: string[]; pictures: EmbeddedPicture[] }[] = [];
  for (const { row, column, text, pictures } of cells) {
    const last = lines.at(-1);
    const line = last?.row === row ? last : { row, column, texts: [], pictures: [] };
    if (line !== last) lines.push(line);
    line.texts.push(text);
    line.pictures.push(...(pictures ?? []));
  }
  return lines.map(({ row, column, texts, pictures }) =>
    textAt(texts.join('\t'), placeIn(name, columnName(column), row), pictures),
  );
}

/** What lies over the cells and is none's own, with the row it begins in. */
function besideOf(
  { name, texts }: Sheet,
  floating: readonly FloatingPicture[],
): readonly { readonly row: number; readonly item: DeclaredText }[] {
  const placeOf = (row: number, column: number): string => placeIn(name, columnName(column), row);
  return [
    ...texts.map(({ text, row, column }) => ({ row, item: textAt(text, placeOf(row, column), []) })),
    ...floating.map(({ picture, row, column }) => ({
      row,
      item: textAt(pictureMark, placeOf(row, column), [picture]),
    })),
  ].sort((a, b) => a.row - b.row);
}

function textAt(text: string, location: string, pictures: readonly EmbeddedPicture[]): DeclaredText {
  return { kind: 'text', heading: null, text, location, ...(pictures.length > 0 ? { pictures } : {}) };
}

/** `Sheet1!`; nothing for a file that is one sheet without a name. */
function inSheet(name: string): string {
  return name === '' ? '' : `${name}!`;
}

function placeIn(name: string, column: string, row: number): string {
  return `${inSheet(name)}${column}${row + 1}`;
}

function cornerKey(row: number, column: number): number {
  return row * maxColumns + column;
}
