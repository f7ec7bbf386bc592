import type { Attachment, DeclaredText, EmbeddedPicture } from '../../schemas/document.ts';
import { attachmentOf, isFileAddress, isOtherPage, resolveAddress } from './addresses.ts';
import { type ListCounter, openListCounter } from './list-markers.ts';
import { attributeOf, isText, type PageElement, rawTextOf } from './page-tree.ts';
import { pictureOf } from './pictures.ts';

/** What the carrier brings along beside the page's text. */
export interface PageParts {
  /** Address of the page, '' where nothing says it. */
  readonly address: string;
  /** The bytes of a part by its address as the page writes it; null for none. */
  find(address: string): Uint8Array | null;
}

/** Where a flow stands. */
export interface Place {
  /** Of the cell that it fills; null for the page itself. */
  readonly location: string | null;
  /** Tables around it. */
  readonly depth: number;
  /** It is in a part of the page that leads through the site. */
  readonly furniture: boolean;
  /** Takes what leads through the site out of the tables it stands in. */
  readonly aside: DeclaredText[];
}

/** What is counted and gathered while a document is read, over all its pages. */
export interface ReadState {
  readonly lists: ListCounter;
  nextParagraph(): string;
  /** Numbers of tables are given in reading order; one that turns out to hold nothing gives its own back. */
  openTable(): number;
  dropTable(): void;
  /** Lists the file that a link or an element leads to. */
  noteAttachment(element: PageElement, base: string): void;
  readonly attachments: readonly Attachment[];
  /** The picture of an element, null for none to speak of. */
  pictureOf(element: PageElement, parts: PageParts): EmbeddedPicture | null;
  /** Where characters stood that mean nothing without the page's font. */
  noteLost(location: string): void;
  /** Where each picture stood whose bytes the carrier does not bring along. */
  noteUnread(location: string): void;
  readonly lost: readonly string[];
  readonly unread: readonly string[];
}

/** Files listed of one page: more is a list of files, not a report. */
const maxAttachments = 2_000;

export function openReadState(): ReadState {
  let paragraphs = 0;
  let tables = 0;
  const attachments: Attachment[] = [];
  const known = new Set<string>();
  const lost: string[] = [];
  const unread: string[] = [];
  return {
    lists: openListCounter(),
    nextParagraph: () => `paragraph ${++paragraphs}`,
    openTable: () => ++tables,
    dropTable: () => {
      tables--;
    },
    noteAttachment(element, base) {
      const found = attachmentOf(element, rawTextOf(element), base);
      if (found === null || attachments.length >= maxAttachments) return;
      const key = `${found.text}\n${found.target}`;
      if (known.has(key)) return;
      known.add(key);
      attachments.push(found);
    },
    attachments,
    pictureOf(element, parts) {
      if (isIcon(element)) return null;
      return pictureOf(element, (address) => parts.find(resolveAddress(address, parts.address)));
    },
    noteLost: (location) => void lost.push(location),
    noteUnread: (location) => void unread.push(location),
    lost,
    unread,
  };
}

/** How far up a link around a picture is looked for. */
const maxSteps = 3;

/** The sign of a file's kind, in its link or beside it; a logo or a banner that leads to another page. */
function isIcon(picture: PageElement): boolean {
  const { parent } = picture;
  if (parent === null) return false;
  let around: PageElement | null = parent;
  for (let i = 0; i < maxSteps && around !== null; i++, around = around.parent)
    if (
      isOtherPage(around) &&
      !/\.(?:png|jpe?g|gif|bmp|webp|tiff?)$/iu.test(attributeOf(around, 'href') ?? '')
    )
      return true;
  if (isFileLink(parent)) return rawTextOf(parent).trim() !== '';
  const at = parent.children.indexOf(picture);
  const next = parent.children.slice(at + 1, at + 4).find((node) => !isText(node) || node.text.trim() !== '');
  return next !== undefined && !isText(next) && isFileLink(next);
}

const isFileLink = (element: PageElement): boolean =>
  element.tag === 'a' && isFileAddress(attributeOf(element, 'href') ?? '');
