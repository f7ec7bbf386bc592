import type { Sentence } from './language.ts';

/** What can be wrong with a query, or with the package that answers it. */
export const queryProblems = ['package-missing', 'sql-bad', 'sql-not-reading'] as const;

/** What is wrong, and what to do. */
export const queryUsage: Readonly<Record<(typeof queryProblems)[number], Sentence>> = {
  'package-missing': {
    en: (d) =>
      `${d.purpose} needs the package ${d.name}, which is not there (${d.cause}). Run: npm install ${d.name}`,
    zh: (d) => `${d.purpose} 需要软件包 ${d.name}，但无法加载（${d.cause}）。请运行：npm install ${d.name}`,
  },
  'sql-bad': {
    en: (d) => `The query does not run: ${d.cause}`,
    zh: (d) => `查询无法执行：${d.cause}`,
  },
  'sql-not-reading': {
    en: () =>
      'mingxi query runs one statement that reads: SELECT, FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN.',
    zh: () => 'mingxi query 只执行一条读取语句：SELECT、FROM、WITH、DESCRIBE、SHOW、SUMMARIZE、EXPLAIN。',
  },
};

/** What `mingxi query` says under a table on a terminal. */
export const queryWords: Readonly<Record<'rows' | 'more', Sentence>> = {
  rows: { en: (d) => `${d.rows} rows`, zh: (d) => `${d.rows} 行` },
  more: {
    en: (d) =>
      `${d.rows} rows shown, there are more: ask for fewer, or send the output to a file to get all.`,
    zh: (d) => `已显示 ${d.rows} 行，还有更多：请缩小查询范围，或将输出重定向到文件以获取全部。`,
  },
};
