import type { DocumentReader } from '../../schemas/ports.ts';
import { readFlatOds, readOdsWorkbook } from '../sheets/ods/workbook.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';

const mediaType = 'application/vnd.oasis.opendocument.spreadsheet';
/** Bytes at the beginning in which a package names its kind, and a flat document too. */
const headLength = 4096;

/** OpenDocument spreadsheets (ODS, OTS; FODS in one XML file) of LibreOffice and WPS. */
export const reader: DocumentReader = {
  id: 'ods',
  mediaTypes: [mediaType],
  extensions: ['.ods', '.ots', '.fods'],

  sniff(bytes) {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength));
    if (isFlat(head)) return /\bmimetype="[^"]*opendocument\.spreadsheet/u.test(head) ? 1 : 0;
    // The first part of a package is its kind, stored as it is (ODF 1.3, part 2, 3.3).
    return head.startsWith('PK') && head.includes(`mimetype${mediaType}`) ? 1 : 0;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength));
    return toDocument(isFlat(head) ? readFlatOds(bytes) : readOdsWorkbook(bytes), mediaType);
  },
};

function isFlat(head: string): boolean {
  return /^(?:ï»¿)?\s*<(?:\?xml|office:document\b)/u.test(head) && head.includes('office:document');
}
