import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalPlaces, isDash, parseNumber } from '../../normalizers/number.ts';
import { toYuan } from '../../normalizers/unit.ts';

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
/** A plain decimal as accounts print it. */
const decimal = fc
  .tuple(digits(1, 18), fc.option(digits(1, 16), { nil: '' }))
  .map(([before, behind]) => (behind === '' ? before : `${before}.${behind}`));

describe('parseNumber', () => {
  it('gives the digits as printed', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(parseNumber(text)).toMatchObject({ value: text, places: decimalPlaces(text) });
      }),
    );
  });

  it('reads the same from separators, full-width digits and white space', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10 ** 15 }), digits(2, 2), (whole, cents) => {
        const plain = `${whole}.${cents}`;
        const separated = `${String(whole).replace(/\B(?=(?:\d{3})+$)/gu, ',')}.${cents}`;
        const wide = [...separated].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
        for (const printed of [separated, wide.join(''), ` ${plain} `, wide.join(' ')])
          expect(parseNumber(printed)?.value).toBe(plain);
      }),
    );
  });

  it('takes no mark of a footnote and no exponent for digits', () => {
    for (const marked of ['1,234.56①', '1234.56 ①', '1234.56¹', '1,234.56²³'])
      expect(parseNumber(marked)?.value).toBe('1234.56');
    for (const raised of ['10⁴', '5²', '1²3', '12₃', '12⒈', '①']) expect(parseNumber(raised)).toBeNull();
  });

  it.each([
    ['￥1,234.00', '1234.00'],
    ['¥ 12', '12'],
    ['-￥5.50', '-5.50'],
    ['￥-5.50', '-5.50'],
    ['（￥5.50）', '-5.50'],
  ])('%s has the sign of the currency, which says no unit', (printed, value) => {
    expect(parseNumber(printed)).toMatchObject({ value, unit: '' });
  });

  it('knows the ways to print a negative figure, and no negative zero', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const negative = /[1-9]/u.test(text) ? `-${text}` : text;
        for (const printed of [`-${text}`, `（${text}）`, `△${text}`, `−${text}`])
          expect(parseNumber(printed)?.value).toBe(negative);
      }),
    );
  });

  it('guesses nothing', () => {
    for (const text of ['', '-', '——', '2020年', '1 . 2 . 3', '12，34', '1.2.3', 'A12', '五', '3-5', '12月'])
      expect(parseNumber(text)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseNumber(text);
        if (parsed !== null) expect(parsed.value).toMatch(/^-?\d{1,18}(?:\.\d{1,16})?$/u);
      }),
    );
  });

  it('takes a row of digits longer than any amount for no figure', () => {
    expect(parseNumber('6222021234567890123')).toBeNull();
    expect(parseNumber('0.33333333333333331')).toBeNull();
    expect(parseNumber('0.3333333333333333')?.value).toBe('0.3333333333333333');
  });

  it('keeps qualifier and unit apart from the value', () => {
    expect(parseNumber('≥90%')).toMatchObject({ value: '90', unit: '%', qualifier: '≥' });
    expect(parseNumber('不低于95.5%')).toMatchObject({ value: '95.5', unit: '%', qualifier: '≥' });
    expect(parseNumber('2,000余人次')).toMatchObject({ value: '2000', unit: '人次', qualifier: '余' });
  });
});

describe('isDash', () => {
  it('knows dashes of all kinds and nothing else', () => {
    for (const text of ['-', '—', '——', '－', '/', ' – ']) expect(isDash(text)).toBe(true);
    for (const text of ['', '-1', '无', '—————']) expect(isDash(text)).toBe(false);
  });
});

describe('toYuan', () => {
  it('is exact, and text without exponent', () => {
    expect(toYuan('140.80', '万元')).toBe('1408000');
    expect(toYuan('0.000001', '万元')).toBe('0.01');
    expect(toYuan('-12.345678901', '亿元')).toBe('-1234567890.1');
    expect(toYuan('5', '人')).toBe('');
  });

  it('fits a DECIMAL(38,16) whatever is printed', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('元', '万元', '亿元', '百万元'), (value, unit) => {
        expect(toYuan(value, unit)).toMatch(/^(?:\d{1,22}(?:\.\d{1,16})?)?$/u);
      }),
    );
  });
});
