/** How digits are written: plain, 一二三 (`[DBNum1]`), 壹贰叁 (`[DBNum2]`), full-width (`[DBNum3]`). */
export type DigitStyle = 'lower' | 'upper' | 'wide' | null;

const digitSets = {
  lower: '〇一二三四五六七八九',
  upper: '零壹贰叁肆伍陆柒捌玖',
  wide: '０１２３４５６７８９',
};
const placeSets = { lower: ['', '十', '百', '千'], upper: ['', '拾', '佰', '仟'] };
const groupNames = ['', '万', '亿', '兆'];

/** Each digit of a text in another style, one for one: 2022 is 二〇二二. */
export function styleDigits(text: string, style: DigitStyle): string {
  if (style === null) return text;
  return text.replace(/\d/gu, (digit) => digitSets[style][Number(digit)] ?? digit);
}

/** A whole number read out: 1205 is 一千二百〇五; what has more than 16 digits goes digit by digit. */
export function spellWhole(digits: string, style: DigitStyle): string {
  if (style === null || style === 'wide' || digits.length > 16) return styleDigits(digits, style);
  if (/^0*$/u.test(digits)) return digitSets[style][0] ?? '';
  let spelt = '';
  let isGap = false;
  for (let i = 0; i < digits.length; i++) {
    const place = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit === 0) isGap = true;
    else {
      if (isGap && spelt !== '') spelt += digitSets[style][0];
      isGap = false;
      // 十二, not 一十二, at the beginning of a number in everyday digits.
      const isTen = style === 'lower' && digit === 1 && place % 4 === 1 && spelt === '';
      spelt += (isTen ? '' : digitSets[style][digit]) + (placeSets[style][place % 4] ?? '');
    }
    const group = digits.slice(Math.max(0, i - 3), i + 1);
    if (place % 4 === 0 && place > 0 && !/^0*$/u.test(group)) spelt += groupNames[place / 4] ?? '';
  }
  return spelt;
}
