import { crc32, inflateRawSync } from 'node:zlib';
import { PipelineError } from '../../schemas/error.ts';
import type { ZipLimits } from '../zip/open-zip.ts';
import type { OpenArchive } from './archive.ts';
import { archiveFault, mostUnpacked } from './faults.ts';
import type { Folder } from './seven-zip/header.ts';
import { readList } from './seven-zip/header.ts';
import { decodeLzma, decodeLzma2 } from './seven-zip/lzma.ts';

const encryption = '06f10701';
/** Bytes of a folder, which is unpacked whole: solid archives have all their members in one. */
const largestFolder = 256 << 20;

/** Each method by its id: what unpacks it to a known length. */
const methods: Readonly<
  Record<string, (packed: Uint8Array, properties: Uint8Array, size: number) => Uint8Array>
> = {
  '00': (packed) => packed,
  '21': (packed, _, size) => decodeLzma2(packed, size),
  '030101': decodeLzma,
  '040108': (packed, _, size) => inflateRawSync(packed, { maxOutputLength: size + 1 }),
};

/**
 * Opens a 7z archive: LZMA, LZMA2, Deflate and stored, as archivers pack documents.
 * @throws PipelineError `archive-damaged`, `archive-encrypted`, `content-limit`
 */
export function openSevenZip(bytes: Uint8Array, limits: ZipLimits): OpenArchive {
  const list = readSafely(() =>
    readList(bytes, (folder) => unpack(bytes, folder, limits, 'The list'), limits.entries),
  );
  // Members that lie in one folder are unpacked together, and asked for in their order.
  let last: { readonly folder: number; readonly bytes: Uint8Array } | null = null;
  return {
    members: list.files.map(({ name, isFolder, isLink, place }) => ({
      name,
      kind: isFolder ? 'folder' : isLink ? 'link' : 'file',
      size: place?.size ?? 0,
    })),
    async read(index) {
      const file = list.files[index];
      if (file === undefined) throw new RangeError(`There is no member ${index}.`);
      const { name, place } = file;
      if (place === null) return new Uint8Array();
      if (place.size > limits.entryBytes)
        throw archiveFault('content-limit', `The part ${name} unpacks to more than may be read.`);
      const folder = list.folders[place.folder];
      if (folder === undefined) throw archiveFault('archive-damaged', `The part ${name} is nowhere.`);
      if (last?.folder !== place.folder) {
        last = null;
        last = {
          folder: place.folder,
          bytes: readSafely(() => unpack(bytes, folder, limits, `The part ${name}`)),
        };
      }
      const content = last.bytes.slice(place.offset, place.offset + place.size);
      if (content.length !== place.size || (place.crc !== null && crc32(content) !== place.crc))
        throw archiveFault(
          'archive-damaged',
          `The part ${name} is damaged: its checksum or length is wrong.`,
        );
      return content;
    },
  };
}

/** All bytes of a folder; where they are damaged those that are not, for what is damaged is told by checksums. */
function unpack(bytes: Uint8Array, folder: Folder, limits: ZipLimits, what: string): Uint8Array {
  const { coders, offset, packedSize, size } = folder;
  if (coders.some(({ method }) => method === encryption))
    throw archiveFault('archive-encrypted', `${what} is encrypted.`);
  if (size > Math.min(limits.totalBytes, largestFolder, mostUnpacked(packedSize, limits.ratio)))
    throw archiveFault('content-limit', `${what} unpacks to more than may be read.`);
  const [coder, ...more] = coders;
  const method = coder === undefined ? undefined : methods[coder.method];
  if (coder === undefined || method === undefined || more.length > 0)
    throw archiveFault(
      'archive-damaged',
      `${what} is compressed in a way that is not known (${coders.map((each) => each.method).join(', ')}).`,
    );
  const packed = bytes.subarray(offset, offset + packedSize);
  if (packed.length !== packedSize) throw archiveFault('archive-damaged', `${what} is cut off.`);
  return method(packed, coder.properties, size);
}

/** What goes wrong in bytes that are not what they should be is the archive's fault. */
function readSafely<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    throw archiveFault('archive-damaged', 'The archive is damaged, or cut off.', error);
  }
}
