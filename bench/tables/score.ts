import type { TruthCell } from './draw-table.ts';

/** Cells of a table and the pages it stands on. */
export interface ScoredTable {
  readonly pages: readonly number[];
  readonly cells: readonly TruthCell[];
}

export interface Score {
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  readonly missed: number;
  readonly extra: number;
  /** Relations of the truth that were not found, and found ones that are not in it, for looking at. */
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Strict end-to-end score of a document: adjacency relations of all its tables.
 * @see Göbel, Hassan, Oro, Orsi, "ICDAR 2013 Table Competition", section IV
 */
export function scoreTables(truth: readonly ScoredTable[], found: readonly ScoredTable[]): Score {
  const left = found.map((table) => ({ table, bag: relationsOf(table.cells) }));
  const sum = { expected: 0, found: 0, right: 0, missed: 0 };
  const lost: string[] = [];
  const wrong: string[] = [];
  for (const table of truth) {
    const bag = relationsOf(table.cells);
    sum.expected += sizeOf(bag);
    const onPage = left.filter((other) => other.table.pages.some((page) => table.pages.includes(page)));
    const best = onPage.sort((a, b) => shared(bag, b.bag) - shared(bag, a.bag))[0];
    if (!best || shared(bag, best.bag) === 0) {
      sum.missed++;
      lost.push('(a whole table)');
      continue;
    }
    left.splice(left.indexOf(best), 1);
    sum.found += sizeOf(best.bag);
    sum.right += shared(bag, best.bag);
    lost.push(...without(bag, best.bag));
    wrong.push(...without(best.bag, bag));
  }
  for (const { bag } of left) {
    sum.found += sizeOf(bag);
    wrong.push('(a whole table)', ...[...bag.keys()].slice(0, 5));
  }
  return { ...sum, extra: left.length, lost, wrong };
}

type Bag = ReadonlyMap<string, number>;

function relationsOf(cells: readonly TruthCell[]): Bag {
  const filled = cells.filter((cell) => plain(cell.text) !== '');
  const grid = new Map<string, number>();
  let rows = 0;
  let columns = 0;
  filled.forEach((cell, id) => {
    for (let r = cell.r0; r <= cell.r1; r++)
      for (let c = cell.c0; c <= cell.c1; c++) grid.set(`${r},${c}`, id);
    rows = Math.max(rows, cell.r1 + 1);
    columns = Math.max(columns, cell.c1 + 1);
  });
  const seen = new Set<string>();
  const bag = new Map<string, number>();
  const walk = (length: number, at: (i: number) => number | undefined, direction: string) => {
    let last: number | null = null;
    let blanks = 0;
    for (let i = 0; i < length; i++) {
      const id = at(i);
      if (id === undefined) {
        blanks++;
        continue;
      }
      if (last !== null && id !== last && !seen.has(`${last}|${id}|${direction}`)) {
        seen.add(`${last}|${id}|${direction}`);
        const key = [plain(filled[last]?.text ?? ''), direction, blanks, plain(filled[id]?.text ?? '')].join(
          ' ',
        );
        bag.set(key, (bag.get(key) ?? 0) + 1);
      }
      last = id;
      blanks = 0;
    }
  };
  for (let r = 0; r < rows; r++) walk(columns, (c) => grid.get(`${r},${c}`), '>');
  for (let c = 0; c < columns; c++) walk(rows, (r) => grid.get(`${r},${c}`), 'v');
  return bag;
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s/gu, '').toUpperCase();
}

function sizeOf(bag: Bag): number {
  return [...bag.values()].reduce((a, b) => a + b, 0);
}

function shared(a: Bag, b: Bag): number {
  return [...a].reduce((n, [key, count]) => n + Math.min(count, b.get(key) ?? 0), 0);
}

function without(a: Bag, b: Bag): string[] {
  return [...a].filter(([key, count]) => count > (b.get(key) ?? 0)).map(([key]) => key);
}
