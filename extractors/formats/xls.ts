import type { DocumentReader } from '../../schemas/ports.ts';
import { officeEncrypted, sniffOle } from '../ole/ole-kind.ts';
import { openBiffPictures } from '../sheets/biff/biff-pictures.ts';
import {
  checkRecords,
  hasMacroStorage,
  isBareBiff,
  readBiffStream,
  withoutLinks,
} from '../sheets/biff/biff-stream.ts';
import { readBinaryWorkbook } from '../sheets/sheetjs/workbook.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';

const mediaType = 'application/vnd.ms-excel';

/** Excel 97–2003 and older, Kingsoft Spreadsheets (XLS, XLT, ET, ETT); and, to say so, what is under a password. */
export const reader: DocumentReader = {
  id: 'xls',
  mediaTypes: [mediaType],
  extensions: ['.xls', '.xlt', '.et', '.ett'],

  sniff(bytes, name) {
    const kind = sniffOle(bytes);
    if (kind === 'workbook') return 1;
    // An XLSX under a password is a compound file that says nothing of what it holds.
    if (kind === 'encrypted') return /\.(?:xls[xmb]?|xlt[xm]?|et)$/iu.test(name) ? 0.9 : 0;
    return isBareBiff(bytes) ? 0.8 : 0;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    const { password = '' } = context;
    const stream = readBiffStream(bytes);
    if (checkRecords(stream).isEncrypted && password === '') throw officeEncrypted();
    const workbook = await readBinaryWorkbook(withoutLinks(stream), password, openBiffPictures(stream));
    return toDocument(workbook, mediaType, { hasMacros: hasMacroStorage(bytes) });
  },
};
