import type { Figure } from './figures.ts';
import { type Memory, newSubject, type Subject } from './memory.ts';

/** Figures that stand side by side: “分别增加5万元、4万元”. */
const joint = /^(?:[、和与及]|以及)$/u;
/** Words that deal figures out to items in their order. */
const dealing = /分别|依次/u;

/** How many money figures or percentages from this one on stand side by side; 1 for one alone. */
export function runLength(sentence: string, figures: readonly Figure[], at: number): number {
  let length = 1;
  for (let index = at + 1; index < figures.length; index++) {
    const left = figures[index - 1];
    const right = figures[index];
    if (!left || !right || left.kind !== right.kind || right.kind === 'count') break;
    if (!joint.test(sentence.slice(left.end, right.start))) break;
    length++;
  }
  return length;
}

/** What both of two joined names end with: 收入、支出总计 are 收入总计 and 支出总计. */
const sharedEnding = /^(?:收入|支出).*?(总计|合计|决算总计|决算总额|总额)$/u;
/** Names that take the ending of the last one. */
const bareSide = /^(?:本年|年度)?(?:收入|支出)$/u;

/**
 * The items that figures side by side belong to, in order: those the words name (A和B分别为…), else those dealt to before
 * in the sentence, else all that this sentence or the one before it spoke of.
 * @param between words before the first of the figures
 * @param before items of the figures side by side before them in the sentence (增长5.3%、4.7%), null for none
 * @returns null where that is not sure: then the figures state nothing
 */
export function dealtSubjects(
  between: string,
  count: number,
  before: readonly Subject[] | null,
  memory: Memory,
): readonly Subject[] | null {
  const known = before?.length === count ? before : null;
  if (!dealing.test(between)) return known;
  const [words = '', behind = ''] = between.split(dealing);
  // 分别比2022年、2021年增加…: dealt out to what is compared with, not to items.
  if (/[比较与].*年.*[、和与].*年/u.test(behind)) return null;
  const names = namesIn(words.split(/[，；：。]/u).at(-1) ?? '');
  if (names.length === count)
    return names.map(
      (name) =>
        memory.spoken.findLast(({ label, sentence }) => label === name && memory.sentence - sentence < 2) ??
        newSubject(memory, name, [], memory.whole),
    );
  if (names.length > 0) return null;
  return known ?? spokenLast(count, memory);
}

/** All items of this sentence, or of the one before where this one named none; null where they are not as many. */
function spokenLast(count: number, memory: Memory): readonly Subject[] | null {
  for (const distance of [0, 1]) {
    const spoken = memory.spoken.filter(({ sentence }) => memory.sentence - sentence === distance);
    if (spoken.length > 0) return spoken.length === count ? spoken : null;
  }
  return null;
}

function namesIn(words: string): string[] {
  const plain = words
    .replace(/^(?:其中|(?:19|20)\d\d年度?|本年度?|(?:本|我)(?:单位|部门))*/u, '')
    .replace(/(?:(?:决算|预算)?(?:数|额)?(?:同?比|较|与)|同比).*$/u, '')
    .replace(/(?:支出)?(?:年初)?(?:决算|预算)数?$/u, '');
  const names = plain.split(/[、和与及]/u).filter((name) => name !== '');
  const ending = sharedEnding.exec(names.at(-1) ?? '')?.[1] ?? '';
  return names.map((name) => (bareSide.test(name) ? name + ending : name));
}
