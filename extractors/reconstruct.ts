import type { Block, Reconstruction, SourceDocument } from '../schemas/document.ts';
import type { Finding } from '../schemas/finding.ts';
import type { Table } from '../schemas/table.ts';
import { accountForWords } from './accounting.ts';
import { buildBlocks } from './layout/blocks.ts';
import { type Claims, findClaims } from './layout/claims.ts';
import { type FlowLine, flowOfLines } from './layout/flow.ts';
import { readSurroundings } from './layout/surroundings.ts';
import { itemsOfPages } from './tables/page/page-items.ts';
import { findTextGrids } from './tables/text/text-grid.ts';
import { type BareTable, toTextTable } from './tables/text-table.ts';

type Item = { readonly line: FlowLine } | { readonly bare: BareTable };

/**
 * The flow of a document and its tables, whatever the carrier: tables found, their titles, units and notes told from the
 * lines around them, everything else put into blocks in reading order.
 */
export function reconstruct(source: SourceDocument): Reconstruction {
  let cut = 0;
  const flow = flowOfLines(source.pages);
  const ofText = findClaims(flow);
  const repeated: FlowLine[] = [];
  const textItems = findTextGrids(flow, ofText).map((item): Item => {
    if ('line' in item) {
      if (item.isFurniture) repeated.push(item.line);
      return item;
    }
    const found = toTextTable(item.grid);
    cut += found.cut;
    return { bare: found.table };
  });
  const ofPages = itemsOfPages(source.pages);
  cut += ofPages.cut;
  const pageLines = ofPages.items.flatMap((item) => ('line' in item ? [item.line] : []));
  const claims: Claims = new Map([
    ...ofText,
    ...findClaims(pageLines),
    ...[...repeated, ...ofPages.furniture].map((line) => [line, 'furniture'] as const),
  ]);
  const { blocks: all, tables, cutFromBlocks } = assemble([...textItems, ...ofPages.items], claims);
  cut += cutFromBlocks;
  const findings: Finding[] = [];
  if (cut > 0)
    findings.push({
      code: 'personal-data',
      message: `${cut} names or numbers of private persons were cut out.`,
      page: null,
      location: '',
    });
  const { blocks, unaccounted, findings: told } = accountForWords(all, ofPages.lost, ofPages.leftOut);
  return { blocks, tables, unaccounted, findings: [...findings, ...told] };
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
