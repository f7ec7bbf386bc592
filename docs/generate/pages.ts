import { loadForms } from '../../pipeline/registry.ts';
import { classificationTable } from './classification.ts';
import { codebookPage } from './codebook.ts';
import { codesPage } from './codes.ts';
import { flagsPage } from './flags.ts';
import { formsPage } from './forms.ts';
import { readSeeds } from './read-seeds.ts';

/** All pages that are made from the code, by their path in the project. */
export async function makePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/CODEBOOK.md', codebookPage(await readSeeds())],
    ['docs/CODES.md', codesPage()],
    ['docs/FLAGS.md', flagsPage()],
    ['docs/FORMS.md', formsPage(await loadForms())],
    ['docs/classification.csv', classificationTable()],
  ]);
}
