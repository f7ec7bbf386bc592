import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteSheet, sheetNames } from '../../../pipeline/xlsx/sheet-names.ts';

describe('names of sheets', () => {
  it('of sixty characters are cut, signs that Excel forbids are taken out', () => {
    expect(
      sheetNames([`01 gk08 ${'政府性基金'.repeat(12)}`, '02 t2 收入/支出[表]:*?\\', "'quoted'"]),
    ).toEqual(['01 gk08 政府性基金政府性基金政府性基金政府性基金政府性', '02 t2 收入 支出 表', 'quoted']);
  });

  it('are as Excel wants them, whatever is wished', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (wishes) => {
        const names = sheetNames(wishes);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wishes.length);
        for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\\p{Cc}\p{Cs}]{1,31}(?<!')$/u);
      }),
    );
  });

  it('that differ in case only are two', () => {
    expect(sheetNames(['Table', 'table', 'TABLE'])).toEqual(['Table', 'table (2)', 'TABLE (3)']);
  });

  it('are quoted in references', () => {
    expect(quoteSheet("a'b")).toBe("'a''b'");
  });
});
