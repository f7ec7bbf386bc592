import type { BBox } from '../../../schemas/geometry.ts';
import type { Picture } from '../../../schemas/picture.ts';
import type { OcrRequest } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import { blacken, cutPiece, marginOf } from './cut-piece.ts';

/** A piece and the grey picture it stands on. */
export interface PicturePiece extends TextPiece {
  readonly picture: Picture;
}

/** How a piece is shown to an engine. */
interface Look {
  readonly kind: OcrRequest['kind'];
  /** Height to which glyphs are scaled, pixels. */
  readonly height: number;
  /** Share of their width that is left: an engine takes time by the width of a line for its height. */
  readonly width: number;
  /** Share of the range from ink to paper that is made paper. */
  readonly paperRange: number;
}

/**
 * What the engine reads best, measured at 150 and 200 dpi; and a figure once more, otherwise. Lines 40 pixels high take a quarter
 * more time, and as many characters of them are wrong; narrower ones lose sentences on dirty pages.
 */
export const looks = {
  line: { kind: 'line', height: 24, width: 0.92, paperRange: 0.3 },
  figure: { kind: 'figure', height: 28, width: 0.9, paperRange: 0 },
  again: { kind: 'figure', height: 44, width: 1, paperRange: 0.3 },
} as const satisfies Record<string, Look>;

/** A piece lower than this share of its length is a line whose characters are all flat (一, dashes): its height says nothing. */
const flattest = 0.25;
/** Nothing is made larger than this many times: there is no more in it to see. */
const largestScale = 6;

/** What an engine is asked about a piece. */
export function requestFor(piece: PicturePiece, look: Look): OcrRequest {
  const { box } = piece;
  const height = glyphHeight(piece);
  const scale = scaleOf(height, look);
  const [x0, y0, x1, y1] = box;
  // Flat characters keep the paper above and below that tells them from tall ones.
  const pad = Math.max(0, (height - (y1 - y0)) / 2);
  const cut: BBox = [x0, y0 - pad, x1, y1 + pad];
  return {
    picture: blacken(
      cutPiece(piece.picture, cut, [scale * look.width, scale], height * scale),
      look.paperRange,
    ),
    kind: look.kind,
  };
}

/** A column of the picture an engine was shown → of the picture that the piece was cut from. */
export function columnOf(piece: TextPiece, look: Look, column: number): number {
  const height = glyphHeight(piece);
  const scale = scaleOf(height, look);
  return piece.box[0] + (column - marginOf(height * scale)) / (scale * look.width);
}

function scaleOf(height: number, look: Look): number {
  return Math.min(largestScale, look.height / height);
}

/** How high the characters of a piece are, pixels. */
export function glyphHeight({ box, glyphs }: TextPiece): number {
  const height = box[3] - box[1];
  const widest = Math.max(1, ...glyphs.map((glyph) => glyph[2] - glyph[0]));
  return height < flattest * widest ? widest : height;
}
