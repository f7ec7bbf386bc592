import { hexOf, rawPdf } from './pdf-file.ts';

/** A text on a page: left end of its baseline in points from the top left, as a reader sees the page. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Degrees counter-clockwise. */
  readonly turn?: 0 | 90;
  /** Text render mode: 3 is invisible. */
  readonly mode?: number;
}

/** A filled rectangle in points from the top left. */
export interface PdfBox {
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
  readonly gray?: number;
}

export interface PdfPage {
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
  readonly texts?: readonly PdfText[];
  readonly boxes?: readonly PdfBox[];
}

/**
 * A PDF of our own: Chinese in a Type 0 font that is not embedded (UniGB-UCS2-H), Latin in Helvetica, boxes as filled
 * rectangles (so browsers and Office draw borders).
 */
export function makePdf(pages: readonly PdfPage[]): Uint8Array {
  return rawPdf(
    pages.map((page) => ({
      content: contentOf(page),
      entries: `/MediaBox [0 0 ${page.width ?? 595} ${page.height ?? 842}] /Rotate ${page.rotate ?? 0}`,
    })),
  );
}

/** Lines of a ruled grid as thin boxes, half a point thick. */
export function gridBoxes(xs: readonly number[], ys: readonly number[]): PdfBox[] {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return [
    ...ys.map((y): PdfBox => ({ box: [left, y - 0.25, right, y + 0.25] })),
    ...xs.map((x): PdfBox => ({ box: [x - 0.25, top, x + 0.25, bottom] })),
  ];
}

function contentOf(page: PdfPage): string {
  const height = page.height ?? 842;
  const boxes = (page.boxes ?? []).map(
    ({ box: [x0, y0, x1, y1], gray = 0 }) => `${gray} g ${x0} ${height - y1} ${x1 - x0} ${y1 - y0} re f`,
  );
  const texts = (page.texts ?? []).map(({ text, x, y, size = 10, turn = 0, mode = 0 }) => {
    const isLatin = /^[\x20-\x7e]*$/u.test(text);
    const shown = isLatin ? `(${text.replace(/[\\()]/gu, '\\$&')})` : `<${hexOf(text)}>`;
    const matrix = turn === 90 ? `0 1 -1 0 ${x} ${height - y}` : `1 0 0 1 ${x} ${height - y}`;
    return `BT 0 g ${mode} Tr /${isLatin ? 'F1' : 'F2'} ${size} Tf ${matrix} Tm ${shown} Tj ET`;
  });
  return [...boxes, ...texts].join('\n');
}
