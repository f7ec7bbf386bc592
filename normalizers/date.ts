/**
 * Years that text names, and what they are there for. Pure; no clock.
 */

/**
 * What a year is there for.
 * - `period` the year that is spoken of: 2021年度, 2021年, （2021 年度）
 * - `closing` the last day of a year (2021年12月31日): the year that the accounts close
 * - `comparison` a year that is compared with: 与2020年相比, 比2020年度
 * - `date` another day or month
 * - `span` an end of a range: 2021—2023年
 * - `reference` part of a document number: 〔2019〕10号
 */
export type YearRole = 'period' | 'closing' | 'comparison' | 'date' | 'span' | 'reference';

/** A year as the text names it. */
export interface YearMention {
  /** Four digits, 1980–2099. */
  readonly year: string;
  readonly role: YearRole;
  /** 年度 stands behind it: it speaks of a fiscal year, not of an event. */
  readonly fiscal: boolean;
}

const chineseYear = /[二一][〇○零OＯ0九][〇○零OＯ0一二三四五六七八九][〇○零OＯ0一二三四五六七八九](?=年)/gu;
const chineseDigits = '〇一二三四五六七八九';
const zeroes = /[○零OＯ0]/u;

const yearPattern = /(?<![\d.,])((?:19[89]|20\d)\d)(?![\d,]|\.\d(?!\d?\.\d))/gu;
const monthBehind = /^年?[-./]?(1[0-2]|0?[1-9])(?:月|[-./]\d)/u;
const closingDay = /^年?[-./]?12(?:月|[-./])31(?!\d)/u;
const spanBehind = /^年?度?(?:[-—–~～至到])+(?:19|20)\d\d/u;
const spanBefore = /(?:19|20)\d\d年?度?(?:[-—–~～至到])+$/u;
const comparisonBefore = /(?:与|比|较|同|和|及上|较于)(?:上年度?[(（]?)?$/u;
const comparisonBehind = /^年?度?(?:决算数?|预算数?|同期|全年|执行数)?(?:相比|比较|对比)/u;
/** Words that may follow a bare year (2020部门概况), so that it is no amount. */
const bareBehind = /^(?:部门|单位|决算|预算|财政|整体|绩效|收入|支出|一般公共|[)）]|$)/u;

/** Characters before and behind a year that are looked at: longer than any of the patterns needs. */
const contextLength = 16;

/**
 * Text with its white space removed, half-width digits, and years in Chinese digits (二〇二一年, 二○二一年) in Arabic ones.
 */
export function arabicYears(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(chineseYear, (found) =>
      [...found].map((digit) => (zeroes.test(digit) ? '0' : String(chineseDigits.indexOf(digit)))).join(''),
    );
}

/**
 * All years that a text names, in order; amounts (2,021.00 or 2021万元) and numbers of other length are none.
 * @returns [] for nothing found
 */
export function yearsIn(text: string): YearMention[] {
  const plain = arabicYears(text);
  const mentions: YearMention[] = [];
  for (const found of plain.matchAll(yearPattern)) {
    const year = found[1] ?? '';
    const before = plain.slice(Math.max(0, found.index - contextLength), found.index);
    const behind = plain.slice(found.index + year.length, found.index + year.length + contextLength);
    const role = roleOf(before, behind);
    if (role !== null) mentions.push({ year, role, fiscal: behind.startsWith('年度') });
  }
  return mentions;
}

function roleOf(before: string, behind: string): YearRole | null {
  if (/[〔[【(（]$/u.test(before) && /^[〕\]】)）]第?\d*号?/u.test(behind) && !/[)）]$/u.test(before)) {
    return /^[〕\]】]/u.test(behind) || /^[)）]第?\d+号/u.test(behind) ? 'reference' : 'period';
  }
  if (closingDay.test(behind)) return 'closing';
  if (spanBehind.test(behind) || spanBefore.test(before)) return 'span';
  if (monthBehind.test(behind)) return 'date';
  if (!behind.startsWith('年') && !bareBehind.test(behind)) return null;
  if (comparisonBefore.test(before) || comparisonBehind.test(behind)) return 'comparison';
  return 'period';
}
