import type { FormDefinition } from '../../schemas/form.ts';
import { formOfTitle } from '../bind/form-titles.ts';
import { canonicalLabel } from '../text.ts';
import { type Lexicon, spineOf } from './lexicon.ts';

/** The shortest title of a form has so many characters (收入表); misread ones must have more to be told. */
const shortest = 5;
/** The longest titles have some twenty. */
const longest = 24;

/** A figure, which no title has beside its year: the words before it in a sentence may be those of a title. */
const figure = /\d[.,，]|\d{2}/u;
const year = /(?:19|20)\d\d(?=\s?年)/gu;

/**
 * A line that is the title of a form, or ends in one (…局2021年度收入决算表), with the title put right.
 * @returns null where it is none, or one that was read as it is
 */
export function mendTitle(text: string, titles: Lexicon, forms: readonly FormDefinition[]): string | null {
  if (figure.test(text.replace(year, '')) || formOfTitle(text, forms) !== null) return null;
  const plain = canonicalLabel(text);
  const characters = [...plain];
  let best: { whole: string; cost: number } | null = null;
  for (let from = 0; from <= characters.length - shortest; from++) {
    const end = characters.slice(from).join('');
    if (spineOf(end).length > longest) continue;
    const found = titles.nearest(end);
    if (found === null || (best !== null && found.cost >= best.cost)) continue;
    const whole = characters.slice(0, from).join('') + found.word;
    const form = formOfTitle(whole, forms);
    if (form !== null && form.id === found.meaning) best = { whole, cost: found.cost };
  }
  return best?.whole ?? null;
}
