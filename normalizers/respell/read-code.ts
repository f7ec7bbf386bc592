/** Letters and signs that OCR gives for digits. */
const digitOf: ReadonlyMap<string, string> = new Map(
  ['0OoDQ〇○口囗C', '1lIi|!丨Jj', '2Zz', '3з', '4A', '5Ss', '6bG', '7T', '8B&', '9gq'].flatMap((group) =>
    [...group].slice(1).map((sign): [string, string] => [sign, group[0] ?? '']),
  ),
);
/** Digits that OCR takes for each other. */
const alikeDigits = new Set([
  '38',
  '83',
  '56',
  '65',
  '68',
  '86',
  '08',
  '80',
  '06',
  '60',
  '17',
  '71',
  '14',
  '41',
  '09',
  '90',
  '89',
  '98',
  '35',
  '53',
  '58',
  '85',
  '27',
  '72',
  '39',
  '93',
]);
/** Digits in a code: at least those of a 类, at most those of a 项. */
const codeDigits = /^\d{3}(?:\d{2}){0,2}$/u;

/**
 * The digits that a text read from a code column can stand for: letters for digits put right, white space and points let go.
 * @returns '' for a text with other signs, or with more of them than digits
 */
export function digitsOf(text: string): string {
  let digits = '';
  let mended = 0;
  for (const sign of text.normalize('NFKC').replace(/[\s.,·、'’‘`_-]+/gu, '')) {
    const digit = /\d/u.test(sign) ? sign : digitOf.get(sign);
    if (digit === undefined) return '';
    if (digit !== sign) mended++;
    digits += digit;
  }
  return mended * 2 > digits.length ? '' : digits;
}

/** Whether digits are as many as a code has. */
export function hasCodeLength(digits: string): boolean {
  return codeDigits.test(digits);
}

/**
 * How far apart two rows of digits are: 0 alike, 1 one digit that OCR takes for the other or one lost or doubled, 2 one
 * other digit, 3 further.
 */
export function digitsApart(read: string, code: string): 0 | 1 | 2 | 3 {
  if (read === code) return 0;
  if (read.length === code.length) {
    const changed = [...read].flatMap((digit, i) => (digit === code[i] ? [] : [digit + (code[i] ?? '')]));
    if (changed.length !== 1) return 3;
    return alikeDigits.has(changed[0] ?? '') ? 1 : 2;
  }
  const [short, long] = read.length < code.length ? [read, code] : [code, read];
  if (long.length - short.length !== 1) return 3;
  const isOneMore = [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short);
  return isOneMore ? 1 : 3;
}
