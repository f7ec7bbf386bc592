import { parseNumber } from '../../normalizers/number.ts';
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
