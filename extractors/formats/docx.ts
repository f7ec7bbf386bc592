import type { DocumentReader } from '../../schemas/ports.ts';
import { officeEncrypted, sniffOle } from '../ole/ole-kind.ts';
import { sourceOfItems } from '../word/declared-source.ts';
import { openPackage } from '../word/ooxml/package.ts';
import { readWord, wordPart } from '../word/ooxml/read-word.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Bytes at the beginning of a broken package that show what it was. */
const headLength = 1 << 16;

/** Word since 2007 (DOCX, DOTX; DOCM and DOTM without their macros), transitional and strict. */
export const reader: DocumentReader = {
  id: 'docx',
  mediaTypes: [mediaType],
  extensions: ['.docx', '.docm', '.dotx', '.dotm'],

  sniff(bytes, name) {
    // Under a password it is a compound file that says nothing of what it holds.
    if (sniffOle(bytes) === 'encrypted') return /\.do[ct][xm]$/iu.test(name) ? 0.9 : 0.5;
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return 0;
    try {
      return wordPart(openPackage(bytes)) === null ? 0 : 1;
    } catch {
      // Cut off or damaged: what its first parts are called tells what is wrong with it.
      const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength));
      if (head.includes('word/')) return 0.6;
      return /\.do[ct][xm]$/iu.test(name) ? 0.3 : 0;
    }
  },

  async read(bytes) {
    if (sniffOle(bytes) === 'encrypted') throw officeEncrypted();
    const { items, findings } = await readWord(openPackage(bytes));
    return sourceOfItems(mediaType, items, findings);
  },
};
