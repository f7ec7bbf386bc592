import type { Cut } from './cut-strip.ts';
import { type FigureStrip, stripRows } from './figure-strip.ts';

/** Columns of the window in which characters are compared: no digit is wider than it is high. */
const windowColumns = 20;
/** Characters whose ink is nearer than this (mean square over the window) are of one font. */
const sameFont = 0.03;
/** A face stands on at least this many glyphs, for one may be misread. */
const minGlyphs = 2;
/** Glyphs differ from their face by at least this, by where they fall on the pixels: a screenshot's may look the same. */
const leastSpread = 0.003;
/** The type is learned from at most so many glyphs of a character: more teach nothing new. */
export const enoughGlyphs = 200;
/** A column of a face belongs to it where some row of it has so much ink. */
const faintest = 0.15;

/** How a character looks in one font of the document, as printed and scanned. */
export interface Face {
  readonly text: string;
  /** Columns its ink takes. */
  readonly columns: number;
  /** `ink[x * stripRows + y]`, of `columns` columns. */
  readonly ink: Float32Array;
  readonly count: number;
}

/** The type a document is set in. */
export interface FigureType {
  readonly faces: readonly Face[];
  /** Mean square by which a pixel of a glyph differs from its face. */
  readonly spread: number;
}

/** A character of a figure that was read, in a window around the middle of its ink. */
export interface GlyphSample {
  readonly text: string;
  readonly window: Float32Array;
}

/** The characters of a strip that was cut. */
export function samplesOf(strip: FigureStrip, text: string, cuts: readonly Cut[]): GlyphSample[] {
  return [...text].flatMap((character, i) => {
    const cut = cuts[i];
    const window = cut ? windowOf(strip, cut) : null;
    return window ? [{ text: character, window }] : [];
  });
}

/** The ink between two columns, its middle in the middle of a window; null where there is none. */
function windowOf(strip: FigureStrip, [from, to]: Cut): Float32Array | null {
  let first = from;
  let last = to - 1;
  while (first <= last && darkest(strip.ink, first) < 2 * faintest) first++;
  while (last > first && darkest(strip.ink, last) < 2 * faintest) last--;
  if (first > last || last - first >= windowColumns) return null;
  const start = Math.floor((first + last + 1) / 2 - windowColumns / 2);
  const window = new Float32Array(windowColumns * stripRows);
  for (let x = Math.max(from, start); x < Math.min(to, start + windowColumns); x++)
    window.set(strip.ink.subarray(x * stripRows, (x + 1) * stripRows), (x - start) * stripRows);
  return window;
}

function darkest(ink: Float32Array, column: number): number {
  let most = 0;
  for (let y = 0; y < stripRows; y++) most = Math.max(most, ink[column * stripRows + y] as number);
  return most;
}

interface Group {
  readonly text: string;
  readonly mean: Float32Array;
  readonly members: Float32Array[];
}

/**
 * Learns the type of a document from characters that were read: their mean look in each font. Faces of misread glyphs
 * are thrown out: they look like a commoner face of another character.
 */
export function learnType(samples: readonly GlyphSample[]): FigureType {
  const groups: Group[] = [];
  for (const { text, window } of samples) {
    let best: Group | null = null;
    let least = sameFont;
    for (const group of groups) {
      if (group.text !== text) continue;
      const distance = distanceOf(group.mean, window);
      if (distance >= least) continue;
      best = group;
      least = distance;
    }
    if (best === null) groups.push({ text, mean: Float32Array.from(window), members: [window] });
    else {
      best.members.push(window);
      const { mean } = best;
      for (let i = 0; i < mean.length; i++)
        mean[i] = (mean[i] as number) + ((window[i] as number) - (mean[i] as number)) / best.members.length;
    }
  }
  const sound = groups.filter(
    (group) =>
      group.members.length >= minGlyphs &&
      !groups.some(
        (other) =>
          other.text !== group.text &&
          other.members.length > group.members.length &&
          distanceOf(other.mean, group.mean) < sameFont / 2,
      ),
  );
  let sum = 0;
  let count = 0;
  for (const { mean, members } of sound)
    for (const member of members) {
      sum += distanceOf(mean, member);
      count++;
    }
  return { faces: sound.map(toFace), spread: Math.max(leastSpread, count > 0 ? sum / count : 0) };
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return sum / a.length;
}

function toFace({ text, mean, members }: Group): Face {
  let first = 0;
  let last = windowColumns - 1;
  while (first < last && darkest(mean, first) < faintest) first++;
  while (last > first && darkest(mean, last) < faintest) last--;
  return {
    text,
    columns: last - first + 1,
    ink: mean.slice(first * stripRows, (last + 1) * stripRows),
    count: members.length,
  };
}
