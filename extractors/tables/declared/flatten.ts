import type {
  DeclaredCell,
  DeclaredItem,
  DeclaredTable,
  DeclaredText,
  EmbeddedPicture,
} from '../../../schemas/document.ts';
import { pictureMark } from '../../layout/picture-mark.ts';

/** A table of data has this many rows with two texts of its own beside the tables that stand in it. */
const minOwnRows = 2;

/**
 * Items in reading order, tables of layout dissolved into what stands in their cells. A table of data keeps its place, and
 * tables in its cells follow it.
 */
export function flatten(items: readonly DeclaredItem[]): DeclaredItem[] {
  const flat: DeclaredItem[] = [];
  // A stack, last first: carriers may nest deeper than calls can.
  const open = [...items].reverse();
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item.kind === 'text') flat.push(item);
    else if (item.cells.some(({ nested }) => nested !== undefined)) {
      const inside = isData(item) ? tablesWithin(item) : item.cells.flatMap(itemsOfCell);
      if (isData(item)) flat.push(withoutNested(item));
      for (const within of inside.reverse()) open.push(within);
    } else if (isSingleColumn(item)) flat.push(...item.cells.flatMap(itemsOfCell));
    else flat.push(item);
  }
  return flat;
}

/** A frame around text, or a list of lines: every row is one cell. */
function isSingleColumn({ columns, cells }: DeclaredTable): boolean {
  return columns === 1 || cells.every(({ columnSpan }) => columnSpan === columns);
}

function isData({ cells }: DeclaredTable): boolean {
  const own = new Map<number, number>();
  for (const { row, text, nested } of cells)
    if (nested === undefined && text.trim() !== '') own.set(row, (own.get(row) ?? 0) + 1);
  return [...own.values()].filter((count) => count >= 2).length >= minOwnRows;
}

function tablesWithin({ cells }: DeclaredTable): DeclaredTable[] {
  return cells.flatMap(({ nested }) => nested ?? []).filter((item) => item.kind === 'table');
}

function withoutNested(table: DeclaredTable): DeclaredTable {
  return { ...table, cells: table.cells.map(({ nested: _, ...cell }) => cell) };
}

/** What stands in a cell, with white space before it: no line goes on from the cell before. */
function itemsOfCell(cell: DeclaredCell): DeclaredItem[] {
  const white: DeclaredText = { kind: 'text', heading: null, text: '', location: cell.location };
  return [white, ...(cell.nested ?? partAtPictures(cell))];
}

/** The texts of a cell: a line that is a picture and nothing else is a text of its own, as a paragraph outside of tables is. */
function partAtPictures({ text, location, pictures = [], reading }: DeclaredCell): DeclaredText[] {
  const parts: { lines: string[]; pictures: EmbeddedPicture[]; isPicture: boolean }[] = [];
  let next = 0;
  for (const line of text.split('\n')) {
    const own = pictures.slice(next, next + line.split(pictureMark).length - 1);
    next += own.length;
    const isPicture = own.length > 0 && line.replaceAll(pictureMark, '').trim() === '';
    const last = parts.at(-1);
    if (last === undefined || isPicture || last.isPicture)
      parts.push({ lines: [line], pictures: own, isPicture });
    else {
      last.lines.push(line);
      last.pictures.push(...own);
    }
  }
  return parts.map((part) => ({
    ...{ kind: 'text', heading: null, text: part.lines.join('\n'), location },
    ...(part.pictures.length > 0 ? { pictures: part.pictures } : {}),
    ...(reading ? { reading } : {}),
  }));
}
