import type { Language } from './language.ts';

/** What the program says of a command line and of a run that broke off. */
export const commandLineWords = {
  seeHelp: {
    en: 'See mingxi --help, or mingxi <command> --help.',
    zh: '参见 mingxi --help 或 mingxi <命令> --help。',
  },
  broken: {
    en: 'the run could not go on; start the same command again to continue it.',
    zh: '运行无法继续；请重新执行同一命令，它会接着做完。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Sentences of the parser of options, and of the options themselves, as they come → in Chinese. */
const inChinese: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.*)'$/u, '错误：没有选项 $1'],
  [/^error: unknown command '(.*)'$/u, '错误：没有命令 $1'],
  [/^error: missing required argument '(.*)'$/u, '错误：缺少参数 $1'],
  [/^error: option '(.*)' argument missing$/u, '错误：选项 $1 缺少参数值'],
  [
    /^error: too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/u,
    '错误：$1 的参数过多：应为 $2 个，给出了 $3 个。',
  ],
  [
    /^error: too many arguments\. Expected (\d+) arguments? but got (\d+)\.$/u,
    '错误：参数过多：应为 $1 个，给出了 $2 个。',
  ],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/u, '（是否想用 $1？）'],
  [/^(-\S+) wants a whole number from (\d+) to (\d+)$/u, '$1 须为 $2 到 $3 的整数'],
  [/^(-\S+) wants a number or a percentage: (.*)$/u, '$1 须为个数或百分比，例如 $2'],
  [/^(-\S+) wants the name of a folder$/u, '$1 须给出文件夹名'],
  [/^(-\S+) wants the name of a file$/u, '$1 须给出文件名'],
  [/^(-\S+) wants a CSV file$/u, '$1 须给出 CSV 文件'],
  [/^(-\S+) wants at least one format, for example (.*)$/u, '$1 至少须有一种格式，例如 $2'],
  [/^(-\S+) wants ids by commas: (\S+) or (\S+)$/u, '$1 须为以逗号分隔的编号，例如 $2 或 $3'],
  [/^(-\S+) wants pages: (\S+), (\S+) or (\S+)$/u, '$1 须为页码，例如 $2、$3 或 $4'],
  [/^(-\S+) knows (.*) and (\S+)$/u, '$1 只能是 $2 或 $3'],
  [/^only one of (.*) at a time$/u, '$1 一次只能用一个'],
  [/^an option is wrong$/u, '选项不对'],
];

/** A sentence about the command line in the language of the screen; one that is not known stays as it is. */
export function commandLineText(text: string, language: Language): string {
  if (language === 'en') return text;
  return text
    .split('\n')
    .map((line) => {
      const known = inChinese.find(([pattern]) => pattern.test(line));
      return known === undefined ? line : line.replace(...known);
    })
    .join('\n');
}
