/** Headers of a part of a MIME message: names in lower case, folded lines joined. */
export type Headers = ReadonlyMap<string, string>;

/** Characters of headers that are read of a part. */
const maxLength = 100_000;

/** The text of a part's head → its headers, the first of each name. */
export function parseHeaders(text: string): Headers {
  const headers = new Map<string, string>();
  for (const line of text
    .slice(0, maxLength)
    .replace(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u)) {
    const found = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/u.exec(line);
    const name = found?.[1]?.toLowerCase() ?? '';
    if (name !== '' && !headers.has(name)) headers.set(name, (found?.[2] ?? '').trim());
  }
  return headers;
}

/** What a header says before its parameters, in lower case: `text/html`. */
export const valueOfHeader = (headers: Headers, name: string): string =>
  /^[^;\s]*/u.exec(headers.get(name) ?? '')?.[0].toLowerCase() ?? '';

/** A parameter of a header, '' for none; `name*0*=` pieces (RFC 2231) put together. */
export function parameterOf(headers: Headers, name: string, parameter: string): string {
  const text = headers.get(name) ?? '';
  const pieces = new Map<number, string>();
  const pattern = /;\s*([\w!#$&+.^`|~-]+)(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/gu;
  for (const [, key = '', index, encoded, quoted, plain] of text.matchAll(pattern)) {
    if (key.toLowerCase() !== parameter) continue;
    const raw = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/gu, '$1');
    pieces.set(Number(index ?? 0), encoded === undefined ? raw : unescapeExtended(raw));
  }
  const joined = [...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  return decodeWords(joined.join(''));
}

/** `utf-8'zh'%E8%A1%A8` → 表. */
function unescapeExtended(text: string): string {
  const [, charset = 'utf-8', rest = text] = /^([\w-]*)'[^']*'(.*)$/su.exec(text) ?? [];
  const bytes = rest.replace(/%([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeBytes(latinBytes(bytes), charset);
}

/** Words that are encoded because a header is ASCII (RFC 2047): `=?gb2312?B?…?=`. */
export function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/giu, '$1')
    .replace(
      /=\?([^?\s*]+)(?:\*[^?]*)?\?([bq])\?([^?\s]*)\?=/giu,
      (_, charset: string, kind: string, body: string) =>
        decodeBytes(
          kind.toLowerCase() === 'b' ? fromBase64(body) : fromQuoted(body.replaceAll('_', ' ')),
          charset,
        ),
    );
}

function decodeBytes(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(/^gb/iu.test(charset) ? 'gb18030' : charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Characters up to U+00FF → bytes. */
export const latinBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Base64 → bytes; what is no sign of it is passed over, a cut end gives what it holds. */
export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Quoted-printable → bytes. */
export function fromQuoted(text: string): Uint8Array {
  const plain = text
    .replace(/[ \t]+(\r?\n)/gu, '$1')
    .replace(/=\r?\n/gu, '')
    .replace(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return latinBytes(plain);
}
