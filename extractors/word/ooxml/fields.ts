import { child, children, count, isOn, value, type XmlNode } from './xml.ts';

/** Fields of a story as they open and close: what their code says is no text, their result is. */
export interface Fields {
  /** Whether what comes is the code of a field. */
  inCode(): boolean;
  /** @returns what the field itself shows: a box to tick, an entry chosen; '' for none */
  mark(node: XmlNode): string;
  /** A code does not go on over a paragraph's end: a field that is never closed hides no more than that. */
  endParagraph(): void;
}

const mostOpen = 1_000;
const mostEntries = 10_000;

export function openFields(): Fields {
  let open: ('code' | 'result')[] = [];
  return {
    inCode: () => open.includes('code'),
    mark(node) {
      const kind = node.attributes['w:fldCharType'];
      if (kind === 'begin' && open.length < mostOpen) {
        const shown = open.includes('code') ? '' : formFieldText(child(node, 'w:ffData'));
        open.push('code');
        return shown;
      }
      if (kind === 'separate' && open.length > 0) open[open.length - 1] = 'result';
      if (kind === 'end') open.pop();
      return '';
    },
    endParagraph() {
      open = open.filter((state) => state === 'result');
    },
  };
}

/** Fields of forms that have no result beside what was chosen in them. */
function formFieldText(data: XmlNode | undefined): string {
  const box = child(data, 'w:checkBox');
  if (box !== undefined) return (isOn(box, 'w:checked') ?? isOn(box, 'w:default') ?? false) ? '☑' : '□';
  const list = child(data, 'w:ddList');
  if (list === undefined) return '';
  const chosen = count(value(list, 'w:result') ?? value(list, 'w:default'), mostEntries) ?? 0;
  return children(list, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
}
