import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvToRecords,
  guardFormula,
  rowsToCsv,
  tableToCsv,
  unguardFormula,
} from '../../../pipeline/output/csv-text.ts';

describe('guardFormula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd|x', "'+cmd|x"],
    ['-1+2', "'-1+2"],
    ['-5万元', "'-5万元"],
    ['--', "'--"],
    ['-', '-'],
    ['-12.30', '-12.30'],
    ['-1,234.50', '-1,234.50'],
    ['+4.7%', '+4.7%'],
    ['—', '—'],
    ['行政运行', '行政运行'],
    ['', ''],
    [' =1', ' =1'],
  ])('%j is written as %j', (text, expected) => {
    expect(guardFormula(text)).toBe(expected);
  });

  it('leaves no text that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@'), fc.string(), (start, rest) => {
        const written = guardFormula(start + rest);
        expect(written.startsWith("'") || /^[+-]?[\d,.]*%?$/u.test(written)).toBe(true);
        expect(unguardFormula(written)).toBe(start + rest);
      }),
    );
  });
});

describe('rowsToCsv', () => {
  it('ends every row with CRLF and quotes what needs it', async () => {
    expect(
      rowsToCsv([
        ['a', 'b,c'],
        ['say "x"', 'two\nlines'],
      ]),
    ).toBe('a,"b,c"\r\n"say ""x""","two\nlines"\r\n');
  });

  it('gives nothing for no rows', async () => {
    expect(rowsToCsv([])).toBe('');
  });

  it('is read back as it was, whatever the cells hold', async () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\r'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constant('k'), cell, cell), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (rows, bom) => {
          const records = await csvToRecords(tableToCsv(['key', 'a', 'b'], rows, bom));
          expect(records.map((record) => [...record.values()].map(unguardFormula))).toEqual(
            rows.map((row) => row.map((text) => unguardFormula(guardFormula(text)))),
          );
        },
      ),
    );
  });

  it('begins with a byte order mark only when asked', async () => {
    expect(tableToCsv(['a'], [], true).charCodeAt(0)).toBe(0xfeff);
    expect(tableToCsv(['a'], [], false)).toBe('a\r\n');
  });
});

describe('csvToRecords', () => {
  it('reads LF, CRLF and a byte order mark', async () => {
    expect(await csvToRecords('\uFEFFa,b\n1,2\r\n3,4')).toEqual([
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
      new Map([
        ['a', '3'],
        ['b', '4'],
      ]),
    ]);
  });

  it('refuses a row that is longer than the header', async () => {
    await expect(csvToRecords('a,b\n1,2,3\n')).rejects.toThrow('row 2 has 3 cells');
  });
});
