import type { DeclaredItem, DeclaredText } from '../../schemas/document.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { withTables } from './css-tables.ts';
import { fieldText } from './form-fields.ts';
import { attributeOf, isText, type PageElement, type PageNode, rawTextOf } from './page-tree.ts';
import { isPortalLine } from './portal-lines.ts';
import type { PageParts, Place, ReadState } from './read-state.ts';
import { readTable } from './read-table.ts';
import { openTextBuffer, settlePrivate } from './text-buffer.ts';

/** Tables within each other: deeper ones are read as text. */
const maxTables = 50;

/**
 * What stands in a stretch of a page → paragraphs and tables in reading order. Lines of a paragraph are parted by `\n`;
 * what cannot be seen is no part of the tree any more.
 */
export function readFlow(
  nodes: readonly PageNode[],
  parts: PageParts,
  state: ReadState,
  place: Place,
): DeclaredItem[] {
  const items: DeclaredItem[] = [];
  const buffer = openTextBuffer();
  const inTable = place.location !== null;
  let furniture = place.furniture ? 1 : 0;
  let heading: number | null = null;
  let marker = '';

  const flush = (): void => {
    const taken = buffer.take();
    const settled = settlePrivate(taken.text);
    if (settled.text.trim() === '') return;
    const isFurniture = furniture > 0 || isPortalLine(settled.text, inTable);
    if (isFurniture && settled.text.replaceAll(pictureMark, '').trim() === '') return;
    const location = place.location ?? state.nextParagraph();
    const hasOrdinal = /^\s*[（(]?(?:[\d一二三四五六七八九十]{1,3}|[a-zA-Z])[）).．、]/u.test(settled.text);
    const text = hasOrdinal ? settled.text : marker + settled.text;
    marker = '';
    if (isFurniture) {
      const item: DeclaredText = {
        ...{ kind: 'text', heading: null, location, furniture: true },
        text: text.replaceAll(pictureMark, ' '),
      };
      if (inTable) place.aside.push(item);
      else items.push(item);
      return;
    }
    if (settled.lost) state.noteLost(location);
    for (const { bytes } of taken.pictures) if (bytes.length === 0) state.noteUnread(location);
    const pictures = taken.pictures.length === 0 ? {} : { pictures: taken.pictures };
    items.push({ kind: 'text', heading, text, location, ...pictures });
  };

  /** Takes an element that is no stretch of text of its own; false where its children are to be read. */
  const take = (element: PageElement): boolean => {
    const { tag } = element;
    if (tag === 'br') buffer.breakLine();
    else if (tag === 'hr') flush();
    else if (tag === 'img' || (tag === 'input' && attributeOf(element, 'type') === 'image')) {
      const picture = element.seen && tag === 'img' ? state.pictureOf(element, parts) : null;
      if (picture) buffer.picture(picture);
    } else if (element.raised || isFootnoteLink(element)) buffer.raise(seenText(element), inTable);
    else if (/mso-tab-count/iu.test(attributeOf(element, 'style') ?? '')) buffer.tab();
    else {
      if (/^(?:a|iframe|embed|object|frame)$/u.test(tag)) state.noteAttachment(element, parts.address);
      const value = fieldText(element);
      if (value === null) return false;
      if (element.seen) buffer.add(value, 'normal');
    }
    return true;
  };

  const open: (PageNode | { readonly leave: PageElement; readonly heading: number | null })[] = [];
  const pushAll = (children: readonly PageNode[]): void => {
    for (let i = children.length - 1; i >= 0; i--) open.push(children[i] as PageNode);
  };
  const enter = (element: PageElement): void => {
    if (element.display === 'none' || element.display === 'column' || take(element)) return;
    if (element.display === 'table' && place.depth < maxTables) {
      flush();
      const within = { ...place, furniture: furniture > 0 };
      items.push(...readTable(element, state, within, (inside, at) => readFlow(inside, parts, state, at)));
      return;
    }
    const children = place.depth < maxTables ? withTables(element) : element.children;
    if (element.display === 'inline' || element.display === 'contents') {
      pushAll(children);
      return;
    }
    if (isBeside(element)) buffer.tab();
    else flush();
    open.push({ leave: element, heading });
    if (element.furniture) furniture++;
    heading = headingOf(element) ?? heading;
    if (element.display === 'list-item') marker = state.lists.markerOf(element);
    pushAll(children);
  };

  pushAll(nodes);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('leave' in node) {
      if (!isBeside(node.leave)) flush();
      if (node.leave.furniture) furniture--;
      heading = node.heading;
    } else if (isText(node)) {
      if (node.parent?.seen !== false) buffer.add(node.text, node.parent?.white ?? 'normal');
    } else enter(node);
  }
  flush();
  return items;
}

/** Level of a heading; null for what is none. */
function headingOf(element: PageElement): number | null {
  const level = /^h([1-6])$/u.exec(element.tag)?.[1];
  if (level !== undefined) return Number(level);
  if (attributeOf(element, 'role') === 'heading') {
    const said = Number(attributeOf(element, 'aria-level') ?? 2);
    return Number.isInteger(said) && said > 0 ? said : 2;
  }
  const outline = /mso-outline-level:\s*([1-9])/iu.exec(attributeOf(element, 'style') ?? '')?.[1];
  return outline === undefined ? null : Number(outline);
}

/** The number by which a text points to its footnote, as word processors link it. */
function isFootnoteLink(element: PageElement): boolean {
  return (
    element.tag === 'a' &&
    /^#_?(?:ftn|edn|sdfootnote|sdendnote)\w*$/iu.test(attributeOf(element, 'href') ?? '')
  );
}

/** Item of a flex box whose items stand on one line. */
function isBeside(element: PageElement): boolean {
  const { parent } = element;
  if (parent === null || parent.display !== 'flex' || parent.tracks !== 1) return false;
  return parent.children.every((child) => isText(child) || !hasLines(child));
}

/** Whether an element has lines of its own in it; looked for in its nearest descendants. */
function hasLines(element: PageElement): boolean {
  return element.children.some(
    (child) =>
      !isText(child) &&
      (child.display !== 'inline' ||
        child.tag === 'br' ||
        child.children.some((c) => !isText(c) && c.display !== 'inline')),
  );
}

const seenText = (element: PageElement): string => (element.seen ? rawTextOf(element) : '');
