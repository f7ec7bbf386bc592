/** How far (characters) behind its number the entries of an object are looked for. */
const reach = 20_000;
/** A stream of at most this many bytes is an empty one. */
const emptyLength = 2;

/**
 * Whether a page of which nothing came out has a content at all, by the bytes of the file: pdf.js drops a stream that it
 * cannot find or decode without a word.
 * @param page number and generation of the page's object
 * @returns false for a page that is blank, and where its object is packed into another and cannot be looked at
 */
export function hasContent(bytes: Uint8Array, page: { readonly num: number; readonly gen: number }): boolean {
  const file = new TextDecoder('latin1').decode(bytes);
  const entries = objectAt(file, page.num, page.gen);
  const contents = /\/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)/u.exec(entries ?? '')?.[1] ?? '';
  for (const [, number, generation] of contents.matchAll(/(\d+)\s+(\d+)\s+R/gu)) {
    const stream = objectAt(file, Number(number), Number(generation));
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/u.exec(stream ?? '')?.[1];
    if (stream === null || (length !== undefined && Number(length) > emptyLength)) return true;
  }
  return false;
}

/** What stands behind the last object of this number, null for none. */
function objectAt(file: string, number: number, generation: number): string | null {
  const head = `${number} ${generation} obj`;
  for (let at = file.lastIndexOf(head); at >= 0; at = at > 0 ? file.lastIndexOf(head, at - 1) : -1)
    if (at === 0 || !/\d/u.test(file[at - 1] ?? '')) return entriesOf(file, at + head.length);
  return null;
}

/** Up to the object's end, or its stream. */
function entriesOf(file: string, from: number): string {
  const text = file.slice(from, from + reach);
  const end = /\bstream\b|\bendobj\b/u.exec(text)?.index;
  return end === undefined ? text : text.slice(0, end);
}
