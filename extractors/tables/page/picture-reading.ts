import type { Word } from '../../../schemas/document.ts';
import type { Candidate, PictureReading } from '../../../schemas/reading.ts';
import { textOf } from './grid.ts';

/** Other readings of a cell are kept up to this number: beyond it they are noise. */
const mostCandidates = 12;

/**
 * How sure the text of a cell is, and what else it may be: one of its words read otherwise at a time.
 * @returns undefined where no word of it was read from a picture
 */
export function readingOf(words: readonly Word[]): PictureReading | undefined {
  if (!words.some(({ reading }) => reading !== undefined)) return undefined;
  let confidence = 1;
  const candidates: Candidate[] = [];
  for (const word of words) {
    if (word.reading === undefined) continue;
    confidence *= word.reading.confidence;
    for (const { text, cost } of word.reading.candidates)
      candidates.push({
        text: textOf(words.map((other) => (other === word ? { ...word, text } : other))),
        cost,
      });
  }
  candidates.sort((a, b) => a.cost - b.cost);
  const inPicture = words.some(({ reading }) => reading?.inPicture === true);
  return {
    confidence,
    candidates: candidates.slice(0, mostCandidates),
    ...(inPicture ? { inPicture } : {}),
  };
}
