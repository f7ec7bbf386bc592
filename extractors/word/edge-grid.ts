import type { DeclaredCell, DeclaredContent, DeclaredItem, DeclaredTable } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';

/** A row as Word's binary format and RTF define it: where its cells end, and which of them are one. */
export interface RowEdges {
  /** Twips, one more than cells, from left to right. */
  readonly edges: readonly number[];
  readonly cells: readonly CellMerges[];
  /** Printed again on every page. */
  readonly isHeader: boolean;
}

/** How a cell is one with its neighbours: it begins (`first`) or continues (`rest`) a merged cell, or stands alone. */
export interface CellMerges {
  readonly across: 'first' | 'rest' | null;
  readonly down: 'first' | 'rest' | null;
}

/** What a cell holds, where its place is told by its row. */
export type CellContent = DeclaredContent & { readonly nested?: readonly DeclaredItem[] };

export interface DraftRow {
  readonly cells: readonly CellContent[];
  /** Null where the file defines none: cells of one width. */
  readonly edges: RowEdges | null;
}

/** Twips: edges nearer than this are one edge set twice by hand; no column that holds a character is as narrow. */
const sameEdge = 50;
/** Twips: the width of a cell of which the file says nothing (an inch). */
const unknownWidth = 1440;
/** Places of a table: twenty times those of the largest table that was printed. */
const mostPlaces = 1_000_000;

interface PlacedCell {
  from: number;
  to: number;
  down: 'first' | 'rest' | null;
  content: CellContent;
}

/**
 * Rows with edges of their own → one table: every edge of any row is a line of the grid, a cell spans the columns between
 * its edges.
 * @param location of the table: `table 3`
 * @throws PipelineError `content-limit` for a table of millions of places
 */
export function gridOfRows(drafts: readonly DraftRow[], location: string): DeclaredTable {
  const rows = drafts.map(placeCells);
  const lines = linesOfEdges(rows);
  const columns = Math.max(1, new Set(lines.values()).size - 1);
  if (rows.length * columns > mostPlaces) throw tooLarge();
  const cells: Draft[] = [];
  /** Merged cells that reach down to the row before, by their first column. */
  let open = new Map<number, Draft>();
  rows.forEach((row, r) => {
    const reaching = new Map<number, Draft>();
    for (const { from, to, down, content } of row) {
      const column = lines.get(from) ?? 0;
      const columnSpan = (lines.get(to) ?? 0) - column;
      const above = down === 'rest' ? open.get(column) : undefined;
      if (above !== undefined && above.columnSpan === columnSpan) {
        above.rowSpan++;
        above.content = joinContents(above.content, content);
        reaching.set(column, above);
        continue;
      }
      const cell: Draft = { row: r, column, rowSpan: 1, columnSpan, content };
      cells.push(cell);
      if (down !== null) reaching.set(column, cell);
    }
    open = reaching;
  });
  const firstOfBody = drafts.findIndex(({ edges }) => edges?.isHeader !== true);
  return {
    kind: 'table',
    ...{ rows: rows.length, columns },
    cells: cells.map(({ content, ...place }): DeclaredCell => ({ ...place, ...content })),
    headerRows: firstOfBody === -1 ? 0 : firstOfBody,
    location,
  };
}

interface Draft {
  readonly row: number;
  readonly column: number;
  rowSpan: number;
  readonly columnSpan: number;
  content: CellContent;
}

/** The contents of a row between its edges; cells merged across are one, those defined that are not there are none. */
function placeCells({ cells, edges }: DraftRow): PlacedCell[] {
  const placed: PlacedCell[] = [];
  let left = edges?.edges[0] ?? 0;
  for (const [i, content] of cells.entries()) {
    const right = Math.max(edges?.edges[i + 1] ?? left + unknownWidth, left + 1);
    const merges = edges?.cells[i] ?? { across: null, down: null };
    const last = placed.at(-1);
    if (merges.across === 'rest' && last !== undefined) {
      last.to = right;
      last.content = joinContents(last.content, content);
    } else placed.push({ from: left, to: right, down: merges.down, content });
    left = right;
  }
  return placed;
}

/** Edge → number of its line in the grid. Edges of one row never fall together, those of different rows do when near. */
function linesOfEdges(rows: readonly (readonly PlacedCell[])[]): ReadonlyMap<number, number> {
  /** Edge → the nearest edge to its left that some row has with it. */
  const before = new Map<number, number>();
  for (const row of rows)
    for (const { from, to } of row) {
      if (!before.has(from)) before.set(from, Number.NEGATIVE_INFINITY);
      before.set(to, Math.max(before.get(to) ?? Number.NEGATIVE_INFINITY, from));
    }
  const lines = new Map<number, number>();
  let line = -1;
  let start = Number.NEGATIVE_INFINITY;
  for (const edge of [...before.keys()].sort((a, b) => a - b)) {
    if (edge - start > sameEdge || (before.get(edge) ?? 0) >= start) {
      line++;
      start = edge;
    }
    lines.set(edge, line);
  }
  return lines;
}

function joinContents(one: CellContent, other: CellContent): CellContent {
  const nested = one.nested || other.nested ? { nested: [...itemsOf(one), ...itemsOf(other)] } : {};
  const pictures = [...(one.pictures ?? []), ...(other.pictures ?? [])];
  return {
    text: [one.text, other.text].filter((text) => text !== '').join('\n'),
    location: one.location,
    ...(pictures.length > 0 ? { pictures } : {}),
    ...nested,
  };
}

function itemsOf(content: CellContent): readonly DeclaredItem[] {
  if (content.nested) return content.nested;
  if (content.text === '') return [];
  return [{ kind: 'text', ...content, heading: null }];
}

function tooLarge(): PipelineError {
  return new PipelineError(
    'content-limit',
    'read',
    'A table of the document has more cells than any table.',
    {
      hint: 'Check that it is a report; split the table.',
    },
  );
}
