import { type Display, isText, type PageElement, type PageNode } from './page-tree.ts';

/** What stands in a table only: where there is none around it, browsers suppose one. */
const inner: ReadonlySet<Display> = new Set([
  'caption',
  'header-group',
  'row-group',
  'footer-group',
  'row',
  'cell',
]);
/** Rows of boxes that make a table: fewer may be anything. */
const minRows = 3;

/**
 * The children of an element that is no table, with tables put around what is set as one: parts of tables without their
 * table, a grid that says how many columns it has, rows of boxes side by side that all have as many.
 */
export function withTables(element: PageElement): readonly PageNode[] {
  const { children } = element;
  if (element.display === 'grid') {
    const grid = gridOf(element);
    if (grid) return [grid];
  }
  if (!children.some((child) => !isText(child) && (inner.has(child.display) || child.display === 'flex')))
    return children;
  return tabled(tabled(children, element, isInner, 1), element, isBoxes, minRows, haveAsMany);
}

const isInner = (node: PageNode): boolean => !isText(node) && inner.has(node.display);

/** Runs of children that fit → tables. */
function tabled(
  children: readonly PageNode[],
  parent: PageElement,
  fits: (node: PageNode) => boolean,
  least: number,
  isTable: (run: readonly PageElement[]) => boolean = () => true,
): readonly PageNode[] {
  const result: PageNode[] = [];
  let run: PageElement[] = [];
  const close = (): void => {
    if (run.length >= least && isTable(run)) result.push(synthetic(parent, 'table', run.map(asPart)));
    else result.push(...run);
    run = [];
  };
  for (const child of children) {
    if (isText(child) && child.text.trim() === '' && run.length > 0) continue;
    if (!isText(child) && fits(child)) run.push(child);
    else {
      close();
      result.push(child);
    }
  }
  close();
  return result;
}

/** A flex box as a row; a part of a table as it is. */
function asPart(element: PageElement): PageElement {
  if (element.display !== 'flex') return element;
  return synthetic(
    element,
    'row',
    itemsOf(element).map((item) => synthetic(element, 'cell', [item])),
  );
}

const isBoxes = (node: PageNode): boolean =>
  !isText(node) &&
  node.display === 'flex' &&
  node.tracks === 1 &&
  !node.furniture &&
  itemsOf(node).length > 1;

/** Rows of as many plain boxes, with a figure in each but the header. */
function haveAsMany(rows: readonly PageElement[]): boolean {
  const count = itemsOf(rows[0] as PageElement).length;
  return (
    rows.every((row) => {
      const items = itemsOf(row);
      return items.length === count && items.every(isPlain);
    }) &&
    rows.slice(1).every((row) => itemsOf(row).some((item) => /^\s*[-\d.,%％]+\s*$/u.test(plainText(item))))
  );
}

function gridOf(element: PageElement): PageElement | null {
  const items = itemsOf(element);
  const { tracks } = element;
  if (tracks < 2 || items.length < 2 * tracks || items.length % tracks !== 0 || !items.every(isPlain))
    return null;
  const rows: PageElement[] = [];
  for (let i = 0; i < items.length; i += tracks) {
    const cells = items.slice(i, i + tracks).map((item) => synthetic(element, 'cell', [item]));
    rows.push(synthetic(element, 'row', cells));
  }
  return synthetic(element, 'table', rows);
}

const itemsOf = (element: PageElement): PageElement[] =>
  element.children.filter((child): child is PageElement => !isText(child) && child.display !== 'none');

/** Whether a box holds a text alone, no boxes of its own. */
const isPlain = (element: PageElement): boolean =>
  element.children.every(
    (child) => isText(child) || (child.display === 'inline' && child.children.every(isText)),
  );

const plainText = (element: PageElement): string =>
  element.children
    .map((child) =>
      isText(child) ? child.text : child.children.map((c) => (isText(c) ? c.text : '')).join(''),
    )
    .join('');

/** An element that the page does not have, around some that it has. */
export function synthetic(like: PageElement, display: Display, children: PageNode[]): PageElement {
  return { ...like, tag: '#box', attributes: [], display, children, furniture: false, raised: false };
}
