import { reader } from '../../../extractors/formats/docx.ts';
import type { DeclaredItem, DeclaredTable, DeclaredText, SourceDocument } from '../../../schemas/document.ts';
import { type DocxParts, makeDocx } from '../../make-docx.ts';

const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 60_000 };

export function readBytes(bytes: Uint8Array): Promise<SourceDocument> {
  return reader.read(bytes, { name: 'x.docx', limits });
}

/** What a body reads as. */
export async function items(body: string, parts?: DocxParts): Promise<readonly DeclaredItem[]> {
  const content = (await readBytes(makeDocx(body, parts))).pages[0]?.content;
  if (content?.kind !== 'declared') throw new Error('no declared page');
  return content.items;
}

/** The texts of its paragraphs. */
export async function texts(body: string, parts?: DocxParts): Promise<readonly string[]> {
  return (await items(body, parts)).map((item) => (item.kind === 'text' ? item.text : item.location));
}

export async function onlyText(body: string, parts?: DocxParts): Promise<DeclaredText> {
  const [item, ...more] = await items(body, parts);
  if (item?.kind !== 'text' || more.length > 0) throw new Error('not one text');
  return item;
}

export async function onlyTable(body: string, parts?: DocxParts): Promise<DeclaredTable> {
  const [item, ...more] = await items(body, parts);
  if (item?.kind !== 'table' || more.length > 0) throw new Error('not one table');
  return item;
}

/** Cells as `row,column rows×columns text`. */
export function outline({ cells }: DeclaredTable): string[] {
  return cells.map(
    ({ row, column, rowSpan, columnSpan, text }) => `${row},${column} ${rowSpan}×${columnSpan} ${text}`,
  );
}
