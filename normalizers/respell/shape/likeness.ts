import { spineOf } from '../lexicon.ts';

/** Length of the longest row of characters that both have in their order. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let before = new Array<number>(b.length + 1).fill(0);
  for (const character of a) {
    const next = [0];
    for (const [i, other] of b.entries())
      next.push(character === other ? (before[i] ?? 0) + 1 : Math.max(before[i + 1] ?? 0, next[i] ?? 0));
    before = next;
  }
  return before.at(-1) ?? 0;
}

/** Share of a word's characters that stand in a text in their order, 0–1. */
export function shareIn(word: string, text: string): number {
  const spine = [...spineOf(word)];
  return spine.length === 0 ? 0 : commonLength(spine, [...spineOf(text)]) / spine.length;
}

/** How alike two texts are: characters that both have in their order, of all, 0–1. */
export function likeness(a: string, b: string): number {
  const [one, other] = [[...spineOf(a)], [...spineOf(b)]];
  const all = one.length + other.length;
  return all === 0 ? 0 : (2 * commonLength(one, other)) / all;
}
