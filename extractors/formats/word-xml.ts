import type { DocumentReader } from '../../schemas/ports.ts';
import { sourceOfItems } from '../word/declared-source.ts';
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
    return sourceOfItems(mediaType, items, findings);
  },
};
