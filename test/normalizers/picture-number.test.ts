import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../normalizers/number.ts';
import { readPictureFigure } from '../../normalizers/picture-number.ts';

const likeliest = (text: string) => readPictureFigure(text)[0]?.value;

describe('a figure read from a picture', () => {
  it('is what it says where it is a figure as it stands', () => {
    expect(readPictureFigure('1,234.56')).toEqual([
      { value: '1234.56', places: 2, qualifier: '', unit: '', cost: 0 },
    ]);
    expect(likeliest('-3.10')).toBe('-3.10');
  });

  it('may have letters that look like digits', () => {
    expect(likeliest('1,234.S6')).toBe('1234.56');
    expect(likeliest('l20.00')).toBe('120.00');
    expect(likeliest('O.OO')).toBe('0.00');
    expect(likeliest('３4B.２z')).toBe('348.22');
  });

  it('may have separators read for each other, doubled or lost to a gap', () => {
    expect(likeliest('1.234,56')).toBe('1234.56');
    expect(likeliest('1.234.56')).toBe('1234.56');
    expect(likeliest('12，34')).toBe('12.34');
    expect(likeliest('12..34')).toBe('12.34');
    expect(likeliest('1234 56')).toBe('1234.56');
    expect(likeliest('12。34')).toBe('12.34');
  });

  it('may have dirt at its ends', () => {
    expect(likeliest('|12.34')).toBe('12.34');
    expect(likeliest('12.34.')).toBe('12.34');
    expect(likeliest('‘0.00_')).toBe('0.00');
    expect(likeliest('0123.45')).toBe('123.45');
  });

  it('is none where words stand, or more letters than digits', () => {
    for (const text of ['满意', '', 'BIS', '合计12', '—', 'I']) expect(readPictureFigure(text)).toEqual([]);
  });

  it('is never read otherwise where it can be read as it stands', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(99), (whole, cents) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        expect(readPictureFigure(text).map(({ value }) => value)).toEqual([parseNumber(text)?.value]);
      }),
    );
  });

  it('costs something wherever it is guessed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 14 }), (text) => {
        for (const { value, cost } of readPictureFigure(text)) {
          expect(value).toMatch(/^-?\d+(?:\.\d+)?$/u);
          if (parseNumber(text) === null) expect(cost).toBeGreaterThan(0);
        }
      }),
    );
  });
});
