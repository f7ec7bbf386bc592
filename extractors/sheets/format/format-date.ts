import { type DigitStyle, spellWhole, styleDigits } from './chinese-digits.ts';
import type { FormatSection, FormatToken } from './format-sections.ts';

const dayMilliseconds = 86_400_000;
/** Days from the epoch of spreadsheets (1899-12-30, as if 1900 had been a leap year) to that of Unix. */
const epochDays = 25_569;
/** Days between the two epochs that workbooks count from: 1900 and 1904. */
const days1904 = 1462;
/** 9999-12-31: no later day is a date to a spreadsheet. */
const lastDay = 2_958_465;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const chineseWeekdays = '日一二三四五六';

/** A day and a time as a spreadsheet counts them. */
interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  /** With its thousandths. */
  readonly second: number;
  /** Days since the epoch, with the time: what `[h]` counts. */
  readonly serial: number;
}

/** Whether a section prints its numbers as days or times. */
export function isDateSection({ tokens, isSystemDate }: FormatSection): boolean {
  return isSystemDate || tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed');
}

/**
 * A number by a section of dates. A section whose date the reader's system would write its own way gives ISO 8601.
 * @returns null where the number is no day that can be shown
 */
export function printDate(value: number, section: FormatSection, is1904: boolean): string | null {
  const serial = is1904 ? value + days1904 : value;
  if (serial < 0 || serial >= lastDay + 1) return null;
  const { tokens, digits } = section;
  const moment = toMoment(serial, smallestUnit(tokens));
  if (section.isSystemDate || isSystemOrder(tokens)) return printIso(moment, tokens);
  const isTwelve = tokens.some((token) => token.kind === 'date' && isNoon(token.letters));
  return tokens
    .map((token, i) => printToken(token, i, { moment, section, tokens, isTwelve, digits }))
    .join('');
}

interface Printing {
  readonly moment: Moment;
  readonly section: FormatSection;
  readonly tokens: readonly FormatToken[];
  readonly isTwelve: boolean;
  readonly digits: DigitStyle;
}

function printToken(token: FormatToken, i: number, printing: Printing): string {
  switch (token.kind) {
    case 'literal':
      return token.text;
    case 'slash':
      return '/';
    case 'comma':
      return ',';
    case 'percent':
      return token.sign;
    case 'point':
      return printing.tokens[i + 1]?.kind === 'digit' ? '' : '.';
    case 'digit':
      return printThousandths(i, printing);
    case 'date':
      return printLetters(token.letters, i, printing);
    case 'elapsed':
      return printElapsed(token.letters, printing.moment);
    default:
      return '';
  }
}

function printLetters(
  letters: string,
  i: number,
  { moment, section, tokens, isTwelve, digits }: Printing,
): string {
  const { length } = letters;
  const pad = (value: number): string =>
    digits === 'lower' || digits === 'upper'
      ? spellWhole(String(value), digits)
      : styleDigits(String(value).padStart(Math.min(length, 2), '0'), digits);
  if (isNoon(letters)) {
    const isAfter = moment.hour >= 12;
    const [before = '', after = ''] = letters.split('/');
    return isAfter ? after : before;
  }
  switch (letters[0]) {
    case 'y':
    case 'e':
    case 'b': {
      const year = String(moment.year).padStart(4, '0');
      return styleDigits(letters[0] === 'y' && length <= 2 ? year.slice(2) : year, digits);
    }
    case 'm':
      if (isMinutes(tokens, i)) return pad(moment.minute);
      if (length <= 2) return pad(moment.month);
      if (section.isChinese) return `${spellWhole(String(moment.month), 'lower')}月`;
      return (months[moment.month - 1] ?? '').slice(0, length === 3 ? 3 : length === 5 ? 1 : undefined);
    case 'd':
      if (length <= 2) return pad(moment.day);
      if (section.isChinese) return `${length === 3 ? '周' : '星期'}${chineseWeekdays[moment.weekday] ?? ''}`;
      return (weekdays[moment.weekday] ?? '').slice(0, length === 3 ? 3 : undefined);
    case 'a':
      return `${length === 3 ? '' : '星期'}${chineseWeekdays[moment.weekday] ?? ''}`;
    case 'h':
      return pad(isTwelve ? ((moment.hour + 11) % 12) + 1 : moment.hour);
    case 's':
      return pad(Math.floor(moment.second));
    default:
      return '';
  }
}

/** `m` is minutes beside hours or seconds, months elsewhere. */
function isMinutes(tokens: readonly FormatToken[], i: number): boolean {
  const beside = (from: number, step: number): FormatToken | undefined => {
    for (let at = from + step; tokens[at] !== undefined; at += step) {
      const token = tokens[at];
      if (token?.kind === 'date' || token?.kind === 'elapsed') return token;
    }
    return undefined;
  };
  const before = beside(i, -1);
  const after = beside(i, 1);
  const begins = (token: FormatToken | undefined, letter: string): boolean =>
    (token?.kind === 'date' || token?.kind === 'elapsed') && token.letters.startsWith(letter);
  return begins(before, 'h') || begins(after, 's');
}

function isNoon(letters: string): boolean {
  return letters.includes('/');
}

function printElapsed(letters: string, { serial, second }: Moment): string {
  const seconds = Math.floor(serial * 86_400 + 1e-6);
  const value =
    letters[0] === 'h' ? Math.floor(seconds / 3600) : letters[0] === 'm' ? Math.floor(seconds / 60) : seconds;
  return String(letters[0] === 's' ? Math.max(value, Math.floor(second)) : value).padStart(
    letters.length,
    '0',
  );
}

/** Digits behind a point in a time are parts of its seconds. */
function printThousandths(i: number, { tokens, moment }: Printing): string {
  const point = tokens.findLastIndex(({ kind }, at) => at < i && kind === 'point');
  if (point < 0) return '';
  if (i !== point + 1) return '';
  let places = 0;
  while (tokens[i + places]?.kind === 'digit') places++;
  return (moment.second % 1)
    .toFixed(3)
    .slice(1)
    .padEnd(places + 1, '0')
    .slice(0, places + 1);
}

/** Milliseconds that the smallest unit printed has: the moment is rounded to seconds at most. */
function smallestUnit(tokens: readonly FormatToken[]): number {
  return tokens.some(({ kind }, i) => kind === 'digit' && tokens[i - 1]?.kind === 'point') ? 1 : 1000;
}

function toMoment(serial: number, unit: number): Moment {
  const milliseconds = Math.round((serial * dayMilliseconds) / unit) * unit;
  const whole = Math.floor(milliseconds / dayMilliseconds);
  const rest = milliseconds - whole * dayMilliseconds;
  // The 29th of February 1900, which never was, is day 60 to spreadsheets; days before it are one off.
  const isLeap = whole === 60;
  const days = whole < 60 ? whole + 1 : whole;
  const date = civilDate(days - epochDays);
  const isNoDay = whole === 0;
  return {
    year: date.year + (isNoDay ? 1 : 0),
    month: isLeap ? 2 : isNoDay ? 1 : date.month,
    day: isLeap ? 29 : isNoDay ? 0 : date.day,
    weekday: (whole + 6) % 7,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: (rest % 60_000) / 1000,
    serial: milliseconds / dayMilliseconds,
  };
}

/** A day of the Gregorian calendar from the days since 1970-01-01 (H. Hinnant, chrono-compatible date algorithms). */
function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  // Eras of 400 years that begin on the first of March.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** `m/d/yy`: how programs store the format of the system's short date, which each shows its own way. */
function isSystemOrder(tokens: readonly FormatToken[]): boolean {
  const letters = tokens
    .map((token) => (token.kind === 'date' ? token.letters : token.kind === 'slash' ? '/' : ''))
    .join('');
  return /^mm?\/dd?\/yy(?:yy)?(?:h|$)/u.test(letters);
}

function printIso(moment: Moment, tokens: readonly FormatToken[]): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(moment.year).padStart(4, '0')}-${two(moment.month)}-${two(moment.day)}`;
  const hasTime = tokens.some((token) => token.kind === 'date' && token.letters.startsWith('h'));
  return hasTime ? `${date} ${two(moment.hour)}:${two(moment.minute)}` : date;
}
