import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { readWordXml, wordXmlKind } from '../word/ooxml/read-word-xml.ts';

const mediaType = 'application/vnd.ms-word.xml';

/** Documents of Word in one XML file: of Word 2003, and packages written flat. Programs that fill templates call them .doc. */
export const reader: DocumentReader = {
  id: 'word-xml',
  mediaTypes: [mediaType],
  extensions: ['.doc'],

  sniff(bytes) {
    return wordXmlKind(bytes) === null ? 0 : 1;
  },

  async read(bytes) {
    const { items, findings } = await readWordXml(bytes);
    if (items.every((item) => item.kind === 'text' && item.text.trim() === ''))
      throw new PipelineError('empty-file', 'read', 'The document holds no text.', {
        hint: 'Check that it was downloaded and converted completely.',
      });
    return {
      mediaType,
      encoding: null,
      pages: [
        {
          number: 1,
          width: null,
          height: null,
          rotation: 0,
          method: 'text',
          content: { kind: 'declared', items },
        },
      ],
      findings,
    };
  },
};
