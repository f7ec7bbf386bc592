/** Bytes of a page of properties ([MS-DOC] 2.9.33, 2.9.170), and of an entry of paragraphs in it. */
const pageLength = 512;
const paragraphEntryLength = 13;

/** Properties of the text by where it lies in the WordDocument stream. */
export interface FormattedRuns {
  /** The run that a byte of the stream belongs to. */
  at(byte: number): FormattedRun;
}

export interface FormattedRun {
  /** Bytes of the stream, the end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Number of the style of paragraphs; 0 for characters. */
  readonly style: number;
  readonly properties: Uint8Array;
}

const none = new Uint8Array();

/**
 * Properties of characters or paragraphs: pages of 512 bytes, listed in the table stream ([MS-DOC] 2.8.4 to 2.8.6).
 * @param list the structure, cut out of the table stream
 */
export function readFormattedRuns(
  stream: Uint8Array,
  list: Uint8Array,
  kind: 'characters' | 'paragraphs',
): FormattedRuns {
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  const count = Math.floor((list.length - 4) / 8);
  const runs: FormattedRun[] = [];
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    const page = view.getUint32((count + 1) * 4 + i * 4, true) & 0x3f_ffff;
    // A page listed twice has nothing new.
    if (seen.has(page) || (page + 1) * pageLength > stream.length) continue;
    seen.add(page);
    readPage(stream.subarray(page * pageLength, (page + 1) * pageLength), kind, runs);
  }
  runs.sort((a, b) => a.from - b.from);
  return {
    at(byte) {
      let low = 0;
      let high = runs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((runs[middle]?.from ?? 0) <= byte) low = middle + 1;
        else high = middle;
      }
      const found = runs[low - 1];
      if (found !== undefined && byte < found.to) return found;
      const next = runs[low]?.from ?? Number.POSITIVE_INFINITY;
      return { from: found?.to ?? 0, to: next, style: 0, properties: none };
    },
  };
}

function readPage(page: Uint8Array, kind: 'characters' | 'paragraphs', runs: FormattedRun[]): void {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const count = view.getUint8(pageLength - 1);
  const entries = (count + 1) * 4;
  const entryLength = kind === 'characters' ? 1 : paragraphEntryLength;
  if (entries + count * entryLength >= pageLength) return;
  for (let i = 0; i < count; i++) {
    const [from, to] = [view.getUint32(i * 4, true), view.getUint32(i * 4 + 4, true)];
    if (to <= from) continue;
    const at = view.getUint8(entries + i * entryLength) * 2;
    if (at === 0) runs.push({ from, to, style: 0, properties: none });
    else if (kind === 'characters') {
      const length = view.getUint8(at);
      runs.push({ from, to, style: 0, properties: page.subarray(at + 1, at + 1 + length) });
    } else {
      // Counted in words; a zero stands before an even number of bytes.
      const first = view.getUint8(at);
      const start = first === 0 ? at + 2 : at + 1;
      const length = first === 0 ? view.getUint8(at + 1) * 2 : first * 2 - 1;
      if (start + 2 > pageLength) continue;
      const style = view.getUint16(start, true);
      runs.push({ from, to, style, properties: page.subarray(start + 2, start + length) });
    }
  }
}
