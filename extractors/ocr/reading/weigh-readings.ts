import type { Candidate, PictureReading } from '../../../schemas/reading.ts';
import { isAmount, isFigureText } from './figure-text.ts';
import type { SetFigure } from './set-figure.ts';

/** How often a reading of an engine is right, and of the type. */
const engineRight = 0.93;
const typeRight = 0.95;
/** How likely a wrong reading is this one, by the number of characters that differ: most are one digit off. */
const nearChance = [1, 0.03, 0.004, 0.0005];
const farChance = 0.0001;
/** How likely a second reading makes the mistake of the first. */
const sameMistake = 0.1;
/** Candidates less likely than this are none. */
const leastChance = 0.0005;
/** No figure is surer than this. */
const surest = 0.999;

/**
 * One text from several readings of a figure, and how sure it is (each reading right or off by some characters,
 * independently).
 * @param texts of the engine, at least one; '' where it saw nothing
 * @param set the figure set from the document's type, null where that could not be
 */
export function weighReadings(
  texts: readonly string[],
  set: SetFigure | null,
): { readonly text: string; readonly reading: PictureReading } {
  const readings = [
    ...texts.map((text) => ({ text, right: engineRight })),
    ...(set ? [{ text: set.text, right: typeRight }] : []),
  ];
  const candidates = [...new Set(readings.map(({ text }) => text))].filter(isFigureText);
  for (const text of variantsOf(set))
    if (isFigureText(text) && !candidates.includes(text)) candidates.push(text);
  if (candidates.length === 0) return { text: texts[0] ?? '', reading: { confidence: 0.1, candidates: [] } };
  const weights = candidates.map((text) => {
    let weight = priorOf(text);
    for (const reading of readings)
      weight *= reading.text === text ? reading.right : (1 - reading.right) * chanceOf(text, reading.text);
    return weight;
  });
  // Or all of them are wrong, those that agree by the same mistake.
  const most = Math.max(...candidates.map((text) => readings.filter((other) => other.text === text).length));
  const allWrong = readings.reduce(
    (chance, { right }) => chance * (1 - right),
    sameMistake ** Math.max(0, most - 1),
  );
  const total = weights.reduce((a, b) => a + b, allWrong);
  const ranked = candidates
    .map((text, i) => ({ text, chance: (weights[i] ?? 0) / total }))
    .sort((a, b) => b.chance - a.chance || (a.text < b.text ? -1 : 1));
  const [best, ...rest] = ranked;
  const others: Candidate[] = rest
    .filter(({ chance }) => chance >= leastChance)
    .map(({ text, chance }) => ({ text, cost: -Math.log(chance) }));
  return {
    text: best?.text ?? '',
    reading: { confidence: Math.min(surest, best?.chance ?? 0), candidates: others },
  };
}

function* variantsOf(set: SetFigure | null): Generator<string> {
  if (!set) return;
  for (const [i, { others }] of set.glyphs.entries())
    for (const { text, cost } of others.slice(0, 2))
      if (cost < 300) yield set.glyphs.map((glyph, at) => (at === i ? text : glyph.text)).join('');
}

/** Figures of accounts have two decimals or none. */
function priorOf(text: string): number {
  if (isAmount(text)) return 1;
  return /^-?\d+$/u.test(text) ? 0.5 : 0.05;
}

function chanceOf(a: string, b: string): number {
  return nearChance[editDistance(a, b)] ?? farChance;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
