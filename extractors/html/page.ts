import { resolveAddress } from './addresses.ts';
import { markFurniture } from './furniture.ts';
import { setLooks } from './looks.ts';
import { attributeOf, elementsOf, type PageElement, parsePage } from './page-tree.ts';
import type { PageParts } from './read-state.ts';

/** A page ready to be read: what cannot be seen is gone, what leads through the site is marked. */
export interface OpenedPage {
  readonly body: PageElement;
  readonly parts: PageParts;
  /** Comments with Excel's list of sheets. */
  readonly workbook: readonly string[];
  /** Figures in what a style hides. */
  readonly hidden: number;
}

/** What a carrier gives of its other parts as text. */
export interface TextParts extends PageParts {
  /** The text of another page of the carrier, for frames; null for none. */
  page(address: string): { readonly text: string; readonly parts: TextParts } | null;
  /** The text of a style sheet; null for none. */
  sheet(address: string): string | null;
}

/** A page that is a file by itself: nothing else comes along. */
export const alone: TextParts = {
  address: '',
  find: () => null,
  page: () => null,
  sheet: () => null,
};

/** Frames within frames. */
const maxFrames = 4;
/** Frames of a document. */
const maxFrameCount = 100;

/**
 * Parses a page, puts frames in their place, and tells what is shown and what for.
 * @throws PipelineError `content-limit`
 */
export function openPage(text: string, parts: TextParts): OpenedPage {
  const count = { frames: 0, hidden: 0 };
  const { tree, base, workbook } = openTree(text, parts, 0, count);
  markFurniture(tree);
  return { body: tree, parts: { address: base, find: parts.find }, workbook, hidden: count.hidden };
}

function openTree(
  text: string,
  parts: TextParts,
  depth: number,
  count: { frames: number; hidden: number },
): { tree: PageElement; base: string; workbook: readonly string[] } {
  const { root, workbook } = parsePage(text);
  const sheets: string[] = [];
  const frames: PageElement[] = [];
  let { address } = parts;
  for (const element of elementsOf(root)) {
    if (element.tag === 'base') {
      const href = attributeOf(element, 'href');
      if (href !== null) address = resolveAddress(href, parts.address);
    } else if (element.tag === 'link' && /\bstylesheet\b/iu.test(attributeOf(element, 'rel') ?? '')) {
      const sheet = parts.sheet(resolveAddress(attributeOf(element, 'href') ?? '', address));
      if (sheet !== null) sheets.push(sheet);
    } else if (element.tag === 'iframe' || element.tag === 'frame') frames.push(element);
  }
  count.hidden += setLooks(root, sheets);
  for (const frame of frames) {
    if (depth >= maxFrames || frame.display === 'none') continue;
    const found = parts.page(resolveAddress(attributeOf(frame, 'src') ?? '', address));
    if (found === null || ++count.frames > maxFrameCount) continue;
    const inner = openTree(found.text, found.parts, depth + 1, count);
    inner.tree.parent = frame;
    inner.tree.display = 'block';
    frame.children.push(inner.tree);
  }
  return { tree: root, base: address, workbook };
}
