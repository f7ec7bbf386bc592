import type { Figure } from './figures.ts';
import { type Memory, newSubject, type Subject } from './memory.ts';

/** Figures that stand side by side: “分别增加5万元、4万元”. */
const joint = /^(?:[、和与及]|以及)$/u;
/** Words that deal figures out to items in their order. */
const dealing = /分别|依次/u;

/** Characters before the first of such figures in which 分别 stands. */
const reach = 4;

/** How many figures of a kind from this one on stand side by side; 1 for one alone. */
export function runLength(sentence: string, figures: readonly Figure[], at: number): number {
  let length = 1;
  const start = figures[at]?.start ?? 0;
  for (let index = at + 1; index < figures.length; index++) {
    const left = figures[index - 1];
    const right = figures[index];
    if (!left || !right || left.kind !== right.kind) break;
    if (!joint.test(sentence.slice(left.end, right.start))) break;
    // Counts beside each other may be of anything: 分别 deals them out.
    if (right.kind === 'count' && !dealing.test(sentence.slice(Math.max(0, start - reach), start))) break;
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
  const names = namesIn(words.split(/[，；：。]/u).at(-1) ?? '', count);
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

/** The names that words join, parted at the marks that give as many as are wanted, else at all. */
function namesIn(words: string, count: number): string[] {
  const plain = words
    .replace(/^(?:其中|(?:19|20)\d\d年度?|本年度?|(?:本|我)(?:单位|部门)|\d{1,2}[、.．])*/u, '')
    .replace(/(?:(?:决算|预算)?(?:数|额)?(?:同?比|较|与)|同比).*$/u, '')
    .replace(/(?:支出)?(?:年初)?(?:决算|预算)数?$/u, '');
  // 财政拨款收、支总计: both sides of one name.
  const [, of = '', sum = ''] = /^(.*?)收(?:入)?、支(?:出)?(总计|合计|总额)$/u.exec(plain) ?? [];
  if (sum !== '' && count === 2) return [`${of}收入${sum}`, `${of}支出${sum}`];
  const ways = [/、/u, /[、和]/u, /[、和与]/u, /[、和与及]/u].map((mark) =>
    plain.split(mark).filter((name) => name !== ''),
  );
  const names = ways.find((own) => own.length === count) ?? ways.at(-1) ?? [];
  const ending = sharedEnding.exec(names.at(-1) ?? '')?.[1] ?? '';
  const unit = /^(.+?)(?:批次|团组)数?$/u.exec(names[0] ?? '')?.[1] ?? '';
  return names.map((name) =>
    bareSide.test(name) ? name + ending : /^(?:人次|人数|批次)数?$/u.test(name) ? unit + name : name,
  );
}
