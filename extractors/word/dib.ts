/** Bytes of the head of a BMP file, before the head of its bitmap. */
const fileHeadLength = 14;
/** Compression `BI_BITFIELDS`: three masks stand behind a head of 40 bytes. */
const bitFields = 3;
const masksLength = 12;

/** A device-independent bitmap as Windows programs store it within files → a BMP file. */
export function bmpOfDib(dib: Uint8Array): Uint8Array {
  const view = new DataView(dib.buffer, dib.byteOffset, dib.byteLength);
  const headLength = dib.length >= 40 ? view.getUint32(0, true) : 0;
  const file = new Uint8Array(fileHeadLength + dib.length);
  file.set(dib, fileHeadLength);
  const head = new DataView(file.buffer);
  head.setUint16(0, 0x424d);
  head.setUint32(2, file.length, true);
  if (headLength < 40) return file;
  const bits = view.getUint16(14, true);
  const told = view.getUint32(32, true);
  const colours = told > 0 && told <= 256 ? told : bits <= 8 ? 2 ** bits : 0;
  const masks = headLength === 40 && view.getUint32(16, true) === bitFields ? masksLength : 0;
  head.setUint32(10, fileHeadLength + headLength + masks + colours * 4, true);
  return file;
}
