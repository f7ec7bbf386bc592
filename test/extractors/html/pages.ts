import { reader } from '../../../extractors/formats/html.ts';
import type { DeclaredItem, DeclaredTable, SourceDocument } from '../../../schemas/document.ts';
import { limits } from '../reading.ts';

/** A page, given as text or bytes, as the reader gives it. */
export function readHtml(page: string | Uint8Array): Promise<SourceDocument> {
  const bytes = typeof page === 'string' ? new TextEncoder().encode(page) : page;
  return reader.read(bytes, { name: 'page.html', limits: { ...limits, maxBytes: 100_000_000 } });
}

/** The items of all pages of a document. */
export const itemsOf = (source: SourceDocument): DeclaredItem[] =>
  source.pages.flatMap(({ content }) => (content.kind === 'declared' ? content.items : []));

/** Its paragraphs, those that lead through the site apart. */
export function textsOf(source: SourceDocument, furniture = false): string[] {
  return itemsOf(source).flatMap((item) =>
    item.kind === 'text' && (item.furniture === true) === furniture ? [item.text] : [],
  );
}

/** Its tables outside of others. */
export const tablesOf = (source: SourceDocument): DeclaredTable[] =>
  itemsOf(source).filter((item) => item.kind === 'table');

/** A table square by square; a cell's text stands in each square that it covers. */
export function squaresOf(table: DeclaredTable | undefined): string[][] {
  if (!table) return [];
  const squares = Array.from({ length: table.rows }, () => Array<string>(table.columns).fill(''));
  for (const { row, column, rowSpan, columnSpan, text } of table.cells)
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) squares[r]![c] = text;
  return squares;
}

/** The squares of the first table of a page. */
export const tableIn = async (page: string): Promise<string[][]> =>
  squaresOf(tablesOf(await readHtml(page))[0]);
