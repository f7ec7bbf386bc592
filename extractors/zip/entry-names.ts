/** Upper half of code page 437, in which old archivers of western systems wrote names. */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** A name as it lies in the central directory. */
export interface RawName {
  readonly bytes: Uint8Array;
  /** The flag says that it is UTF-8. */
  readonly isUtf8: boolean;
  /** The name in UTF-8 that an extra field gives beside it; null for none. */
  readonly unicode: string | null;
}

/**
 * The names of an archive as text. Without the flag of UTF-8 nothing says how a name is written, and one archiver wrote
 * them all: they are UTF-8 if every one of them reads so and one has a character that chance does not make, then
 * GB18030, what Chinese Windows writes; a name that is neither is code page 437.
 */
export function decodeNames(names: readonly RawName[]): string[] {
  const open = names.filter((name) => !name.isUtf8 && name.unicode === null && !isAscii(name.bytes));
  const asUtf8 = open.map(({ bytes }) => strictly(bytes, 'utf-8'));
  // Two bytes of GBK may read as one character of UTF-8 below U+0800; six in a row that read as two hanzi are no chance.
  const isUtf8 =
    asUtf8.every((text) => text !== null) &&
    (asUtf8.some((text) => /[\u0800-\uffff]/u.test(text ?? '')) ||
      open.some(({ bytes }) => strictly(bytes, 'gb18030') === null));
  return names.map(({ bytes, isUtf8: isFlagged, unicode }) => {
    if (unicode !== null) return unicode;
    if (isAscii(bytes) || isFlagged || isUtf8)
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return strictly(bytes, 'gb18030') ?? fromCp437(bytes);
  });
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function fromCp437(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (cp437[byte - 0x80] ?? ''),
  ).join('');
}
