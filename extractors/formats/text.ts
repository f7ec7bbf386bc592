import type { SourcePage, TextLine } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DocumentReader, ReadContext } from '../../schemas/ports.ts';
import { decodeText, guessEncoding } from '../text/encoding.ts';
import { nameSignature } from '../text/signature.ts';

/** Bytes that one UTF-16 unit takes at most in the encodings read: a line of more bytes is too long for sure. */
const mostBytesPerUnit = 3;
/** Share of control characters beyond which the content is no text (a few stray ones are a damage). */
const controlShare = 0.002;
/** Lines with damaged characters that are told one by one; the rest is counted. */
const mostDamageFindings = 20;
/** Control characters that plain text may have: tab, line feed, VT (soft break), form feed, CR, SUB (DOS end). */
const allowedControl = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a]);

/** Plain text: dumps of documents with tab, pipe or display-width tables, in the encodings that portals use. */
export const reader: DocumentReader = {
  id: 'text',
  mediaTypes: ['text/plain', 'text/markdown'],
  extensions: ['.txt', '.text', '.md', '.markdown'],

  sniff(bytes, name) {
    if (bytes.length === 0 || nameSignature(bytes) !== null) return 0;
    const guess = guessEncoding(bytes.subarray(0, 65_536));
    if (guess === null) return 0;
    const sample = decodeText(bytes.subarray(0, 65_536), guess);
    if (sample.includes('\0') || countControls(sample) > controlShare * sample.length) return 0;
    // The text of a document in XML stands between tags that are no text.
    if (/^\ufeff?\s*<\?xml\s/u.test(sample)) return 0;
    return /\.(?:txt|text|md|markdown)$/iu.test(name) ? 0.7 : 0.4;
  },

  async read(bytes, context) {
    checkSize(bytes, context);
    const signature = nameSignature(bytes);
    if (signature !== null)
      throw new PipelineError('binary-content', 'read', `The content is not plain text but ${signature}.`, {
        hint: `It looks like ${signature}: give it its own file name extension, or convert it to text.`,
      });
    const guess = guessEncoding(bytes);
    const wide = guess?.encoding === 'utf-16le' || guess?.encoding === 'utf-16be';
    if (!wide && bytes.includes(0)) throw binaryContent('NUL bytes');
    if (guess === null)
      throw new PipelineError('encoding-unknown', 'read', 'The encoding of the text is none that is known.', {
        hint: 'Save it as UTF-8; UTF-16 and GB18030 (GBK, GB2312) are read as well.',
      });
    if (!wide) checkLineBytes(bytes, context);
    const text = decodeText(bytes, guess);
    if (wide && text.includes('\0')) throw binaryContent('NUL characters');
    if (countControls(text) > controlShare * text.length) throw binaryContent('control characters');
    if (!/\S/u.test(text)) throw emptyFile('only white space');
    const pages = splitPages(text, context);
    return { mediaType: 'text/plain', encoding: guess.encoding, pages, findings: findDamage(pages) };
  },
};

function checkSize(bytes: Uint8Array, { limits }: ReadContext): void {
  if (bytes.length === 0) throw emptyFile('no bytes');
  if (bytes.length > limits.maxBytes)
    throw new PipelineError(
      'file-too-large',
      'read',
      `The file has ${bytes.length} bytes, more than the ${limits.maxBytes} allowed.`,
      { hint: 'Split it, or raise the limit of bytes.' },
    );
}

/** Before decoding: no line may be so long in bytes that it must be too long in characters. */
function checkLineBytes(bytes: Uint8Array, context: ReadContext): void {
  const most = context.limits.maxLineLength * mostBytesPerUnit;
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x0a || byte === 0x0d) start = i + 1;
    else if (i - start >= most) throw lineTooLong(context);
  }
}

function splitPages(text: string, context: ReadContext): SourcePage[] {
  const pages: SourcePage[] = [];
  let lines: TextLine[] = [];
  const close = (): void => {
    pages.push({
      number: pages.length + 1,
      width: null,
      height: null,
      rotation: 0,
      method: 'text',
      content: { kind: 'lines', lines },
    });
    lines = [];
  };
  let number = 1;
  let start = 0;
  for (const end of lineEnds(text)) {
    if (end.at - start > context.limits.maxLineLength) throw lineTooLong(context);
    // A form feed inside a line breaks the page there; both parts stand on the same line of the file.
    const pieces = text.slice(start, end.at).split('\f');
    pieces.forEach((piece, i) => {
      if (i > 0) close();
      const clean = piece.replaceAll('\u001a', '');
      if (i < pieces.length - 1 ? clean !== '' : true) lines.push({ text: clean, number });
    });
    start = end.next;
    if (end.counts) number++;
  }
  if (lines.some((line) => line.text.trim() !== '') || pages.length === 0) close();
  return pages;
}

/**
 * Where each line ends and the next begins: LF, CR, CRLF; soft breaks (VT, NEL, Unicode separators) too, which editors
 * do not count as lines.
 */
function* lineEnds(
  text: string,
): Generator<{ readonly at: number; readonly next: number; readonly counts: boolean }> {
  let last = 0;
  for (const found of text.matchAll(/\r\n|[\n\r\v\u0085\u2028\u2029]/gu)) {
    last = found.index + found[0].length;
    yield { at: found.index, next: last, counts: /^[\r\n]/u.test(found[0]) };
  }
  if (last < text.length) yield { at: text.length, next: text.length, counts: true };
}

function countControls(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && !allowedControl.has(unit)) count++;
  }
  return count;
}

function findDamage(pages: readonly SourcePage[]): Finding[] {
  const findings: Finding[] = [];
  let more = 0;
  for (const page of pages) {
    if (page.content.kind !== 'lines') continue;
    for (const line of page.content.lines) {
      if (!line.text.includes('\uFFFD')) continue;
      if (findings.length < mostDamageFindings)
        findings.push({
          code: 'encoding-damaged',
          message: 'Some bytes could not be decoded; they are shown as \uFFFD.',
          page: page.number,
          location: `line ${line.number}`,
        });
      else more++;
    }
  }
  if (more > 0)
    findings.push({
      code: 'encoding-damaged',
      message: `${more} further lines have bytes that could not be decoded.`,
      page: null,
      location: '',
    });
  return findings;
}

function emptyFile(what: string): PipelineError {
  return new PipelineError('empty-file', 'read', `The file holds ${what}.`, {
    hint: 'Check that it was downloaded and converted completely.',
  });
}

function binaryContent(what: string): PipelineError {
  return new PipelineError('binary-content', 'read', `The content is not plain text: it holds ${what}.`, {
    hint: 'It looks like a binary or damaged file: fetch it again, or convert it to text.',
  });
}

function lineTooLong({ limits }: ReadContext): PipelineError {
  return new PipelineError(
    'line-too-long',
    'read',
    `A line has more than the ${limits.maxLineLength} characters allowed.`,
    { hint: 'It is probably no report; break its lines, or raise the limit.' },
  );
}
