import { spellNumber } from '../text/number-formats.ts';
import { attributeOf, isText, type PageElement } from './page-tree.ts';

/** Counts the items of ordered lists. */
export interface ListCounter {
  /** The number that stands before an item, `3. `, `二、`; '' where its list has none. */
  markerOf(item: PageElement): string;
}

export function openListCounter(): ListCounter {
  const counts = new Map<PageElement, number>();
  return {
    markerOf(item) {
      const list = item.parent;
      if (list === null) return '';
      const step = attributeOf(list, 'reversed') === null ? 1 : -1;
      const given = wholeNumber(attributeOf(item, 'value'));
      const number = given ?? (counts.has(list) ? (counts.get(list) ?? 0) + step : firstOf(list, step));
      counts.set(list, number);
      return spell(number, item.marker.split(/\s+/u));
    },
  };
}

function firstOf(list: PageElement, step: number): number {
  const start = wholeNumber(attributeOf(list, 'start'));
  if (start !== null) return start;
  return step > 0 ? 1 : list.children.filter((child) => !isText(child) && child.tag === 'li').length;
}

function wholeNumber(text: string | null): number | null {
  const found = /^\s*(-?\d{1,6})/u.exec(text ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

function spell(number: number, styles: readonly string[]): string {
  for (const style of styles) {
    if (/^decimal/u.test(style)) return `${number}. `;
    if (/^(?:cjk|simp-chinese|trad-chinese|cjk-ideographic)/u.test(style))
      return `${spellNumber(number, 'chineseCounting')}、`;
    if (!/-(?:alpha|latin|roman)$/u.test(style)) continue;
    const letters = style.endsWith('-roman') ? 'Roman' : 'Letter';
    const format = `${style.startsWith('upper') ? 'upper' : 'lower'}${letters}`;
    return `${spellNumber(number, format)}. `;
  }
  return '';
}
