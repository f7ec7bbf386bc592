/** Digits a spreadsheet keeps of a number: what a binary float has beyond them was never entered or shown. */
const significantDigits = 15;

/** A decimal without exponent, never negative: `digits` with the point `scale` places from its end. */
export interface PlainDecimal {
  /** At least one digit; no leading zeros but what the point needs. */
  readonly whole: string;
  /** Digits behind the point, no trailing zeros; may be empty. */
  readonly fraction: string;
}

/** The size of a number as a decimal of 15 significant digits: 1234.1000000000001 is 1234.1. */
export function toPlainDecimal(value: number): PlainDecimal {
  const [mantissa = '0', exponent = '0'] = Math.abs(value)
    .toExponential(significantDigits - 1)
    .split('e');
  return shiftPoint({ whole: mantissa.slice(0, 1), fraction: mantissa.slice(2) }, Number(exponent));
}

/** The point moved to the right by so many places, to the left by negative ones. */
export function shiftPoint({ whole, fraction }: PlainDecimal, places: number): PlainDecimal {
  if (places >= 0) {
    const digits = fraction.padEnd(places, '0');
    return normalise(whole + digits.slice(0, places), digits.slice(places));
  }
  const digits = whole.padStart(1 - places, '0');
  return normalise(digits.slice(0, places), digits.slice(places) + fraction);
}

/** Rounded to so many places behind the point, halves away from zero, as spreadsheets show numbers. */
export function roundDecimal({ whole, fraction }: PlainDecimal, places: number): PlainDecimal {
  if (fraction.length <= places) return { whole, fraction };
  const kept = whole + fraction.slice(0, places);
  if ((fraction[places] ?? '0') < '5')
    return normalise(kept.slice(0, whole.length), kept.slice(whole.length));
  const raised = (BigInt(kept) + 1n).toString().padStart(kept.length, '0');
  const point = raised.length - places;
  return normalise(raised.slice(0, point), raised.slice(point));
}

export function isZero({ whole, fraction }: PlainDecimal): boolean {
  return whole === '0' && fraction === '';
}

/** A number as a person would enter it: no exponent, no separators, `-` before negatives. */
export function printPlain(value: number): string {
  const decimal = toPlainDecimal(value);
  const { whole, fraction } = decimal;
  const sign = value < 0 && !isZero(decimal) ? '-' : '';
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}

function normalise(whole: string, fraction: string): PlainDecimal {
  return { whole: whole.replace(/^0+(?=\d)/u, '') || '0', fraction: fraction.replace(/0+$/u, '') };
}
