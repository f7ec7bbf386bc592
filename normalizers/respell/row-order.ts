import type { FormDefinition } from '../../schemas/form.ts';
import { nearestOf } from './nearest.ts';

/** Rows of a form must stand in a column for its order to say anything. */
const leastKnown = 5;

/**
 * Labels of a column told by the order of a form's rows: between two rows that were read, only those can stand that the form has
 * between them.
 * @param words of the labels from top to bottom, '' for none
 * @returns the word for each label that the order tells and the vocabulary alone did not, null for the others
 */
export function mendByOrder(
  words: readonly string[],
  forms: readonly FormDefinition[],
): readonly (string | null)[] {
  let best: readonly (string | null)[] = [];
  let most = leastKnown - 1;
  for (const rows of columnsOf(forms)) {
    const places = placesOf(words, rows);
    const count = places.filter((place) => place !== null).length;
    if (count <= most) continue;
    most = count;
    best = words.map((word, i) => {
      if (word === '' || places[i] !== null) return null;
      const before = places.slice(0, i).findLast((place) => place !== null) ?? -1;
      const after = places.slice(i + 1).find((place) => place !== null) ?? null;
      if (after === null || after - before < 2) return null;
      const between = rows.slice(before + 1, after).flat();
      return nearestOf(word, between, 'lenient')?.word ?? null;
    });
  }
  return words.map((_, i) => best[i] ?? null);
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
