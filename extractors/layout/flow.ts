import type { SourcePage } from '../../schemas/document.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { unbar } from './bars.ts';

/** A line of the document on its way to a block, whatever carrier it came from. */
export interface FlowLine {
  /** As it stands: tabs and runs of spaces kept. */
  readonly text: string;
  readonly page: number;
  /** `line 12` or `p5`. */
  readonly location: string;
  readonly bbox: BBox | null;
  /** White space above it: blank lines of a dump, or a gap wider than that between lines of a paragraph. */
  readonly apart: boolean;
  /** The carrier says that a paragraph begins with it: what stands above may have ended without a full stop. */
  readonly opens?: true;
  /** Residue of the carrier: no text of the page. */
  readonly artifact: boolean;
  /** The carrier says that it leads through the place where the document was published. */
  readonly furniture?: true;
  /** How sure the least sure of its words with digits is, 0–1; absent where nothing of it was read from a picture. */
  readonly reading?: number;
}

/** Lines of a text carrier's pages in order, blank ones turned into `apart`, cells parted by bars into tabbed ones. */
export function flowOfLines(pages: readonly SourcePage[]): FlowLine[] {
  const flow: FlowLine[] = [];
  let apart = true;
  for (const page of pages) {
    if (page.content.kind !== 'lines') continue;
    const texts = unbar(page.content.lines.map((line) => line.text));
    for (const [i, { number, residue }] of page.content.lines.entries()) {
      const text = texts[i] ?? '';
      if (residue === 'picture')
        flow.push({ text, page: page.number, location: `line ${number}`, bbox: null, apart, artifact: true });
      else if (/[^\s]/u.test(text)) {
        flow.push({
          text,
          page: page.number,
          location: `line ${number}`,
          bbox: null,
          apart,
          artifact: false,
        });
        apart = false;
      } else if (!text.includes('\t')) apart = true;
    }
  }
  return flow;
}

/** `line 12` and `line 15` → `lines 12–15`; paragraphs alike; two pages → `p5–6`; any other place stays as it is. */
export function joinLocations(first: string, last: string): string {
  if (first === last) return first;
  const [, word, from] = /^(line |paragraph |p)(\d+)/u.exec(first) ?? [];
  const to = word !== undefined && last.startsWith(word) ? /(\d+)$/u.exec(last)?.[1] : undefined;
  if (word === undefined || from === undefined || to === undefined || from === to) return first;
  return word === 'p' ? `p${from}–${to}` : `${word.trim()}s ${from}–${to}`;
}
