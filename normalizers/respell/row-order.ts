import type { FormDefinition } from '../../schemas/form.ts';
import { nearestOf } from './nearest.ts';

/** Rows of a form must stand in a column for its order to say anything. */
const leastKnown = 5;
/** Where as many labels stand between two rows as the form has there, each is the one in its place if so much of it is the same. */
const leastSame = 0.3;

/** A row that a label is by its place; near: by what was read of it, too. */
export interface Ordered {
  readonly word: string;
  readonly isNear: boolean;
}

/**
 * Labels of a column told by the order of a form's rows: between two rows that were read, only those can stand that the form has
 * between them.
 * @param words of the labels from top to bottom, '' for none
 * @returns for each label that the order tells and the vocabulary alone did not, its word and whether it is near it; else null
 */
export function mendByOrder(
  words: readonly string[],
  forms: readonly FormDefinition[],
): readonly (Ordered | null)[] {
  let best: readonly (Ordered | null)[] = [];
  let most = leastKnown - 1;
  for (const rows of columnsOf(forms)) {
    const places = placesOf(words, rows);
    const count = places.filter((place) => place !== null).length;
    if (count <= most) continue;
    most = count;
    best = words.map((word, i) =>
      word === '' || places[i] !== null ? null : wordAt(i, words, places, rows),
    );
  }
  return words.map((_, i) => best[i] ?? null);
}

/** The row that a label is by those above and below it that were read. */
function wordAt(
  at: number,
  words: readonly string[],
  places: readonly (number | null)[],
  rows: readonly (readonly string[])[],
): Ordered | null {
  const word = words[at] ?? '';
  const isRead = (place: number | null): boolean => place !== null;
  const above = places.slice(0, at).findLastIndex(isRead);
  const below = places.findIndex((place, i) => i > at && place !== null);
  const [before, after] = [places[above] ?? -1, places[below] ?? -1];
  if (below < 0 || after - before < 2) return null;
  const between = rows.slice(before + 1, after);
  const near = nearestOf(word, between.flat(), 'lenient');
  if (near !== null) return { word: near.word, isNear: true };
  const isFull = after - before === below - above;
  const [own = ''] = isFull ? (between[at - above - 1] ?? []) : [];
  return own !== '' && shareOfSame(word, own) >= leastSame ? { word: own, isNear: false } : null;
}

/** Share of a row's characters that stand in the label, too, in their order. */
function shareOfSame(label: string, row: string): number {
  let from = 0;
  let same = 0;
  for (const character of row) {
    const at = label.indexOf(character, from);
    if (at < 0) continue;
    same++;
    from = at + 1;
  }
  return same / row.length;
}

/** Wordings of the rows that stand below each other in a form: each side of it has its own. */
function* columnsOf(forms: readonly FormDefinition[]): Generator<readonly (readonly string[])[]> {
  for (const { rows, layout } of forms) {
    if (layout !== 'two-sided') continue;
    for (const side of ['收入', '支出'])
      yield rows
        .filter((row) => row.side === side)
        .map(({ label, variants }) => [label, ...(variants ?? [])]);
  }
}

/** The place in the form of every label that is one of its rows, as far as they stand in its order. */
function placesOf(words: readonly string[], rows: readonly (readonly string[])[]): (number | null)[] {
  let next = 0;
  return words.map((word) => {
    const place = rows.findIndex((wordings, i) => i >= next && wordings.includes(word));
    if (place < 0) return null;
    next = place + 1;
    return place;
  });
}
