/**
 * A dump → the body of a page in the simplest way there is: runs of lines with tabs are tables, a cell a text between
 * tabs and none of them merged, every other line is a paragraph.
 */
import { type MarkedCell, tableHtml } from './markup.ts';

export function typedBodyOf(text: string): string {
  const parts: string[] = [];
  let rows: MarkedCell[][] = [];
  const flush = (): void => {
    if (rows.length > 0) parts.push(tableHtml(rows, 1, 'plain'));
    rows = [];
  };
  for (const line of text.split(/\r?\n/u)) {
    if (line.includes('\t')) {
      rows.push(
        line.split('\t').map((cell): MarkedCell => {
          return { html: escapeHtml(cell.trim()), rowSpan: 1, columnSpan: 1, align: 'left' };
        }),
      );
      continue;
    }
    flush();
    if (line.trim() !== '') parts.push(`<p>${escapeHtml(line.trim())}</p>`);
  }
  flush();
  return parts.join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
