import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findComponents } from '../../../../extractors/ocr/pixels/components.ts';
import { eraseStrokes } from '../../../../extractors/ocr/pixels/erase.ts';
import { toGrey } from '../../../../extractors/ocr/pixels/grey.ts';
import { prepare } from '../../../../extractors/ocr/pixels/prepare.ts';
import { findStrokes } from '../../../../extractors/ocr/pixels/rulings.ts';
import { findInk } from '../../../../extractors/ocr/pixels/threshold.ts';
import type { Ruling } from '../../../../schemas/document.ts';
import { type Canvas, drawTable, page, turned } from './drawing.ts';

/** A frame of 400 by 300 pixels with a line across and one down in its middle, and figures to level it by. */
function frame(draw: (canvas: Canvas, x0: number, y0: number, x1: number, y1: number) => void): Canvas {
  const canvas = page(560, 460);
  for (const y of [80, 230, 380]) draw(canvas, 80, y, 480, y);
  for (const x of [80, 280, 480]) draw(canvas, x, 80, x, 380);
  for (const y of [120, 160, 280, 320]) canvas.write('31415.92', 120, y, 2.4);
  return canvas;
}

/** A line of dashes so long and so far apart. */
const dashes =
  (dash: number, gap: number, value = 0) =>
  (canvas: Canvas, x0: number, y0: number, x1: number, y1: number): void => {
    for (let x = x0; x <= x1; x += y0 === y1 ? dash + gap : 1e9)
      for (let y = y0; y <= y1; y += x0 === x1 ? dash + gap : 1e9)
        canvas.fill(x, y, x + (y0 === y1 ? dash : 1.5), y + (x0 === x1 ? dash : 1.5), value);
  };

/** Where lines are, in steps from the edge of the frame; what is worn may be in pieces. */
const places = (lines: readonly Ruling[], step: number): number[] => [
  ...new Set(lines.map(({ at }) => Math.abs(Math.round((at - 81) / step)))),
];

describe('rulings', () => {
  it.each([
    ['thin', dashes(3, 0)],
    ['faint', dashes(3, 0, 200)],
    ['dotted', dashes(2, 3)],
    ['dashed', dashes(9, 6)],
  ] as const)('%s ones are found after any tilt', (_, draw) => {
    const canvas = frame(draw);
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (degrees) => {
        const { horizontal, vertical } = prepare(turned(canvas, degrees));
        expect(places(horizontal, 15)).toEqual([0, 10, 20]);
        expect(places(vertical, 20)).toEqual([0, 10, 20]);
      }),
      { numRuns: 6, seed: 2 },
    );
  });

  it('are found where the stroke of a character stands over them on their line', () => {
    const canvas = page(700, 400);
    for (const y of [80, 130, 230]) canvas.fill(60, y, 640, y + 2);
    for (const x of [60, 640]) canvas.fill(x, 80, x + 2, 232);
    // The middle column line begins under a header that spans both columns, and a stroke of that header ends right above it.
    canvas.fill(350, 130, 352, 230);
    canvas.fill(350, 92, 352, 124);
    canvas.fill(336, 92, 366, 94);
    for (const x of [300, 372]) canvas.write('31', x, 96, 2.4);
    for (const y of [142, 172, 202]) {
      canvas.write('271.82', 266, y, 2.4);
      canvas.write('141.42', 357, y, 2.4);
    }
    const { vertical, pieces } = prepare(canvas);
    expect(vertical.map(({ at }) => Math.round(at))).toEqual([61, 351, 641]);
    expect(pieces.filter(({ box }) => box[1] > 132 && box[0] < 345 && box[2] > 358)).toEqual([]);
  });

  it('are no edges of a row of figures', () => {
    const canvas = page(700, 200);
    canvas.write('2222222222222222222222222', 60, 80, 2.4);
    canvas.write('7777777777777777777777777', 60, 120, 2.4);
    const { horizontal, vertical, pieces } = prepare(canvas);
    expect([horizontal, vertical]).toEqual([[], []]);
    expect(pieces).toHaveLength(2);
  });

  it('are no edge of a dark border', () => {
    const canvas = page(600, 400);
    canvas.fill(0, 0, 30, 400, 15);
    canvas.fill(0, 0, 600, 24, 15);
    canvas.write('31415.92', 200, 200, 2.4);
    const { horizontal, vertical, pieces } = prepare(canvas);
    expect([...horizontal, ...vertical]).toEqual([]);
    expect(pieces).toHaveLength(1);
  });

  it('take nothing with them that does not touch them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), (rows, columns) => {
        const { canvas, amounts } = drawTable(rows, columns);
        const grey = toGrey(canvas);
        const ink = findInk(grey, 50, 0.88);
        eraseStrokes(grey, ink, findStrokes(grey, ink, canvas.scale));
        const characters = amounts.reduce((sum, amount) => sum + amount.length, 0);
        expect(findComponents(ink, grey)).toHaveLength(characters);
      }),
      { numRuns: 8, seed: 1 },
    );
  });

  it('leave a figure whole that they cross', () => {
    const canvas = page(700, 300);
    canvas.write('1111', 200, 100, 3);
    canvas.fill(60, 108, 640, 110);
    const { pieces, horizontal } = prepare(canvas);
    expect(horizontal).toHaveLength(1);
    expect(pieces.map(({ glyphs }) => glyphs.map(([, y0, , y1]) => y1 - y0))).toEqual([[21, 21, 21, 21]]);
  });
});
