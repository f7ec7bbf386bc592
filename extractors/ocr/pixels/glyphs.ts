import type { BBox } from '../../../schemas/geometry.ts';
import type { Plane } from './threshold.ts';

/** Between characters it is lighter than this share of the darkness of the piece's strokes. */
const strokeShare = 0.35;
/** The strokes are the darkest columns but for so many of them. */
const darkColumns = 0.25;

/**
 * Characters of a piece, or what of them touches: runs of dark columns, left to right. The limit goes by the darkness of the
 * piece, so that blurred neighbours part; what is fainter and stands by itself, like a point, is kept.
 * @param parts boxes of the components of the piece
 */
export function findGlyphs({ width, data }: Plane, box: BBox, parts: readonly BBox[]): BBox[] {
  const [x0, y0, x1, y1] = box;
  const darkest = new Uint8Array(x1 - x0).fill(255);
  for (let y = y0; y < y1; y++)
    for (let x = x0, at = y * width + x0; x < x1; x++, at++)
      if ((data[at] as number) < (darkest[x - x0] as number)) darkest[x - x0] = data[at] as number;
  const usual = darkest.slice().sort()[Math.floor((x1 - x0) * darkColumns)] ?? 255;
  const limit = 255 - (255 - usual) * strokeShare;
  const glyphs: BBox[] = [];
  for (let x = x0; x < x1; ) {
    if ((darkest[x - x0] as number) > limit) {
      x++;
      continue;
    }
    const from = x;
    while (x < x1 && (darkest[x - x0] as number) <= limit) x++;
    glyphs.push(tighten(width, data, [from, y0, x, y1], limit));
  }
  const alone = parts.filter((part) => !glyphs.some((glyph) => glyph[0] < part[2] && glyph[2] > part[0]));
  return [...glyphs, ...alone].sort((a, b) => a[0] - b[0]);
}

/** Without the light rows above and below. */
function tighten(width: number, data: Uint8Array, [x0, y0, x1, y1]: BBox, limit: number): BBox {
  const isDark = (y: number): boolean => {
    for (let at = y * width + x0; at < y * width + x1; at++) if ((data[at] as number) <= limit) return true;
    return false;
  };
  let [top, bottom] = [y0, y1];
  while (top < bottom - 1 && !isDark(top)) top++;
  while (bottom > top + 1 && !isDark(bottom - 1)) bottom--;
  return [x0, top, x1, bottom];
}
