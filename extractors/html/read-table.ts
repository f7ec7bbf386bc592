import type { DeclaredCell, DeclaredItem, DeclaredText, EmbeddedPicture } from '../../schemas/document.ts';
import { synthetic } from './css-tables.ts';
import { attributeOf, isText, type PageElement, type PageNode } from './page-tree.ts';
import type { Place, ReadState } from './read-state.ts';
import { formGrid, maxColumnSpan, maxRowSpan, type SpannedCell } from './table-grid.ts';

/** A cell as the page declares it. */
interface Draft extends SpannedCell {
  readonly content: readonly PageNode[];
  readonly isHeader: boolean;
  readonly furniture: boolean;
  /** The figure that a spreadsheet wrote beside what it shows, '' for none. */
  readonly figure: string;
}

interface Group {
  readonly kind: 'head' | 'body' | 'foot';
  readonly rows: Draft[][];
}

/**
 * A table of a page, with what its caption says before it and what of it leads through the site behind it; nothing
 * for a table that holds nothing.
 * @param read what stands in a cell or a caption
 */
export function readTable(
  table: PageElement,
  state: ReadState,
  place: Place,
  read: (nodes: readonly PageNode[], place: Place) => DeclaredItem[],
): DeclaredItem[] {
  const { captions, groups } = partsOf(table);
  const number = state.openTable();
  const grid = formGrid(groups.map(({ rows }) => rows));
  const inFurniture = place.furniture || table.furniture;
  const aside: DeclaredText[] = [];
  const cells = grid.cells.map(({ cell, ...at }): DeclaredCell => {
    const location = `table ${number}, row ${at.row + 1}`;
    const within = { location, depth: place.depth + 1, furniture: inFurniture || cell.furniture, aside };
    return { ...at, ...contentOf(read(cell.content, within), cell.figure), location };
  });
  const above = captions.flatMap((caption) =>
    read(caption.children, { ...place, furniture: inFurniture || caption.furniture }),
  );
  const isEmpty = cells.every(({ text, nested }) => text.trim() === '' && nested === undefined);
  if (isEmpty) state.dropTable();
  // In a cell what leads through the site goes out of the outermost table with it.
  if (place.location !== null) place.aside.push(...aside);
  const behind = place.location === null ? aside : [];
  if (isEmpty) return [...above, ...behind];
  const headerRows = countHeader(groups, grid.cells);
  const { rows, columns } = grid;
  return [
    ...above,
    { kind: 'table', rows, columns, cells, headerRows, location: `table ${number}` },
    ...behind,
  ];
}

function contentOf(
  items: readonly DeclaredItem[],
  figure: string,
): Pick<DeclaredCell, 'text' | 'pictures' | 'nested'> {
  const texts: string[] = [];
  const pictures: EmbeddedPicture[] = [];
  for (const item of items) {
    if (item.kind !== 'text') continue;
    texts.push(item.text);
    pictures.push(...(item.pictures ?? []));
  }
  const text = texts.join('\n');
  return {
    text: figure !== '' && isCut(text) ? figure : text,
    ...(pictures.length === 0 ? {} : { pictures }),
    ...(items.some(({ kind }) => kind === 'table') ? { nested: items } : {}),
  };
}

/** A figure that a spreadsheet could not show in the width of its column: `####`, `2.08E+06`. */
const isCut = (text: string): boolean => /^\s*(?:#+|-?\d(?:\.\d+)?E[+-]\d+)\s*$/iu.test(text);

/** Rows of the header: of the group that is one, else those of header cells alone. */
function countHeader(
  groups: readonly Group[],
  cells: readonly { readonly cell: Draft; readonly row: number }[],
): number {
  const [first] = groups;
  const isHead = new Set(first?.kind === 'head' ? first.rows.flat() : []);
  const plain = new Set<number>();
  let rows = 0;
  for (const { cell, row } of cells) {
    rows = Math.max(rows, row + 1);
    if (!cell.isHeader && !isHead.has(cell)) plain.add(row);
  }
  let count = 0;
  while (count < rows && !plain.has(count)) count++;
  return count === rows ? 0 : count;
}

/** Captions and groups of rows in the order they are shown: header, bodies, footers. */
function partsOf(table: PageElement): { captions: PageElement[]; groups: Group[] } {
  const captions: PageElement[] = [];
  const groups: Group[] = [];
  let loose: PageNode[] = [];
  const closeLoose = (): void => {
    if (loose.length > 0) groups.push({ kind: 'body', rows: rowsOf(table, loose) });
    loose = [];
  };
  for (const child of boxesOf(table)) {
    if (isText(child) || !/caption|-group$/u.test(child.display)) loose.push(child);
    else {
      closeLoose();
      if (child.display === 'caption') captions.push(child);
      else {
        // A second header is one of the bodies, as browsers show it.
        const isFirst = !groups.some(({ kind }) => kind === 'head');
        const kind = child.display === 'header-group' && isFirst ? 'head' : 'body';
        groups.push({
          kind: child.display === 'footer-group' ? 'foot' : kind,
          rows: rowsOf(child, boxesOf(child)),
        });
      }
    }
  }
  closeLoose();
  const of = (wanted: Group['kind']): Group[] => groups.filter(({ kind }) => kind === wanted);
  return { captions, groups: [...of('head'), ...of('body'), ...of('foot')] };
}

/** Rows of a group: what stands in it beside rows is a row of its own. */
function rowsOf(group: PageElement, children: readonly PageNode[]): Draft[][] {
  return runsBeside(children, 'row').map((run) => {
    const [first] = run;
    if (first !== undefined && !isText(first) && first.display === 'row')
      return cellsOf(first, group.furniture);
    return cellsOf(synthetic(group, 'row', [...run]), group.furniture);
  });
}

/** Cells of a row: what stands in it beside cells is a cell of its own. */
function cellsOf(row: PageElement, inFurniture: boolean): Draft[] {
  return runsBeside(boxesOf(row), 'cell').flatMap((run): Draft[] => {
    const [first] = run;
    const furniture = inFurniture || row.furniture;
    if (first === undefined || isText(first) || first.display !== 'cell')
      return [{ rowSpan: 1, columnSpan: 1, content: run, isHeader: false, furniture, figure: '' }];
    const columnSpan = spanOf(first, 'colspan', 1, maxColumnSpan);
    const draft: Draft = {
      rowSpan: spanOf(first, 'rowspan', 0, maxRowSpan),
      columnSpan,
      content: [first],
      isHeader: first.tag === 'th' || attributeOf(first, 'role') === 'columnheader',
      furniture: furniture || first.furniture,
      figure: attributeOf(first, 'x:num') ?? '',
    };
    // Spreadsheets let a text run over blank cells beside it, and write them as one that is none.
    if (!/mso-ignore:[^;]*colspan/iu.test(attributeOf(first, 'style') ?? '')) return [draft];
    const blank = { ...draft, columnSpan: 1, content: [], figure: '' };
    return [{ ...draft, columnSpan: 1 }, ...Array.from({ length: columnSpan - 1 }, () => blank)];
  });
}

function spanOf(cell: PageElement, name: 'rowspan' | 'colspan', least: number, most: number): number {
  const said = /^\s*(\d{1,9})/u.exec(attributeOf(cell, name) ?? attributeOf(cell, `aria-${name}`) ?? '')?.[1];
  if (said === undefined) return 1;
  const span = Number(said);
  return span < least ? 1 : Math.min(span, most);
}

/** Each box of a kind by itself, what stands between them together. */
function runsBeside(children: readonly PageNode[], display: 'row' | 'cell'): PageNode[][] {
  const runs: PageNode[][] = [];
  let isOpen = false;
  for (const child of children) {
    const isBox = !isText(child) && child.display === display;
    if (isBox || !isOpen) runs.push([child]);
    else runs.at(-1)?.push(child);
    isOpen = !isBox;
  }
  return runs;
}

/** The children that take part, those of `contents` in their place; white space between boxes is none. */
function boxesOf(element: PageElement): PageNode[] {
  const boxes: PageNode[] = [];
  const open = [...element.children].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isText(node)) {
      if (node.text.trim() !== '') boxes.push(node);
    } else if (node.display === 'contents') {
      for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i] as PageNode);
    } else if (node.display !== 'none' && node.display !== 'column') boxes.push(node);
  }
  return boxes;
}
