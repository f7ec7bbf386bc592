import { html, parse, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import { PipelineError } from '../../schemas/error.ts';

/** How an element takes part in the page. `contents`: its children do in its place. */
export type Display =
  | 'none'
  | 'contents'
  | 'inline'
  | 'block'
  | 'list-item'
  | 'flex'
  | 'grid'
  | 'table'
  | 'caption'
  | 'header-group'
  | 'row-group'
  | 'footer-group'
  | 'row'
  | 'cell'
  | 'column';

/** An element of a page. What it looks like is set by `looks`, what it is for by `furniture`. */
export interface PageElement {
  readonly tag: string;
  readonly space: html.NS;
  readonly attributes: Token.Attribute[];
  readonly children: PageNode[];
  parent: PageElement | null;
  display: Display;
  /** Whether its own text can be seen. */
  seen: boolean;
  /** How white space in it counts. */
  white: 'normal' | 'pre' | 'pre-line';
  /** Raised text: a footnote mark, an exponent. */
  raised: boolean;
  /** Its list's marker style; '' where nothing is said. */
  marker: string;
  /** Columns of a grid, 0 where they are not told; for a flex box 1: its items stand beside each other. */
  tracks: number;
  /** It leads through the site and is no part of what the page says. */
  furniture: boolean;
}

/** A run of text. */
export interface PageText {
  text: string;
  parent: PageElement | null;
}

export type PageNode = PageElement | PageText;

/** A parsed page. */
export interface PageTree {
  readonly root: PageElement;
  /** Comments that Excel writes its list of sheets into. */
  readonly workbook: readonly string[];
}

/** Elements within each other: far more than pages have, few enough that looking through all of them is no work. */
const maxNesting = 10_000;
/** Elements and texts of a page: as many take a gigabyte, the largest report has a tenth of them. */
const maxNodes = 2_000_000;

/** All that is asked for of elements; what else they carry is let go while the page is parsed. */
const wanted = new Set(
  (
    'align alt aria-colspan aria-hidden aria-level aria-rowspan checked class colspan content download data height hidden href ' +
    'http-equiv charset id media name open rel reversed role rowspan selected size src start style title type value width x:num'
  ).split(' '),
);
/** Elements whose text is never shown and never asked for. */
const silent = new Set(['script', 'noscript', 'title', 'noembed', 'noframes', 'iframe', 'object', 'svg']);
/** Elements in which white space alone means nothing. */
const tabular = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup']);
const none: Token.Attribute[] = [];

export const isText = (node: PageNode): node is PageText => 'text' in node;

/** The value of an attribute; null where the element has none. */
export function attributeOf(element: PageElement, name: string): string | null {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value;
  return null;
}

/** Text of an element and all in it, as it stands in the file. */
export function rawTextOf(element: PageElement): string {
  let text = '';
  const open: PageNode[] = [element];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isText(node)) text += node.text;
    else for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i] as PageNode);
  }
  return text;
}

/** All elements of a tree, in the order of the file. */
export function* elementsOf(root: PageElement): Generator<PageElement> {
  const open: PageElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child !== undefined && !isText(child)) open.push(child);
    }
  }
}

/**
 * The text of a page → its tree, as browsers make it of any text whatever.
 * @throws PipelineError `content-limit` for a page of more elements, or more within each other, than any has
 */
export function parsePage(text: string): PageTree {
  const state: AdapterState = { nodes: 0, depth: 0, workbook: [] };
  const root = parse<PageTypes>(closeEmpty(text), { treeAdapter: adapterOf(state) });
  return { root, workbook: state.workbook };
}

/** Elements that have no end tag. */
const endless = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/iu;

/**
 * Of a page that is XML, elements that are closed where they open: HTML knows no such thing, and a title or a script
 * of that kind would swallow all behind it.
 */
function closeEmpty(text: string): string {
  if (!/^[\s\uFEFF]*<\?xml\s/u.test(text)) return text;
  return text.replace(/<([a-z][\w:-]*)(\s[^<>]*)?\/>/giu, (whole, tag: string, attributes = '') =>
    endless.test(tag) ? whole : `<${tag}${attributes}></${tag}>`,
  );
}

interface AdapterState {
  nodes: number;
  depth: number;
  readonly workbook: string[];
}

/** What parse5 is told the nodes of the tree are. */
type PageTypes = TreeAdapterTypeMap<
  PageNode,
  PageElement,
  PageNode,
  PageElement,
  PageElement,
  PageElement,
  PageText,
  PageText,
  PageElement,
  PageText
>;

function elementOf(tag: string, space: html.NS, attributes: Token.Attribute[]): PageElement {
  return {
    tag,
    space,
    attributes,
    children: [],
    parent: null,
    display: 'inline',
    seen: true,
    white: 'normal',
    raised: false,
    marker: '',
    tracks: 0,
    furniture: false,
  };
}

function adapterOf(state: AdapterState): TreeAdapter<PageTypes> {
  const count = (): void => {
    if (++state.nodes > maxNodes) throw tooMuch(`more than ${maxNodes} elements and texts`);
  };
  const addText = (parent: PageElement, text: string, at: number): void => {
    if (silent.has(parent.tag) || (tabular.has(parent.tag) && /^\s*$/u.test(text))) return;
    const before = parent.children[at - 1];
    if (before !== undefined && isText(before)) before.text += text;
    else {
      count();
      parent.children.splice(at, 0, { text, parent });
    }
  };
  const placeOf = (parent: PageElement, node: PageNode): number => {
    const at = parent.children.lastIndexOf(node);
    return at < 0 ? parent.children.length : at;
  };
  // Comments and document types are made and thrown away: no tree has them.
  const nothing = (): PageText => ({ text: '', parent: null });
  const add = (parent: PageElement, node: PageNode, at: number): void => {
    if (isText(node) && node.text === '') return;
    node.parent = parent;
    if (at === parent.children.length) parent.children.push(node);
    else parent.children.splice(at, 0, node);
  };
  const keep = (attributes: Token.Attribute[]): Token.Attribute[] => {
    const kept = attributes.filter(({ name }) => wanted.has(name));
    return kept.length === 0 ? none : kept;
  };
  return {
    createDocument: () => elementOf('#document', html.NS.HTML, none),
    createDocumentFragment: () => elementOf('#fragment', html.NS.HTML, none),
    createElement: (tag, space, attributes) => {
      count();
      return elementOf(tag, space, keep(attributes));
    },
    createTextNode: (text) => ({ text, parent: null }),
    createCommentNode: (text) => {
      if (text.includes('ExcelWorksheet')) state.workbook.push(text);
      return nothing();
    },
    appendChild: (parent, node) => add(parent, node, parent.children.length),
    insertBefore: (parent, node, before) => add(parent, node, placeOf(parent, before)),
    insertText: (parent, text) => addText(parent, text, parent.children.length),
    insertTextBefore: (parent, text, before) => addText(parent, text, placeOf(parent, before)),
    detachNode: (node) => {
      const { parent } = node;
      if (parent === null) return;
      const at = parent.children[0] === node ? 0 : parent.children.lastIndexOf(node);
      if (at === 0) parent.children.shift();
      else if (at > 0) parent.children.splice(at, 1);
      node.parent = null;
    },
    adoptAttributes: (element, attributes) => {
      const own = new Set(element.attributes.map(({ name }) => name));
      const more = keep(attributes).filter(({ name }) => !own.has(name));
      if (more.length > 0) Object.assign(element, { attributes: [...element.attributes, ...more] });
    },
    getAttrList: (element) => element.attributes,
    getChildNodes: (node) => node.children,
    getFirstChild: (node) => node.children[0] ?? null,
    getParentNode: (node) => node.parent,
    getTagName: (element) => element.tag,
    getNamespaceURI: (element) => element.space,
    getTextNodeContent: (node) => node.text,
    getCommentNodeContent: (node) => node.text,
    getDocumentTypeNodeName: () => '',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    getDocumentMode: () => html.DOCUMENT_MODE.NO_QUIRKS,
    setDocumentMode: () => undefined,
    setDocumentType: () => undefined,
    // The content of a template is no part of the page.
    getTemplateContent: () => elementOf('#fragment', html.NS.HTML, none),
    setTemplateContent: () => undefined,
    isTextNode: (node): node is PageText => isText(node),
    isCommentNode: (_node): _node is PageText => false,
    isDocumentTypeNode: (_node): _node is PageText => false,
    isElementNode: (node): node is PageElement => !isText(node),
    getNodeSourceCodeLocation: () => null,
    setNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => undefined,
    onItemPush: () => {
      if (++state.depth > maxNesting) throw tooMuch(`elements nested more than ${maxNesting} deep`);
    },
    onItemPop: () => {
      state.depth--;
    },
  };
}

function tooMuch(what: string): PipelineError {
  return new PipelineError('content-limit', 'read', `The page has ${what}.`, {
    hint: 'It is no report, or it is damaged: fetch it again, or split it.',
  });
}
