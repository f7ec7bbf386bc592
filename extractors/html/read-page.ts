import type { DeclaredItem, SourcePage } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { OpenedPage } from './page.ts';
import { readFlow } from './read-flow.ts';
import type { ReadState } from './read-state.ts';

/**
 * An opened page → what stands on it, in reading order. A page that seems to do nothing but lead through its site is
 * taken for what it says.
 */
export function readPage({ body, parts }: OpenedPage, state: ReadState): DeclaredItem[] {
  const items = readFlow([body], parts, state, { location: null, depth: 0, furniture: false, aside: [] });
  if (items.some((item) => item.kind === 'table' || item.furniture !== true)) return items;
  return items.map((item) => {
    if (item.kind === 'table') return item;
    const { furniture: _, ...text } = item;
    return text;
  });
}

/** Items as a page of a source document. */
export function sourcePage(number: number, items: readonly DeclaredItem[]): SourcePage {
  return {
    ...{ number, width: null, height: null, rotation: 0, method: 'text' },
    content: { kind: 'declared', items },
  };
}

/**
 * What there is to tell of a page: bytes that could not be decoded, and what was lost on the way.
 * @param hidden figures in what a style hides
 */
export function tellFaults(text: string, state: ReadState, hidden: number): Finding[] {
  const findings: Finding[] = [];
  const damaged = text.split('\uFFFD').length - 1;
  if (damaged > 0)
    findings.push({
      code: 'encoding-damaged',
      message: `${damaged} ${damaged === 1 ? 'character' : 'characters'} could not be decoded; shown as \uFFFD.`,
      ...{ page: null, location: '' },
    });
  if (hidden > 0)
    findings.push({
      code: 'hidden-content',
      message: `${hidden} ${hidden === 1 ? 'figure that the page does not show was' : 'figures that the page does not show were'} not read.`,
      ...{ page: null, location: '' },
    });
  const [lost] = state.lost;
  if (lost !== undefined)
    findings.push({
      code: 'text-unusable',
      message: `${state.lost.length} texts have characters that only a font of the page gives a meaning; shown as \uFFFD.`,
      ...{ page: null, location: lost },
    });
  const [unread] = state.unread;
  if (unread !== undefined)
    findings.push({
      code: 'picture-unread',
      message: `${state.unread.length} pictures are not part of the file, and were not fetched.`,
      ...{ page: null, location: unread },
    });
  return findings;
}
