import type { OutputWriter } from '../../schemas/ports.ts';
import { typedParts } from '../output/typed-rows.ts';
import { documentBook } from '../xlsx/document-book.ts';
import { openRunBook, runBook } from '../xlsx/run-book.ts';

/** mingxi.xlsx over all documents; tables.xlsx of each: its tables as the publisher laid them out. */
export const writer: OutputWriter = {
  id: 'xlsx',
  formats: ['xlsx'],
  runFiles: [runBook],
  *document(result) {
    if (result.tables.length > 0) yield { path: 'tables.xlsx', content: documentBook(result) };
  },
  parts: typedParts,
  run: (context) => openRunBook(context),
};
