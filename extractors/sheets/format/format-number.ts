import { spellWhole, styleDigits } from './chinese-digits.ts';
import type { FormatSection, FormatToken } from './format-sections.ts';
import {
  isZero,
  type PlainDecimal,
  printPlain,
  roundDecimal,
  shiftPoint,
  toPlainDecimal,
} from './plain-decimal.ts';

/** Signs by which a section says itself that what it prints is negative. */
const negativeSigns = /[-−－(（△▲负]/u;

/**
 * A number by one section of its format, the size only: the sign is the caller's.
 * @returns null where the section has no place for a number
 */
export function printBySection(value: number, section: FormatSection): string | null {
  const { tokens, digits } = section;
  if (tokens.some(({ kind }) => kind === 'general' || kind === 'text'))
    return printGeneral(Math.abs(value), section);
  if (!tokens.some(({ kind }) => kind === 'digit')) return null;
  const slash = tokens.findIndex(({ kind }) => kind === 'slash');
  // 1 1/2 is read as anything but what it is; its decimal is the same number.
  if (slash > 0 && tokens.slice(slash).some(({ kind }) => kind === 'digit'))
    return printPlain(Math.abs(value));
  const exponent = tokens.findIndex(({ kind }) => kind === 'exponent');
  const text =
    exponent < 0
      ? printFixed(scale(toPlainDecimal(value), tokens), tokens)
      : printScientific(value, tokens, exponent);
  return styleDigits(text, digits);
}

/** Whether a section shows by a sign of its own that its numbers are negative: `-`, brackets, △. */
export function showsNegative({ tokens }: FormatSection): boolean {
  return tokens.some((token) => token.kind === 'literal' && negativeSigns.test(token.text));
}

/** Whether the number is printed as 0 by the section, for which no sign is printed. */
export function printsZero(value: number, { tokens }: FormatSection): boolean {
  if (tokens.some(({ kind }) => kind === 'general' || kind === 'text' || kind === 'exponent'))
    return value === 0;
  return isZero(roundDecimal(scale(toPlainDecimal(value), tokens), fractionPlaces(tokens)));
}

function printGeneral(value: number, { tokens, digits }: FormatSection): string {
  const plain = printPlain(value);
  const [whole = '0', fraction] = plain.split('.');
  const spelt =
    digits === null
      ? plain
      : spellWhole(whole, digits) + (fraction === undefined ? '' : `.${styleDigits(fraction, digits)}`);
  return tokens
    .map((token) => {
      if (token.kind === 'literal') return token.text;
      return token.kind === 'general' || token.kind === 'text' ? spelt : '';
    })
    .join('');
}

/** Percent signs move the point to the right by two places each, commas behind the last digit to the left by three. */
function scale(decimal: PlainDecimal, tokens: readonly FormatToken[]): PlainDecimal {
  const percents = tokens.filter(({ kind }) => kind === 'percent').length;
  return shiftPoint(decimal, 2 * percents - 3 * scalingCommas(tokens));
}

function scalingCommas(tokens: readonly FormatToken[]): number {
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  let commas = 0;
  // Both `0,.00` and `0.00,` scale.
  for (const side of point < 0 ? [tokens] : [tokens.slice(0, point), tokens.slice(point)]) {
    const last = side.findLastIndex(({ kind }) => kind === 'digit');
    for (let i = last + 1; last >= 0 && side[i]?.kind === 'comma'; i++) commas++;
  }
  return commas;
}

function fractionPlaces(tokens: readonly FormatToken[]): number {
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  return point < 0 ? 0 : tokens.slice(point).filter(({ kind }) => kind === 'digit').length;
}

function printFixed(decimal: PlainDecimal, tokens: readonly FormatToken[]): string {
  const pointAt = tokens.findIndex(({ kind }) => kind === 'point');
  const point = pointAt < 0 ? tokens.length : pointAt;
  const rounded = roundDecimal(decimal, fractionPlaces(tokens));
  const left = printWhole(rounded.whole, tokens.slice(0, point));
  return pointAt < 0 ? left : left + printFraction(rounded.fraction, tokens.slice(point));
}

/** Digits are laid on their places from the right; the leftmost place takes all that are left. */
function printWhole(whole: string, tokens: readonly FormatToken[]): string {
  const first = tokens.findIndex(({ kind }) => kind === 'digit');
  const last = tokens.findLastIndex(({ kind }) => kind === 'digit');
  const isGrouped = tokens.some(({ kind }, i) => kind === 'comma' && i > first && i < last);
  const left = whole === '0' ? [] : [...whole];
  let laid = 0;
  const lay = (digit: string, text: string): string => {
    const grouped = isGrouped && laid > 0 && laid % 3 === 0 ? `${digit},` : digit;
    laid++;
    return grouped + text;
  };
  let text = '';
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (token.kind !== 'digit') {
      text = printSign(token) + text;
      continue;
    }
    const digit = left.pop();
    if (digit !== undefined) text = lay(digit, text);
    else if (token.sign === '0') text = lay('0', text);
    else if (token.sign === '?') text = ` ${text}`;
    if (i === first) while (left.length > 0) text = lay(left.pop() ?? '', text);
  }
  // A whole part without a place is printed all the same: `.00` of 12.5 is 12.50.
  return first < 0 && left.length > 0 ? text + whole : text;
}

function printFraction(fraction: string, tokens: readonly FormatToken[]): string {
  let next = 0;
  return tokens
    .map((token) => {
      if (token.kind !== 'digit') return printSign(token);
      const digit = fraction[next++];
      if (digit !== undefined) return digit;
      return token.sign === '0' ? '0' : token.sign === '?' ? ' ' : '';
    })
    .join('');
}

function printSign(token: FormatToken): string {
  if (token.kind === 'literal') return token.text;
  if (token.kind === 'percent') return token.sign;
  if (token.kind === 'point') return '.';
  return token.kind === 'slash' ? '/' : '';
}

function printScientific(value: number, tokens: readonly FormatToken[], exponentAt: number): string {
  const mantissa = tokens.slice(0, exponentAt);
  const behind = tokens.slice(exponentAt + 1);
  const point = mantissa.findIndex(({ kind }) => kind === 'point');
  const places = Math.max(
    1,
    mantissa.slice(0, point < 0 ? undefined : point).filter(({ kind }) => kind === 'digit').length,
  );
  const most = fractionPlaces(mantissa);
  let power = value === 0 ? 0 : Number(Math.abs(value).toExponential().split('e')[1]) - (places - 1);
  // ##0.0E+0 counts in steps of its places.
  if (places > 1) power = Math.floor((power + places - 1) / places) * places;
  let shown = roundDecimal(shiftPoint(toPlainDecimal(value), -power), most);
  if (shown.whole.length > places) {
    power += Math.max(places, 1);
    shown = roundDecimal(shiftPoint(toPlainDecimal(value), -power), most);
  }
  const token = tokens[exponentAt];
  const sign = power < 0 ? '-' : token?.kind === 'exponent' && token.plus ? '+' : '';
  const digits = behind.filter(({ kind }) => kind === 'digit').length;
  return `${printFixed(shown, mantissa)}E${sign}${Math.abs(power).toString().padStart(digits, '0')}`;
}
