import { withoutMarks } from '../../normalizers/text.ts';

/**
 * Block text → sentences, and a sentence → the form in which it is parsed.
 */

/** Characters a bracket may stay open over: beyond that the closing one is taken to be lost. */
const longestBracket = 400;

/**
 * Splits running text at 。！？ that stand outside brackets; the mark stays with its sentence.
 * @returns the sentences in order, none empty; `closed` is false where the text ends without a mark
 */
export function splitSentences(text: string): { text: string; closed: boolean }[] {
  const sentences: { text: string; closed: boolean }[] = [];
  let start = 0;
  let depth = 0;
  let opened = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '（' || character === '(') {
      if (depth === 0) opened = index;
      depth++;
    } else if (character === '）' || character === ')') depth = Math.max(0, depth - 1);
    else if (character === '。' || character === '！' || character === '？') {
      if (depth > 0 && index - opened < longestBracket && closesLater(text, index)) continue;
      depth = 0;
      const sentence = text.slice(start, index + 1).trim();
      if (sentence !== '') sentences.push({ text: sentence, closed: true });
      start = index + 1;
    }
  }
  const rest = text.slice(start).trim();
  if (rest !== '') sentences.push({ text: rest, closed: false });
  return sentences;
}

function closesLater(text: string, from: number): boolean {
  const ahead = text.slice(from, from + longestBracket);
  const close = ahead.search(/[）)]/u);
  if (close < 0) return false;
  const open = ahead.search(/[（(]/u);
  return open < 0 || close < open;
}

/**
 * One sentence in the form that is parsed: NFKC, brackets （）, Chinese punctuation full-width, straight quotes
 * as “”, no white space except between two Latin letters or digits (a list number and the year behind it).
 */
export function flattenSentence(text: string): string {
  return withoutMarks(text)
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/(?<![0-9A-Za-z.]) | (?![0-9A-Za-z])/gu, '')
    .replace(/[([【〔]/gu, '（')
    .replace(/[)\]】〕]/gu, '）')
    .replace(/:/gu, '：')
    .replace(/;/gu, '；')
    .replace(/,(?!\d{3}(?!\d))/gu, '，')
    .replace(/(?<!\d),/gu, '，')
    .replace(/\*+/gu, '')
    .replace(/"([^"]{0,60})"/gu, '“$1”');
}
