import { readFileSync } from 'node:fs';
import type { Draft } from '../variants/draft.ts';
import type { Transformation } from '../variants/transformations.ts';
import type { Truth } from '../variants/truth.ts';
import { makeVariant } from '../variants/variant.ts';

/** A document to print: its text and what it says. */
export interface Source {
  readonly id: string;
  readonly text: string;
  readonly truth: Truth;
  /** Whether it has tables of the forms. */
  readonly hasForms: boolean;
}

/** What rewrites the carrier, not the document: not for print. */
const carriers: readonly Transformation[] = ['pipes', 'columns', 'page-breaks', 'wrapped', 'nbsp'];
/** Variants to look through for each source. */
const variantCount = 200;

/**
 * For the nth layout the documents to print in it: the seed whose turn it is, and a rewritten variant of one with tables.
 * Each layout gets a seed or variant of the two whole disclosures; the two without tables come with every third one.
 */
export function loadSources(drafts: readonly Draft[]): (layout: number) => Source[] {
  const seeds = drafts.map(({ notes, truth }): Source => {
    const text = readFileSync(`${process.cwd()}/seeds/${notes.file}`, 'utf8');
    return { id: notes.truth.slice(0, 3), text, truth, hasForms: notes.blocks.length > 0 };
  });
  const variants = Array.from({ length: variantCount }, (_, index) => index)
    .filter((index) => (drafts[index % drafts.length]?.notes.blocks.length ?? 0) > 0)
    .map((index) => makeVariant(drafts, index))
    .filter(({ applied }) => !applied.some((name) => carriers.includes(name)))
    .map(({ id, seed, text, truth }): Source => {
      const notes = drafts.find((draft) => draft.notes.truth.startsWith(seed))?.notes;
      return { id, text: withoutOldName(text, notes?.office ?? '', truth.entity), truth, hasForms: true };
    });
  const whole = seeds.filter((seed) => seed.hasForms);
  const bare = seeds.filter((seed) => !seed.hasForms);
  return (layout) => [
    ...whole,
    ...(variants[(layout * 7) % variants.length] ? [variants[(layout * 7) % variants.length] as Source] : []),
    ...(layout % 3 === 0 ? [bare[(layout / 3) % bare.length] as Source] : []),
  ];
}

/** A name that a line break of the dump has cut kept the seed's office: it is given the variant's name, too. */
function withoutOldName(text: string, office: string, entity: string): string {
  const broken = [...office].join('\\s?');
  return office === '' ? text : text.replace(new RegExp(`[^\\s，。、]{0,6}${broken}`, 'gu'), entity);
}
