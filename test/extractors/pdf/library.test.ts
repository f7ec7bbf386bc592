import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import '../../../extractors/pdf/library.ts';

describe('pdf.js in this program', () => {
  it('ends a list that never ends before it ends the program', () => {
    // A font whose table of names runs past its end made pdf.js add names for ever: V8 then ends the whole process.
    const endless: number[] = [];
    endless.length = 60_000_000;
    expect(() => endless.push(1)).toThrow(RangeError);
  });

  it('leaves lists as they are', () => {
    const list = [1];
    expect([list.push(2), list.push(3, 4), list.push(), list]).toEqual([2, 4, 4, [1, 2, 3, 4]]);
  });

  it('loads nothing to paint with', () => {
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    expect(loaded.filter((file) => file.includes('canvas'))).toEqual([]);
    expect(process.getBuiltinModule('module').createRequire).toBe(createRequire);
  });
});
