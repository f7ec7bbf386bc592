import type { DocumentReader } from '../../schemas/ports.ts';
import { mainPartKind } from '../sheets/ooxml/main-part.ts';
import { boundParts } from '../sheets/sheetjs/binary-parts.ts';
import { readBinaryWorkbook } from '../sheets/sheetjs/workbook.ts';
import { checkSize, toDocument } from '../sheets/workbook-document.ts';

const mediaType = 'application/vnd.ms-excel.sheet.binary.macroenabled.12';

/** Excel's binary workbooks since 2007 (XLSB). */
export const reader: DocumentReader = {
  id: 'xlsb',
  mediaTypes: [mediaType],
  extensions: ['.xlsb'],

  sniff(bytes, name) {
    const kind = mainPartKind(bytes);
    if (kind === 'damaged') return /\.xlsb$/iu.test(name) ? 0.3 : 0;
    return kind === 'binary' ? 1 : 0;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    return toDocument(await readBinaryWorkbook(boundParts(bytes), '', null), mediaType);
  },
};
