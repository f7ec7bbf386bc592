import { canonicalLabel } from './text.ts';

const numeral = '[一二三四五六七八九十]{1,3}';
const ordinal = new RegExp(
  `^(?:（${numeral}）[、.．]?|${numeral}[、.．]|（\\d{1,2}）|\\d{1,2}[、．.](?!\\d))`,
  'u',
);
const circled = /^(\s*(?:其中\s*[：:])?\s*)[①-⑳]/u;
const leadIn = /^(?:其中[：:]?|加[：:]|减[：:]|[-—·•*]+(?=\p{L}))/u;

/**
 * A row label as fields.csv shows it: no white space, full-width （）, no ordinal (一、 （一） 1. ①), no 其中： 加： 减：.
 * An ordinal behind 其中： goes, too. Text that is nothing but an ordinal stays.
 */
export function rowLabel(text: string): string {
  // ① would become a plain 1 in the canonical form
  let label = canonicalLabel(text.replace(circled, '$1'));
  for (;;) {
    const found = ordinal.exec(label) ?? leadIn.exec(label);
    if (!found || found[0].length === label.length) return label;
    label = label.slice(found[0].length);
  }
}
