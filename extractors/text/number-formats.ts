const hanDigits = '〇一二三四五六七八九';
const legalDigits = '零壹贰叁肆伍陆柒捌玖';
const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';
const romans: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
  ] as const),
  ...([
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];
/** Beyond this Word itself has no hanzi, Roman figures or letters. */
const largest = 9_999;

/** First character and length of the runs of enclosed figures in Unicode. */
const enclosed: Readonly<Record<string, readonly [first: number, length: number]>> = {
  decimalEnclosedCircle: [0x2460, 20],
  decimalEnclosedCircleChinese: [0x2460, 20],
  decimalEnclosedParen: [0x2474, 20],
  decimalEnclosedFullstop: [0x2488, 20],
  ideographEnclosedCircle: [0x3280, 10],
};

const spelled: Readonly<Record<string, (number: number) => string>> = {
  none: () => '',
  bullet: () => '',
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  numberInDash: (number) => `- ${number} -`,
  upperRoman: (number) => roman(number).toUpperCase(),
  lowerRoman: roman,
  upperLetter: (number) => letters(number).toUpperCase(),
  lowerLetter: letters,
  chineseCounting: hanCount,
  chineseCountingThousand: hanCount,
  taiwaneseCounting: hanCount,
  taiwaneseCountingThousand: hanCount,
  japaneseCounting: hanCount,
  ideographDigital: hanDigitwise,
  japaneseDigitalTenThousand: hanDigitwise,
  taiwaneseDigital: hanDigitwise,
  koreanDigital2: hanDigitwise,
  chineseLegalSimplified: (number) => count(number, legalDigits, ['', '拾', '佰', '仟']),
  ideographLegalTraditional: (number) => count(number, '零壹貳參肆伍陸柒捌玖', ['', '拾', '佰', '仟']),
  ideographTraditional: (number) => stems[number - 1] ?? String(number),
  ideographZodiac: (number) => branches[number - 1] ?? String(number),
  ideographZodiacTraditional: (number) =>
    `${stems[(number - 1) % stems.length] ?? ''}${branches[(number - 1) % branches.length] ?? ''}`,
};

/** Codes of formats before OOXML (`MSONFC`, [MS-OSHARED] 2.2.1.3) → names of OOXML, as far as they are not the digits 1, 2, 3. */
export const formatByCode: ReadonlyMap<number, string> = new Map([
  ...(['upperRoman', 'lowerRoman', 'upperLetter', 'lowerLetter'] as const).map(
    (name, i) => [i + 1, name] as const,
  ),
  [10, 'ideographDigital'],
  [11, 'japaneseCounting'],
  [14, 'decimalFullWidth'],
  [16, 'japaneseLegal'],
  [17, 'japaneseDigitalTenThousand'],
  [18, 'decimalEnclosedCircle'],
  [19, 'decimalFullWidth2'],
  [22, 'decimalZero'],
  [23, 'bullet'],
  [26, 'decimalEnclosedFullstop'],
  [27, 'decimalEnclosedParen'],
  [28, 'decimalEnclosedCircleChinese'],
  [29, 'ideographEnclosedCircle'],
  [30, 'ideographTraditional'],
  [31, 'ideographZodiac'],
  [32, 'ideographZodiacTraditional'],
  [33, 'taiwaneseCounting'],
  [34, 'ideographLegalTraditional'],
  [35, 'taiwaneseCountingThousand'],
  [36, 'taiwaneseDigital'],
  [37, 'chineseCounting'],
  [38, 'chineseLegalSimplified'],
  [39, 'chineseCountingThousand'],
  [255, 'none'],
]);

/**
 * A number as a list shows it.
 * @param format `w:numFmt`: `chineseCounting`, `upperLetter` …; one that is not known is shown in digits
 */
export function spellNumber(number: number, format: string): string {
  if (number < 1 || number > largest) return format === 'none' || format === 'bullet' ? '' : String(number);
  const run = enclosed[format];
  if (run !== undefined) return number <= run[1] ? String.fromCharCode(run[0] + number - 1) : String(number);
  return spelled[format]?.(number) ?? String(number);
}

function fullWidth(number: number): string {
  return String(number).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function hanDigitwise(number: number): string {
  return String(number).replace(/\d/gu, (digit) => hanDigits[Number(digit)] ?? '');
}

/** 一, 十, 十一, 二十, 一百零一. */
function hanCount(number: number): string {
  return count(number, '零一二三四五六七八九', ['', '十', '百', '千']).replace(/^一十/u, '十');
}

function count(number: number, digits: string, places: readonly string[]): string {
  const printed = String(number);
  return [...printed]
    .map((digit, i) =>
      digit === '0' ? '0' : (digits[Number(digit)] ?? '') + (places[printed.length - 1 - i] ?? ''),
    )
    .join('')
    .replace(/0+$/u, '')
    .replace(/0+/gu, digits[0] ?? '');
}

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [worth, sign] of romans)
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  return text;
}

/** a … z, aa, bb … zz, aaa. */
function letters(number: number): string {
  const letter = String.fromCharCode(0x61 + ((number - 1) % 26));
  return letter.repeat(Math.ceil(number / 26));
}
