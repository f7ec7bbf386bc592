import type { Sentence } from './language.ts';

/** What can be wrong with what `mingxi tables` is asked for. */
export const tableProblems = ['file-missing', 'table-unknown'] as const;

/** What is wrong, and what to do. */
export const tableUsage: Readonly<Record<(typeof tableProblems)[number], Sentence>> = {
  'file-missing': {
    en: (d) => `${d.path} is no file. Name one document, or - for standard input.`,
    zh: (d) => `${d.path} 不是文件。请给出一个文件，或用 - 表示标准输入。`,
  },
  'table-unknown': {
    en: (d) => `${d.name} has no table ${d.id}. It has: ${d.known}. See them with --list.`,
    zh: (d) => `${d.name} 中没有表 ${d.id}。其中有：${d.known}。可用 --list 查看。`,
  },
};

/** What `mingxi tables` says beside the tables. */
export const tableWords = {
  page: { en: 'page', zh: '页' },
  none: {
    en: (d: Readonly<Record<string, string>>) => `${d.name}: no table there.`,
    zh: (d: Readonly<Record<string, string>>) => `${d.name}：没有表格。`,
  },
  leftOut: {
    en: (d: Readonly<Record<string, string>>) => `Left out: ${d.message}`,
    zh: (d: Readonly<Record<string, string>>) => `未读：${d.message}`,
  },
} as const;
