import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsIn } from '../../../../extractors/tables/page/grid.ts';
import { findLattices } from '../../../../extractors/tables/page/lattice.ts';
import { cellFinder, wordFinder } from '../../../../extractors/tables/page/lookup.ts';
import type { Ruling, Word } from '../../../../schemas/document.ts';
import type { BBox } from '../../../../schemas/geometry.ts';

const place = fc.integer({ min: 0, max: 80 }).map((n) => n * 2.5);
const box = fc
  .tuple(place, place, place, place)
  .map(([a, b, c, d]): BBox => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
const word = fc
  .tuple(place, place)
  .map(([x, y]): Word => ({ text: 'a', bbox: [x, y - 8, x + 5, y + 2], size: 10, bold: false, baseline: y }));
/** Lines that all meet, some of them short: cells are merged here and there. */
const lines = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 2 })), { minLength: 3, maxLength: 8 })
  .map((places): Ruling[] =>
    places
      .map(([at, cut]) => ({ at, from: 0, to: 200 - 60 * cut, thickness: 0.5 }))
      .sort((a, b) => a.at - b.at),
  );

it('finds the words of a box as a look at every word does', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.array(box, { maxLength: 8 }), (words, boxes) => {
      const find = wordFinder(words);
      for (const each of boxes) expect(find(each)).toEqual(wordsIn(words, each));
    }),
  );
});

it('finds the cell of a point as a look at every cell does, on its edges, too', () => {
  fc.assert(
    fc.property(lines, lines, fc.array(fc.tuple(place, place)), (horizontal, vertical, points) => {
      for (const lattice of findLattices(horizontal, vertical)) {
        const find = cellFinder(lattice);
        const corners = lattice.xs.flatMap((x) => lattice.ys.map((y) => [x, y] as const));
        for (const [x, y] of [...points, ...corners])
          expect(find(x, y)).toBe(
            lattice.cells.find(({ bbox }) => x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]),
          );
      }
    }),
  );
});

it('takes thousands of lines that cross for a pattern, and a grid of many cells in its stride', () => {
  const across = (count: number, step: number): Ruling[] =>
    Array.from({ length: count }, (_, i) => ({ at: i * step, from: 0, to: 6000, thickness: 0.5 }));
  expect(findLattices(across(2000, 3), across(2000, 3))).toEqual([]);
  expect(findLattices(across(401, 15), across(101, 60))[0]?.cells).toHaveLength(400 * 100);
});
