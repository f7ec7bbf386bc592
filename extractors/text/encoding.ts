/** The encodings of plain text that are told apart. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** How the bytes are to be decoded: the encoding and how many bytes its mark takes. */
export interface EncodingGuess {
  readonly encoding: TextEncoding;
  readonly bomLength: number;
}

/** Bytes looked at from the beginning, middle and end: enough for statistics, little for 100 MB. */
const sampleLength = 32_768;
/** Share of bad sequences among the non-ASCII characters up to which a text counts as damaged, not as another encoding. */
const damageShare = 0.05;
/** Share of UTF-16 units that must be characters of such documents: chance gives under a half. */
const plausibleShare = 0.95;
/** GB18030: share of double bytes in the rows of everyday hanzi and punctuation. Big5 read as GB gives under a third. */
const commonShare = 0.6;
const replacement = '\uFFFD';

/**
 * Bytes of a text → its encoding: byte order mark, then NUL statistics (UTF-16), then UTF-8, then GB18030.
 * @returns null where none reads well
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', bomLength: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bomLength: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bomLength: 2 };
  const sample = samplesOf(bytes);
  if (bytes.length % 2 === 0 && sample.some((piece) => piece.includes(0))) {
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      if (sample.every((piece) => isPlausibleWide(piece, encoding))) return { encoding, bomLength: 0 };
  }
  if (damage(sample, 'utf-8') <= damageShare) return { encoding: 'utf-8', bomLength: 0 };
  if (damage(sample, 'gb18030') <= damageShare && isCommonHanzi(sample))
    return { encoding: 'gb18030', bomLength: 0 };
  if (bytes.length % 2 === 0)
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      if (sample.every((piece) => isPlausibleWide(piece, encoding))) return { encoding, bomLength: 0 };
  return null;
}

/** The bytes as text; what cannot be decoded becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, { encoding, bomLength }: EncodingGuess): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(bomLength));
}

/** Pieces of even offset and length from the beginning, the middle and the end; the whole if it is short. */
function samplesOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length <= 3 * sampleLength) return [bytes];
  const middle = (bytes.length >> 1) & ~1;
  const last = (bytes.length - sampleLength) & ~1;
  return [0, middle, last].map((start) => bytes.subarray(start, start + sampleLength));
}

/** Share of bad sequences among the characters beyond ASCII; a cut at either end of a sample is no damage. */
function damage(pieces: readonly Uint8Array[], encoding: TextEncoding): number {
  let bad = 0;
  let wide = 0;
  for (const piece of pieces) {
    const text = new TextDecoder(encoding).decode(piece);
    let badHere = 0;
    for (const character of text) {
      if (character === replacement) badHere++;
      else if (character > '\u007f') wide++;
    }
    const slack = pieces.length > 1 ? 6 : 0;
    bad += Math.max(0, badHere - slack);
  }
  return bad === 0 ? 0 : bad / (bad + wide);
}

function isPlausibleWide(piece: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  const low = encoding === 'utf-16le' ? 0 : 1;
  let good = 0;
  let units = 0;
  for (let i = 0; i + 1 < piece.length; i += 2) {
    units++;
    if (isExpected((piece[i + low] ?? 0) | ((piece[i + 1 - low] ?? 0) << 8))) good++;
  }
  return units > 0 && good / units >= plausibleShare;
}

function isExpected(unit: number): boolean {
  return (
    (unit >= 0x20 && unit < 0x7f) ||
    unit === 0x09 ||
    unit === 0x0a ||
    unit === 0x0d ||
    unit === 0x0c ||
    unit === 0xa0 ||
    (unit >= 0x2010 && unit <= 0x2030) ||
    (unit >= 0x3000 && unit <= 0x303f) ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0xff00 && unit <= 0xffef)
  );
}

function isCommonHanzi(pieces: readonly Uint8Array[]): boolean {
  let common = 0;
  let pairs = 0;
  for (const piece of pieces)
    for (let i = 0; i < piece.length; i++) {
      const lead = piece[i] ?? 0;
      if (lead < 0x81) continue;
      const trail = piece[i + 1] ?? 0;
      pairs++;
      i++;
      // GB 2312: rows A1–A3 punctuation and full-width forms, B0–D7 the 3,755 hanzi of everyday use.
      if (trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7))) common++;
    }
  return pairs === 0 || common / pairs >= commonShare;
}
