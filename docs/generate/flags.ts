import { flagAdvice } from '../../pipeline/screen/messages.ts';
import { flags } from '../../schemas/field.ts';
import { code, generatedMark, markdownTable, page } from './markdown.ts';

/** docs/FLAGS.md: every flag and what to do about it, in both languages. */
export function flagsPage(): string {
  return page(
    generatedMark,
    '# Flags, and what to do about each',
    '`flags` in `fields.csv`, joined by `;`; `mingxi explain` says the same of one value, with the checks that speak for and against it. / `fields.csv` 的 `flags` 列，以 `;` 相连；`mingxi explain` 可查看某个数值的标记及佐证、反证。',
    markdownTable(
      ['flag', 'English', '中文'],
      flags.map((flag) => [code(flag), flagAdvice[flag]?.en ?? '', flagAdvice[flag]?.zh ?? '']),
    ),
  );
}
