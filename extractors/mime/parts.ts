import { PipelineError } from '../../schemas/error.ts';
import {
  fromBase64,
  fromQuoted,
  type Headers,
  latinBytes,
  parameterOf,
  parseHeaders,
  valueOfHeader,
} from './headers.ts';

/** A part of a message that holds no parts itself. */
export interface MimePart {
  /** `text/html`, in lower case. */
  readonly type: string;
  /** What the header says of its encoding, null for nothing. */
  readonly charset: string | null;
  /** Address the page knows it by, '' for none. */
  readonly location: string;
  /** Content-ID without its brackets, '' for none. */
  readonly id: string;
  /** Name of the file it was, '' for none. */
  readonly name: string;
  readonly isAttachment: boolean;
  /** The multiparts around it, from the outermost: `multipart/alternative`. */
  readonly within: readonly string[];
  /** Decoded anew at each call. */
  bytes(): Uint8Array;
}

export interface MimeMessage {
  /** Of the message itself. */
  readonly headers: Headers;
  /** In their order. */
  readonly parts: readonly MimePart[];
  /** A part is not closed: the file was cut off. */
  readonly isCut: boolean;
}

/** Parts within parts, and parts: messages have a handful. */
const maxDepth = 32;
const maxParts = 10_000;

/** What is open while the parts are told: a multipart, from a place on. */
interface Open {
  readonly text: string;
  readonly depth: number;
  readonly within: readonly string[];
}

/**
 * A message or a page saved as one (RFC 2045, 2557) → its parts.
 * @throws PipelineError `office-damaged` where a message of several parts does not say what parts them,
 *   `content-limit` for more parts, or more within each other, than any has
 */
export function readMessage(bytes: Uint8Array): MimeMessage {
  // A character a byte: parts have encodings of their own.
  const whole = latinText(bytes).replace(/^(?:ï»¿)?(?:From [^\n]*\n)?\s*/u, '');
  const parts: MimePart[] = [];
  let isCut = false;
  const { headers } = splitHead(whole);
  const open: Open[] = [{ text: whole, depth: 0, within: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const head = splitHead(next.text);
    const type = valueOfHeader(head.headers, 'content-type') || 'text/plain';
    if (type.startsWith('multipart/')) {
      if (next.depth >= maxDepth) throw tooMuch(`parts nested more than ${maxDepth} deep`);
      const found = splitParts(head.body, boundaryOf(head.headers, head.body));
      isCut ||= !found.isClosed;
      const within = [...next.within, type];
      for (const text of found.texts.reverse()) open.push({ text, depth: next.depth + 1, within });
      if (open.length + parts.length > maxParts) throw tooMuch(`more than ${maxParts} parts`);
    } else parts.push(partOf(type, head.headers, head.body, next.within));
  }
  return { headers, parts, isCut };
}

const latinText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function splitHead(text: string): { readonly headers: Headers; readonly body: string } {
  // A part may begin with the blank line: it has no headers then.
  const end = /^\r?\n|\r?\n\r?\n/u.exec(text);
  if (end === null) return { headers: parseHeaders(text), body: '' };
  return { headers: parseHeaders(text.slice(0, end.index)), body: text.slice(end.index + end[0].length) };
}

function boundaryOf(headers: Headers, body: string): string {
  const said = parameterOf(headers, 'content-type', 'boundary');
  if (said !== '') return said;
  // Where nothing says it, the first line that can be one is it, if it comes again.
  const line = /(?:^|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n/u.exec(body)?.[1];
  if (line !== undefined && `\n${body}`.split(`\n--${line}`).length > 2) return line;
  throw new PipelineError(
    'office-damaged',
    'read',
    'The message has several parts and does not say what parts them.',
    {
      hint: 'It is cut off or damaged: save the page again.',
    },
  );
}

function splitParts(body: string, boundary: string): { texts: string[]; isClosed: boolean } {
  const mark = `--${boundary}`;
  const texts: string[] = [];
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    const after = body.slice(at + mark.length, at + mark.length + 2);
    const isEnd = after === '--';
    // Another boundary may begin with this one.
    if (!isEnd && !/^(?:\s|$)/u.test(after)) continue;
    if (start >= 0) texts.push(body.slice(start, at).replace(/\r?\n$/u, ''));
    if (texts.length > maxParts) throw tooMuch(`more than ${maxParts} parts`);
    if (isEnd) return { texts, isClosed: true };
    const lineEnd = body.indexOf('\n', at);
    start = lineEnd < 0 ? body.length : lineEnd + 1;
  }
  if (start >= 0 && start < body.length) texts.push(body.slice(start));
  return { texts, isClosed: false };
}

function partOf(type: string, headers: Headers, body: string, within: readonly string[]): MimePart {
  const encoding = valueOfHeader(headers, 'content-transfer-encoding');
  const name =
    parameterOf(headers, 'content-disposition', 'filename') || parameterOf(headers, 'content-type', 'name');
  return {
    type,
    within,
    charset: parameterOf(headers, 'content-type', 'charset') || null,
    location: (headers.get('content-location') ?? '').replace(/\s+/gu, ''),
    id: /<([^>]*)>/u.exec(headers.get('content-id') ?? '')?.[1] ?? headers.get('content-id') ?? '',
    name: utf8OrLatin(name),
    isAttachment: valueOfHeader(headers, 'content-disposition') === 'attachment',
    bytes: () => {
      if (encoding === 'base64') return fromBase64(body);
      return encoding === 'quoted-printable' ? fromQuoted(body) : latinBytes(body);
    },
  };
}

/** Headers that were not encoded though they had to be are mostly UTF-8. */
function utf8OrLatin(text: string): string {
  if (/^\p{ASCII}*$/u.test(text) || /[\u0100-\uFFFF]/u.test(text)) return text;
  const bytes = latinBytes(text);
  const read = new TextDecoder().decode(bytes);
  return read.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : read;
}

function tooMuch(what: string): PipelineError {
  return new PipelineError('content-limit', 'read', `The message has ${what}.`, {
    hint: 'It is no saved page, or it is damaged: save the page again.',
  });
}
