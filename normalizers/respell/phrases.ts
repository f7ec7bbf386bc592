import { lookAlikesOf } from './look-alike.ts';

/** Finds the words of a vocabulary in running text, one look-alike character misread. */
export interface Phrases {
  /** The text with such words put right; digits, and characters of words that were read as they are, are left alone. */
  mend(text: string): string;
}

/** Words shorter than this (characters) are too easily parts of others. */
const shortest = 4;

interface Place {
  readonly word: readonly string[];
  readonly at: number;
}

export function makePhrases(words: Iterable<string>): Phrases {
  const holders = new Map<string, Place[]>();
  for (const text of new Set(words)) {
    const word = [...text];
    if (word.length < shortest) continue;
    for (const [at, character] of word.entries()) {
      const own = holders.get(character);
      if (own === undefined) holders.set(character, [{ word, at }]);
      else own.push({ word, at });
    }
  }
  const stands = (text: readonly string[], at: number, as: string): boolean =>
    (holders.get(as) ?? []).some((place) => fits(text, at, place));
  return {
    mend(text) {
      const read = [...text];
      let mended: string[] | null = null;
      for (const [at, character] of read.entries()) {
        const others = lookAlikesOf(character);
        if (others.length === 0) continue;
        const fitting = others.filter((other) => stands(read, at, other));
        const [only, second] = fitting;
        if (only === undefined || second !== undefined || stands(read, at, character)) continue;
        mended ??= [...read];
        mended[at] = only;
      }
      return mended === null ? text : mended.join('');
    },
  };
}

/** Whether the text is the word around this character, whatever the character is. */
function fits(text: readonly string[], at: number, place: Place): boolean {
  const from = at - place.at;
  if (from < 0 || from + place.word.length > text.length) return false;
  return place.word.every((character, i) => i === place.at || text[from + i] === character);
}
