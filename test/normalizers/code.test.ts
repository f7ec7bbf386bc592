import { describe, expect, it } from 'vitest';
import { codeIn, joinCode, levelOf, splitCodeAndName } from '../../normalizers/code.ts';

describe('codeIn', () => {
  it.each([
    ['2080101', '2080101'],
    [' 208 01 01 ', '2080101'],
    ['２０８', '208'],
    ['20801', '20801'],
    ['2080', ''],
    ['合计', ''],
    ['208a', ''],
    ['', ''],
  ])('%s → %s', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });
});

describe('joinCode', () => {
  it.each([
    [['208', '01', '05'], '2080105'],
    [['208', '', ''], '208'],
    [['208', '20801', '2080105'], '2080105'],
    [['208', '行政运行'], ''],
    [['1', '208'], ''],
  ])('%j → %s', (pieces, code) => {
    expect(joinCode(pieces)).toBe(code);
  });
});

describe('splitCodeAndName', () => {
  it.each([
    ['2080101 行政运行', { code: '2080101', name: '行政运行' }],
    ['30207邮电费', { code: '30207', name: '邮电费' }],
    ['208-社会保障和就业支出', { code: '208', name: '社会保障和就业支出' }],
    ['2080101', null],
    ['行政运行', null],
  ])('%s', (text, both) => {
    expect(splitCodeAndName(text)).toEqual(both);
  });
});

describe('levelOf', () => {
  it.each([
    ['', 0],
    ['208', 1],
    ['20801', 2],
    ['2080101', 3],
    ['208010101', null],
  ] as const)('%s → %s', (code, level) => {
    expect(levelOf(code)).toBe(level);
  });
});
