import { distance, spineOf } from './lexicon.ts';

/** Share of a word's characters that may be misread where something else says which words can stand there. */
const mostMisread = 0.4;
/** More than this a changed character costs only where whole characters were lost or added: that is other wording. */
const mostACharacter = 2;
const slack = { strict: 1, lenient: 2 } as const;

/**
 * The one of a few words that the text was, null where it is too far from all, or as near to two.
 * @param wording `lenient`: one whole character may be lost or added, for no other wording can stand there
 */
export function nearestOf(
  text: string,
  words: readonly string[],
  wording: keyof typeof slack = 'strict',
): { readonly word: string; readonly cost: number } | null {
  const read = [...spineOf(text)];
  let best: { word: string; cost: number } | null = null;
  let rival = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const spine = [...spineOf(word)];
    const { cost, changes } = distance(read, spine);
    const most = Math.max(spine.length > 1 ? 1 : 0, Math.floor(spine.length * mostMisread));
    if (changes > most || cost > changes * mostACharacter + slack[wording]) continue;
    if (best === null || cost < best.cost) {
      rival = best?.cost ?? rival;
      best = { word, cost };
    } else rival = Math.min(rival, cost);
  }
  return best !== null && (best.cost === 0 || best.cost < rival) ? best : null;
}
