import type { Block } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Table } from '../../schemas/table.ts';
import { formOfTitle } from '../bind/form-titles.ts';
import { arabicYears, yearsIn } from '../date.ts';
import { moneyUnitIn } from '../unit.ts';
import { type Lexicon, spineOf } from './lexicon.ts';
import { mendTitle } from './titles.ts';

/** A table's title and captions stand within so many blocks above it; what noise is read as stands between them. */
const reach = 12;
/** A title or caption is at most so long (characters). */
const longest = 80;
/** Specks read as words have at most so many letters. */
const speck = 2;

/**
 * Titles and captions of tables that were cut off from them by specks read as words: what stands between a table and the one
 * before it, where the table has no title of its own.
 * @param isRead whether a table was read from a picture
 */
export function recoverSurroundings(
  tables: readonly Table[],
  blocks: readonly Block[],
  titles: Lexicon,
  forms: readonly FormDefinition[],
  isRead: (table: Table) => boolean,
): readonly Table[] {
  if (!tables.some((table) => table.title === null && isRead(table))) return tables;
  const places = new Map(
    blocks.flatMap(({ kind, tableId }, i) =>
      kind === 'table' && tableId !== null ? [[tableId, i] as const] : [],
    ),
  );
  return tables.map((table) => {
    const place = places.get(table.id);
    if (table.title !== null || place === undefined || !isRead(table)) return table;
    return withSurroundings(table, above(blocks, place), titles, forms);
  });
}

/** Lines over a table up to the one before, the nearest first, specks left out. */
function above(blocks: readonly Block[], place: number): string[] {
  const lines: string[] = [];
  for (let i = place - 1; i >= 0 && lines.length < reach; i--) {
    const { kind, text, reading } = blocks[i] ?? { kind: 'table' as const, text: '' };
    if (kind === 'table' || kind === 'note') break;
    const line = text
      .split(/\s+/u)
      .filter((word) => [...spineOf(word)].length > speck)
      .join('  ');
    if (reading !== undefined && line !== '' && line.length <= longest) lines.push(line);
  }
  return lines;
}

function withSurroundings(
  table: Table,
  lines: readonly string[],
  titles: Lexicon,
  forms: readonly FormDefinition[],
): Table {
  let title: string | null = null;
  let { mark, unitText, entityText, yearText } = table;
  for (const line of lines) {
    const pieces = line.split(/\s{2,}/u);
    const own = [line, ...pieces].map((text) => titleOf(text, titles, forms)).find((text) => text !== null);
    title ??= own ?? null;
    mark ??= /公开\d{1,2}表/u.exec(line)?.[0] ?? null;
    for (const piece of pieces) {
      if (moneyUnitIn(piece) !== '') unitText ??= piece;
      else
        entityText ??= /^(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?[:：](.+)$/u.exec(piece)?.[1] ?? null;
      const isYear = /^\d{4}年度?$/u.test(arabicYears(piece)) && yearsIn(piece).length === 1;
      if (isYear) yearText ??= piece;
    }
    if (title !== null) break;
  }
  return title === null ? table : { ...table, title, mark, unitText, entityText, yearText };
}

function titleOf(text: string, titles: Lexicon, forms: readonly FormDefinition[]): string | null {
  return formOfTitle(text, forms) === null ? mendTitle(text, titles, forms) : text;
}
