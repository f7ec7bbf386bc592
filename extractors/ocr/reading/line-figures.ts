import type { BBox } from '../../../schemas/geometry.ts';
import type { OcrReading } from '../../../schemas/ports.ts';
import type { TextPiece } from '../pixels/pieces.ts';
import { type FigureStrip, stripOf } from './figure-strip.ts';
import { columnOf, glyphHeight, looks, type PicturePiece } from './piece-requests.ts';

/** A figure in a line of text: where it stands in the text and on the picture. */
export interface LineFigure {
  readonly text: string;
  /** Its place in the engine's text without white. */
  readonly at: number;
  /** The piece of the line that it is. */
  readonly piece: PicturePiece;
  readonly strip: FigureStrip;
}

/** Digits among hanzi are narrower and lower than they (shares of the line's height) … */
const widest = 0.6;
const lowest = 0.5;
const highest = 0.92;
/** … and a point or comma is lower than this. */
const speck = 0.35;
/** An engine tells the place of a character to this share of the line's height. */
const offPlace = 0.6;
/** Digits of one figure stand nearer than this share of the line's height. */
const figureGap = 0.35;

/** Figures as they stand in sentences and labels. */
const figurePattern = /\d[\d.,]*%?/gu;

/** How many figures a text has. */
export function countFigures(text: string): number {
  return text.match(figurePattern)?.length ?? 0;
}

/**
 * The figures in a line of text, found on the picture: runs of narrow low glyphs near where the engine says that it read
 * digits. A figure that is not found is left out.
 * @param reading of the line
 */
export function findLineFigures(piece: PicturePiece, reading: OcrReading): LineFigure[] {
  const symbols = reading.symbols.filter(({ text }) => text.trim() !== '');
  const text = symbols.map(({ text: symbol }) => [...symbol][0] ?? ' ').join('');
  const height = glyphHeight(piece);
  const runs = glyphRuns(piece, height);
  const figures: LineFigure[] = [];
  for (const found of text.matchAll(figurePattern)) {
    const run = found[0].replace(/[.,]$/u, '');
    const from = columnOf(piece, looks.line, symbols[found.index]?.x0 ?? 0);
    const to = columnOf(piece, looks.line, symbols[found.index + run.length - 1]?.x1 ?? 0);
    const near = runs
      .filter((glyphs) => glyphs.length > 0)
      .map((glyphs) => ({ glyphs, off: offOf(glyphs, from, to) }))
      .sort((a, b) => a.off - b.off)[0];
    // A sign of per cent is wide, or in two parts with a stroke between.
    const digits = run.replace('%', '').length;
    if (!near || near.off > offPlace * height || near.glyphs.length < digits) continue;
    const box = unite(near.glyphs);
    const tall = near.glyphs.filter((glyph) => glyph[3] - glyph[1] >= lowest * height);
    const top = median(tall.map((glyph) => glyph[1]));
    const foot = median(tall.map((glyph) => glyph[3]));
    figures.push({
      text: run,
      at: found.index,
      piece: { picture: piece.picture, box, glyphs: near.glyphs, baseline: foot },
      strip: stripOf(piece.picture, box, [top, foot]),
    });
  }
  return figures;
}

/** Runs of glyphs that may be figures, left to right. */
function glyphRuns({ glyphs, baseline }: TextPiece, height: number): BBox[][] {
  const runs: BBox[][] = [];
  let last: BBox | null = null;
  for (const glyph of glyphs) {
    const [wide, high] = [glyph[2] - glyph[0], glyph[3] - glyph[1]];
    const isDigit = wide <= widest * height && high >= lowest * height && high <= highest * height;
    const isSpeck = high < speck * height && wide < speck * height && baseline - glyph[3] < speck * height;
    const isNear: boolean = last !== null && glyph[0] - last[2] <= figureGap * height;
    if (isDigit && !isNear) runs.push([glyph]);
    else if (isDigit || (isSpeck && isNear)) runs.at(-1)?.push(glyph);
    last = isDigit || (isSpeck && isNear) ? glyph : null;
  }
  return runs.map(withoutEnd);
}

/** A comma behind a figure is not its own. */
function withoutEnd(glyphs: BBox[]): BBox[] {
  const high = Math.max(...glyphs.map((glyph) => glyph[3] - glyph[1]));
  let end = glyphs.length;
  while (end > 1 && (glyphs[end - 1] as BBox)[3] - (glyphs[end - 1] as BBox)[1] < high / 2) end--;
  return glyphs.slice(0, end);
}

/** How far a run of glyphs lies from a place: the mean distance of both ends. */
function offOf(glyphs: readonly BBox[], from: number, to: number): number {
  return (Math.abs((glyphs[0]?.[0] ?? 0) - from) + Math.abs((glyphs.at(-1)?.[2] ?? 0) - to)) / 2;
}

function unite(boxes: readonly BBox[]): BBox {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
