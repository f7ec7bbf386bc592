import type { Random } from '../variants/random.ts';
import type { Family } from './metrics.ts';
import { widthOf, wrap } from './metrics.ts';
import type { Sheet } from './sheet.ts';
import { putText } from './sheet.ts';
import { sentence } from './vocabulary.ts';

export interface ProseStyle {
  readonly family: Family;
  readonly size: number;
  readonly justified?: boolean;
}

/** Distance of baselines of prose, in font sizes. */
const leading = 1.2;

/** A text as lines of one paragraph from y down; y below it. */
export function putParagraph(
  sheet: Sheet,
  text: string,
  [x, y]: readonly [number, number],
  width: number,
  style: ProseStyle,
): number {
  const lines = wrap(text, width, style.family, style.size);
  lines.forEach((line, i) => {
    const base = y + (i + 0.8) * leading * style.size;
    const words = line.split(' ');
    const natural = words.reduce((sum, word) => sum + widthOf(word, style.family, style.size), 0);
    if (!style.justified || i === lines.length - 1) {
      putText(sheet, line, x, base, style);
      return;
    }
    const gap = (width - natural) / Math.max(1, words.length - 1);
    let at = x;
    for (const word of words) {
      putText(sheet, word, at, base, style);
      at += widthOf(word, style.family, style.size) + gap;
    }
  });
  return y + lines.length * leading * style.size;
}

/** Paragraphs of so many sentences each; y below the last. */
export function putProse(
  sheet: Sheet,
  random: Random,
  at: readonly [number, number],
  width: number,
  paragraphs: number,
  style: ProseStyle,
): number {
  let y = at[1];
  for (let p = 0; p < paragraphs; p++) {
    const text = Array.from({ length: random.between(3, 6) }, () => sentence(random)).join(' ');
    y = putParagraph(sheet, text, [at[0], y], width, style) + 0.6 * style.size;
  }
  return y;
}
