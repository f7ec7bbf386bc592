import type { OutputWriter } from '../../schemas/ports.ts';
import { printDocument } from '../output/document-json.ts';

/** document.json: the whole document. */
export const writer: OutputWriter = {
  id: 'json',
  formats: ['json'],
  runFiles: [],
  *document(result) {
    yield { path: 'document.json', content: printDocument(result) };
  },
};
