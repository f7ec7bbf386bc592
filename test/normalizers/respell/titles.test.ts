import { expect, it } from 'vitest';
import { mendTitle } from '../../../normalizers/respell/titles.ts';
import { vocabularyOf } from '../../../normalizers/respell/vocabulary.ts';
import { forms } from '../bind/table-builder.ts';

const { titles } = vocabularyOf(forms);

it.each([
  ['一般公共预算财政拨款支出决算袤', '一般公共预算财政拨款支出决算表'],
  ['2021年度收入支出决算总袤', '2021年度收入支出决算总表'],
])('%s is a title misread', (read, text) => {
  expect(mendTitle(read, titles, forms)).toBe(text);
});

it.each([
  '一般公共预算财政拨款支出307.',
  '一般公共预算财政拨款支出307.82万元',
  '一般公共预算财政拨款支出12万元',
])('%s is the beginning of a sentence', (read) => {
  expect(mendTitle(read, titles, forms)).toBeNull();
});
