import type { Reconstruction } from '../../schemas/document.ts';
import { arabicYears } from '../date.ts';
import { withoutLevel } from '../entity.ts';
import { canonicalLabel } from '../text.ts';

/** How sure a name or year is that was read from pictures once, twice, more often (0–1): independent readings agree. */
const byTimes = [0.9, 0.97, 0.99] as const;

/**
 * How sure it is that entity and year were read right: both are every field's. 1 for a document of which any title or sentence
 * is text.
 */
export function sourceTrust(
  { blocks, tables }: Reconstruction,
  { entity, fiscalYear }: { readonly entity: string; readonly fiscalYear: string },
): number {
  const spoken = blocks.filter(({ kind }) =>
    ['title', 'heading', 'caption', 'paragraph', 'contents'].includes(kind),
  );
  if (spoken.length === 0 || spoken.some(({ reading }) => reading === undefined)) return 1;
  const texts = [
    ...blocks.map(({ text }) => text),
    ...tables.flatMap(({ entityText, yearText }) => [entityText ?? '', yearText ?? '']),
  ];
  const times = (word: string, fold: (text: string) => string): number =>
    word === '' ? byTimes.length : texts.filter((text) => fold(text).includes(word)).length;
  return (
    trustOf(times(withoutLevel(entity), canonicalLabel)) *
    trustOf(times(fiscalYear === '' ? '' : `${fiscalYear}年`, arabicYears))
  );
}

function trustOf(times: number): number {
  return byTimes[times] ?? 1;
}
