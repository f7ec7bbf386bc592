/** Windows code pages, as Word and RTF number them → the name of their encoding. */
const labels: ReadonlyMap<number, string> = new Map([
  [866, 'ibm866'],
  [874, 'windows-874'],
  [932, 'shift_jis'],
  // GB18030 is GBK and four-byte characters besides.
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10000, 'macintosh'],
  [10008, 'gb18030'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((n) => [n, `windows-${n}`] as const),
]);

/** Windows character sets (of fonts) → code pages. */
const ofCharset: ReadonlyMap<number, number> = new Map([
  [77, 10000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

/** The code page of a font's character set; null for those that are the document's own (0 ANSI, 1 default, 2 symbol). */
export function codePageOfCharset(charset: number): number | null {
  return ofCharset.get(charset) ?? null;
}

/** Windows-1252, 0x80 to 0x9F, as the Encoding Standard has it. */
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes in Windows-1252 → text. Node's own decoder of that name gives control characters for the quotes and dashes. */
export function decodeWestern(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u009f]/gu, (unit) => western[unit.charCodeAt(0) - 0x80] ?? unit);
}

/**
 * Bytes in a code page (in Windows-1252 where it is unknown) → text.
 * @returns null where some bytes are no characters and `isStrict` is asked for; else they are U+FFFD
 */
export function decodeCodePage(bytes: Uint8Array, codePage: number, isStrict = false): string | null {
  const label = labels.get(codePage) ?? 'windows-1252';
  if (label === 'windows-1252') return decodeWestern(bytes);
  try {
    return new TextDecoder(label, { fatal: isStrict, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
