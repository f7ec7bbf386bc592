import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { openOle } from '../ole/compound-file.ts';
import { hasMacros, kindOfOle, officeEncrypted, sniffOle } from '../ole/ole-kind.ts';
import { isOldWord } from '../word/binary/file-head.ts';
import { macrosIgnored, sourceOfItems } from '../word/declared-source.ts';

const mediaType = 'application/msword';

/** Word 97–2003 and Kingsoft Writer; what is older goes through a converter. */
export const reader: DocumentReader = {
  id: 'doc',
  mediaTypes: [mediaType],
  extensions: ['.doc', '.dot', '.wps', '.wpt'],

  sniff(bytes) {
    return sniffOle(bytes) === 'word' ? 1 : 0;
  },

  async read(bytes, context) {
    const file = openOle(bytes);
    const kind = kindOfOle(file);
    if (kind === 'encrypted') throw officeEncrypted();
    if (kind !== 'word')
      throw new PipelineError('unsupported-format', 'read', 'The file holds no document of Word.', {
        hint: 'Open it in the program that made it and save it as DOCX or PDF.',
      });
    const text = file.read('WordDocument');
    if (text !== null && isOldWord(text)) {
      const { readConverted } = await import('../word/convert.ts');
      const { items, findings } = await readConverted(bytes, 'doc', context);
      return sourceOfItems(mediaType, items, findings);
    }
    const { readDoc } = await import('../word/binary/read-doc.ts');
    const { items, findings } = readDoc(file);
    return sourceOfItems(mediaType, items, [...findings, ...(hasMacros(file) ? [macrosIgnored] : [])]);
  },
};
