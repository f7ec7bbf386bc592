import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Folder of the collections: MINGXI_CORPORA, else beside the checkout. */
export const corpora = resolve(process.env.MINGXI_CORPORA ?? '../shared/corpora');
/** Folder of the scorers: MINGXI_SCORERS, else beside the collections. */
export const scorers = resolve(process.env.MINGXI_SCORERS ?? join(corpora, '..', 'scorers'));
/** Folder of the truth that does not lie beside its documents: MINGXI_TRUTH, else beside the collections. */
export const truth = resolve(process.env.MINGXI_TRUTH ?? join(corpora, '..', 'truth'));

/** Says so, once for all collections, where there is none to measure; false then. */
export function haveCorpora(): boolean {
  if (existsSync(corpora)) return true;
  console.log(
    `No collections at ${corpora}: nothing of them was measured. Set MINGXI_CORPORA to their folder.`,
  );
  return false;
}

/** The PDFs of a collection in the order of their names, [] where it is absent. */
export function pdfsOf(collection: string): string[] {
  const folder = join(corpora, collection);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pdf'))
    .sort()
    .map((file) => join(folder, file));
}
