import type { DocumentReader } from '../../schemas/ports.ts';
import { hasMacroPart, mainPartKind } from '../sheets/ooxml/main-part.ts';
import { readOoxmlWorkbook } from '../sheets/ooxml/workbook.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Excel since 2007 and WPS (XLSX, XLTX; XLSM and XLTM without their macros), transitional and strict. */
export const reader: DocumentReader = {
  id: 'xlsx',
  mediaTypes: [mediaType],
  extensions: ['.xlsx', '.xlsm', '.xltx', '.xltm'],

  sniff(bytes, name) {
    const kind = mainPartKind(bytes);
    if (kind === 'damaged') return /\.xl[st][xm]$/iu.test(name) ? 0.3 : 0;
    return kind === 'xml' ? 1 : 0;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    return toDocument(readOoxmlWorkbook(bytes), mediaType, { hasMacros: hasMacroPart(bytes) });
  },
};
