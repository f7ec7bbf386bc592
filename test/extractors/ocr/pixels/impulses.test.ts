import { describe, expect, it } from 'vitest';
import { liftImpulses } from '../../../../extractors/ocr/pixels/impulses.ts';
import { type Canvas, page } from './drawing.ts';

const [width, height] = [400, 200];

/** A row of amounts whose points are so many pixels wide, and a ruling a pixel high. */
function printed(dot: number): Canvas {
  const canvas = page(width, height);
  canvas.write('1,234.56', 20, 20, dot);
  canvas.write('0.00', 220, 20, dot);
  canvas.fill(10, 100, 390, 101);
  return canvas;
}

/** The page with every 97th pixel black, every 389th white. */
function strew({ data }: Canvas): Uint8Array {
  const strewn = data.slice();
  for (let at = 31; at < strewn.length; at += 97) strewn[at] = 0;
  for (let at = 50; at < strewn.length; at += 389) strewn[at] = 255;
  return strewn;
}

const differing = (a: Uint8Array, b: Uint8Array): number => a.filter((value, at) => value !== b[at]).length;

describe('liftImpulses', () => {
  it('takes strewn pixels off paper and print, and keeps points and rulings', () => {
    const sound = printed(3);
    const data = strew(sound);
    const before = differing(data, sound.data);
    liftImpulses({ width, height, data });
    expect(before).toBeGreaterThan(800);
    expect(differing(data, sound.data)).toBeLessThan(before / 20);
    // Nothing that was printed is gone: what still differs was strewn.
    const strewn = strew(sound);
    expect(data.every((value, at) => value === sound.data[at] || value === strewn[at])).toBe(true);
  });

  it('leaves a page alone that nothing was strewn on, whose points are single pixels', () => {
    const sound = printed(1);
    const data = sound.data.slice();
    liftImpulses({ width, height, data });
    expect(data).toEqual(sound.data);
  });
});
