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

const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
const ciphers = '零一二三四五六七八九';

function spell(number: number, styles: readonly string[]): string {
  for (const style of styles) {
    if (/^decimal/u.test(style)) return `${number}. `;
    if (/^(?:cjk|simp-chinese|trad-chinese|cjk-ideographic)/u.test(style)) return `${hanzi(number)}、`;
    if (/^(?:lower|upper)-(?:alpha|latin)$/u.test(style) && number >= 1 && number <= 26)
      return `${cased(String.fromCharCode(96 + number), style)}. `;
    if (/-roman$/u.test(style) && number >= 1 && number < 4000) return `${cased(roman(number), style)}. `;
    if (/-(?:alpha|latin|roman)$/u.test(style)) return `${number}. `;
  }
  return '';
}

const cased = (text: string, style: string): string =>
  style.startsWith('upper') ? text.toUpperCase() : text;

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, sign] of romans) for (; rest >= value; rest -= value) text += sign;
  return text;
}

function hanzi(number: number): string {
  if (number < 0 || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const end = ones === 0 && tens > 0 ? '' : (ciphers[ones] ?? '');
  return tens === 0 ? end : `${tens === 1 ? '' : ciphers[tens]}十${end}`;
}
