import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { emptySample } from './font-trust.ts';
import type { Glyph } from './glyph.ts';
import type { FontInfo } from './graphics-state.ts';
import { apply, type Matrix } from './matrix.ts';
import { isCjk } from './words.ts';

/** Size (points) of a field's text at most, and as a share of the field's height: what viewers choose about. */
const maxSize = 12;
const sizeShare = 0.7;
/** Width of a Latin character as a share of the size. */
const latinWidth = 0.5;
/** From the field's edge to its text, points. */
const padding = 2;

/** What pdf.js tells of a field on a page. */
interface Field {
  readonly annotationType?: number;
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly hasAppearance?: boolean;
  readonly hidden?: boolean;
  readonly noView?: boolean;
  readonly password?: boolean;
  readonly rect?: readonly number[];
}

/**
 * Values of form fields that the file does not paint and every viewer shows: text and choices without an appearance of
 * their own. Placed as a viewer would: in one line, from the left edge of the field.
 * @returns [] for a page without such fields, and where they cannot be read
 */
export async function readFormFields(page: PDFPageProxy): Promise<Glyph[]> {
  const annotations: readonly Field[] = await page.getAnnotations({ intent: 'display' }).catch(() => []);
  const viewport = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
  return annotations.flatMap((field) => {
    const text = shownText(field);
    return text === '' || !field.rect ? [] : glyphsOf(text, field.rect, viewport);
  });
}

function shownText(field: Field): string {
  if (field.fieldType !== 'Tx' && field.fieldType !== 'Ch') return '';
  if (field.hasAppearance || field.hidden || field.noView || field.password) return '';
  const value = Array.isArray(field.fieldValue) ? field.fieldValue.join(' ') : field.fieldValue;
  return typeof value === 'string' ? value.replace(/\s+/gu, ' ').trim() : '';
}

function glyphsOf(
  text: string,
  [x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[],
  viewport: Matrix,
): Glyph[] {
  const size = Math.min(maxSize, sizeShare * Math.abs(y1 - y0));
  const baseline = Math.min(y0, y1) + (Math.abs(y1 - y0) - size) / 2 + 0.2 * size;
  let along = Math.min(x0, x1) + padding;
  return [...text].map((character) => {
    const width = size * (isCjk(character) ? 1 : latinWidth);
    const [x, y] = apply(viewport, along, baseline);
    const [toX, toY] = apply(viewport, along + width, baseline);
    along += width;
    return {
      text: character,
      x,
      y,
      dx: toX - x,
      dy: toY - y,
      size,
      font,
      unmapped: false,
      isCode: false,
      hidden: false,
      color: '#000000',
      alpha: 1,
    };
  });
}

/** The viewer's own font. */
const font: FontInfo = {
  unitsPerThousand: 0.001,
  em: 1,
  vertical: false,
  bold: false,
  isSymbolic: false,
  isSubset: false,
  sample: emptySample(),
};
