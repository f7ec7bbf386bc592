/** A text dump printed as a PDF: lines of text, ruled tables over as many pages as they need. */
import { recognise } from '../../extractors/recognise.ts';
import { reconstruct } from '../../extractors/reconstruct.ts';
import { displayWidth } from '../../normalizers/text.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import type { Table } from '../../schemas/table.ts';
import { makePdf, type PdfBox, type PdfPage, type PdfText } from '../../test/make-pdf.ts';

const page = { width: 842, height: 595, left: 40, right: 802, top: 60, bottom: 540 };
const size = 8;
const lineHeight = 13;
const padding = 3;

/** Prints what the text reader makes of the text. */
export async function printPdf(text: string, reader: DocumentReader): Promise<Uint8Array> {
  const limits = { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 };
  const source = await reader.read(new TextEncoder().encode(text), { name: 'a.txt', limits });
  const { blocks, tables } = reconstruct(recognise(source));
  const pages: { texts: PdfText[]; boxes: PdfBox[] }[] = [];
  let y = page.bottom;
  const feed = () => {
    pages.push({ texts: [], boxes: [] });
    y = page.top;
  };
  const room = (height: number) => {
    if (y + height > page.bottom) feed();
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      const table = tables.find(({ id }) => id === block.tableId);
      if (!table) continue;
      const { xs, heights } = measure(table);
      for (let row = 0; row < table.rows; ) {
        room(heights[row] ?? lineHeight);
        const from = row;
        let end = y;
        while (row < table.rows && end + (heights[row] ?? 0) <= page.bottom) end += heights[row++] ?? 0;
        if (row === from) throw new Error('A row is higher than the page.');
        printRows(table, from, row, xs, heights, y, pages.at(-1) ?? { texts: [], boxes: [] });
        y = end + lineHeight;
      }
      continue;
    }
    if (block.text.trim() === '') continue;
    const isHead = block.kind === 'title' || block.kind === 'heading' || block.kind === 'contents';
    for (const line of wrap(block.text, (page.right - page.left) / (size / 2))) {
      room(lineHeight);
      pages.at(-1)?.texts.push({ text: line, x: page.left, y: y + lineHeight - 3, size });
      y += lineHeight;
    }
    if (isHead || block.kind === 'paragraph') y += lineHeight;
  }
  return makePdf(
    pages.map(
      ({ texts, boxes }, i): PdfPage => ({
        width: page.width,
        height: page.height,
        boxes,
        texts: [...texts, { text: String(i + 1), x: page.width / 2, y: page.height - 20, size }],
      }),
    ),
  );
}

/** Bounds of the columns by what stands in them, and the height of each row. */
function measure(table: Table): { xs: number[]; heights: number[] } {
  const wanted = Array.from({ length: table.columns }, () => 12);
  for (const { text, column, columnSpan } of table.cells)
    if (columnSpan === 1)
      wanted[column] = Math.max(
        wanted[column] ?? 0,
        Math.min(130, (displayWidth(text) * size) / 2 + 2 * padding + 2),
      );
  const total = wanted.reduce((sum, width) => sum + width, 0);
  const scale = Math.min(1, (page.right - page.left) / total);
  const xs = [page.left];
  for (const width of wanted) xs.push((xs.at(-1) ?? 0) + width * scale);
  const heights = Array.from({ length: table.rows }, () => lineHeight);
  for (const { text, row, column, rowSpan, columnSpan } of table.cells) {
    const lines = wrap(text, widthOf(xs, column, columnSpan)).length;
    if (rowSpan === 1) heights[row] = Math.max(heights[row] ?? 0, lines * lineHeight);
  }
  return { xs, heights };
}

const widthOf = (xs: readonly number[], column: number, span: number): number =>
  Math.max(2, ((xs[column + span] ?? 0) - (xs[column] ?? 0) - 2 * padding) / (size / 2));

function printRows(
  table: Table,
  from: number,
  to: number,
  xs: readonly number[],
  heights: readonly number[],
  top: number,
  on: { texts: PdfText[]; boxes: PdfBox[] },
): void {
  const ys = [top];
  for (let row = from; row < to; row++) ys.push((ys.at(-1) ?? 0) + (heights[row] ?? 0));
  const line = (x0: number, y0: number, x1: number, y1: number) =>
    on.boxes.push({ box: [x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25] });
  for (const { row, column, rowSpan, columnSpan, text } of table.cells) {
    const [first, last] = [Math.max(row, from), Math.min(row + rowSpan, to)];
    if (first >= last) continue;
    const [x0 = 0, x1 = 0] = [xs[column], xs[column + columnSpan]];
    const [y0 = 0, y1 = 0] = [ys[first - from], ys[last - from]];
    line(x0, y0, x1, y0);
    line(x0, y1, x1, y1);
    line(x0, y0, x0, y1);
    line(x1, y0, x1, y1);
    if (row < from) continue;
    wrap(text, widthOf(xs, column, columnSpan)).forEach((part, i) => {
      on.texts.push({ text: part, x: x0 + padding, y: y0 + lineHeight * (i + 1) - 3, size });
    });
  }
}

/** A text in lines of at most `width` columns; figures and Latin words stay whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\x21-\x7e]+|[^\x21-\x7e]/gu) ?? []) {
    if (line !== '' && displayWidth(line + piece) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].filter((part) => part !== '');
}
