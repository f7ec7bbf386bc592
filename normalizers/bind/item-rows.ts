import type { FormDefinition } from '../../schemas/form.ts';
import { foldHeader, foldPath, isStubPath } from './column-words.ts';
import { type GroupedItems, itemOf } from './match-columns.ts';

/** Words before the name of a group, worst first: where 年初预算数 and 全年预算数 stand, the budget is the one of the whole year. */
const stageWords = ['年初', '支出', '本年', '年度', '调整', '全年', ''];

/**
 * The group of each column from one on, null for one that is none of them; each group once.
 * @param names the form's groups (预算数, 决算数)
 */
export function groupColumns(
  paths: readonly string[],
  from: number,
  names: readonly string[],
  year: string,
): Map<number, string | null> {
  const groups = new Map<number, string | null>();
  const best = new Map<string, { column: number; rank: number }>();
  for (const [column, path] of paths.entries()) {
    if (column < from || isStubPath(path)) continue;
    groups.set(column, null);
    for (const part of foldPath(path, year))
      for (const name of names) {
        const stem = foldHeader(name, year).replace(/数$/u, '');
        const at = part.indexOf(stem);
        if (at < 0 || !/^(?:数|金额|额)?$/u.test(part.slice(at + stem.length))) continue;
        const rank = stageWords.indexOf(part.slice(0, at));
        if (rank > (best.get(name)?.rank ?? -1)) best.set(name, { column, rank });
      }
  }
  for (const [name, { column }] of best) groups.set(column, name);
  return groups;
}

/** Tells the item that a row is, by the wordings of headers and of sentences; null for none. Remembers what it was asked. */
export function itemReader(
  form: FormDefinition,
  groups: GroupedItems,
  year: string,
): (text: string) => string | null {
  const known = new Map<string, string | null>();
  const spoken = new Map<string, string>();
  for (const { items, cell } of form.stated)
    for (const item of items) {
      const [, ...rest] = cell.measure.split('/');
      if (rest.length > 0) spoken.set(foldHeader(item, year), rest.join('/'));
    }
  return (text) => {
    const asked = known.get(text);
    if (asked !== undefined) return asked;
    const label = foldHeader(text, year);
    const item = label === '' ? null : (itemOf([label], groups, year) ?? spoken.get(label) ?? null);
    known.set(text, item);
    return item;
  };
}
