import { decodeWestern } from '../text/code-page.ts';
import { decodeText, guessEncoding } from '../text/encoding.ts';

/** A page's text, and the encoding it was in. */
export interface DecodedPage {
  readonly text: string;
  readonly encoding: string;
}

/** Bytes in which a declaration is looked for: the head of a page, long scripts before it included. */
const declarationLength = 65_536;
/** Bytes on which it is told whether an encoding does damage; the whole of most pages. */
const sampleLength = 2_000_000;
/** Share of damaged characters among those beyond ASCII from which a declared encoding is not that of the bytes. */
const damageShare = 0.02;
/** Share of double bytes in the rows of everyday characters that Big5 has: chance gives a third. */
const bigShare = 0.6;

/**
 * The bytes of a page → its text. The encoding is found as browsers find it: byte order mark, what the transport says,
 * what the page says of itself, else by the bytes. Where the one that is said does damage and another does none, the
 * bytes decide: portals declare one and send the other.
 * @param transport what a header says, null for none
 */
export function decodePage(bytes: Uint8Array, transport: string | null = null): DecodedPage {
  const marked = guessEncoding(bytes.subarray(0, 4));
  if (marked !== null && marked.bomLength > 0)
    return { text: decodeText(bytes, marked), encoding: marked.encoding };
  const said = labelOf(transport) ?? labelOf(declaredIn(bytes));
  const encoding = said === null ? soundEncoding(bytes) : checked(said, bytes);
  const text = encoding === 'windows-1252' ? decodeWestern(bytes) : new TextDecoder(encoding).decode(bytes);
  return { text, encoding };
}

/** The encoding that a page declares in its head; null for none. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252')
    .decode(bytes.subarray(0, declarationLength))
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, '');
  for (const [tag] of head.matchAll(/<meta\b[^>]{0,1000}>/giu)) {
    const label = /\bcharset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(tag)?.[1];
    if (label !== undefined) return label;
  }
  return /^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]+)["']/iu.exec(head)?.[1] ?? null;
}

/** A label → the name of an encoding that is known; null for none. What a page can read in ASCII is not UTF-16. */
function labelOf(label: string | null): string | null {
  if (label === null) return null;
  try {
    const { encoding } = new TextDecoder(label.trim());
    if (/^(?:gbk|gb2312|gb18030)$/u.test(encoding)) return 'gb18030';
    return encoding.startsWith('utf-16') || encoding === 'x-user-defined' ? 'utf-8' : encoding;
  } catch {
    return null;
  }
}

/** What is said, or what the bytes say where that does damage. */
function checked(said: string, bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleLength);
  if (!sample.some((byte) => byte >= 0x80) && !sample.includes(0)) return said;
  const isWide = guessEncoding(bytes);
  if (isWide?.encoding.startsWith('utf-16')) return isWide.encoding;
  if (said !== 'utf-8' && isUtf8Hanzi(sample)) return 'utf-8';
  const single = /^(?:windows|iso-8859|macintosh|koi8|ibm866)/u.test(said);
  if (!single && damageOf(sample, said) <= damageShare) return said;
  const sound = soundEncoding(bytes, single ? said : null);
  return sound !== said && damageOf(sample, sound) < damageOf(sample, said) + (single ? 1 : 0) ? sound : said;
}

/** The encoding that the bytes read well in; `otherwise`, or that of western pages, where none does. */
function soundEncoding(bytes: Uint8Array, otherwise: string | null = null): string {
  const guess = guessEncoding(bytes);
  if (guess !== null) return guess.encoding;
  const sample = bytes.subarray(0, sampleLength);
  if (damageOf(sample, 'big5') <= damageShare && isCommonBig5(sample)) return 'big5';
  return otherwise ?? 'windows-1252';
}

/** UTF-8 without a fault, with hanzi in it: no text in another encoding is that by chance. */
function isUtf8Hanzi(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  // A cut at the end of the sample is no fault.
  return !text.slice(0, -1).includes('\uFFFD') && /[\u4E00-\u9FFF\u3000-\u303F\uFF00-\uFFEF]/u.test(text);
}

/** Share of damage among the characters beyond ASCII. */
function damageOf(bytes: Uint8Array, encoding: string): number {
  let bad = 0;
  let wide = 0;
  for (const character of new TextDecoder(encoding).decode(bytes)) {
    if (character === '\uFFFD') bad++;
    else if (character > '\u007F') wide++;
  }
  return bad === 0 ? 0 : bad / (bad + wide);
}

function isCommonBig5(bytes: Uint8Array): boolean {
  let common = 0;
  let pairs = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x81) continue;
    pairs++;
    i++;
    // Rows A1 punctuation and full-width forms, A4–C6 the 5,401 characters of everyday use.
    if (lead === 0xa1 || (lead >= 0xa4 && lead <= 0xc6)) common++;
  }
  return pairs > 0 && common / pairs >= bigShare;
}
