import type { Word } from '../../../schemas/document.ts';
import type { BBox } from '../../../schemas/geometry.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import { glyphHeight } from './piece-requests.ts';
import { type ReadText, wide } from './read-text.ts';

/** A piece and what was read in it. */
export interface ReadPiece extends ReadText {
  readonly piece: TextPiece;
}

/** Hanzi fill this share of their em, digits are this share of it high. */
const hanziShare = 0.92;
const digitShare = 0.72;
/** How far a line reaches above and below its baseline, as shares of the font size, as words of PDFs do. */
const ascent = 0.8;
const descent = 0.2;
/** Hanzi stand this share of their em below the baseline of digits. */
const hanziDrop = 0.07;

/**
 * The words of a piece: what white parts, but for hanzi.
 * @param scale pixels to the point
 */
export function wordsOfPiece({ piece, text, reading }: ReadPiece, scale: number): Word[] {
  const tokens = text.split(/\s+/u).filter((token) => token !== '');
  const hasHanzi = /[\p{Script=Han}（）《》]/u.test(text);
  const height = glyphHeight(piece);
  const size = height / (hasHanzi ? hanziShare : digitShare) / scale;
  const baseline = piece.baseline / scale - (hasHanzi ? hanziDrop * size : 0);
  const [x0, , x1] = piece.box;
  // A word takes the share of the piece that its characters do; white counts as one of them.
  const widths = tokens.map((token) => [...token].reduce((sum, c) => sum + (wide.test(c) ? 2 : 1), 0));
  const total = widths.reduce((a, b) => a + b, 0) + tokens.length - 1;
  let at = 0;
  return tokens.map((token, i): Word => {
    const from = x0 + ((x1 - x0) * at) / total;
    at += (widths[i] ?? 0) + 1;
    const to = x0 + ((x1 - x0) * (at - 1)) / total;
    const bbox: BBox = [from / scale, baseline - ascent * size, to / scale, baseline + descent * size];
    const own = tokens.length === 1 ? reading : { confidence: reading.confidence, candidates: [] };
    return { text: token, bbox, size, bold: false, baseline, reading: own };
  });
}
