import { pictureOfText } from '../ocr/picture-cells.ts';
import type { Part } from '../printed/parts.ts';
import type { PictureType } from './arrangement.ts';
import type { FigureCell } from './page.ts';

const pixelsAPoint = 96 / 72;

/** The figures of some forms as pictures in the page, set in a type. */
export async function picturesOf(
  parts: readonly Part[],
  forms: readonly string[],
  { family, size, dpi, encoding }: PictureType,
): Promise<FigureCell> {
  const texts = new Set(
    parts.flatMap((part) => (part.kind === 'table' && forms.includes(part.form) ? part.rows.flat() : [])),
  );
  const pictures = new Map<string, string>();
  for (const text of texts) {
    if (!/\d/u.test(text)) continue;
    const { bytes, width, height } = await pictureOfText(text, family, size, dpi, encoding);
    const shown = [width, height].map((points) => Math.round(points * pixelsAPoint));
    pictures.set(
      text,
      `<img width="${shown[0]}" height="${shown[1]}" src="data:image/${encoding};base64,${bytes.toString('base64')}">`,
    );
  }
  return (form, text) => (forms.includes(form) ? (pictures.get(text) ?? text) : text);
}
