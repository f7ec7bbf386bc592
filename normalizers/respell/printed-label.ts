import { canonicalLabel } from '../text.ts';

/** A label as it is printed: what may stand before its words and behind them, and the words. */
export interface PrintedLabel {
  /** Ordinal, 其中：, 加： … as far as it can be read; signs that make none are let go. */
  readonly lead: string;
  readonly words: string;
  /** A bracket with a unit: （万元）. */
  readonly tail: string;
}

const numeral = '[一二三四五六七八九十]{1,3}';
const leads = new RegExp(
  `^(?:（${numeral}）[、.．]?|${numeral}[、.．]|（\\d{1,2}）|\\d{1,2}[、．.](?!\\d)|[①-⑳]|其中[：:]?|[加减][：:]|(?:19|20)\\d\\d年度?(?=\\p{Script=Han}))`,
  'u',
);
/** Signs that OCR gives for an ordinal it could not read, with or without the bracket and point behind it. */
const debris = /^(?:[^\p{L}\p{N}“《]+|[a-zA-Z]{1,2}[、.．]|[丨丶丿])/u;
/** A sign behind the words of a label that none ends in: a speck, or what is left of a ruling. */
const speckBehind = /[^\p{L}\p{N}（）《》“”]$/u;
const tails = /（[^（）]{0,6}元）$/u;

/** Takes a label apart; `words` is empty for a text that has none. */
export function partLabel(text: string): PrintedLabel {
  let rest = canonicalLabel(text);
  let lead = '';
  for (;;) {
    const found = leads.exec(rest)?.[0];
    if (found !== undefined && found.length < rest.length) {
      lead += found;
      rest = rest.slice(found.length);
      continue;
    }
    const lost = debris.exec(rest)?.[0];
    if (lost === undefined || lost.length >= rest.length) break;
    rest = rest.slice(lost.length);
  }
  const tail = tails.exec(rest)?.[0] ?? '';
  return tail === rest
    ? { lead, words: rest, tail: '' }
    : { lead, words: rest.slice(0, rest.length - tail.length), tail };
}

const unbalanced = (text: string): boolean =>
  (text.match(/[（“]/gu)?.length ?? 0) !== (text.match(/[）”]/gu)?.length ?? 0);

/**
 * The label with its words put right.
 * @returns the text as it is where nothing but brackets and points differ that may be printed so
 */
export function withWords(text: string, { lead, tail, words }: PrintedLabel, word: string): string {
  const whole = `${lead}${word}${tail}`;
  const plain = canonicalLabel(text);
  if (plain === whole) return text;
  const isOtherPoint = letters(words) === letters(word) && plain.endsWith(`${words}${tail}`);
  const isWhole = isOtherPoint && plain === `${lead}${words}${tail}`;
  if (speckBehind.test(words) && !speckBehind.test(word)) return whole;
  return isWhole && !unbalanced(words) && brackets(words) >= brackets(word) ? text : whole;
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

function brackets(text: string): number {
  return text.match(/（/gu)?.length ?? 0;
}
