import type {
  DeclaredCell,
  DeclaredContent,
  DeclaredItem,
  DeclaredTable,
  DeclaredText,
  EmbeddedPicture,
} from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import { contentOf, isDeleted, unwrapped } from './content.ts';
import { openFields } from './fields.ts';
import { type GridCell, placeCells } from './grid.ts';
import { type Inline, type InlineContext, type NoteMark, readInline } from './inline.ts';
import type { Numbering } from './numbering.ts';
import { headingOf, leadsToNumber } from './styles.ts';
import { child, children, count, isOn, value, type XmlNode } from './xml.ts';

/** What all blocks of a document share. */
export interface BlockContext extends InlineContext {
  readonly numbering: Numbering;
  /** Paragraphs outside of tables, tables, and all paragraphs and cells that were read so far. */
  readonly counts: { paragraphs: number; tables: number; blocks: number };
  /** Told of a mark of a note, with the place. */
  note(mark: NoteMark, location: string): void;
  /** Told of what is beyond what is read, with the place. */
  leftOut(what: string, location: string): void;
}

/** Paragraphs and tables that stand under each other: of the body, a cell, a text box, a note. */
export interface Blocks {
  /** Reads `w:p`, `w:tbl`, or what stands around such. */
  take(node: XmlNode): void;
  /** Puts what was read otherwise: a table row by row, a note. */
  put(item: DeclaredItem): void;
  end(): readonly DeclaredItem[];
}

/** A table while its rows are read. */
export interface TableRows {
  /** Reads `w:tr`, `w:tblGrid`, or what stands around such. */
  take(node: XmlNode): void;
  /** @returns null for a table without rows */
  end(): DeclaredTable | null;
}

/** Columns of a table that are read: Word itself makes no more than 63. */
const mostColumns = 256;
/** Paragraphs and cells of a document: a thousand pages of tables have half of these. */
const mostBlocks = 2_000_000;
/** Programs whose objects are documents, not formulas or drawings. */
const documentProgram = /^(?:Excel|Word|PowerPoint|Package|AcroExch|ET|KET|WPS|KWPS)\b/iu;
/** What a cell may claim: no grid has as many columns. */
const longestSpan = 10_000;

/** @param place what the paragraphs' locations are, `table 3, row 5`; null where each has its own, `paragraph 12` */
export function openBlocks(context: BlockContext, place: string | null): Blocks {
  const items: DeclaredItem[] = [];
  let carried: Inline | null = null;

  const readParagraph = (node: XmlNode): void => {
    countBlock(context);
    const properties = child(node, 'w:pPr');
    const mark = child(properties, 'w:rPr');
    const styleId = value(properties, 'w:pStyle');
    const style = context.styles.paragraph(styleId);
    const own = readInline(node, styleId, context);
    const read = carried === null ? own : joined(carried, own);
    carried = null;
    // With its mark deleted, a paragraph goes on in the next.
    if (isDeleted(mark)) {
      carried = read;
      return;
    }
    if (place === null) context.counts.paragraphs++;
    const isHidden = read.text === '' && isOn(mark, 'w:vanish') === true;
    const label = isHidden ? '' : context.numbering.next(properties, style);
    const outline = headingOf(value(properties, 'w:outlineLvl'));
    const isLed = style.isLed || leadsToNumber([properties]);
    put(
      `${label}${isLed ? withLeader(read.text) : read.text}`,
      read,
      outline === undefined ? style.heading : outline,
    );
  };
  const put = (text: string, read: Inline, heading: number | null): void => {
    const trimmed = text.replace(/^\n+|\n+$/gu, '');
    const here = place ?? `paragraph ${context.counts.paragraphs}`;
    // An empty paragraph is white space between those around it; in a cell it is nothing.
    if (place === null || /\S/u.test(trimmed))
      items.push({
        kind: 'text',
        text: trimmed,
        location: here,
        heading,
        ...(read.pictures.length === 0 ? {} : { pictures: read.pictures }),
      });
    for (const { program, items: shown } of read.objects)
      if (shown !== null) for (const item of shown) items.push(placed(item, here));
      else if (documentProgram.test(program))
        context.leftOut(`An embedded document (${program}) was not read`, here);
    for (const mark of read.notes) context.note(mark, here);
    for (const box of read.boxes) {
      const within = openBlocks({ ...context, fields: openFields() }, here);
      for (const each of children(box)) within.take(each);
      for (const item of within.end()) items.push(item);
    }
  };
  /** What an embedded workbook shows, as a part of this document. */
  const placed = (item: DeclaredItem, here: string): DeclaredItem => {
    if (item.kind === 'text') return { ...item, location: here };
    const location = `table ${++context.counts.tables}`;
    const cells = item.cells.map((cell) => ({ ...cell, location: `${location}, row ${cell.row + 1}` }));
    return { ...item, cells, location };
  };
  const flush = (): void => {
    if (carried !== null) put(carried.text, carried, null);
    carried = null;
  };
  return {
    take(node) {
      for (const each of unwrapped(node))
        if (each.name === 'w:p') readParagraph(each);
        else if (each.name === 'w:tbl') {
          flush();
          const table = readTable(each, context);
          if (table !== null) items.push(table);
        } else if (each.name === 'w:altChunk')
          context.leftOut('A document embedded in it was not read', `paragraph ${context.counts.paragraphs}`);
    },
    put(item) {
      flush();
      items.push(item);
    },
    end() {
      flush();
      return items;
    },
  };
}

function countBlock({ counts }: BlockContext): void {
  if (++counts.blocks > mostBlocks)
    throw new PipelineError('content-limit', 'read', `It has more than ${mostBlocks} paragraphs and cells.`, {
      hint: 'Split it and give the parts.',
    });
}

/** An entry of a list of contents: dots lead to the number at its end, and only a gap stands behind its ordinal. */
function withLeader(text: string): string {
  const last = text.lastIndexOf('\t');
  return last < 0 ? text : `${text.slice(0, last).replaceAll('\t', ' ')}……${text.slice(last + 1)}`;
}

function joined(first: Inline, second: Inline): Inline {
  return {
    text: first.text + second.text,
    pictures: [...first.pictures, ...second.pictures],
    boxes: [...first.boxes, ...second.boxes],
    objects: [...first.objects, ...second.objects],
    notes: [...first.notes, ...second.notes],
  };
}

function readTable(node: XmlNode, context: BlockContext): DeclaredTable | null {
  const table = openTable(context);
  for (const each of children(node)) table.take(each);
  return table.end();
}

/** A table, its rows to be told in their order. Tables are counted as they begin. */
export function openTable(context: BlockContext): TableRows {
  const location = `table ${++context.counts.tables}`;
  const rows: GridCell<DeclaredContent>[][] = [];
  let widths: readonly number[] = [];
  let headerRows = 0;
  let isCut = false;

  const readRow = (node: XmlNode): void => {
    const properties = child(node, 'w:trPr');
    if (isDeleted(properties)) return;
    if (rows.length === headerRows && isOn(properties, 'w:tblHeader') === true) headerRows++;
    const row: GridCell<DeclaredContent>[] = [];
    const place = `${location}, row ${rows.length + 1}`;
    let at = count(value(properties, 'w:gridBefore'), longestSpan) ?? 0;
    for (const cell of contentOf(node)) {
      const cellProperties = child(cell, 'w:tcPr');
      if (cell.name !== 'w:tc' || child(cellProperties, 'w:cellDel') !== undefined) continue;
      if (row.length === mostColumns) {
        isCut = true;
        break;
      }
      countBlock(context);
      const end = at + Math.max(1, count(value(cellProperties, 'w:gridSpan'), longestSpan) ?? 1);
      const content = readCell(cell, place, context);
      const before = row.at(-1);
      if (mergeOf(cellProperties, 'w:hMerge') === 'continue' && before !== undefined)
        row[row.length - 1] = { ...before, end };
      else row.push({ start: at, end, merge: mergeOf(cellProperties, 'w:vMerge'), content });
      at = end;
    }
    rows.push(row);
  };
  return {
    take(node) {
      for (const each of unwrapped(node))
        if (each.name === 'w:tr') readRow(each);
        else if (each.name === 'w:tblGrid') widths = children(each, 'w:gridCol').map(twipsOf);
    },
    end() {
      const { columns, cells } = placeCells(rows, widths);
      if (rows.length === 0 || columns === 0) return null;
      if (columns > mostColumns || isCut)
        context.leftOut(`Of the columns of a table the first ${mostColumns} were read`, location);
      return {
        kind: 'table',
        rows: rows.length,
        columns: Math.min(columns, mostColumns),
        cells: cells
          .filter(({ column }) => column < mostColumns)
          .map(
            ({ content, ...cell }): DeclaredCell => ({
              ...cell,
              columnSpan: Math.min(cell.columnSpan, mostColumns - cell.column),
              ...content,
            }),
          ),
        headerRows,
        location,
      };
    },
  };
}

/** What a cell holds: texts under each other as lines, and all of it in order where there is a table in it. */
function readCell(
  node: XmlNode,
  location: string,
  context: BlockContext,
): DeclaredContent & Pick<DeclaredCell, 'nested'> {
  const blocks = openBlocks(context, location);
  for (const each of children(node)) blocks.take(each);
  const items = blocks.end();
  const texts = items.filter((item): item is DeclaredText => item.kind === 'text');
  const pictures = texts.flatMap((text): readonly EmbeddedPicture[] => text.pictures ?? []);
  return {
    text: texts.map(({ text }) => text).join('\n'),
    location,
    ...(pictures.length === 0 ? {} : { pictures }),
    ...(texts.length === items.length ? {} : { nested: items }),
  };
}

/** Whether a cell begins one over several, or goes on with the one before it. */
function mergeOf(properties: XmlNode | undefined, name: 'w:vMerge' | 'w:hMerge'): GridCell<unknown>['merge'] {
  const said = value(properties, name);
  // A merge that is a change to be accepted: `rest`, `cont`.
  const change = child(properties, 'w:cellMerge')?.attributes[name] ?? '';
  if (said === undefined) return change === 'rest' ? 'restart' : change === 'cont' ? 'continue' : 'none';
  return said === 'restart' ? 'restart' : 'continue';
}

/** Width of a column: twips, or with a unit in strict documents; 0 for none. */
function twipsOf({ attributes }: XmlNode): number {
  const found = /^\s*([\d.]+)(pt)?\s*$/u.exec(attributes['w:w'] ?? '');
  const width = Number(found?.[1] ?? 0) * (found?.[2] === 'pt' ? 20 : 1);
  return Number.isFinite(width) ? width : 0;
}
