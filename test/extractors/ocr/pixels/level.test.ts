import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarterTurn } from '../../../../extractors/ocr/pixels/level.ts';
import { prepare } from '../../../../extractors/ocr/pixels/prepare.ts';
import { findTilt } from '../../../../extractors/ocr/pixels/skew.ts';
import { findInk } from '../../../../extractors/ocr/pixels/threshold.ts';
import { drawTable, page, turned } from './drawing.ts';

describe('the way a page lies', () => {
  const { canvas, amounts } = drawTable(6, 4);

  it('is found to a tenth of a degree', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (degrees) => {
        const tilt = findTilt(findInk(turned(canvas, degrees), 50, 0.75));
        expect(Math.abs(tilt + degrees)).toBeLessThan(0.1);
      }),
      { numRuns: 12, seed: 5 },
    );
  });

  it('is level where there is nothing to tell it by', () => {
    expect(findTilt(findInk(page(300, 300), 50, 0.75))).toBe(0);
  });

  it.each([0, 1.5])('is told where lines run down, turned by %s degrees more', (degrees) => {
    const upright = { ...quarterTurn(canvas), channels: 1 as const, scale: canvas.scale };
    const { turn, text, pieces } = prepare(turned(upright, degrees));
    expect(turn).toBe(90);
    expect([text.width, text.height]).toEqual([canvas.width, canvas.height]);
    expect(pieces).toHaveLength(amounts.length);
  });

  it('is upright where lines run across', () => {
    expect(prepare(canvas).turn).toBe(0);
  });
});
