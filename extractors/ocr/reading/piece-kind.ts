import type { BBox } from '../../../schemas/geometry.ts';
import type { OcrRequest } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';

/** What is this high (share of its piece) is a character, what is lower a point, a dash or a part of one. */
const tall = 0.6;
/** What is low ends below this share of the height. */
const highest = 0.4;
/** Digits end this near (share of the piece's height) to the piece's top and to its baseline. */
const slack = 0.2;
/** Digits are narrower than this share of their height, strokes of broken ones too; hanzi and digits that touch are wider. */
const narrow = 0.85;
/** At least this share of a figure's tall ink is narrow: digits that touch may not be. */
const narrowShare = 0.5;
/** No figure is longer than this (heights): a line of sentence. */
const longest = 14;

/** How many glyphs of a piece are as wide as hanzi: hanzi behind a figure, or digits that touch. */
export function countWide({ box, glyphs, baseline }: TextPiece): number {
  const height = Math.min(box[3], baseline) - box[1];
  return glyphs.filter((glyph) => {
    const [width, high] = [glyph[2] - glyph[0], glyph[3] - glyph[1]];
    return high >= tall * height && width > narrow * high;
  }).length;
}

/** One character is no wider than this share of its height: a hanzi, or a digit whose foot is worn off. */
const single = 1.1;

/** Whether a piece has room for one character only. */
export function isSingle({ box }: TextPiece): boolean {
  return box[2] - box[0] <= single * (box[3] - box[1]);
}

/** A dash is lower than this share of its width; a page number has at most so many glyphs, broken ones too. */
const flat = 0.3;
const mostGlyphs = 8;

/** What stands between the dashes of a piece that begins and ends with one (— 12 —): a page number; null elsewhere. */
export function betweenDashes<Piece extends TextPiece>(piece: Piece): Piece | null {
  const glyphs = piece.glyphs.slice(1, -1);
  const [first, last] = [piece.glyphs[0], piece.glyphs.at(-1)];
  const isDash = (glyph: BBox | undefined): boolean =>
    glyph !== undefined && glyph[3] - glyph[1] <= flat * (glyph[2] - glyph[0]);
  if (glyphs.length === 0 || glyphs.length > mostGlyphs || !isDash(first) || !isDash(last)) return null;
  const box: BBox = [
    Math.min(...glyphs.map((glyph) => glyph[0])),
    Math.min(...glyphs.map((glyph) => glyph[1])),
    Math.max(...glyphs.map((glyph) => glyph[2])),
    Math.max(...glyphs.map((glyph) => glyph[3])),
  ];
  return { ...piece, box, glyphs, baseline: box[3] };
}

/** Whether a piece looks like a figure, all digits of one height, or like text. The engine has the last word. */
export function kindOf({ box, glyphs, baseline }: TextPiece): OcrRequest['kind'] {
  const height = Math.min(box[3], baseline) - box[1];
  if (height <= 0 || box[2] - box[0] > longest * height) return 'line';
  let total = 0;
  let ofNarrow = 0;
  for (const glyph of glyphs) {
    const [width, high] = [glyph[2] - glyph[0], glyph[3] - glyph[1]];
    if (high < tall * height) {
      // A point or comma hangs at the baseline, a dash in the middle: what is above that is a part of a hanzi.
      if (glyph[3] < box[1] + highest * height) return 'line';
      continue;
    }
    if (glyph[1] - box[1] > slack * height || Math.abs(glyph[3] - baseline) > slack * height) return 'line';
    total += width;
    if (width <= narrow * high) ofNarrow += width;
  }
  return total > 0 && ofNarrow >= narrowShare * total ? 'figure' : 'line';
}
