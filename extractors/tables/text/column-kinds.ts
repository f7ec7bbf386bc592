import { parseNumber } from '../../../normalizers/number.ts';
import type { TextRow } from './text-rows.ts';

/** What a column holds: labels, codes of the classification, numbers that count the lines, or figures (and blanks). */
type Kind = 'label' | 'code' | 'count' | 'figure';

/**
 * Where the columns of a part of a table stand among those of its first part: in order, kind under kind, and only if
 * there is one way.
 * @param whole body rows of the first part
 * @param part rows of the later part, which may lack columns that are blank in it
 * @returns for each column of the part its place; null where there is none or more than one
 */
export function placeColumns(whole: readonly TextRow[], part: readonly TextRow[]): number[] | null {
  const all = kindsOf(whole);
  const own = kindsOf(part);
  if (own.length === 0 || own.length > all.length) return null;
  if (own.length === all.length) return own.map((_, column) => column);
  const leftmost = place(all, own);
  const rightmost = place([...all].reverse(), [...own].reverse())
    ?.map((at) => all.length - 1 - at)
    .reverse();
  return leftmost?.every((at, i) => at === rightmost?.[i]) ? leftmost : null;
}

/** A way to place columns must be this much better (display columns) than any other to be the one meant … */
const clearMargin = 4;
/** … and no distance between neighbours may be off by more than this. */
const mostOff = 3;
/** So many ways to place columns are looked at. */
const mostWays = 5000;

/**
 * Where the columns of a part stand, told by their distances: pages are set alike, though each moves its figures as its
 * labels let it. The first column that every row of the first part fills, its total, is filled by the later part too.
 * @param edges right edges (display columns) of the figures of each column of the whole and of the part, null for none
 * @returns for each column of the part its place; null where that is not sure
 */
export function placeBySpacing(
  whole: readonly TextRow[],
  part: readonly TextRow[],
  edges: { readonly whole: readonly (number | null)[]; readonly part: readonly (number | null)[] },
): number[] | null {
  const all = kindsOf(whole);
  const own = kindsOf(part);
  const total = all.findIndex((kind, c) => kind === 'figure' && isFull(whole, c));
  const isTold = own.some((kind, c) => kind === 'figure' && own[c - 1] === 'figure');
  if (total < 0 || own.length >= all.length || !isTold) return null;
  let ways = 0;
  const found: { places: readonly number[]; off: number }[] = [];
  const extend = (places: readonly number[], off: number): void => {
    if (++ways > mostWays) return;
    const column = places.length;
    if (column === own.length) {
      if (places.includes(total)) found.push({ places, off });
      return;
    }
    const last = places.at(-1) ?? -1;
    for (let at = last + 1; at < all.length; at++) {
      if (all[at] !== own[column]) continue;
      const known = [edges.whole[last], edges.whole[at], edges.part[column - 1], edges.part[column]];
      const [a, b, c, d] = own[column] === 'figure' && own[column - 1] === 'figure' ? known : [];
      if (own[column] === 'figure' && edges.whole[at] == null) continue;
      const step = a == null || b == null || c == null || d == null ? 0 : Math.abs(b - a - (d - c));
      extend([...places, at], off + step);
    }
  };
  extend([], 0);
  if (ways > mostWays) return null;
  const [best, second] = found.sort((a, b) => a.off - b.off);
  const isSure =
    best && best.off <= mostOff * own.length && (!second || second.off - best.off >= clearMargin);
  return isSure ? [...best.places] : null;
}

function isFull(rows: readonly TextRow[], column: number): boolean {
  const figures = rows.filter((row) => row.cells.some((cell) => parseNumber(cell) !== null));
  return figures.length > 0 && figures.every((row) => (row.cells[column] ?? '') !== '');
}

/** The leftmost way to find the kinds in order among all; null for none. */
function place(all: readonly Kind[], own: readonly Kind[]): number[] | null {
  const places: number[] = [];
  for (const kind of own) {
    const at = all.indexOf(kind, (places.at(-1) ?? -1) + 1);
    if (at < 0) return null;
    places.push(at);
  }
  return places;
}

function kindsOf(rows: readonly TextRow[]): Kind[] {
  return (rows[0]?.cells ?? []).map((_, column) => {
    const texts = rows.map((row) => row.cells[column] ?? '').filter((text) => text !== '');
    const figures = texts.filter((text) => parseNumber(text) !== null);
    if (texts.length > 0 && figures.length < texts.length / 2) return 'label';
    if (figures.length > 0 && figures.every((text) => /^\d{3}(?:\d{2}){0,2}$/u.test(text)) && column === 0)
      return 'code';
    return isCounting(texts) ? 'count' : 'figure';
  });
}

/** Whole numbers, each one more than the last: 行次. Texts among them (栏次) are passed over. */
export function isCounting(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => /^[1-9]\d{0,2}$/u.test(text)).map(Number);
  return (
    numbers.length > 0 &&
    numbers.length >= texts.filter((text) => parseNumber(text) !== null).length &&
    numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1)
  );
}
