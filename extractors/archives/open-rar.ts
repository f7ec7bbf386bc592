import type { ArcHeader, Extractor, FileHeader } from 'node-unrar-js';
import { createExtractorFromData, UnrarError } from 'node-unrar-js';
import { PipelineError } from '../../schemas/error.ts';
import { decodeNames } from '../zip/entry-names.ts';
import type { ZipLimits } from '../zip/open-zip.ts';
import type { ArchiveMember, OpenArchive } from './archive.ts';
import { archiveFault, mostUnpacked } from './faults.ts';
import { isRarCut } from './rar-end.ts';

/**
 * Bytes that are unpacked ahead of the member that is asked for: each pass goes through the archive from its beginning, and
 * members are asked for in their order.
 */
const aheadBytes = 32 << 20;

/** Stands in a name before bytes that the library could not decode; each is then U+E000 and the byte. */
const undecodedMark = '\ufffe';
const undecoded = /[\ue080-\ue0ff]/u;

/**
 * Opens a RAR archive (2 to 7, solid ones too) by the library of its makers, in memory.
 * @throws PipelineError `archive-damaged`, `archive-encrypted`, `content-limit`
 */
export async function openRar(bytes: Uint8Array, limits: ZipLimits): Promise<OpenArchive> {
  const { headers, broken } = await listHeaders(bytes, limits);
  const names = decodeNames(headers.map(({ name }) => rawName(name)));
  const ahead = new Map<number, Uint8Array>();
  const counted = new Set<number>();
  let total = 0;
  const faultOf = (place: number): PipelineError | null => {
    const header = headers[place];
    if (header === undefined) throw new RangeError(`There is no member ${place}.`);
    if (header.flags.encrypted)
      return archiveFault('archive-encrypted', `The part ${names[place]} is encrypted.`);
    const isTooMuch =
      header.unpSize > limits.entryBytes ||
      header.unpSize > mostUnpacked(header.packSize, limits.ratio) ||
      (!counted.has(place) && total + header.unpSize > limits.totalBytes);
    return isTooMuch
      ? archiveFault('content-limit', `The part ${names[place]} unpacks to more than may be read.`)
      : null;
  };
  return {
    ...(broken === null ? {} : { broken }),
    members: headers.map(
      ({ flags, unpSize }, place): ArchiveMember => ({
        name: names[place] ?? '',
        size: unpSize,
        kind: flags.directory ? 'folder' : 'file',
      }),
    ),
    async read(place) {
      const wrong = faultOf(place);
      if (wrong !== null) throw wrong;
      if (!counted.has(place)) total += headers[place]?.unpSize ?? 0;
      counted.add(place);
      const ready = ahead.get(place);
      if (ready !== undefined) {
        ahead.delete(place);
        return ready;
      }
      ahead.clear();
      let size = 0;
      const isWanted = (at: number): boolean => {
        if (at !== place && (at < place || size > aheadBytes || faultOf(at) !== null)) return false;
        size += headers[at]?.unpSize ?? 0;
        return true;
      };
      for await (const [at, unpacked] of unpack(bytes, isWanted, place, names[place] ?? ''))
        ahead.set(at, unpacked);
      const found = ahead.get(place);
      if (found === undefined || found.length !== headers[place]?.unpSize)
        throw archiveFault('archive-damaged', `The part ${names[place]} is damaged.`);
      ahead.delete(place);
      return found;
    },
  };
}

/** @throws PipelineError where not one member is listed */
async function listHeaders(
  bytes: Uint8Array,
  limits: ZipLimits,
): Promise<{ readonly headers: readonly FileHeader[]; readonly broken: PipelineError | null }> {
  const extractor = await openExtractor(bytes);
  const headers: FileHeader[] = [];
  try {
    const { arcHeader, fileHeaders } = extractor.getFileList();
    checkWhole(arcHeader);
    for (const header of fileHeaders) {
      if (headers.length >= limits.entries)
        throw archiveFault('content-limit', `It has more than ${limits.entries} parts.`);
      headers.push(header);
    }
  } catch (error) {
    const fault = asFault(error, 'The archive');
    if (headers.length === 0 || fault.code !== 'archive-damaged') throw fault;
    return { headers, broken: breakBehind(headers.length) };
  }
  if (headers.length === 0) throw archiveFault('archive-damaged', 'It lists no part: it is cut off.');
  return { headers, broken: isRarCut(bytes) ? breakBehind(headers.length) : null };
}

function breakBehind(count: number): PipelineError {
  return archiveFault(
    'archive-damaged',
    `The archive is damaged or cut off: ${count} parts of it are listed.`,
  );
}

function checkWhole({ flags }: ArcHeader): void {
  if (flags.headerEncrypted) throw archiveFault('archive-encrypted', 'The archive is encrypted.');
  if (flags.volume)
    throw archiveFault('archive-damaged', 'It is one of several volumes, which are read together only.');
}

/**
 * The wanted members that can be had, in their order.
 * @param first what fails before it is over costs all that follows, so only its own fault is told
 * @throws PipelineError where it is the first that is damaged
 */
async function* unpack(
  bytes: Uint8Array,
  isWanted: (place: number) => boolean,
  first: number,
  name: string,
): AsyncGenerator<readonly [place: number, bytes: Uint8Array]> {
  const extractor = await openExtractor(bytes);
  let place = -1;
  let isFirstDone = false;
  const taken: number[] = [];
  try {
    const { files } = extractor.extract({
      files: () => {
        place++;
        const takes = isWanted(place);
        if (takes) taken.push(place);
        return takes;
      },
    });
    for (const { extraction } of files) {
      const at = taken.shift();
      if (at === undefined) break;
      if (at === first) isFirstDone = true;
      if (extraction !== undefined) yield [at, extraction];
    }
  } catch (error) {
    if (!isFirstDone) throw asFault(error, `The part ${name}`);
  }
}

async function openExtractor(bytes: Uint8Array): Promise<Extractor<Uint8Array>> {
  // The library looks at a whole buffer.
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength;
  return await createExtractorFromData({ data: isWhole ? buffer : new Uint8Array(bytes).buffer });
}

/** A name with bytes that could not be decoded gets them back. */
function rawName(name: string): Parameters<typeof decodeNames>[0][number] {
  if (!undecoded.test(name)) return { bytes: new Uint8Array(), isUtf8: true, unicode: name };
  const bytes = [...name.replaceAll(undecodedMark, '')].flatMap((char) =>
    undecoded.test(char) ? [char.charCodeAt(0) & 0xff] : [...new TextEncoder().encode(char)],
  );
  return { bytes: Uint8Array.from(bytes), isUtf8: false, unicode: null };
}

function asFault(error: unknown, what: string): PipelineError {
  if (error instanceof PipelineError) return error;
  const isLocked =
    error instanceof UnrarError &&
    (error.reason === 'ERAR_MISSING_PASSWORD' || error.reason === 'ERAR_BAD_PASSWORD');
  return isLocked
    ? archiveFault('archive-encrypted', `${what} is encrypted.`)
    : archiveFault('archive-damaged', `${what} is damaged.`, error);
}
