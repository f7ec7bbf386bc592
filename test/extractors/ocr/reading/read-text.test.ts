import { expect, it } from 'vitest';
import { tidyText } from '../../../../extractors/ocr/reading/read-text.ts';

it.each([
  ['white between hanzi', '支 出 决 算 表', '支出决算表'],
  ['white between words stays', 'Total 2021 income', 'Total 2021 income'],
  ['punctuation among hanzi', '部门:株洲市', '部门：株洲市'],
  ['brackets', '因公出国(境)费', '因公出国（境）费'],
  ['dirt behind a label', '总 计-', '总计'],
  ['dirt in a label', '行.次', '行次'],
  ['white behind a point', '支出总计307. 82万元，增长100. 00%', '支出总计307.82万元，增长100.00%'],
  ['white behind a list number', '1. 20个项目', '1. 20个项目'],
  ['white before a year', '详见表3. 2021年', '详见表3. 2021年'],
  ['a code stays', '20805', '20805'],
  [
    'a sentence goes on',
    '本年决算支出总计的主要原因是人员增加所致，',
    '本年决算支出总计的主要原因是人员增加所致，',
  ],
])('%s', (_, read, text) => {
  expect(tidyText(read)).toBe(text);
});
