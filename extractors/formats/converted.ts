import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { officeEncrypted, sniffOle } from '../ole/ole-kind.ts';
import { readConverted } from '../word/convert.ts';
import { sourceOfItems } from '../word/declared-source.ts';
import { openZip } from '../zip/open-zip.ts';

/** A format of text documents that is read through a converter. */
interface Converted {
  readonly extension: string;
  readonly mediaType: string;
  readonly is: (bytes: Uint8Array) => boolean;
}

/** Bytes at the beginning that tell a format. */
const headLength = 4096;

const headOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, headLength));

/** A zip whose first member, stored as it is, names its type (OpenDocument 1.3, part 2, 3.3). */
const isPackage = (bytes: Uint8Array, type: string): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && headOf(bytes).includes(`mimetype${type}`);

const formats: readonly Converted[] = [
  {
    extension: 'odt',
    mediaType: 'application/vnd.oasis.opendocument.text',
    is: (bytes) => isPackage(bytes, 'application/vnd.oasis.opendocument.text'),
  },
  {
    extension: 'sxw',
    mediaType: 'application/vnd.sun.xml.writer',
    is: (bytes) => isPackage(bytes, 'application/vnd.sun.xml.writer'),
  },
  {
    extension: 'fodt',
    mediaType: 'application/vnd.oasis.opendocument.text-flat-xml',
    is: (bytes) =>
      /<office:document\b[^>]*mimetype="application\/vnd\.oasis\.opendocument\.text"/u.test(headOf(bytes)),
  },
  {
    extension: 'uot',
    mediaType: 'application/vnd.uof.text',
    is: (bytes) => /<uof:UOF\b/u.test(headOf(bytes)),
  },
  {
    // Word for Windows 1 and 2, and files of 6 that are in no container.
    extension: 'doc',
    mediaType: 'application/msword',
    is: (bytes) => bytes[1] === 0xa5 && [0x9b, 0xdb, 0xdc].includes(bytes[0] ?? 0),
  },
  { extension: 'wps', mediaType: 'application/vnd.ms-works', is: (bytes) => sniffOle(bytes) === 'works' },
  {
    extension: 'wpd',
    mediaType: 'application/vnd.wordperfect',
    is: (bytes) => headOf(bytes).startsWith('\u00ffWPC'),
  },
];

/** Whether the list of a package's parts says that they are encrypted (OpenDocument 1.3, part 2, 4.8). */
function isEncrypted(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50) return false;
  const zip = openZip(bytes, 'office');
  const manifest = zip.entries.find(({ name }) => name === 'META-INF/manifest.xml');
  return (
    manifest !== undefined && new TextDecoder().decode(zip.inflate(manifest)).includes(':encryption-data')
  );
}

/** Text documents of other office programs (OpenDocument, UOF, Works, WordPerfect), through LibreOffice where it is installed. */
export const reader: DocumentReader = {
  id: 'converted',
  mediaTypes: formats.map(({ mediaType }) => mediaType),
  extensions: ['.odt', '.sxw', '.fodt', '.uot', '.uof', '.wpd'],

  sniff(bytes) {
    return formats.some(({ is }) => is(bytes)) ? 0.9 : 0;
  },

  async read(bytes, context) {
    const format = formats.find(({ is }) => is(bytes));
    if (format === undefined)
      throw new PipelineError('office-damaged', 'read', 'The content is none of the formats of its name.', {
        hint: 'Fetch it again, or save it as DOCX or PDF in the program that made it.',
      });
    if (isEncrypted(bytes)) throw officeEncrypted();
    const { items, findings } = await readConverted(bytes, format.extension, context);
    return sourceOfItems(format.mediaType, items, findings);
  },
};
