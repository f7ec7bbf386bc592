import type { Picture } from '../../../schemas/picture.ts';
import { placeAt, type Stroke, type Strokes } from './strokes.ts';
import type { Ink } from './threshold.ts';

/** The middle of a line may lie so far (pixels) from where the fit says. */
const play = 1.5;

/**
 * Takes rulings out of a page without eating what touches or crosses them: where ink goes on beyond a ruling on both sides, it
 * stays; beyond that the ruling becomes paper. Changes grey and ink in place.
 */
export function eraseStrokes(grey: Picture, ink: Ink, strokes: Strokes): void {
  for (const stroke of strokes.horizontal) eraseOne(grey, ink, stroke, 1, grey.width, grey.height);
  for (const stroke of strokes.vertical) eraseOne(grey, ink, stroke, grey.width, 1, grey.width);
}

/**
 * @param along distance of neighbouring pixels along the stroke in the data
 * @param across the same across it
 * @param depth pixels there are across
 */
function eraseOne(
  grey: Picture,
  ink: Ink,
  stroke: Stroke,
  along: number,
  across: number,
  depth: number,
): void {
  const half = stroke.thickness / 2;
  const length = along === 1 ? grey.width : grey.height;
  const [start, end] = [Math.max(0, stroke.from - 2), Math.min(length, stroke.to + 2)];
  for (let at = start; at < end; at++) {
    const middle = placeAt(stroke, at);
    const first = Math.max(0, Math.floor(middle - half - play));
    const last = Math.min(depth - 1, Math.ceil(middle + half + play));
    if (last < first) continue;
    const base = at * along;
    const before = first > 0 && ink.data[base + (first - 1) * across] === 1;
    const after = last < depth - 1 && ink.data[base + (last + 1) * across] === 1;
    if (before && after) continue;
    let [from, to] = [first, last];
    // What reaches in from one side is a glyph that touches: it keeps what lies outside of the ruling.
    if (before) from = Math.max(first, Math.round(middle - half));
    if (after) to = Math.min(last, Math.round(middle + half));
    for (let i = from; i <= to; i++) {
      grey.data[base + i * across] = 255;
      ink.data[base + i * across] = 0;
    }
  }
}
