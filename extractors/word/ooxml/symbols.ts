/** Signs of symbol fonts by their place in the font, as far as they mean something in a report. */
const wingdings: Readonly<Record<number, string>> = {
  108: '●',
  109: '○',
  110: '■',
  111: '□',
  112: '□',
  113: '□',
  114: '□',
  116: '◆',
  117: '◆',
  129: '①',
  130: '②',
  131: '③',
  132: '④',
  133: '⑤',
  134: '⑥',
  135: '⑦',
  136: '⑧',
  137: '⑨',
  138: '⑩',
  168: '□',
  216: '➢',
  223: '←',
  224: '→',
  225: '↑',
  226: '↓',
  251: '×',
  252: '✓',
  253: '☒',
  254: '☑',
};
const wingdings2: Readonly<Record<number, string>> = { 79: '×', 80: '✓', 81: '☒', 82: '☑', 163: '□' };
/** Of the font Symbol only what is neither a letter of Greek nor ASCII. */
const symbol: Readonly<Record<number, string>> = {
  163: '≤',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  183: '·',
  184: '÷',
  185: '≠',
  187: '≈',
  190: '—',
  45: '−',
  215: '⋅',
  229: '∑',
};
const fonts: readonly (readonly [name: RegExp, signs: Readonly<Record<number, string>>])[] = [
  [/^wingdings 2$/iu, wingdings2],
  [/^wingdings$/iu, wingdings],
  [/^symbol$/iu, symbol],
];

/** Symbol fonts stand in the private use area from here on. */
const privateBase = 0xf000;

/**
 * A character of a symbol font as what it shows; one that is not known stays as it is.
 * @param code its place in the font, or U+F000 on
 */
export function symbolText(font: string, code: number): string {
  const place = code >= privateBase && code <= privateBase + 0xff ? code - privateBase : code;
  const signs = fonts.find(([name]) => name.test(font))?.[1];
  const sign = signs?.[place];
  if (sign !== undefined) return sign;
  // Digits and signs of ASCII stand in the font Symbol where they always do.
  if (signs === symbol && place >= 0x20 && place <= 0x3f) return String.fromCharCode(place);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** A text of a run in a symbol font, whose characters stand in the private use area. */
export function symbolsText(font: string, text: string): string {
  return text.replace(/[\uf000-\uf0ff]/gu, (char) => symbolText(font, char.charCodeAt(0)));
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A text that is raised above the line: a number that points to a note, bare or in brackets, is no digit of a figure beside it. */
export function raisedText(text: string): string {
  const mark = /^\s*[[(（〔［]?(\d{1,3})[\])）〕］]?\s*$/u.exec(text)?.[1];
  return mark === undefined ? text : mark.replace(/\d/gu, (digit) => raisedDigits[Number(digit)] ?? '');
}
