import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { openOle } from '../ole/compound-file.ts';
import { kindOfOle, officeEncrypted, sniffOle } from '../ole/ole-kind.ts';
import { isOldWord } from '../word/binary/file-head.ts';

/** Word 97–2003 and Kingsoft Writer: paragraphs, tables with merged cells, notes, text boxes, pictures. */
export const reader: DocumentReader = {
  id: 'doc',
  mediaTypes: ['application/msword'],
  extensions: ['.doc', '.dot', '.wps', '.wpt'],

  sniff(bytes) {
    return sniffOle(bytes) === 'word' ? 1 : 0;
  },

  async read(bytes) {
    const file = openOle(bytes);
    const kind = kindOfOle(file);
    if (kind === 'encrypted') throw officeEncrypted();
    const text = file.read('WordDocument');
    if (text === null || isOldWord(text))
      throw new PipelineError('unsupported-format', 'read', 'The document is of a version before Word 97.', {
        hint: 'Open it in Word or WPS and save it as .docx.',
      });
    const { readDoc } = await import('../word/binary/read-doc.ts');
    return {
      mediaType: 'application/msword',
      encoding: null,
      pages: [
        {
          ...{ number: 1, width: null, height: null, rotation: 0, method: 'text' },
          content: { kind: 'declared', items: readDoc(file) },
        },
      ],
      findings: [],
    };
  },
};
