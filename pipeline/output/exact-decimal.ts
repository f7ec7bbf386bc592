/**
 * The decimal type of the files for databases. Every figure that is read fits: normalizers/number.ts takes no longer ones,
 * normalizers/unit.ts makes no larger amounts of them.
 */
export const decimalType = { precision: 38, scale: 16 } as const;

const largest = 10n ** BigInt(decimalType.precision);

/**
 * An exact decimal as the whole number of 10^-16 that databases keep.
 * @param text decimal without exponent, or '' / anything else
 * @returns null for what is no decimal or too large for the type; places behind the 16th are rounded half away from 0, as a
 *   database does that loads the text
 */
export function unscaledDecimal(text: string): bigint | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(text);
  if (found === null) return null;
  const [, sign = '', whole = '', places = ''] = found;
  const { scale } = decimalType;
  const kept = BigInt(whole + places.slice(0, scale).padEnd(scale, '0'));
  const size = (places[scale] ?? '0') >= '5' ? kept + 1n : kept;
  if (size >= largest) return null;
  return sign === '' ? size : -size;
}
