import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSources, documentFolderOf, toSource } from '../../pipeline/source-names.ts';

const id = '0123456789abcdef';

describe('documentFolderOf', () => {
  it.each([
    ['2021/甲市乙局.txt', `甲市乙局-${id}`],
    ['a b\tc.txt', `a_b_c-${id}`],
    ['=cmd|x.txt', `cmd_x-${id}`],
    ['..', `document-${id}`],
    ['.hidden', `hidden-${id}`],
    ['x'.repeat(60), `${'x'.repeat(40)}-${id}`],
    ['bundle.zip!/inner/报告.txt', `报告-${id}`],
    ['report.', `report-${id}`],
  ])('%j → %j', (source, expected) => {
    expect(documentFolderOf(source, id)).toBe(expected);
  });

  it('is one safe folder name whatever the source is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        const name = documentFolderOf(source, id);
        expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]*-[0-9a-f]{16}$|^-/u);
        expect(name).not.toMatch(/[/\\:]/u);
        expect([...name].length).toBeLessThanOrEqual(40 + 1 + 16);
      }),
    );
  });
});

describe('toSource', () => {
  it('composes what a Mac decomposes', () => {
    expect(toSource('e\u0301.txt')).toBe('\u00e9.txt');
  });
});

describe('compareSources', () => {
  it('orders by code units, not by any language', () => {
    expect(['b', 'a', 'B', '乙', '甲', 'é'].sort(compareSources)).toEqual(['B', 'a', 'b', 'é', '乙', '甲']);
  });
});
