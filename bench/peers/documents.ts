import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A cell as a runner writes it: left, top, right, bottom in any one unit, y downwards, and its text. */
export type BoxedCell = readonly [x0: number, y0: number, x1: number, y1: number, text: string];

/** A cell as the scorers read it: row and column from 0. */
export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly row_span: number;
  readonly column_span: number;
  readonly text: string;
}

interface PeerFile {
  readonly pages: number;
  readonly tables: readonly { readonly page: number; readonly cells: readonly BoxedCell[] }[];
}

/** Edges of cells closer than this share of a unit are one: peers snap their lines, rounding remains. */
const sameEdge = 0.5;

/**
 * Writes the tables of a peer as a folder of results, so far as scorers read one: manifest.jsonl and a document.json
 * with the tables of each file.
 * @param from folder of `<name>.json` files, as the runners write them
 * @param files the PDFs that were given to the runner
 */
export function writeDocuments(from: string, files: readonly string[], to: string): void {
  const written = new Set(readdirSync(from));
  const lines = files.flatMap((file) => {
    const name = basename(file, '.pdf');
    if (!written.has(`${name}.json`)) return [];
    const { pages, tables } = JSON.parse(readFileSync(join(from, `${name}.json`), 'utf8')) as PeerFile;
    const folder = join(to, 'documents', name);
    mkdirSync(folder, { recursive: true });
    const placed = tables.map(({ page, cells }) => ({ pages: [page], cells: placeCells(cells) }));
    writeFileSync(join(folder, 'document.json'), JSON.stringify({ tables: placed }));
    return [JSON.stringify({ source: basename(file), document: name, pages })];
  });
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'manifest.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** Rows, columns and spans of boxes: every edge where a box begins starts a row or column. */
export function placeCells(cells: readonly BoxedCell[]): PlacedCell[] {
  const columns = distinct(cells.map(([x0]) => x0));
  const rows = distinct(cells.map(([, y0]) => y0));
  return cells.map(([x0, y0, x1, y1, text]) => {
    const [column, columnSpan] = reach(columns, x0, x1);
    const [row, rowSpan] = reach(rows, y0, y1);
    return { row, column, row_span: rowSpan, column_span: columnSpan, text };
  });
}

/** Values in order, those within `sameEdge` of the one before left out. */
function distinct(values: readonly number[]): number[] {
  const edges: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (value - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > sameEdge) edges.push(value);
  return edges;
}

/** The first of the edges that a box covers, and how many of them. */
function reach(edges: readonly number[], from: number, to: number): [first: number, count: number] {
  const first = edges.findIndex((edge) => edge >= from - sameEdge);
  const count = edges.filter((edge) => edge >= from - sameEdge && edge < to - sameEdge).length;
  return [first, Math.max(1, count)];
}
