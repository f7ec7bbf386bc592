import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toDisplayed, turnBox, unturnBox } from '../../../extractors/layout/turn.ts';
import type { BBox } from '../../../schemas/geometry.ts';

const turns = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);
const sizes = fc.tuple(fc.integer({ min: 100, max: 1000 }), fc.integer({ min: 100, max: 1000 }));
const boxes = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: 0, max: 90, noNaN: true })))
  .map(
    ([a = 0, b = 0, c = 0, d = 0]): BBox => [Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)],
  );

it('takes a box to the upright frame and back', () => {
  fc.assert(
    fc.property(boxes, turns, sizes, (box, turn, size) => {
      const back = unturnBox(turnBox(box, turn, size), turn, size);
      for (const [i, place] of back.entries()) expect(place).toBeCloseTo(box[i] as number, 9);
    }),
  );
});

it('turns the middle of a box of a level page back by its tilt, around the middle of the page, and keeps its size', () => {
  fc.assert(
    fc.property(boxes, turns, sizes, fc.double({ min: -5, max: 5, noNaN: true }), (box, turn, size, tilt) => {
      const straight = toDisplayed(box, { turn }, size);
      const shown = toDisplayed(box, { turn, tilt }, size);
      expect(shown[2] - shown[0]).toBeCloseTo(straight[2] - straight[0], 6);
      const [ax, ay] = middleFrom(straight, size);
      const [bx, by] = middleFrom(shown, size);
      const angle = (-tilt * Math.PI) / 180;
      expect(bx).toBeCloseTo(ax * Math.cos(angle) - ay * Math.sin(angle), 6);
      expect(by).toBeCloseTo(ax * Math.sin(angle) + ay * Math.cos(angle), 6);
    }),
  );
});

function middleFrom([x0, y0, x1, y1]: BBox, [width, height]: readonly [number, number]) {
  return [(x0 + x1 - width) / 2, (y0 + y1 - height) / 2] as const;
}
