import type { ReadPiece } from './piece-words.ts';

/** Where less than this share of what was read makes sense, a picture shows no text: a photograph, a pattern. */
const leastSense = 0.06;
/** … nor where less than this does, and no more characters in all: a page spoilt by noise has more. */
const littleSense = 0.35;
const fewCharacters = 40;
/** A figure surer than this is one. */
const sureFigure = 0.9;
/** So much of a text of hanzi or letters may be other characters. */
const mostOdd = 0.3;

/** Whether what was read in a picture is text at all: engines read something in everything. */
export function makesSense(read: readonly ReadPiece[]): boolean {
  let sense = 0;
  let all = 0;
  for (const { text, reading } of read) {
    const plain = text.replace(/\s/gu, '');
    const length = Math.max(1, [...plain].length);
    all += length;
    if (plain !== '' && isSensible(plain, reading.confidence)) sense += length;
  }
  if (sense >= fewCharacters) return sense >= leastSense * all;
  return sense >= littleSense * all;
}

function isSensible(text: string, confidence: number): boolean {
  if (/^[-+(]?[\d.,]+[%)]?$/u.test(text)) return text.length > 1 && confidence > sureFigure;
  const [letters, runs] = /\p{Script=Han}/u.test(text)
    ? [/[\p{Script=Han}\d，。、：；（）“”.]/gu, /\p{Script=Han}{2}/u]
    : [/[\p{L}\d]/gu, /\p{L}{3}/u];
  const count = text.match(letters)?.length ?? 0;
  return runs.test(text) && count >= (1 - mostOdd) * [...text].length;
}
