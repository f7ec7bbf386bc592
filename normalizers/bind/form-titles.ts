import type { Block } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import { organisationName, regionOf } from '../entity.ts';
import { canonicalLabel } from '../text.ts';

const ordinal =
  /^(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．）]|附?表[一二三四五六七八九十\d]{1,2}[：:、.]?|附件[一二三四五六七八九十\d]{0,2}[：:、.]?|[（(]?公开\d{1,2}表[)）]?|[-—*•·●]+)/u;
const pageLeader = /[.·…．﹒・_\-—]{2,}.*$|（?\d{1,3}）?$/u;
const fillers = /(?:19|20)\d\d年?度?|公开\d{1,2}表|部门|单位|本级|年度|[“”"'《》：:]/gu;

/** A form's title without what varies from office to office: ordinals, leaders and page numbers, years, 部门, 单位, 本级, quotes. */
export function foldTitle(text: string): string {
  let rest = canonicalLabel(text).replace(pageLeader, '');
  for (let found = ordinal.exec(rest); found; found = ordinal.exec(rest)) {
    rest = rest.slice(found[0].length);
  }
  return rest.replace(fillers, '').replace(/^本/u, '');
}

/** Wordings of one title: 收支 for 收入支出, 决算总表 and 明细表 and 情况表 for 表, 预算 for 预算财政拨款. */
function foldWording(title: string): string {
  return title
    .replace(/[、，和及]/gu, '')
    .replace(/收入支出/gu, '收支')
    .replace(/预算财政拨款/gu, '预算')
    .replace(/决算|情况|明细|汇总/gu, '')
    .replace(/总体?表/gu, '表');
}

/** Folded titles by form: forms never change, and every table asks for them. */
const foldedTitles = new WeakMap<FormDefinition, readonly string[]>();

function titlesOf(form: FormDefinition): readonly string[] {
  const known = foldedTitles.get(form);
  if (known !== undefined) return known;
  const titles = [form.title, ...form.titleVariants].map((title) => foldWording(foldTitle(title)));
  foldedTitles.set(form, titles);
  return titles;
}

/**
 * The form whose title (or a variant of it) the text is; a body's name may stand before it.
 * @returns null for no known form
 */
export function formOfTitle(text: string, forms: readonly FormDefinition[]): FormDefinition | null {
  const folded = foldWording(foldTitle(text));
  if (folded === '') return null;
  let found: FormDefinition | null = null;
  let longest = 0;
  for (const form of forms) {
    for (const known of titlesOf(form)) {
      if (known.length <= longest || !folded.endsWith(known)) continue;
      const before = folded.slice(0, folded.length - known.length);
      if (before !== '' && organisationName(before) === null && regionOf(before) !== before) continue;
      found = form;
      longest = known.length;
    }
  }
  return found;
}

/** Several entries of a list of contents on one line are told apart by their ordinals. */
const entryStart =
  /(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.．](?!\d)))/u;

/** Ids of the forms that the list of contents announces, in its order, each once. */
export function announcedForms(blocks: readonly Block[], forms: readonly FormDefinition[]): string[] {
  const ids = new Set<string>();
  for (const block of blocks) {
    if (block.kind !== 'contents') continue;
    const whole = formOfTitle(block.text, forms);
    const entries = whole ? [] : canonicalLabel(block.text).split(entryStart);
    for (const form of whole ? [whole] : entries.map((entry) => formOfTitle(entry, forms))) {
      if (form) ids.add(form.id);
    }
  }
  return [...ids];
}
