import type { Advice } from '../../pipeline/screen/code-advice.ts';
import { errorAdvice, warningAdvice } from '../../pipeline/screen/code-advice.ts';
import { code, generatedMark, markdownTable, page } from './markdown.ts';

/** docs/CODES.md: every code of an error or a warning, what it means and what to do. */
export function codesPage(): string {
  return page(
    generatedMark,
    '# Codes of errors and warnings',
    'An input that could not be read is `failed` in `manifest.jsonl`, with one of these in `error.code`; `error.message` says what was found, `error.hint` what to do. An error beside `partial` cost a page, not the document.',
    '## Errors',
    codeTable(errorAdvice),
    '## Warnings',
    'What befell a document without stopping it stands in `warnings` of its `document.json`, with page and place.',
    codeTable(warningAdvice),
  );
}

function codeTable(advice: Readonly<Record<string, Readonly<Record<'en' | 'zh', Advice>>>>): string {
  return markdownTable(
    ['code', 'it means', 'do', '含义', '处理'],
    Object.entries(advice).map(([name, { en, zh }]) => [code(name), en.means, en.todo, zh.means, zh.todo]),
  );
}
