import type { Block, Reconstruction, SourceDocument, SourcePage } from '../schemas/document.ts';
import type { Finding } from '../schemas/finding.ts';
import type { Table } from '../schemas/table.ts';
import { accountForWords } from './accounting.ts';
import { buildBlocks } from './layout/blocks.ts';
import { type Claims, findClaims } from './layout/claims.ts';
import { type FlowLine, flowOfLines } from './layout/flow.ts';
import { readSurroundings } from './layout/surroundings.ts';
import { joinPieces } from './tables/declared/continuation.ts';
import { type DeclaredPiece, piecesOfDeclared } from './tables/declared/declared-items.ts';
import { toDeclaredTable } from './tables/declared/declared-table.ts';
import { repairTypedRows } from './tables/declared/typed-rows.ts';
import { itemsOfPages } from './tables/page/page-items.ts';
import { findTextGrids } from './tables/text/text-grid.ts';
import { type BareTable, toTextTable } from './tables/text-table.ts';

type Item = { readonly line: FlowLine } | { readonly bare: BareTable };

/** Items in reading order, and what is known of them before they are put together. */
interface Items {
  readonly items: readonly Item[];
  readonly claims: Claims;
  /** Pieces of personal data cut out of tables. */
  readonly cut: number;
}

/**
 * The flow of a document and its tables, whatever the carrier: tables found, their titles, units and notes told from the
 * lines around them, everything else put into blocks in reading order.
 */
export function reconstruct(source: SourceDocument): Reconstruction {
  const parts: Items[] = [];
  const lost = new Map<number, readonly string[]>();
  const leftOut = new Map<number, readonly string[]>();
  for (const pages of runsOfKind(source.pages)) {
    const kind = pages[0]?.content.kind;
    if (kind === 'lines') parts.push(itemsOfLines(flowOfLines(pages)));
    else if (kind === 'declared') parts.push(itemsOfPieces(joinPieces(piecesOfDeclared(pages))));
    else {
      const found = itemsOfPages(pages);
      const lines = found.items.flatMap((item) => ('line' in item ? [item.line] : []));
      const furniture = [...found.furniture].map((line) => [line, 'furniture'] as const);
      parts.push({
        items: found.items,
        claims: new Map([...findClaims(lines), ...furniture]),
        cut: found.cut,
      });
      for (const [page, words] of found.lost) lost.set(page, words);
      for (const [page, texts] of found.leftOut) leftOut.set(page, texts);
    }
  }
  const claims: Claims = new Map(parts.flatMap((part) => [...part.claims]));
  const {
    blocks: all,
    tables,
    cutFromBlocks,
  } = assemble(
    parts.flatMap(({ items }) => items),
    claims,
  );
  const cut = parts.reduce((sum, part) => sum + part.cut, cutFromBlocks);
  const findings: Finding[] = [];
  if (cut > 0)
    findings.push({
      code: 'personal-data',
      message: `${cut} names or numbers of private persons were cut out.`,
      page: null,
      location: '',
    });
  const { blocks, unaccounted, findings: told } = accountForWords(all, lost, leftOut);
  return { blocks, tables, unaccounted, findings: [...findings, ...told] };
}

/** Pages in order, those of one kind behind each other together: a table goes on from page to page. */
function runsOfKind(pages: readonly SourcePage[]): SourcePage[][] {
  const runs: SourcePage[][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last?.[0]?.content.kind === page.content.kind) last.push(page);
    else runs.push([page]);
  }
  return runs;
}

/** Lines of text: runs of them may be tables. */
function itemsOfLines(flow: readonly FlowLine[]): Items {
  const claims = new Map(findClaims(flow));
  return { ...tablesInText(flow, claims), claims };
}

/** Declared tables, and the tables that lines between them may be as in any text. */
function itemsOfPieces(pieces: readonly DeclaredPiece[]): Items {
  const told = pieces.flatMap((piece) => ('line' in piece && !piece.line.furniture ? [piece.line] : []));
  const claims = new Map(findClaims(told));
  const items: Item[] = [];
  let cut = 0;
  let lines: FlowLine[] = [];
  const flush = (): void => {
    const found = tablesInText(lines, claims);
    for (const item of found.items) items.push(item);
    cut += found.cut;
    lines = [];
  };
  for (const piece of pieces) {
    if ('line' in piece && !piece.line.furniture) {
      if (piece.isFurniture) claims.set(piece.line, 'furniture');
      lines.push(piece.line);
      continue;
    }
    flush();
    if ('line' in piece) {
      items.push(piece);
      claims.set(piece.line, 'furniture');
      continue;
    }
    const made = toDeclaredTable(repairTypedRows(piece.declared));
    cut += made.cut;
    items.push({ bare: made.table });
  }
  flush();
  return { items, claims, cut };
}

/** @param claims gets the furniture found within tables */
function tablesInText(
  flow: readonly FlowLine[],
  claims: Map<FlowLine, 'contents' | 'furniture'>,
): { readonly items: readonly Item[]; readonly cut: number } {
  let cut = 0;
  const repeated: FlowLine[] = [];
  const items = findTextGrids(flow, claims).map((item): Item => {
    if ('line' in item) {
      if (item.isFurniture) repeated.push(item.line);
      return item;
    }
    const found = toTextTable(item.grid);
    cut += found.cut;
    return { bare: found.table };
  });
  for (const line of repeated) claims.set(line, 'furniture');
  return { items, cut };
}

function assemble(
  items: readonly Item[],
  claims: Claims,
): { blocks: Block[]; tables: Table[]; cutFromBlocks: number } {
  const stretches = partAtTables(items);
  const blocks: Block[] = [];
  const tables: Table[] = [];
  const given = new Map<FlowLine, { kind: Block['kind']; tableId: string | null }>();
  for (const [line, kind] of claims) given.set(line, { kind, tableId: null });
  let cutFromBlocks = 0;
  // First what belongs to which table, then the blocks: a note under one table is no title of the next.
  stretches.forEach(({ bare }, i) => {
    if (!bare) return;
    const { within, ...table } = bare;
    const id = `t${tables.length + 1}`;
    const before = (stretches[i]?.lines ?? []).filter((line) => !given.has(line));
    const after = (stretches[i + 1]?.lines ?? []).filter((line) => !given.has(line));
    const around = readSurroundings(before, after);
    for (const [line, kind] of around.above) given.set(line, { kind, tableId: id });
    for (const line of around.below) given.set(line, { kind: 'note', tableId: id });
    tables.push({
      id,
      title: around.title,
      mark: around.mark,
      unitText: around.unitText ?? within.unitText,
      entityText: around.entityText ?? within.entityText,
      yearText: around.yearText,
      notes: around.notes,
      ...table,
    });
  });
  let next = 0;
  for (const { lines, bare } of stretches) {
    const built = buildBlocks(lines, given);
    for (const block of built.blocks) blocks.push(block);
    cutFromBlocks += built.cut;
    if (!bare) continue;
    next++;
    blocks.push({
      kind: 'table',
      text: '',
      page: bare.pages[0] ?? 1,
      location: bare.location,
      bbox: null,
      level: null,
      tableId: `t${next}`,
    });
  }
  return { blocks, tables, cutFromBlocks };
}

interface Stretch {
  readonly lines: FlowLine[];
  /** The table that ends the stretch, null for the last one. */
  bare: BareTable | null;
}

function partAtTables(items: readonly Item[]): Stretch[] {
  const stretches: Stretch[] = [{ lines: [], bare: null }];
  for (const item of items) {
    const current = stretches.at(-1);
    if (!current) continue;
    if ('line' in item) current.lines.push(item.line);
    else {
      current.bare = item.bare;
      stretches.push({ lines: [], bare: null });
    }
  }
  return stretches;
}
