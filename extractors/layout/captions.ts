import { stripSpaces } from '../../normalizers/text.ts';

/** What the words beside a table say of it; null where they say nothing. */
export interface Caption {
  readonly mark: string | null;
  readonly unit: string | null;
  readonly entity: string | null;
  readonly year: string | null;
}

/** A line of captions is at most this long (characters, its white space included: columns may lie far apart). */
const maxCaption = 300;

const markPattern =
  /(?:(?:财决|决算|预算|部门)?公开|财决|附)\s*[\d０-９]{1,2}(?:-\d)?\s*表|公开表\s?[\d０-９]{1,2}|(?:附?表|附件)\s?[\d０-９一二三四五六七八九十]{1,3}(?:-\d{1,2})?(?=\s|$)|(?:预|决)算\s*\d{1,2}\s*表/u;
const unitPattern =
  /[（(]?\s*(?:金额)?\s*(?:计量)?单\s*位\s*[:：]\s*(?:人民币)?\s*[百千]?[万亿]?元(?:\s*[（(][^（()）]{1,8}[）)])?\s*[）)]?/u;
const bareUnitPattern = /^[（(]\s*(?:人民币)?[百千]?[万亿]?元\s*[）)]$/u;
const entityPattern =
  /(?:(?:编制|编报|填报|填制|公开|预算|决算|申报|实施|主管|汇总|报送)?(?:部门|单位)(?:[（(]单位[）)]|[（(]部门[）)])?(?:名称)?)\s*(?:[（(][^（()）]{1,6}[）)])?\s*[:：]\s*/u;
const yearPattern =
  /[（(]?\s*(?:[2２][0０][\d０-９]{2}|二[〇○零]二?[〇○零一二三四五六七八九]{1,2})\s*年\s*度?\s*[）)]?/u;
const datePattern =
  /(?:填报|填表|编制|报告|制表)?(?:时间|日期)\s*[:：]\s*[\d年月日.\-/\s]*|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日/u;

/**
 * Reads a line that belongs to a table but stands beside it: 部门：…, 2021年度, 公开01表, 金额单位：万元, in any order.
 * @returns null for a line that says anything else
 */
export function readCaption(text: string): Caption | null {
  if (text.length > maxCaption) return null;
  let rest = text.replace(/[\t\u3000\u00a0]+/gu, '  ').trim();
  if (rest === '') return null;
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(rest);
    if (!found) return null;
    rest = `${rest.slice(0, found.index)}  ${rest.slice(found.index + found[0].length)}`;
    return stripSpaces(found[0]);
  };
  const unit = take(unitPattern) ?? (bareUnitPattern.test(rest) ? take(bareUnitPattern) : null);
  const mark = take(markPattern);
  const date = take(datePattern);
  const entityAt = entityPattern.exec(rest);
  let entity: string | null = null;
  if (entityAt && rest.slice(0, entityAt.index).trim().replace(yearPattern, '').trim() === '') {
    const [name = ''] = rest.slice(entityAt.index + entityAt[0].length).split(/\s{2,}|\s(?=\d{4}\s*年)/u);
    if (/[。；，]/u.test(name) || [...name].length > 40) return null;
    entity = stripSpaces(name);
    rest = rest.replace(entityAt[0] + name, '  ');
  }
  const year = take(yearPattern);
  if (rest.trim() !== '') return null;
  if (unit === null && mark === null && entity === null && year === null && date === null) return null;
  return { mark, unit, entity: entity === '' ? null : entity, year };
}
