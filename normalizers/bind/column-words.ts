import { rowLabel } from '../label.ts';

/** Fund names hold the word 预算 and say nothing of a budget stage. */
const fundNames = /一般公共预算|基金预算|经营预算|基金|经营/gu;
/** Header words by which a column is another one than the form's: another year, another stage, a comparison. */
const otherColumn =
  /上年|去年|前年|以前年度|(?:19|20)\d\d年|预算|概算|调整|追加|增减|增长|差[额异]|完成|比重|占比|[%％]|率$|备注|说明|原因/u;
/** Last words of a header path that only say that a figure stands below. */
const sayNothing = new Set(['金额', '决算数', '本年决算数', '本年数', '决算', '小计', '合计', '数额', '']);
/** Header words of the columns that name a row. */
const stubWord = /科目|编码|代码|行次|栏次|序号|行号|经济分类|功能分类/u;
const stubLeaf = /^(?:项目|项目名称|名称|项目[（(].*[)）]|[类款项目]|单位名称|单位|部门|预算单位)$/u;

/** Whether a header path ends in 款 or 项 alone: its column holds two digits of a code, which a sheet may have as a number. */
export function isLevelPath(path: string): boolean {
  return /(?:^|\/)[款项]$/u.test(path);
}

/**
 * One header text made comparable: ordinals, quotes, brackets, money units, the fiscal year, 和/与/、 and wordings such as
 * 运行维护费 for 运行费 are folded away.
 * @param year fiscal year, '' if unknown
 */
export function foldHeader(text: string, year: string): string {
  const key = `${year}\u001f${text}`;
  const known = foldedHeaders.get(key);
  if (known !== undefined) return known;
  const folded = fold(text, year);
  if (foldedHeaders.size >= mostFolded) foldedHeaders.clear();
  foldedHeaders.set(key, folded);
  return folded;
}

/** Headers folded before: the same few stand over most tables. */
const foldedHeaders = new Map<string, string>();
/** Headers kept at most, some hundred kilobytes of text. */
const mostFolded = 4096;

function fold(text: string, year: string): string {
  const own = year === '' ? text : text.replaceAll(`${year}年度`, '').replaceAll(`${year}年`, '');
  return rowLabel(own)
    .replace(/（[^（）]{0,6}元）|（项目）|（[类款项]）/gu, '')
    .replace(/[“”"'‘’（）]/gu, '')
    .replace(/[和与、]/gu, '及')
    .replace(/购置费及/gu, '购置及')
    .replace(/运行维护/gu, '运行')
    .replace(/费用/gu, '费')
    .replace(/经营预算/gu, '经营')
    .replace(/基金预算/gu, '基金')
    .replace(/财政拨款/gu, '拨款')
    .replace(/结转结余/gu, '结转及结余')
    .replace(/^对(?=附属)/u, '');
}

/** The folded parts of a header path; [] for a column without header. */
export function foldPath(path: string, year: string): readonly string[] {
  return path === '' ? [] : path.split('/').map((part) => foldHeader(part, year));
}

/** Whether a header text says that the column is another one: last year's, a budget's, a comparison, a remark. */
export function saysOther(part: string): boolean {
  return otherColumn.test(part.replace(fundNames, ''));
}

/** Whether a header text only says that figures stand below it. */
export function saysNothing(part: string): boolean {
  return sayNothing.has(part);
}

/** Whether the header path is that of a column of labels, codes or line numbers: never a value column. */
export function isStubPath(path: string): boolean {
  const parts = path.split('/');
  return stubLeaf.test(parts.at(-1) ?? '') || parts.some((part) => stubWord.test(part));
}

/** Whether a column only numbers lines. */
export function isLineNumber(path: string): boolean {
  return /(?:^|\/)(?:行次|序号|行号)(?:\/|$)/u.test(path);
}

/** Whether a column holds words about the row, no figures. */
export function isRemark(path: string): boolean {
  return /(?:备注|说明|原因|措施)[^/]*$/u.test(path);
}
