import type { DocumentReader } from '../../schemas/ports.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';
import { readXmlWorkbook } from '../sheets/xml2003/workbook.ts';

const mediaType = 'application/vnd.ms-excel';
const headLength = 4096;

/** XML Spreadsheet 2003 of Excel and of programs that export to it, under whatever name. */
export const reader: DocumentReader = {
  id: 'xml-spreadsheet',
  mediaTypes: [mediaType],
  // Any data may be .xml: in a folder such a file is read where its content says so.
  extensions: ['.xls'],

  sniff(bytes) {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength)).replaceAll('\0', '');
    const isXml = /^(?:ï»¿|ÿþ|þÿ)?\s*<(?:\?xml|\?mso|(?:\w+:)?Workbook\b)/u.test(head);
    return isXml && /<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/u.test(head)
      ? 1
      : 0;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    return toDocument(readXmlWorkbook(bytes), mediaType);
  },
};
