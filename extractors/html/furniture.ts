import { isFileAddress, isOtherPage } from './addresses.ts';
import { fieldText } from './form-fields.ts';
import { attributeOf, elementsOf, isText, type PageElement } from './page-tree.ts';
import { isPortalLine } from './portal-lines.ts';

/** What is counted in an element and all within. */
interface Counts {
  /** Characters that are no white space, those in links to other pages, and such links. */
  chars: number;
  linked: number;
  links: number;
  /** Figures, amounts and shares outside of links: what says them is never navigation. */
  figures: number;
  /** Files to download. */
  files: number;
  /** It has a line of its own, a long heading, or what an editor was used for. */
  solid: boolean;
  /** Fields to fill in and buttons. */
  controls: number;
  hasTable: boolean;
  /** Characters outside of links that stand in the element's own lines. */
  own: number;
}

/** Share of the characters in links from which a part of a page is a list of links … */
const linkDensity = 0.6;
/** … where its name or its element says what it is for. */
const namedDensity = 0.25;
/** Characters outside of links in one line: a list of links has no line as long. */
const solidLine = 20;
/** Characters of a heading that heads a text, not a list of links. */
const solidHeading = 8;
/** Characters of a form that is one to search or log in with. */
const maxForm = 200;

const leadingTags = new Set(['nav', 'footer']);
const leadingRoles = new Set(['navigation', 'contentinfo', 'search', 'menu', 'menubar', 'toolbar']);
const besideTags = new Set(['aside', 'header']);
const besideRoles = new Set(['complementary', 'banner']);
const leadingNames =
  /(?:^|[\s_-])(?:top|head(?:er)?|foot(?:er)?|nav(?:bar|igation|box)?|menu|side(?:bar)?|aside|crumbs?|breadcrumbs?|position|location|weizhi|path|share|bdshare\w*|pager?|pagination|related|recommend|hot|link|links|friend\w*|copyright|search|login|tool(?:bar|s)?|logo|banner|prev|next|xgwz|xgnews|dqwz|wz|daohang)(?:$|[\s_-]|\d)/iu;
const contentNames =
  /trs_?(?:editor|uedit|web|paper)|ucap-?content|custom_unionstyle|vsb_content|v_news_content|news_?conte?nt|article_?-?(?:content|body|text|con)|(?:^|[\s_-])zoom(?:con)?(?:$|[\s_-])|content-?(?:body|text|main)|con_?text|detail-?_?content|bt_content|wzcon|pages_content|txt_?con/iu;
const figure = /^[\s￥¥]*-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\s*[%％]?\s*$/u;
const amount = /\d\s*(?:万|亿)?元|\d\s*[%％]/u;

/**
 * Tells the parts of a page that lead through the site from what it publishes, by how much of them is links and what
 * their elements, roles and names say. What states figures, has files to download, or a text of its own, is never one;
 * within what an editor was used for only plain landmarks are.
 */
export function markFurniture(root: PageElement): void {
  const elements = [...elementsOf(root)];
  const counts = countAll(elements);
  const open: { readonly element: PageElement; readonly inContent: boolean }[] = [
    { element: root, inContent: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { element, inContent } = next;
    const own = counts.get(element);
    if (own === undefined || own.chars === 0) continue;
    const isContent = inContent || isEditors(element);
    element.furniture = isFurniture(element, own, isContent);
    if (element.furniture) continue;
    for (const child of element.children)
      if (!isText(child)) open.push({ element: child, inContent: isContent });
  }
}

function isFurniture(element: PageElement, counts: Counts, inContent: boolean): boolean {
  if (element.display === 'inline' || /^(?:#document|html|body|main|h[1-6])$/u.test(element.tag))
    return false;
  if (counts.figures > 1 || counts.files > 0) return false;
  const role = attributeOf(element, 'role') ?? '';
  if (leadingTags.has(element.tag) || leadingRoles.has(role)) return counts.figures === 0;
  // Word processors say so of what they print atop every page.
  if (/^(?:header|footer)$/u.test(attributeOf(element, 'title') ?? '') && element.tag === 'div') return true;
  if (counts.solid || counts.figures > 0) return false;
  const density = counts.linked / counts.chars;
  if (besideTags.has(element.tag) || besideRoles.has(role)) return density >= namedDensity;
  if (inContent) return false;
  if (element.tag === 'form' && counts.controls > 1 && counts.chars < maxForm && !counts.hasTable)
    return true;
  if (counts.links >= 2 && density >= linkDensity) return true;
  return counts.links > 0 && density >= namedDensity && leadingNames.test(namesOf(element));
}

const namesOf = (element: PageElement): string =>
  `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`;

const isEditors = (element: PageElement): boolean =>
  element.display !== 'inline' && contentNames.test(namesOf(element));

/** Counts of all elements, each with those within it. */
function countAll(elements: readonly PageElement[]): ReadonlyMap<PageElement, Counts> {
  const counts = new Map<PageElement, Counts>();
  const linked = new Set<PageElement>();
  /** The element in whose lines an element's text stands. */
  const lineOf = new Map<PageElement, PageElement>();
  for (const element of elements) {
    const { parent } = element;
    const isLink = isOtherPage(element);
    if (isLink || (parent !== null && linked.has(parent))) linked.add(element);
    lineOf.set(element, element.display === 'inline' && parent ? (lineOf.get(parent) ?? parent) : element);
    counts.set(element, countOwn(element, isLink));
  }
  for (const element of elements) countTexts(element, linked.has(element), counts, lineOf);
  for (let i = elements.length - 1; i > 0; i--) {
    const element = elements[i] as PageElement;
    const own = counts.get(element);
    const above = element.parent ? counts.get(element.parent) : undefined;
    if (!own) continue;
    const plain = own.chars - own.linked;
    const heads = /^h[1-6]$/u.test(element.tag) && plain >= (element.tag === 'h1' ? 1 : solidHeading);
    own.solid ||= own.own >= solidLine || heads || isEditors(element);
    if (!above) continue;
    above.chars += own.chars;
    above.linked += own.linked;
    above.links += own.links;
    above.figures += own.figures;
    above.files += own.files;
    above.controls += own.controls;
    above.solid ||= own.solid;
    above.hasTable ||= own.hasTable;
  }
  return counts;
}

function countOwn(element: PageElement, isLink: boolean): Counts {
  const isFile = element.tag === 'a' && isFileAddress(attributeOf(element, 'href') ?? '');
  return {
    chars: element.tag === 'input' ? (fieldText(element) ?? '').length : 0,
    linked: 0,
    links: isLink ? 1 : 0,
    figures: figure.test(attributeOf(element, 'value') ?? '') ? 1 : 0,
    files: isFile ? 1 : 0,
    solid: false,
    controls: /^(?:input|button|select|textarea)$/u.test(element.tag) ? 1 : 0,
    hasTable: element.display === 'table',
    own: 0,
  };
}

function countTexts(
  element: PageElement,
  isLinked: boolean,
  counts: ReadonlyMap<PageElement, Counts>,
  lineOf: ReadonlyMap<PageElement, PageElement>,
): void {
  const own = counts.get(element);
  if (!own || !element.seen) return;
  for (const child of element.children) {
    if (!isText(child)) continue;
    const chars = child.text.replace(/\s+/gu, '').length;
    if (chars === 0) continue;
    own.chars += chars;
    if (isLinked) {
      own.linked += chars;
      continue;
    }
    if (figure.test(child.text) || amount.test(child.text)) own.figures++;
    const line = counts.get(lineOf.get(element) ?? element);
    if (line && !isPortalLine(child.text)) line.own += chars;
  }
}
