import { canonicalLabel } from '../text.ts';
import { changeCost, extraCost, lostCost } from './look-alike.ts';

/** A word that text may have been, and what it means: wordings of one row or column have one meaning. */
export interface Entry {
  readonly word: string;
  readonly meaning: string;
}

/** The word that a text is, or was before it was misread. */
export interface Found extends Entry {
  /** What the change costs, 0 for a text that is the word already. */
  readonly cost: number;
}

/** A list of words that finds misread ones. */
export interface Lexicon {
  /** The entry whose word the text is, brackets and punctuation apart; null for none. */
  exact(text: string): Entry | null;
  /**
   * The one word that the text can have been: near enough for its length, and nearer than words of any other meaning.
   * @returns null where there is none, or where two are as likely
   */
  nearest(text: string): Found | null;
}

/** Most that a word may cost by its characters: one character in about five, look-alikes more; short words only look-alikes. */
const allowances: readonly (readonly [length: number, cost: number])[] = [
  [14, 3],
  [9, 2.2],
  [6, 1.5],
  [4, 0.75],
  [3, 0.35],
];
/** One character of a word of two, where such words are expected; one character of any kind. */
const oneStrange = 0.75;
const oneFamiliar = 2;
/** … and never so many characters that fewer than two thirds of the word are left. */
const mostChanged = 3;
/** A word of another meaning as many characters away must cost so much more, and what is chosen nothing but look-alikes. */
const leastLead = 0.35;
const lookAlikesOnly = 0.36;
/** Texts whose answer is kept: the same labels stand in most tables of a document. */
const mostKept = 4096;

/** What is compared: letters and digits of the canonical text. Brackets, quotes and points are lost first and say least. */
export function spineOf(text: string): string {
  return canonicalLabel(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

interface Indexed extends Entry {
  readonly spine: readonly string[];
}

/** How far from its words a lexicon looks. */
export interface Reach {
  /** Words of two characters may be misread, too: where little else can stand. */
  readonly short?: boolean;
  /** In words of so many characters one may be any other: where columns or titles beside it say that it is right. */
  readonly wideFrom?: number;
}

export function makeLexicon(entries: Iterable<Entry>, reach: Reach = {}): Lexicon {
  const bySpine = new Map<string, Indexed>();
  for (const { word, meaning } of entries) {
    const spine = spineOf(word);
    if (spine !== '' && !bySpine.has(spine)) bySpine.set(spine, { word, meaning, spine: [...spine] });
  }
  const all = [...bySpine.values()];
  const holders = new Map<string, number[]>();
  for (const [i, { spine }] of all.entries())
    for (const character of new Set(spine)) {
      const own = holders.get(character);
      if (own === undefined) holders.set(character, [i]);
      else own.push(i);
    }
  const kept = new Map<string, Found | null>();

  const find = (text: string): Found | null => {
    const read = [...text];
    const rivals = nearby(read, all, holders).map(({ word, meaning, spine }) => ({
      word,
      meaning,
      length: spine.length,
      ...distance(read, spine),
    }));
    const [best] = rivals.sort((a, b) => a.cost - b.cost || a.changes - b.changes);
    if (best === undefined || best.cost > allowance(best.length, reach)) return null;
    const isOnly = rivals.every(
      ({ meaning, changes, cost }) =>
        meaning === best.meaning ||
        changes > best.changes ||
        (changes === best.changes &&
          best.cost <= lookAlikesOnly * best.changes &&
          cost - best.cost >= leastLead),
    );
    return isOnly ? { word: best.word, meaning: best.meaning, cost: best.cost } : null;
  };
  return {
    exact: (text) => bySpine.get(spineOf(text)) ?? null,
    nearest(text) {
      const spine = spineOf(text);
      const known = bySpine.get(spine);
      if (known !== undefined) return { word: known.word, meaning: known.meaning, cost: 0 };
      const asked = kept.get(spine);
      if (asked !== undefined) return asked;
      const found = find(spine);
      if (kept.size >= mostKept) kept.clear();
      kept.set(spine, found);
      return found;
    },
  };
}

function allowance(length: number, { short = false, wideFrom }: Reach): number {
  const usual = allowances.find(([least]) => length >= least)?.[1] ?? (short && length > 1 ? oneStrange : 0);
  return wideFrom !== undefined && length >= wideFrom ? Math.max(usual, oneFamiliar) : usual;
}

/** Words that share so many characters with the text that they may be near it. */
function nearby(
  read: readonly string[],
  all: readonly Indexed[],
  holders: ReadonlyMap<string, readonly number[]>,
): Indexed[] {
  const shared = new Map<number, number>();
  for (const character of new Set(read))
    for (const i of holders.get(character) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1);
  const near: Indexed[] = [];
  for (const [i, count] of shared) {
    const entry = all[i];
    if (entry === undefined) continue;
    const { length } = entry.spine;
    const changed = Math.ceil(length / mostChanged);
    if (Math.abs(length - read.length) > changed) continue;
    if (count >= new Set(entry.spine).size - changed) near.push(entry);
  }
  return near;
}

/**
 * Weighted edit distance, and the number of characters changed on the cheapest way (Wagner & Fischer 1974).
 * @param read characters as read
 * @param word characters of the word
 */
export function distance(
  read: readonly string[],
  word: readonly string[],
): { readonly cost: number; readonly changes: number } {
  let costs: number[] = [0];
  let counts: number[] = [0];
  for (const [i, character] of word.entries()) {
    costs.push((costs[i] ?? 0) + lostCost(character));
    counts.push(i + 1);
  }
  for (const own of read) {
    const nextCosts = [(costs[0] ?? 0) + extraCost(own)];
    const nextCounts = [(counts[0] ?? 0) + 1];
    for (const [i, wanted] of word.entries()) {
      const isSame = own === wanted;
      const change = (costs[i] ?? 0) + (isSame ? 0 : changeCost(own, wanted));
      const lost = (nextCosts[i] ?? 0) + lostCost(wanted);
      const extra = (costs[i + 1] ?? 0) + extraCost(own);
      const least = Math.min(change, lost, extra);
      nextCosts.push(least);
      if (least === change) nextCounts.push((counts[i] ?? 0) + (isSame ? 0 : 1));
      else nextCounts.push((least === lost ? (nextCounts[i] ?? 0) : (counts[i + 1] ?? 0)) + 1);
    }
    costs = nextCosts;
    counts = nextCounts;
  }
  return { cost: costs.at(-1) ?? 0, changes: counts.at(-1) ?? 0 };
}
