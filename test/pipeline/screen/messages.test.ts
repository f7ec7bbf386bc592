import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandLineText } from '../../../pipeline/screen/command-line-words.ts';
import * as messages from '../../../pipeline/screen/messages.ts';
import { UsageError, usageProblems } from '../../../pipeline/usage-error.ts';
import { extractOptions } from '../../../schemas/config.ts';
import { errorCodes } from '../../../schemas/finding.ts';

/** Every table of words for the screen. */
const tables: readonly object[] = await Promise.all(
  readdirSync('pipeline/screen')
    .filter((name) => /(?:^|-)(?:messages|words)\.ts$/u.test(name))
    .map((name) => import(new URL(`../../../pipeline/screen/${name}`, import.meta.url).href)),
);

const han = /[\u4e00-\u9fff]/u;

/** Every text in a table of messages that is there in one language at least, by its path. */
function* texts(value: unknown, path: string): Generator<readonly [string, unknown, unknown]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  if ('en' in value || 'zh' in value) {
    const { en, zh } = value as { en?: unknown; zh?: unknown };
    const said = (text: unknown) =>
      typeof text === 'function' ? text(new Proxy({}, { get: () => '7' })) : text;
    yield [path, said(en), said(zh)];
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* texts(inner, `${path}.${key}`);
}

describe('the screen', () => {
  const all = tables.flatMap((table) => [...texts({ ...table }, '')]);

  it('has every word in both languages', () => {
    expect(all.length).toBeGreaterThan(50);
    for (const [path, en, zh] of all) {
      expect(en, path).toMatch(/[a-z]/iu);
      expect(en, path).not.toMatch(han);
      expect(zh, path).toMatch(han);
    }
  });

  it.each(usageProblems)('says in both languages what is wrong: %s', (problem) => {
    const error = new UsageError(problem, { near: '', path: 'x', id: 'x', cause: 'x' });
    expect(messages.describeUsageError(error, 'en')).toMatch(/[a-z]/u);
    expect(messages.describeUsageError(error, 'en')).not.toMatch(han);
    expect(messages.describeUsageError(error, 'zh')).toMatch(han);
  });

  it.each(errorCodes)('says in both languages why an input failed: %s', (code) => {
    const fault = { code, message: 'It failed.', hint: 'Do this.' };
    expect(messages.describeFault(fault, 'en')).toBe('It failed. Do this.');
    expect(messages.describeFault(fault, 'zh')).toMatch(/[\u4e00-\u9fff].*。$/u);
  });

  it.each([
    { output: '' },
    { format: ',' },
    { jobs: 'x' },
    { jobs: '0' },
    { metadata: '' },
    { corrections: '' },
    { maxFailed: 'x' },
    { timeLimit: '0' },
    { maxSize: '99999' },
    { log: '' },
    { lang: 'fr' },
  ])('says in Chinese which option is wrong: %j', (options) => {
    const parsed = extractOptions.safeParse(options);
    const cause = parsed.error?.issues[0]?.message ?? '';
    expect(cause).not.toMatch(han);
    const said = commandLineText(cause, 'zh');
    expect(said).toMatch(han);
    expect(said).not.toMatch(/\b(?:wants|knows|and|number)\b/u);
  });

  it.each([
    [
      "error: unknown option '--fromat'\n(Did you mean --format?)",
      '错误：没有选项 --fromat\n（是否想用 --format？）',
    ],
    ["error: unknown command 'extrat'", '错误：没有命令 extrat'],
    ["error: missing required argument 'inputs'", '错误：缺少参数 inputs'],
    ["error: option '--jobs <n>' argument missing", '错误：选项 --jobs <n> 缺少参数值'],
    [
      "error: too many arguments for 'forms'. Expected 1 argument but got 2.",
      '错误：forms 的参数过多：应为 1 个，给出了 2 个。',
    ],
    ['--table wants ids by commas: t3 or t1,t4', '--table 须为以逗号分隔的编号，例如 t3 或 t1,t4'],
    ['--pages wants pages: 3, 2-4 or 2-4,9', '--pages 须为页码，例如 3、2-4 或 2-4,9'],
    ['--style knows text, markdown, bibtex and json', '--style 只能是 text, markdown, bibtex 或 json'],
    ['only one of --csv, --json at a time', '--csv, --json 一次只能用一个'],
    ['something new', 'something new'],
  ])('says in Chinese what the parser of options says: %s', (english, zh) => {
    expect(commandLineText(english, 'zh')).toBe(zh);
    expect(commandLineText(english, 'en')).toBe(english);
  });
});
