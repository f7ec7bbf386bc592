import { expect, it } from 'vitest';
import { unbar } from '../../../extractors/layout/bars.ts';

it.each([
  ['closed rows', ['| 项目 | 金额 |', '|---|--:|', '| 合计 | 1 |'], ['项目\t金额', '---\t---', '合计\t1']],
  ['open rows', ['项目 | 金额', '--- | ---', '合计 | 1'], ['项目\t金额', '---\t---', '合计\t1']],
  ['an escaped bar', ['| a \\| b | c |'], ['a | b\tc']],
  ['a drawn box', ['┌──┬──┐', '│项目│金额│', '└──┴──┘'], ['---\t---', '项目\t金额', '---\t---']],
  ['full-width bars', ['｜合计｜１｜'], ['合计\t１']],
  ['blank cells', ['| | 1 | |'], ['\t1\t']],
  ['a bar in a sentence', ['收入|支出均为零。', '无。'], ['收入|支出均为零。', '无。']],
  ['a line of dashes', ['------'], ['------']],
])('%s', (_, lines, expected) => {
  expect(unbar(lines)).toEqual(expected);
});
