import { describe, expect, it } from 'vitest';
import { prepare } from '../../../../extractors/ocr/pixels/prepare.ts';
import { drawTable, page, seeded, turned } from './drawing.ts';

describe('prepare', () => {
  it.each([0, 1.3, -2.4])('finds lines and amounts of a table turned by %s degrees', (degrees) => {
    const { canvas, amounts } = drawTable(8, 5);
    const { tilt, horizontal, vertical, pieces } = prepare(turned(canvas, degrees));
    expect(Math.abs(tilt + degrees)).toBeLessThan(0.08);
    expect(horizontal.map(({ at }) => Math.round(at / 40 - 0.525))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(vertical.map(({ at }) => Math.round(at / 160 + 0.62))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(pieces).toHaveLength(amounts.length);
    expect(pieces.map(({ glyphs }) => glyphs.length)).toEqual(amounts.map((amount) => amount.length));
  });

  it('finds nothing on a blank page', () => {
    expect(prepare(page(400, 300))).toMatchObject({ horizontal: [], vertical: [], pieces: [], tilt: 0 });
  });

  it('finds no rulings in noise', () => {
    const canvas = page(500, 500);
    const random = seeded(3);
    for (let at = 0; at < canvas.data.length; at++) canvas.data[at] = random() < 0.2 ? 0 : 255;
    const { horizontal, vertical } = prepare(canvas);
    expect([...horizontal, ...vertical]).toEqual([]);
  });
});
