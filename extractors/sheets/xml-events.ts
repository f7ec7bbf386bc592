import { SaxesParser } from 'saxes';
import { PipelineError } from '../../schemas/error.ts';

/** Attributes by their names as written, prefixes and all. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told of a part while it is read; names without prefixes. */
export interface XmlEvents {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Elements within each other: what programs write of a sheet has some twenty. */
const maxDepth = 400;
/** Bytes decoded at a time. */
const chunkLength = 1 << 16;

/**
 * Reads an XML part from its beginning to its end, holding nothing of it.
 * @param part its name, for messages
 * @throws PipelineError `office-damaged` where it is not well-formed or has a document type
 */
export function readEvents(bytes: Uint8Array, part: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('error', () => {
    throw damaged(part, 'is not well-formed');
  });
  parser.on('doctype', () => {
    throw damaged(part, 'declares a document type, which no Office program writes');
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (depth > maxDepth) throw damaged(part, `nests its elements more than ${maxDepth} deep`);
    events.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    events.close(localName(name));
  });
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += chunkLength)
    parser.write(decoder.decode(bytes.subarray(at, at + chunkLength), { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

/** The value of an attribute whatever its prefix (`r:id`, `id`); null where there is none. */
export function attributeOf(attributes: XmlAttributes, name: string): string | null {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  for (const key in attributes) if (localName(key) === name) return attributes[key] ?? null;
  return null;
}

/** A switch as XML writes it: `1`, `true`, `on`. */
export function isOn(value: string | null | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

/** A whole number from 0; null for anything else. */
export function wholeOf(value: string | null | undefined): number | null {
  return value != null && /^\d{1,10}$/u.test(value) ? Number(value) : null;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** By the byte order mark, the zeros of wide characters, or what the declaration says. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^[^>]*encoding\s*=\s*["'](?:gb18030|gbk|gb2312)["']/iu.test(head) ? 'gb18030' : 'utf-8';
}

function damaged(part: string, what: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The part ${part} ${what}.`, {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
  });
}
