import { canonicalLabel } from '../text.ts';

/**
 * Names of items as sentences and forms word them, folded so that one item has one name: no quotes, no （类）（款）（项),
 * no ordinals, no words that say only that the figure is this year's, ours or actual. 总计 and 合计 stay what they are: one is
 * with balances brought forward, the other without.
 */
export function foldItem(label: string): string {
  let folded = canonicalLabel(label)
    .replace(/[“”"'‘’《》、，。：；·]/gu, '')
    .replace(/（[类款项]）/gu, '');
  folded = folded
    .replace(ordinal, '')
    .replace(leading, '')
    .replace(/决算(?!表)/gu, '');
  for (const [from, to] of synonyms) folded = folded.replaceAll(from, to);
  return folded;
}

const ordinal = /^(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．])/u;
const leading =
  /^(?:其中|20\d\d年度?|本年度?|当年|全年|年度|我单位|本单位|我部门|本部门|部门|单位|全部|共有?|涉及){1,4}(?=.)/u;

/** Two wordings of one thing, the second kept. */
const synonyms: readonly (readonly [string, string])[] = [
  ['费用', '费'],
  ['缴费支出', '缴费'],
  ['保险费支出', '保险缴费'],
  ['公务用车购置费及', '公务用车购置及'],
  ['公车', '公务用车'],
  ['运行维护费', '运行费'],
  ['财政拨款收支', '财政拨款收支'],
  ['人员支出', '人员经费'],
  ['公用支出', '公用经费'],
  ['人员经费支出', '人员经费'],
  ['公用经费支出', '公用经费'],
];

/** Whether two labels name one item; a 支出 at the end makes no difference. */
export function sameItem(a: string, b: string): boolean {
  const x = foldItem(a);
  const y = foldItem(b);
  return x !== '' && (x === y || withoutEnd(x) === withoutEnd(y));
}

function withoutEnd(folded: string): string {
  return folded.length > 4 && folded.endsWith('支出') ? folded.slice(0, -2) : folded;
}

/** The key under which `sameItem` labels meet. */
export function itemKey(label: string): string {
  return withoutEnd(foldItem(label));
}

/**
 * Bases of a share or rate as sentences word them, folded further: the amount, its total and its limits are one thing
 * there (一般公共预算支出总额, 一般公共预算财政拨款支出合计).
 */
export function foldBasis(basis: string): string {
  return foldItem(basis)
    .replace(/(?:总额|总计|合计|总数|金额|总量|总)$/u, '')
    .replace(/^总(?=支出|收入)/u, '')
    .replace(/一般公共预算(?:财政)?拨款/u, '一般公共预算')
    .replace(/^财政拨款/u, '一般公共预算')
    .replace(/总(?=支出$|收入$)/u, '');
}
