import { PipelineError } from '../../../schemas/error.ts';
import { type OfficePackage, packageOf, partKey } from './package.ts';
import { encodingOf } from './xml.ts';

interface FlatPart {
  readonly type: string;
  /** The part as text: XML, or Base64. */
  readonly content: string;
  readonly isXml: boolean;
}

/** Parts that one file may have. */
const mostParts = 10_000;

/**
 * A package of Office in one XML file, each part an element of it. The parts are cut out as they stand, and read as parts of a
 * zip are.
 * @throws PipelineError `office-damaged` where a part does not end, `content-limit` where there are too many
 */
export function openFlatPackage(bytes: Uint8Array): OfficePackage {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  const parts = new Map<string, FlatPart>();
  for (let at = text.indexOf('<pkg:part '); at >= 0; ) {
    const end = text.indexOf('</pkg:part>', at);
    if (end < 0) throw fault('office-damaged', 'It breaks off within a part.');
    if (parts.size >= mostParts) throw fault('content-limit', `It has more than ${mostParts} parts.`);
    const head = text.slice(at, text.indexOf('>', at));
    const xml = contentWithin(text, 'pkg:xmlData', at, end);
    const binary = xml ?? contentWithin(text, 'pkg:binaryData', at, end);
    const key = partKey(attributeOf(head, 'pkg:name'));
    if (binary !== null && !parts.has(key))
      parts.set(key, { type: attributeOf(head, 'pkg:contentType'), content: binary, isXml: xml !== null });
    at = text.indexOf('<pkg:part ', end);
  }
  return packageOf({
    has: (key) => parts.has(key),
    read: (key) => {
      const part = parts.get(key);
      const content = Buffer.from(part?.content ?? '', part?.isXml ? 'utf8' : 'base64');
      return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    },
    contentType: (key) => parts.get(key)?.type ?? '',
  });
}

/** What stands in the first element of a name between two places; null where there is none. */
function contentWithin(text: string, name: string, from: number, to: number): string | null {
  const open = text.indexOf(`<${name}`, from);
  if (open < 0 || open >= to) return null;
  const start = text.indexOf('>', open) + 1;
  const end = text.lastIndexOf(`</${name}>`, to);
  return end < start ? null : text.slice(start, end);
}

function attributeOf(head: string, name: string): string {
  const start = head.indexOf(`${name}="`);
  return start < 0 ? '' : head.slice(start + name.length + 2, head.indexOf('"', start + name.length + 2));
}

function fault(code: 'office-damaged' | 'content-limit', message: string): PipelineError {
  return new PipelineError(code, 'read', message, {
    hint: 'Open it in Word and save it as DOCX, or fetch it anew.',
  });
}
