import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { findDelimiter, readDelimited } from '../sheets/delimited.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';
import { decodeText, guessEncoding } from '../text/encoding.ts';
import { nameSignature } from '../text/signature.ts';

/** Bytes from which it is told whether a text is one of delimited values. */
const headLength = 65_536;

/** Delimited values (CSV, TSV) in the encodings that portals use, also under the name of a workbook. */
export const reader: DocumentReader = {
  id: 'csv',
  mediaTypes: ['text/csv', 'text/tab-separated-values'],
  // Not .csv: in folders such files are lists of the documents beside them. Named by itself one is read.
  extensions: ['.tsv'],

  sniff(bytes, name) {
    const isNamed = /\.(?:csv|tsv)$/iu.test(name);
    const isWorkbookName = /\.(?:xls[xmb]?|et)$/iu.test(name);
    if (bytes.length === 0 || !(isNamed || isWorkbookName) || nameSignature(bytes) !== null) return 0;
    const head = bytes.subarray(0, headLength);
    const guess = guessEncoding(head);
    const text = guess === null ? '' : decodeText(head, guess);
    if (text.trim() === '' || text.includes('\0') || /^\s*</u.test(text)) return 0;
    if (isNamed) return 0.8;
    return findDelimiter(text) === null ? 0 : 0.6;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    const guess = guessEncoding(bytes);
    const text = guess === null ? '' : decodeText(bytes, guess);
    if (guess === null)
      throw new PipelineError('encoding-unknown', 'read', 'The encoding of the text is none that is known.', {
        hint: 'Save it as UTF-8; UTF-16 and GB18030 (GBK, GB2312) are read as well.',
      });
    if (nameSignature(bytes) !== null || text.includes('\0'))
      throw new PipelineError('binary-content', 'read', 'The content is no text of delimited values.', {
        hint: 'Give it its own file name extension, or fetch it again.',
      });
    const delimiter = findDelimiter(text) ?? (/\.tsv$/iu.test(context.name) ? '\t' : ',');
    const mediaType = delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv';
    return toDocument([readDelimited(text, delimiter)], mediaType, { encoding: guess.encoding });
  },
};
