import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, textElement } from '../../../pipeline/xlsx/xml-text.ts';
import { unescapeText } from './read-workbook.ts';

/** As in XML 1.0, production 2. */
const control = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF';

describe('texts of cells', () => {
  it('come back as they were, whatever they hold', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '_x0041_',
        '_x0041',
        '_',
        'x000D_',
        '\u0000',
        '\r\n',
        '_x005F_',
        '=1+1',
        ' 甲 ',
        '&amp;',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('').replace(/\p{Cs}/gu, '');
        expect(unescapeText(escapeText(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('hold nothing that XML cannot', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(escapeText(text)).not.toMatch(new RegExp(`[<>"${control}\\p{Cs}]`, 'u'));
        },
      ),
    );
  });

  it.each([
    ['a\u0001b', 'a_x0001_b'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
    ['_x0041\u0001', '_x005F_x0041_x0001_'],
    ['a_b', 'a_b'],
    ['\r\n', '_x000D_\n'],
    ['\uD800', '\uFFFD'],
  ])('%j is written as %j', (text, written) => {
    expect(escapeText(text)).toBe(written);
  });

  it('of more than a cell may hold are cut, and say so', () => {
    const element = textElement('明'.repeat(40_000));
    expect(element.length).toBeLessThan(32_767 + 20);
    expect(element).toContain('(+7273 字符 characters)');
  });
});
