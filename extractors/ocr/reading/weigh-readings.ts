import type { Candidate } from '../../../schemas/reading.ts';
import { isAmount, isFigureText } from './figure-text.ts';
import type { ReadText } from './read-text.ts';
import type { SetFigure } from './set-figure.ts';

/** What was read of a figure, plain; absent where it was not tried, '' where nothing was seen. */
export interface FigureReadings {
  readonly asFigure: string;
  /** Again, larger and with whiter paper. */
  readonly larger?: string;
  readonly asLine?: string;
  /** Set from the document's type, null where that could not be. */
  readonly set: SetFigure | null;
}

/** How often an engine reads a figure right as a figure, and as text. */
const figureRight = 0.93;
const lineRight = 0.85;
/** It makes the same mistake again with a larger picture so often, and finds the truth so often. */
const sameAgain = 0.5;
const rightAgain = 0.35;
/** How often the type is right where the ink fits its faces as usual, worse, and hardly (misfit). */
const typeRight = [
  [1.2, 0.997],
  [1.8, 0.985],
  [2.5, 0.93],
  [Number.POSITIVE_INFINITY, 0.4],
] as const;
/** … and where another character fits nearly as well, costing less than this more. */
const typeTorn = 0.85;
const narrowMargin = 250;
/** … and where it leaves ink unexplained, as much as half a point has. */
const typePassed = 0.6;
const passedOver = 700;
/** How likely a wrong reading is this one, by the number of characters that differ: most are one digit off. */
const nearChance = [1, 0.03, 0.004, 0.0005];
const farChance = 0.0001;
/** How likely engine and type, which learns from it, make the same mistake. */
const sameMistake = 0.1;
/** How likely a wrong reading is the one it is, where nothing tells what is right. */
const otherMistake = 0.003;
/** Candidates less likely than this are none. */
const leastChance = 0.0005;
/** No figure is surer than this. */
const surest = 0.999;

/** One text from several readings of a figure, each right or off by some characters, and how sure it is; null where none is a figure. */
export function weighReadings(readings: FigureReadings): ReadText | null {
  const { asFigure, larger, asLine, set } = readings;
  const texts = [asFigure, larger, asLine, set?.text].filter((text) => text !== undefined);
  const candidates = [...new Set([...texts, ...variantsOf(set)])].filter(isFigureText);
  if (candidates.length === 0) return null;
  const weights = candidates.map((text) => priorOf(text) * likelihoodOf(readings, text));
  // Or all of them are wrong: those that agree by the same mistake, the others each by its own.
  const rights = [figureRight, ...(asLine === undefined ? [] : [lineRight]), ...(set ? [trustIn(set)] : [])];
  const independent = [asFigure, asLine, set?.text].filter((text) => text !== undefined);
  const distinct = new Set(independent).size;
  const allWrong =
    rights.reduce((chance, right) => chance * (1 - right), 1) *
    sameMistake ** (independent.length - distinct) *
    otherMistake ** (distinct - 1);
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

/** How likely the readings are if a text stands there. */
function likelihoodOf({ asFigure, larger, asLine, set }: FigureReadings, text: string): number {
  const of = (read: string, right: number) => (read === text ? right : (1 - right) * chanceOf(text, read));
  let likelihood = of(asFigure, figureRight);
  // An engine that sees nothing sees it whatever stands there.
  if (larger && asFigure === text) likelihood *= of(larger, figureRight);
  else if (larger) {
    if (larger === text) likelihood *= rightAgain;
    else if (larger === asFigure) likelihood *= sameAgain;
    else likelihood *= (1 - rightAgain - sameAgain) * chanceOf(text, larger);
  }
  if (asLine) likelihood *= of(asLine, lineRight);
  return set ? likelihood * of(set.text, trustIn(set)) : likelihood;
}

function trustIn({ glyphs, misfit, unexplained }: SetFigure): number {
  const right = typeRight.find(([most]) => misfit <= most)?.[1] ?? 0;
  const isTorn = glyphs.some(({ others }) => (others[0]?.cost ?? Number.POSITIVE_INFINITY) < narrowMargin);
  if (unexplained > passedOver) return Math.min(right, typePassed);
  return isTorn ? Math.min(right, typeTorn) : right;
}

function* variantsOf(set: SetFigure | null): Generator<string> {
  if (!set) return;
  for (const [i, { others }] of set.glyphs.entries())
    for (const { text, cost } of others.slice(0, 2))
      if (cost < narrowMargin) yield set.glyphs.map((glyph, at) => (at === i ? text : glyph.text)).join('');
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
