import { hexDigit } from './hex-digit.ts';

/**
 * What RTF is made of.
 * - `open`, `close` braces of a group
 * - `word` a control word, its parameter null where it has none; `symbol` a control character (`\~`, `\*`)
 * - `hex` a byte written `\'b5`; `text` bytes of text, line ends left out; `binary` what follows `\bin`
 */
export type TokenKind = 'open' | 'close' | 'word' | 'symbol' | 'hex' | 'text' | 'binary';

/** One token; the same object every time, filled anew. */
export interface Token {
  kind: TokenKind;
  /** The word or the symbol; '' for others. */
  name: string;
  /** The parameter of a word, the byte of a `hex`. */
  parameter: number | null;
  /** Where the bytes of a `text` or a `binary` lie. */
  from: number;
  to: number;
}

const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
/** Letters of a control word that are looked at (Word reads 32), and digits of a parameter. */
const longestWord = 40;
const longestParameter = 11;

/**
 * RTF 1.9.1, “Conventions of an RTF reader”: bytes → tokens. Any bytes are tokens of something: it never throws.
 * @returns what gives the next token, null behind the last
 */
export function openTokens(bytes: Uint8Array): () => Token | null {
  const token: Token = { kind: 'text', name: '', parameter: null, from: 0, to: 0 };
  const end = bytes.length;
  let at = 0;

  const control = (): Token => {
    const first = bytes[at] ?? 0;
    if (!isLetter(first)) return symbol(first);
    const start = at;
    while (at < end && isLetter(bytes[at] ?? 0)) at++;
    token.kind = 'word';
    token.name = latin(bytes, start, Math.min(at, start + longestWord));
    token.parameter = parameter();
    if (bytes[at] === 0x20) at++;
    if (token.name === 'bin' && token.parameter !== null && token.parameter > 0) {
      token.kind = 'binary';
      token.from = at;
      // A length that lies takes no more than there is.
      at = Math.min(end, at + token.parameter);
      token.to = at;
    }
    return token;
  };

  const symbol = (first: number): Token => {
    at++;
    if (first === 0x27) {
      token.kind = 'hex';
      const high = hexDigit(bytes[at]);
      const low = hexDigit(bytes[at + 1]);
      token.parameter = high === null || low === null ? null : high * 16 + low;
      if (token.parameter !== null) at += 2;
      return token;
    }
    token.kind = 'symbol';
    token.name = first === 0x0a || first === 0x0d ? '\n' : String.fromCharCode(first);
    return token;
  };

  const parameter = (): number | null => {
    const start = at;
    if (bytes[at] === 0x2d) at++;
    const digits = at;
    while (at < end && isDigit(bytes[at] ?? 0)) at++;
    if (at === digits) {
      at = start;
      return null;
    }
    return at - start > longestParameter ? null : Number(latin(bytes, start, at));
  };

  return () => {
    while (at < end && isLineEnd(bytes[at] ?? 0)) at++;
    if (at >= end) return null;
    token.name = '';
    token.parameter = null;
    const first = bytes[at] ?? 0;
    if (first === backslash) {
      at++;
      return control();
    }
    if (first === openBrace || first === closeBrace) {
      at++;
      token.kind = first === openBrace ? 'open' : 'close';
      return token;
    }
    token.kind = 'text';
    token.from = at;
    while (at < end && !isSpecial(bytes[at] ?? 0)) at++;
    token.to = at;
    return token;
  };
}

function isSpecial(byte: number): boolean {
  return byte === backslash || byte === openBrace || byte === closeBrace || isLineEnd(byte);
}

function isLineEnd(byte: number): boolean {
  // NUL: some writers end the file with it.
  return byte === 0x0a || byte === 0x0d || byte === 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
