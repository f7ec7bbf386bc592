import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrink } from '../../../extractors/pdf/pictures-shrink.ts';

const meanOf = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0) / data.length;

describe('shrink', () => {
  it('keeps the mean, and every pixel between the darkest and the lightest', () => {
    const pictures = fc
      .record({
        width: fc.integer({ min: 1, max: 60 }),
        height: fc.integer({ min: 1, max: 60 }),
        channels: fc.constantFrom(1 as const, 3 as const),
        seed: fc.integer({ min: 1, max: 1000 }),
        ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
      })
      .map(({ seed, ratio, ...size }) => {
        const data = Uint8Array.from(
          { length: size.width * size.height * size.channels },
          (_, i) => (i * seed * 31 + ((i * seed) >> 5)) & 255,
        );
        return { picture: { ...size, data }, ratio };
      });
    fc.assert(
      fc.property(pictures, ({ picture, ratio }) => {
        const small = shrink(picture, ratio);
        expect(small.data).toHaveLength(small.width * small.height * small.channels);
        expect(small.width).toBe(Math.max(1, Math.round(picture.width * ratio)));
        expect(Math.abs(meanOf(small.data) - meanOf(picture.data))).toBeLessThan(1.5);
        expect(Math.min(...small.data)).toBeGreaterThanOrEqual(Math.min(...picture.data));
        expect(Math.max(...small.data)).toBeLessThanOrEqual(Math.max(...picture.data));
      }),
    );
  });

  it('leaves a picture as it is at its own size', () => {
    const picture = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 250) } as const;
    expect(shrink(picture, 1)).toEqual(picture);
  });
});
