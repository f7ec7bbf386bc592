import { attributeOf, isText, type PageElement, rawTextOf } from './page-tree.ts';

/** Fields whose value is shown as text. */
const shown = /^(?:text|number|date|datetime-local|month|week|time|email|url|tel|search|range|color|)$/u;

/** What a field to fill in shows; null for an element that is none. */
export function fieldText(element: PageElement): string | null {
  if (element.tag === 'select') return selectedOf(element);
  if (element.tag === 'button') return '';
  if (element.tag !== 'input') return null;
  const type = (attributeOf(element, 'type') ?? 'text').toLowerCase();
  if (type === 'checkbox' || type === 'radio') return attributeOf(element, 'checked') === null ? '□' : '☑';
  return shown.test(type) ? (attributeOf(element, 'value') ?? '') : '';
}

/** The option chosen, the first where none is; all chosen ones of a list. */
function selectedOf(select: PageElement): string {
  const options: PageElement[] = [];
  const open: PageElement[] = [select];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (element.tag === 'option') options.push(element);
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child !== undefined && !isText(child)) open.push(child);
    }
  }
  const chosen = options.filter((option) => attributeOf(option, 'selected') !== null);
  const isList = attributeOf(select, 'size') !== null;
  const all = chosen.length > 0 ? chosen : isList ? [] : options.slice(0, 1);
  return all.map((option) => rawTextOf(option).trim()).join(' ');
}
