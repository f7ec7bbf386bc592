import { stripSpaces } from '../../normalizers/text.ts';

const numeral = '[一二三四五六七八九十]{1,3}';
/** Ordinals of headings, outermost first; the place in the list is the level less one. */
const ordinals: readonly RegExp[] = [
  new RegExp(`^第${numeral}部分`, 'u'),
  new RegExp(`^(?:${numeral}[、.．]|第${numeral}[章节条]\\s?)`, 'u'),
  new RegExp(`^[（(]${numeral}[）)][、.．]?`, 'u'),
  /^\d{1,2}\s?[、.．](?!\d)/u,
  /^[（(]\d{1,2}[）)]/u,
];
/** A heading with its ordinal is at most this long (characters): longer ones are sentences. */
const maxHeading = 42;
/** A title is at most this long (characters). */
const maxTitle = 40;

/** Level of the ordinal a line begins with (第一部分 1, 一、 2, （一） 3, 1、 4, （1） 5), null for none. */
export function ordinalLevel(text: string): number | null {
  const plain = text.trim().replace(/^[-•·]\s*/u, '');
  const at = ordinals.findIndex((pattern) => pattern.test(plain));
  return at < 0 ? null : at + 1;
}

/** Whether a line with an ordinal is a heading, not the beginning of a sentence: short, unfinished, without figures. */
export function isHeading(text: string): boolean {
  const plain = text.trim();
  return (
    ordinalLevel(plain) !== null &&
    [...plain].length <= maxHeading &&
    // An item of the classification (…（类）…（款）…（项）) begins a sentence about it.
    !/[。；，！？…]|[:：]$|[（(][类款项][）)]|\d(?:\.\d+)?\s*(?:万|亿|元|%|％)/u.test(plain)
  );
}

/** A line that can stand as a title: two letters at least, short, no sentence, no figures of money. */
export function isTitleLike(text: string): boolean {
  const plain = text.trim();
  return (
    [...stripSpaces(plain)].length <= maxTitle &&
    /\p{L}.{0,9}\p{L}/u.test(plain) &&
    !/[。；，！？：:,;]|\.$|\d\.\d+$|\d(?:\.\d+)?\s*(?:万|亿)?元|[%％]/u.test(plain) &&
    !/^[-•·*]\s|^\d+$/u.test(plain) &&
    // “本单位无政府性基金收支” is a sentence, though its full stop is missing.
    !/^(?:\d{4}年度?)?(?:本|我)(?:单位|部门|中心|局|委|办|处|院|校|所)/u.test(stripSpaces(plain))
  );
}

/** A title by its last word: what documents and their parts are called. */
export function isNamedTitle(text: string): boolean {
  return /(?:报告|说明|情况|概况|自评|公开|决算|预算|表|附件|解释|总结|方案|概述|简介|公告|分析|构成|组成|职责|设置|目标)[\d一二三四五六七八九十]?(?:[（(][^（()）]{0,12}[）)])?$/u.test(
    stripSpaces(text),
  );
}

/**
 * A table's title: ends in 表, behind it at most a bracket (（万元）), 续 or a number; an ordinal (一、 附表1：) or a mark may
 * stand before it.
 */
export function isTableTitle(text: string): boolean {
  const plain = tableTitle(text);
  return (
    /表$/u.test(plain) &&
    plain.length >= 3 &&
    isTitleLike(plain) &&
    !/^(?:[本该此上下]表|详?见|如|以上|以下)/u.test(plain)
  );
}

/** A table's title without white space, ordinal, mark, bracket and 续: （三）收入决算表（万元）→ 收入决算表. */
export function tableTitle(text: string): string {
  return stripSpaces(text)
    .replace(/^公开\d{1,2}表[:：]/u, '')
    .replace(/^(?:附?表|附件)[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?[:：、.．]?(?=.)/u, '')
    .replace(
      /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)][、.．]?|\d{1,2}[、.．])/u,
      '',
    )
    .replace(/(?:[（(][^（()）]{0,20}[）)]){1,2}$/u, '')
    .replace(/(?<=表)(?:续表?|[一二三四五六七八九十\d]{1,2})$/u, '');
}

/** The word that opens a list of contents. */
export function isContentsTitle(text: string): boolean {
  return /^目[录次]$/u.test(stripSpaces(text));
}

/** A page number standing alone. */
export function isPageNumber(text: string): boolean {
  return /^(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,3}\s*\/\s*\d{1,3})$/u.test(
    text.trim(),
  );
}

/** A note under a table: 注：, 备注：, 说明：, or a sentence of the template on 本表. */
export function isNote(text: string): boolean {
  const plain = text.trim();
  return (
    /^(?:[-•·]\s*)?[（(]?(?:附?注|备注|说明|注释)\s*\d?\s*[：:]/u.test(plain) ||
    /^(?:\d[.．、]\s*)?(?:本表(?:反映|为|中|包括)|(?:本)?表[中格].{0,12}(?:空白|为零)|(?:故|因此)?本表(?:无|为空))/u.test(
      plain,
    )
  );
}

/** What goes on from a note over white space: 2.… 3、…, or a bracket or sentence on 本表. */
export function isNoteRest(text: string): boolean {
  const plain = text.trim();
  return (
    isNoteItem(plain) ||
    (/本表(?:无|为空|不)/u.test(plain) && /^(?:[（(]|因|由于|本(?:单位|部门)|我)/u.test(plain))
  );
}

/** What goes on from a note: 2.… 3、…. */
export function isNoteItem(text: string): boolean {
  return /^\d{1,2}\s?[.．、]/u.test(text.trim());
}

/** A paragraph that the line ends: its last character closes a sentence. */
export function endsSentence(text: string): boolean {
  return /[。！？；：!?;:.…]["”’）)]*$/u.test(text.trim());
}
