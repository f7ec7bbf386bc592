import { enoughGlyphs, type FigureType, type GlyphSample, learnType } from './figure-type.ts';

/** What a document's figures look like: learned page by page, in their order. */
export interface FigureMemory {
  learn(samples: readonly GlyphSample[]): FigureType;
}

export function openMemory(): FigureMemory {
  const known: GlyphSample[] = [];
  const counts = new Map<string, number>();
  return {
    learn(samples) {
      for (const sample of samples) {
        const count = counts.get(sample.text) ?? 0;
        if (count >= enoughGlyphs) continue;
        counts.set(sample.text, count + 1);
        known.push(sample);
      }
      return learnType(known);
    },
  };
}
