import { openPackage } from '../../word/ooxml/package.ts';

/** Bytes at the beginning of a broken package that show what it was. */
const headLength = 1 << 16;

/**
 * What a workbook's main part is written in: `xml` (xlsx) or `binary` (xlsb); `damaged` for a zip that cannot be opened and
 * has or may have been a workbook; null for what is none.
 */
export function mainPartKind(bytes: Uint8Array): 'xml' | 'binary' | 'damaged' | null {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  try {
    const office = openPackage(bytes);
    const main = office.mainPart ?? ['xl/workbook.xml', 'xl/workbook.bin'].find((part) => office.has(part));
    if (main === undefined) return null;
    const type = office.contentType(main);
    if (/sheet\.binary/iu.test(type) || /(?:^|\/)workbook\.bin$/iu.test(main)) return 'binary';
    return /spreadsheetml/iu.test(type) || /(?:^|\/)workbook\.xml$/iu.test(main) ? 'xml' : null;
  } catch {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, headLength));
    return head.includes('word/') || head.includes('ppt/') ? null : 'damaged';
  }
}

/** Whether a package that could be opened holds macros. */
export function hasMacroPart(bytes: Uint8Array): boolean {
  return openPackage(bytes).has('xl/vbaProject.bin');
}
