/** Mobile numbers (in one piece or 3-4-4), land-line numbers with their area code, identity card numbers. */
const numbers =
  /(?<![\d.])(?:1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})|[（(]?0\d{2,3}[）)]?[-－—–]?(?<=[）)\-－—–])\d{7,8}|\d{17}[\dXx])(?![\d.])/gu;

/** Who signs or can be asked: what stands behind is a person's name or number. */
const role =
  '(?:(?:单位|部门|项目|财务|分管|会计|法定|主要)?(?:负责人|代表人|主管)|填表人|填报人|制表人|经办人|编报人|编制人|审核人|复核人|审签人|联系人|联络人|联系方式|联系电话|办公电话|手机号码?|电话|身份证号码?)';
const signed = '(?:签字|签名|签章|盖章|姓名)?(?:[（(][^（()）\\n]{1,8}[）)])?';
/** A name or number behind the words that announce it. */
const announced = new RegExp(
  `(${role}${signed}\\s?[：:]\\s*)(?:(?:\\p{Script=Han} \\p{Script=Han}|[^\\s，。；、,;：:…\\[\\]])[^\\s，。；、,;：:]{0,13})(?!\\p{Script=Han}*[：:])`,
  'gu',
);
const label = new RegExp(`${role}${signed}\\s?[：:]`, 'gu');
const labelCell = new RegExp(`^${role}${signed}\\s?[：:]?$`, 'u');

/** Texts longer than this (characters) have their names cut only where one of the words that announce them stands. */
const announcing = /[人管式话码][^：:\n]{0,12}[：:]/u;

/**
 * Text with personal data cut out: `[…]` in its place.
 * @returns the text and how many pieces were cut
 */
export function cutPersonalData(text: string): { readonly text: string; readonly cut: number } {
  let cut = 0;
  let plain = text;
  if (announcing.test(plain))
    plain = plain.replace(announced, (_, words: string) => {
      cut++;
      return `${words}[…]`;
    });
  if (/\d{4}/u.test(plain))
    plain = plain.replace(numbers, () => {
      cut++;
      return '[…]';
    });
  return { text: plain, cut };
}

/**
 * A line that is there for signatures: 填表人：…, 联系电话：….
 * @returns its labels, without what stands behind them; null for any other line
 */
export function signatureLabel(text: string): string | null {
  const plain = text.replace(/[\s\u3000]+/gu, ' ').trim();
  const labels = plain.length > maxSignature ? [] : [...plain.matchAll(label)];
  return labels[0]?.index === 0 ? labels.map((found) => found[0]).join(' ') : null;
}

/** A signature line is at most this long (characters): longer ones are sentences. */
const maxSignature = 120;

/** Whether a cell holds nothing but such a label: the cell beside it holds the name. */
export function announcesPerson(cell: string): boolean {
  return cell.length <= maxSignature && labelCell.test(cell.replace(/\s+/gu, ''));
}
