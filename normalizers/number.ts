/** A figure read from text. */
export interface ParsedNumber {
  /** Exact decimal, `.` as point, no separators, `-` for negatives, digits as printed (140.80 keeps its zero). */
  readonly value: string;
  /** Decimal places printed. */
  readonly places: number;
  /** `≥` `≤` `>` `<` `约` `近` `超` `余` `多` `以上` `以下` `以内`, '' for none. */
  readonly qualifier: string;
  /** What stands behind the figure as its unit: `万元` `%` `万人` `分` …, '' for none. */
  readonly unit: string;
}

/**
 * The longest figures that are taken for figures: digits before the point (a country's accounts in 分 have 16) and
 * behind it (a spreadsheet prints a third with 16). A longer row of digits is an account number or damage; it stays text.
 * With these every value fits a DECIMAL(38,16), which is what the files for databases declare.
 */
const mostDigits = { before: 18, behind: 16 } as const;

const qualifierBefore = /^(?:≥|>=|≧|≤|<=|≦|>|<|约|近|超过|超|不低于|不少于|不高于|不超过|达到|达)/u;
const qualifierFolds: Readonly<Record<string, string>> = {
  '>=': '≥',
  '≧': '≥',
  不低于: '≥',
  不少于: '≥',
  '<=': '≤',
  '≦': '≤',
  不高于: '≤',
  不超过: '≤',
  超过: '超',
  达到: '',
  达: '',
};
const figure =
  /^([+-]|[△▲−–﹣])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(余|多)?(%|‰|(?![年月日号第季])[\u4e00-\u9fff]{1,4}(?:[(（]套[)）])?)?$/u;
/** Characters that compatibility would turn into plain digits: marks, exponents, indices, numbers of lists. */
const raised = /[²³¹⁰⁴-⁹₀-₉①-⓿]/u;
const qualifierAfter = /(以上|以下|以内|左右|余|多)$/u;

/** The sign of the currency that all these accounts are in, before or behind the sign of the number; it says no unit. */
const currencySign = /^([-+−(]?)¥(?=[-+−]?[\d.])/u;

/**
 * Reads one figure that is all there is in the text (a table cell).
 * Thousands separators (half- or full-width), full-width digits, （1.20） and △1.20 for negatives, `≥90%`, `2,000余`,
 * `55.5 万人`, `￥1,234.00`. No value is guessed: text around the figure, two figures, `-`, `—` or dates give null.
 */
export function parseNumber(text: string): ParsedNumber | null {
  const plain = withoutMark(text);
  if (raised.test(plain)) return null;
  let rest = plain
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[,、](?=\d{3}(?!\d))/gu, ',');
  if (rest === '') return null;
  let qualifier = '';
  const leading = qualifierBefore.exec(rest);
  if (leading) {
    qualifier = qualifierFolds[leading[0]] ?? leading[0];
    rest = rest.slice(leading[0].length);
  }
  const trailing = qualifierAfter.exec(rest);
  if (trailing?.[1] !== undefined && rest.length > trailing[1].length) {
    qualifier ||= trailing[1];
    rest = rest.slice(0, -trailing[1].length);
  }
  rest = rest.replace(currencySign, '$1');
  let negative = false;
  const bracketed = /^\((.+)\)(%?)$/u.exec(rest);
  if (bracketed?.[1] !== undefined && /^[\d.,]+%?$/u.test(bracketed[1])) {
    negative = true;
    rest = bracketed[1] + (bracketed[2] ?? '');
  }
  const found = figure.exec(rest);
  if (!found?.[2]) return null;
  if (found[1] !== undefined && found[1] !== '+') negative = !negative;
  if (found[3] !== undefined) qualifier ||= found[3];
  const digits = found[2].replaceAll(',', '');
  const value = digits.startsWith('.') ? `0${digits}` : digits;
  if (!isBounded(value)) return null;
  return {
    value: negative && /[1-9]/u.test(value) ? `-${value}` : value,
    places: value.includes('.') ? value.length - value.indexOf('.') - 1 : 0,
    qualifier,
    unit: found[4] ?? '',
  };
}

/** A circled number, or a raised one behind decimals, is the mark of a footnote: never digits of the figure. */
function withoutMark(text: string): string {
  return raised.test(text) ? text.trimEnd().replace(/[①-⑳]+$|(?<=[.,．，]\d+)[⁰¹²³⁴-⁹]+$/u, '') : text;
}

/** Whether an unsigned decimal has no more digits than a figure may have. */
export function isBounded(value: string): boolean {
  const [before = '', behind = ''] = value.split('.');
  return before.length <= mostDigits.before && behind.length <= mostDigits.behind;
}

/** A cell that says “nothing here” without a digit: a lone dash of any kind. */
export function isDash(text: string): boolean {
  return /^[-‐‑‒–—―－﹣/／]{1,4}$/u.test(text.replace(/\s+/gu, ''));
}

/**
 * Two figures in one cell, or one that begins with a zero too many: which figure stands there cannot be said. Groups of three
 * digits set apart are one figure.
 */
export function isRunTogether(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  if (/^[-+]?0\d*[1-9]/u.test(plain) && !/^[-+]?0\./u.test(plain)) return true;
  return /\d\s+\d/u.test(plain) && !/^\D{0,3}\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*$/u.test(plain);
}

/** Decimal places of an exact decimal as text. */
export function decimalPlaces(value: string): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}
