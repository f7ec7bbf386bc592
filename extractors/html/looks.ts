import { attributeOf, type Display, elementsOf, isText, type PageElement, rawTextOf } from './page-tree.ts';
import { type Declarations, readDeclarations, readRules, type StyleRules } from './style-rules.ts';

/** What elements are without any style. All others are inline. */
const defaults: ReadonlyMap<string, Display> = new Map(
  (
    [
      [
        'none',
        'head script style noscript template link meta base title datalist param rp rt area noembed noframes svg audio video canvas source track del command menuitem basefont bgsound dialog',
      ],
      [
        'block',
        'html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend listing main menu nav ol optgroup p plaintext pre search section summary ul xmp iframe frame',
      ],
      ['list-item', 'li'],
      ['table', 'table'],
      ['caption', 'caption'],
      ['header-group', 'thead'],
      ['row-group', 'tbody'],
      ['footer-group', 'tfoot'],
      ['row', 'tr'],
      ['cell', 'td th'],
      ['column', 'col colgroup'],
    ] as const
  ).flatMap(([display, tags]) => tags.split(' ').map((tag) => [tag, display] as const)),
);

const displays: Readonly<Record<string, Display>> = {
  none: 'none',
  contents: 'contents',
  inline: 'inline',
  'inline-block': 'inline',
  block: 'block',
  'flow-root': 'block',
  'list-item': 'list-item',
  flex: 'flex',
  'inline-flex': 'flex',
  grid: 'grid',
  'inline-grid': 'grid',
  table: 'table',
  'inline-table': 'table',
  'table-caption': 'caption',
  'table-header-group': 'header-group',
  'table-row-group': 'row-group',
  'table-footer-group': 'footer-group',
  'table-row': 'row',
  'table-cell': 'cell',
  'table-column': 'column',
  'table-column-group': 'column',
};

/** What tables with roles in place of elements are made of. */
const roles: Readonly<Record<string, Display>> = {
  table: 'table',
  grid: 'table',
  treegrid: 'table',
  rowgroup: 'row-group',
  row: 'row',
  cell: 'cell',
  gridcell: 'cell',
  columnheader: 'cell',
  rowheader: 'cell',
};

/** A place that many pixels off is off the screen. */
const offScreen = -900;

/** What is handed down. */
interface Inherited {
  readonly visible: boolean;
  /** Nothing in it can be seen, whatever it says. */
  readonly sealed: boolean;
  /** Text of no size: none, the element's own and of what stands in its lines, or all in it. */
  readonly tiny: 'no' | 'own' | 'all';
  readonly white: PageElement['white'];
  readonly raised: boolean;
  readonly marker: string;
}

/**
 * Sets what each element of a page looks like, by its own style and the rules of the page's sheets; what is not shown is
 * taken off the tree. Scripts are not run: what only they would show or hide is as the file has it.
 * @param linked texts of linked style sheets that the carrier brings along
 * @returns how many figures stand in what a style hides: a script may have been meant to show it
 */
export function setLooks(root: PageElement, linked: readonly string[]): number {
  const rules = readRules([...linked, ...sheetsOf(root)]);
  let hidden = 0;
  const open: { readonly element: PageElement; readonly from: Inherited }[] = [
    {
      element: root,
      from: { visible: true, sealed: false, tiny: 'no', white: 'normal', raised: false, marker: '' },
    },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { element } = next;
    const own = setLook(element, next.from, rules);
    if (element.display === 'none') {
      if (defaults.get(element.tag) !== 'none') hidden += countFigures(element);
      element.children.length = 0;
      continue;
    }
    for (const child of element.children) {
      if (!isText(child)) open.push({ element: child, from: own });
      else if (!element.seen) hidden += figuresIn(child.text);
    }
  }
  return hidden;
}

/** Figures of accounts: with decimals or separators. */
const figures = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+/gu;
const figuresIn = (text: string): number => text.match(figures)?.length ?? 0;

/** Figures in an element that is not shown, scripts in it left out. */
function countFigures(hidden: PageElement): number {
  let count = 0;
  for (const element of elementsOf(hidden))
    if (defaults.get(element.tag) !== 'none')
      for (const child of element.children) if (isText(child)) count += figuresIn(child.text);
  return count;
}

function sheetsOf(root: PageElement): string[] {
  const sheets: string[] = [];
  const open: PageElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const media = attributeOf(element, 'media');
    if (element.tag === 'style' && (media === null || /\b(?:screen|all)\b|^\s*$/iu.test(media)))
      sheets.push(rawTextOf(element));
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child !== undefined && !isText(child)) open.push(child);
    }
  }
  return sheets;
}

function setLook(element: PageElement, from: Inherited, rules: StyleRules): Inherited {
  const style = attributeOf(element, 'style');
  const said = [...rules.matching(element), ...(style === null ? [] : [readDeclarations(style)])];
  const styled = (property: string): string | undefined => {
    for (let i = said.length - 1; i >= 0; i--) {
      const value = (said[i] as Declarations).get(property);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const isPlain = said.length === 0;
  element.display = displayOf(element, isPlain ? undefined : styled('display'));
  // Boxes of no size hold others of a plain one, by rules that are too fine for here: only their own text is not shown.
  const tiny = element.display === 'inline' || from.tiny === 'all' ? from.tiny : 'no';
  if (isPlain) return settle(element, from, tiny, from.visible, from.sealed);
  const visibility = styled('visibility');
  if (visibility === 'collapse' && /row|group|column/u.test(element.display)) element.display = 'none';
  const size = styled('font-size');
  const sealed =
    from.sealed || /^(?:0|0?\.0+|0%)$/u.test(styled('opacity') ?? '') || styled('mso-hide') === 'all';
  if (isOffScreen(styled)) element.display = 'none';
  setBoxes(element, styled);
  return settle(
    element,
    {
      ...from,
      white: whiteOf(styled('white-space')) ?? from.white,
      raised: from.raised || styled('vertical-align') === 'super',
      marker: styled('list-style') ?? from.marker,
    },
    sized(size, tiny, style),
    visibility === undefined || visibility === 'inherit'
      ? from.visible
      : !/hidden|collapse/u.test(visibility),
    sealed,
  );
}

function sized(size: string | undefined, tiny: Inherited['tiny'], style: string | null): Inherited['tiny'] {
  if (size === undefined || (tiny !== 'no' && /^[\d.]+(?:em|%)$/u.test(size))) return tiny;
  if (!/^0(?:\.0+)?(?:[a-z]+|%)?$/u.test(size)) return 'no';
  return style !== null && /font-size/iu.test(style) ? 'all' : 'own';
}

/** Puts together what an element is and what it hands down. */
function settle(
  element: PageElement,
  from: Inherited,
  tiny: Inherited['tiny'],
  visible: boolean,
  sealed: boolean,
): Inherited {
  const { tag } = element;
  element.seen = visible && !sealed && tiny === 'no';
  // Raised text is told where it begins: all in it belongs to it.
  element.raised = tag === 'sup' || (from.raised && element.parent?.raised !== true);
  element.white = /^(?:pre|xmp|listing|plaintext|textarea)$/u.test(tag) ? 'pre' : from.white;
  element.marker = tag === 'ul' || tag === 'menu' || tag === 'dir' ? 'disc' : from.marker;
  if (tag === 'ol' && (from.marker === 'disc' || from.marker === '')) element.marker = typeOf(element);
  if (tag === 'li' && attributeOf(element, 'type') !== null) element.marker = typeOf(element);
  return {
    visible,
    sealed,
    tiny,
    white: element.white,
    raised: false,
    marker: element.marker,
  };
}

const markerTypes: Readonly<Record<string, string>> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};

const typeOf = (element: PageElement): string => markerTypes[attributeOf(element, 'type') ?? ''] ?? 'decimal';

function displayOf(element: PageElement, value: string | undefined): Display {
  const { tag } = element;
  const own = defaults.get(tag) ?? 'inline';
  if (own === 'none' && tag !== 'dialog') return 'none';
  if (tag === 'dialog') return attributeOf(element, 'open') === null ? 'none' : 'block';
  const shown = value === undefined ? undefined : displays[value.split(/\s+/u)[0] ?? ''];
  if (shown === undefined && attributeOf(element, 'hidden') !== null) return 'none';
  if (tag === 'input' && attributeOf(element, 'type')?.toLowerCase() === 'hidden') return 'none';
  // A table whose parts are set as blocks for narrow screens is a table still.
  if (/table|caption|group|row|cell|column/u.test(own) && shown !== 'none') return own;
  const role = roles[attributeOf(element, 'role') ?? ''];
  if (role !== undefined && shown !== 'none') return role;
  return shown ?? own;
}

function whiteOf(value: string | undefined): PageElement['white'] | undefined {
  if (value === undefined || value === 'inherit') return undefined;
  if (value === 'pre-line') return 'pre-line';
  return /^(?:pre|pre-wrap|break-spaces)$/u.test(value) ? 'pre' : 'normal';
}

function isOffScreen(styled: (property: string) => string | undefined): boolean {
  if (pixels(styled('text-indent')) < offScreen) return true;
  if (!/absolute|fixed/u.test(styled('position') ?? '')) return false;
  return pixels(styled('left')) < offScreen || pixels(styled('top')) < offScreen;
}

function pixels(value: string | undefined): number {
  const found = /^(-?[\d.]+)(px|em|rem|pt|%)?$/u.exec(value ?? '');
  if (!found) return 0;
  return Number(found[1]) * (found[2] === 'em' || found[2] === 'rem' ? 16 : 1);
}

/** Whether a flex box sets its items beside each other, and how many columns a grid says it has. */
function setBoxes(element: PageElement, styled: (property: string) => string | undefined): void {
  if (element.display === 'flex') element.tracks = /column/u.test(styled('flex-direction') ?? '') ? 0 : 1;
  if (element.display !== 'grid') return;
  const value = styled('grid-template-columns') ?? '';
  const repeated = /^repeat\(\s*(\d{1,3})\s*,[^()]*(?:\([^()]*\)[^()]*)*\)$/u.exec(value)?.[1];
  if (repeated !== undefined) element.tracks = Number(repeated);
  else if (value !== '' && !value.includes('repeat'))
    element.tracks = value.replace(/\([^()]*\)/gu, '').split(/\s+/u).length;
}
