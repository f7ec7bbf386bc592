import type { DeclaredContent, DeclaredItem, DeclaredText, EmbeddedPicture } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import { type CellContent, type DraftRow, gridOfRows, type RowEdges } from './edge-grid.ts';

/** Tables within each other that are kept apart: what lies deeper goes into the last. */
const deepestTable = 20;

/** Paragraphs and cells of a document: a hundred times those of the largest report; more are made to fill memory. */
const mostPieces = 2_000_000;
/** Cells of a row: Word has 63 at most. */
const mostCells = 1000;

/** A paragraph as its format gives it. */
export interface FlowParagraph {
  readonly text: string;
  /** One a picture mark of the text. */
  readonly pictures: readonly EmbeddedPicture[];
  readonly heading: number | null;
  /** Tables it stands in: 0 none, 2 a table in a cell of a table. */
  readonly depth: number;
}

/** Numbers of what was met so far, shared by the flows of a document: its text, its notes, its text boxes. */
export interface FlowCounts {
  paragraphs: number;
  tables: number;
  /** Paragraphs and cells, wherever they stand. */
  pieces: number;
}

export function openCounts(): FlowCounts {
  return { paragraphs: 0, tables: 0, pieces: 0 };
}

/**
 * Paragraphs, ends of cells and ends of rows, in the order of the file → the items of the page. Formats that mark cells
 * within a stream of paragraphs (Word's binary one, RTF) are read with it.
 */
export interface DeclaredFlow {
  /** Where the paragraph stands that is next to come. */
  placeOfNext(depth: number): string;
  paragraph(paragraph: FlowParagraph): void;
  /**
   * What stands beside the text at the paragraph that is next to come: a text box follows that paragraph, within its cell; a
   * note stands at the end of all. Blank paragraphs of it are left out.
   */
  aside(items: readonly DeclaredItem[], kind: 'note' | 'box'): void;
  /** The paragraphs since the last cell of that depth are one. */
  endCell(depth: number): void;
  /** The cells since the last row of that depth are one. */
  endRow(depth: number, edges: RowEdges | null): void;
  finish(): DeclaredItem[];
}

interface OpenTable {
  readonly location: string;
  readonly rows: DraftRow[];
  cells: CellContent[];
  /** Of the cell that is open. */
  items: DeclaredItem[];
}

/**
 * @param location where all its paragraphs stand, for what stands beside the text; null for the text itself, where they are
 * counted
 */
export function openFlow(counts: FlowCounts, location: string | null = null): DeclaredFlow {
  const items: DeclaredItem[] = [];
  const tables: OpenTable[] = [];
  let behindParagraph: DeclaredItem[] = [];
  const behindAll: DeclaredItem[] = [];

  const holder = (): DeclaredItem[] => tables.at(-1)?.items ?? items;
  const closeTo = (depth: number): void => {
    while (tables.length > depth) {
      const table = tables.pop();
      if (table === undefined) return;
      endRowOf(table, null);
      if (table.rows.length > 0) holder().push(gridOfRows(table.rows, table.location));
    }
  };
  const openTo = (depth: number): OpenTable | undefined => {
    const level = Math.min(depth, deepestTable);
    closeTo(level);
    while (tables.length < level)
      tables.push({ location: `table ${++counts.tables}`, rows: [], cells: [], items: [] });
    return tables.at(-1);
  };

  const countParagraph = (): string => location ?? `paragraph ${++counts.paragraphs}`;

  return {
    placeOfNext(depth) {
      const table = depth > 0 ? openTo(depth) : undefined;
      return table === undefined ? (location ?? `paragraph ${counts.paragraphs + 1}`) : placeIn(table);
    },

    paragraph({ text, pictures, heading, depth }) {
      countPiece(counts);
      const table = openTo(depth);
      const place = table === undefined ? countParagraph() : placeIn(table);
      // A blank one is kept: what stands behind it does not go on from what stands before it.
      holder().push({
        ...{ kind: 'text', text, location: place, heading },
        ...(pictures.length > 0 ? { pictures } : {}),
      });
      holder().push(...behindParagraph);
      behindParagraph = [];
    },

    aside(beside, kind) {
      const filled = beside.filter((item) => item.kind === 'table' || item.text.trim() !== '');
      const trimmed = filled.map((item) =>
        item.kind === 'text' ? { ...item, text: item.text.trim() } : item,
      );
      (kind === 'note' ? behindAll : behindParagraph).push(...trimmed);
    },

    endCell(depth) {
      const table = openTo(Math.max(depth, 1));
      countPiece(counts);
      if (table !== undefined) endCellOf(table);
    },

    endRow(depth, edges) {
      const table = openTo(Math.max(depth, 1));
      if (table !== undefined) endRowOf(table, edges);
    },

    finish() {
      closeTo(0);
      items.push(...behindParagraph, ...behindAll);
      return items;
    },
  };
}

function placeIn(table: OpenTable): string {
  return `${table.location}, row ${table.rows.length + 1}`;
}

function countPiece(counts: FlowCounts): void {
  if (++counts.pieces > mostPieces)
    throw tooMuch('The document has more paragraphs and cells than any report.');
}

function tooMuch(message: string): PipelineError {
  return new PipelineError('content-limit', 'read', message, {
    hint: 'Check that it is a report; split it and give the parts.',
  });
}

function endCellOf(table: OpenTable): void {
  if (table.cells.length >= mostCells) throw tooMuch('A row of a table has more cells than any table.');
  table.cells.push(contentOf(table.items, placeIn(table)));
  table.items = [];
}

/** What was left open is a cell; nothing at all is no row, whatever it defines. */
function endRowOf(table: OpenTable, edges: RowEdges | null): void {
  if (table.items.length > 0) endCellOf(table);
  if (table.cells.length === 0) return;
  table.rows.push({ cells: table.cells, edges });
  table.cells = [];
}

function contentOf(items: readonly DeclaredItem[], location: string): CellContent {
  const texts = items.filter((item): item is DeclaredText => item.kind === 'text');
  const pictures = texts.flatMap((text: DeclaredContent) => text.pictures ?? []);
  return {
    text: texts
      .map(({ text }) => text)
      .join('\n')
      .replace(/^\n+|\n+$/gu, ''),
    location,
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(texts.length < items.length ? { nested: items } : {}),
  };
}
