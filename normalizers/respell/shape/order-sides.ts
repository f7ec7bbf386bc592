import type { FormDefinition } from '../../../schemas/form.ts';
import type { Cell } from '../../../schemas/table.ts';
import { partLabel, withWords } from '../printed-label.ts';
import { fillPlaces, type OrderedRow } from './fill-places.ts';
import type { HeaderEnd } from './header-end.ts';
import { likeness } from './likeness.ts';
import { type Matrix, ownText } from './matrix.ts';
import { alike, leastLead, leastRead, nearly, other, ownCell, type Told, trust } from './told-rows.ts';

/** Line numbers that are as much more than their rows make each other sure. */
const leastRun = 3;

/** Tells rows of one side of an account by their line numbers and the form's order. */
export function orderSide(
  matrix: Matrix,
  end: HeaderEnd,
  form: FormDefinition,
  side: '收入' | '支出',
  label: number,
  line: number,
  told: Told,
): void {
  const order = form.rows
    .filter((row) => row.side === side)
    .map((row) => [row.label, ...(row.variants ?? [])] as const);
  const rows: (OrderedRow & { readonly cell: Cell | null })[] = [];
  const lines = lineNumbers(matrix, end, line);
  let next = 0;
  for (let row = end.body; row < matrix.rows; row++) {
    const at = lines.get(row);
    if (at === undefined) continue;
    const { words } = partLabel(ownText(matrix, row, label));
    const place = order.findIndex((wordings, i) => i >= next && wordings.includes(words));
    if (place >= 0) next = place + 1;
    const nearest = place < 0 ? nearestRow(words, order, next) : null;
    if (nearest !== null) next = nearest + 1;
    const cell = ownCell(matrix, row, label);
    rows.push({ place: place < 0 ? nearest : place, at, cell });
    const word = order[nearest ?? -1]?.reduce((a, b) => (likeness(words, b) > likeness(words, a) ? b : a));
    if (cell !== null && word !== undefined) told.set(cell, { text: word, confidence: trust.alike });
  }
  if (rows.filter(({ place }) => place !== null).length < leastRead) return;
  // before the first line stands the header
  const found = fillPlaces([{ place: -1, at: side === '收入' ? 0 : (rows[0]?.at ?? 1) - 1 }, ...rows]).slice(
    1,
  );
  for (const [i, place] of found.entries()) {
    const [cell, wordings] = [rows[i]?.cell ?? null, order[place ?? -1]];
    if (cell === null || wordings === undefined) continue;
    const part = partLabel(cell.text);
    const own = Math.max(...wordings.map((word) => likeness(part.words, word)));
    const others = order.flatMap((words) => (words === wordings ? [] : words));
    if (others.some((word) => likeness(part.words, word) >= Math.max(other, own))) continue;
    const [word = ''] = [...wordings].sort((a, b) => likeness(part.words, b) - likeness(part.words, a));
    const isAlike = own >= alike;
    told.set(cell, {
      text: isAlike ? withWords(cell.text, part, word) : word,
      confidence: isAlike ? trust.alike : trust.alone,
    });
  }
}

/** The one row of an order, from a place on, that a misread label is nearly; null for none, or two. */
function nearestRow(words: string, order: readonly (readonly string[])[], from: number): number | null {
  const ranked = order
    .map((wordings, place) => ({ place, like: Math.max(...wordings.map((word) => likeness(words, word))) }))
    .sort((a, b) => b.like - a.like);
  const [best, second] = ranked;
  if (best === undefined || best.like < nearly || best.place < from) return null;
  return best.like - (second?.like ?? 0) < leastLead ? null : best.place;
}

/** Line numbers of rows: as read where rows around them agree, else by those. */
function lineNumbers(matrix: Matrix, end: HeaderEnd, column: number): Map<number, number> {
  const read = new Map<number, number>();
  for (let row = end.body; row < matrix.rows; row++) {
    const text = ownText(matrix, row, column);
    if (/^\d{1,2}$/u.test(text)) read.set(row, Number(text));
  }
  const offsets = [...read].map(([row, number]) => number - row);
  const isSure = (offset: number) => offsets.filter((same) => same === offset).length >= leastRun;
  const sure = [...read].filter(([row, number]) => isSure(number - row));
  const lines = new Map<number, number>(sure);
  for (const [i, [row, number]] of sure.entries()) {
    const [below = -1, last = -1] = sure[i + 1] ?? [];
    if (below - row === last - number) for (let k = row + 1; k < below; k++) lines.set(k, number + k - row);
  }
  const [first] = sure;
  if (first !== undefined)
    for (let row = first[0] - 1; row >= end.body && first[1] - first[0] + row > 0; row--)
      lines.set(row, first[1] - first[0] + row);
  const last = sure.at(-1);
  if (last !== undefined)
    for (let row = last[0] + 1; row < matrix.rows; row++) lines.set(row, last[1] + row - last[0]);
  return new Map([...lines].sort(([a], [b]) => a - b));
}
