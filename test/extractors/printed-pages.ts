import type { PdfBox, PdfPage, PdfText } from '../make-pdf.ts';

/** A ruled table on a page: rows of cells; '<' continues the cell at the left, '^' the one above, a line break is one in the cell. */
export interface PrintedGrid {
  readonly xs: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** Edges where a page cut the table and the program drew no line: above, or below the columns listed (all: -1). */
  readonly openTop?: boolean;
  readonly openBelow?: readonly number[];
}

const lineHeight = 16;
const size = 10;
const padding = 5;

/** A page as a program prints it: lines of text and ruled tables, one under the other; a page number at its foot. */
export function printPage(
  items: readonly (string | PrintedGrid)[],
  { width = 595, height = 842, number = null as number | null, top = 90 } = {},
): PdfPage {
  const texts: PdfText[] = [];
  const boxes: PdfBox[] = [];
  let y = top;
  for (const item of items) {
    if (typeof item === 'string') {
      texts.push({ text: item, x: 80, y, size });
      y += 1.6 * lineHeight;
      continue;
    }
    y = printGrid(item, y, texts, boxes) + 2 * lineHeight;
  }
  if (number !== null) texts.push({ text: String(number), x: width / 2, y: height - 30, size: 9 });
  return { width, height, texts, boxes };
}

function printGrid(
  { xs, rows, openTop = false, openBelow = [] }: PrintedGrid,
  top: number,
  texts: PdfText[],
  boxes: PdfBox[],
): number {
  const ys = [top];
  for (const row of rows)
    ys.push((ys.at(-1) ?? 0) + lineHeight * Math.max(1, ...row.map((cell) => cell.split('\n').length)));
  const line = (x0: number, y0: number, x1: number, y1: number) =>
    boxes.push({ box: [x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25] });
  rows.forEach((row, r) => {
    row.forEach((text, c) => {
      const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[c], xs[c + 1], ys[r], ys[r + 1]];
      if (text !== '<') line(x0, y0, x0, y1);
      if (text !== '^' && !(openTop && r === 0)) line(x0, y0, x1, y0);
      if (text === '<' || text === '^' || text === '') return;
      const isFigure = /^[\d,.-]+\.\d+$/u.test(text);
      text.split('\n').forEach((part, i) => {
        const x = isFigure ? x1 - padding - (part.length * size) / 2 : x0 + padding;
        texts.push({ text: part, x, y: y0 + lineHeight * (i + 1) - 4, size });
      });
    });
    line(xs.at(-1) ?? 0, ys[r] ?? 0, xs.at(-1) ?? 0, ys[r + 1] ?? 0);
  });
  const foot = ys.at(-1) ?? 0;
  xs.slice(1).forEach((x, c) => {
    if (!openBelow.includes(-1) && !openBelow.includes(c)) line(xs[c] ?? 0, foot, x, foot);
  });
  return ys.at(-1) ?? 0;
}
