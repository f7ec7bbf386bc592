import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BBox } from '../../schemas/geometry.ts';

/** How far a line's letters reach below and above its baseline, parts of their height. */
const [below, above] = [0.2, 0.95];

/** A piece of a line as pdf.js gives it. */
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/**
 * Where a sentence stands on a page: a box a line, on the page as displayed; [] where it is not found whole (it goes over
 * the page, or something stands in it that was left out of its quote). White space does not matter.
 */
export async function findSentence(page: PDFPageProxy, sentence: string): Promise<readonly BBox[]> {
  const wanted = sentence.replace(/\s/gu, '').normalize('NFKC');
  if (wanted === '') return [];
  const { items } = await page.getTextContent({ disableNormalization: true });
  const letters: { readonly item: TextItem; readonly from: number; readonly to: number }[] = [];
  let text = '';
  for (const item of items) {
    if (!('str' in item)) continue;
    const signs = [...item.str];
    const whole = signs.reduce((sum, sign) => sum + widthOf(sign), 0);
    let from = 0;
    for (const sign of signs) {
      const to = from + widthOf(sign) / whole;
      // A sign may come to several letters (㈠ → (一)): each is where the sign is.
      const plain = sign.normalize('NFKC').replace(/\s/gu, '');
      text += plain;
      for (let unit = 0; unit < plain.length; unit++) letters.push({ item, from, to });
      from = to;
    }
  }
  const start = text.indexOf(wanted);
  if (start < 0) return [];
  const covered = new Map<TextItem, [from: number, to: number]>();
  for (const { item, from, to } of letters.slice(start, start + wanted.length)) {
    const known = covered.get(item);
    covered.set(item, [Math.min(known?.[0] ?? from, from), Math.max(known?.[1] ?? to, to)]);
  }
  const viewport = page.getViewport({ scale: 1 });
  return [...covered].map(([item, [from, to]]) => boxOf(item, from, to, viewport));
}

/** Width of a sign beside others of its line, near enough: digits and Latin letters are half as wide as hanzi. */
function widthOf(sign: string): number {
  return sign < '\u0300' ? 0.5 : 1;
}

/** The part of a piece from one share of its width to another. */
function boxOf(
  { transform, width }: TextItem,
  from: number,
  to: number,
  viewport: { convertToViewportPoint(x: number, y: number): unknown[] },
): BBox {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const along = Math.hypot(a, b) || 1;
  const corners = [from, to].flatMap((share) =>
    [-below, above].map((height) => {
      const [x, y] = viewport.convertToViewportPoint(
        e + (a / along) * width * share + c * height,
        f + (b / along) * width * share + d * height,
      );
      return [Number(x), Number(y)] as const;
    }),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
