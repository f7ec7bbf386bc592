import { crc32 } from 'node:zlib';
import { type ByteReader, ListFault, openBytes } from './byte-reader.ts';

/**
 * The list of a 7z archive, by the public description of the format (LZMA SDK, 7zFormat.txt). Streams are packed in folders;
 * a folder holds the bytes of several files one after the other.
 */

/** What a folder is packed by. */
export interface Coder {
  /** Hex digits: `21` LZMA2, `030101` LZMA. */
  readonly method: string;
  readonly properties: Uint8Array;
}

/** A run of packed bytes that unpacks to the bytes of one or more files. */
export interface Folder {
  /** In the order they were applied when it was packed; more than one is a chain. */
  readonly coders: readonly Coder[];
  /** Where it lies in the archive. */
  readonly offset: number;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number | null;
  /** The files in it. */
  readonly parts: readonly { readonly size: number; readonly crc: number | null }[];
}

export interface SevenZipFile {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  /** Which folder it lies in and where; null for an empty one. */
  readonly place: {
    readonly folder: number;
    readonly offset: number;
    readonly size: number;
    readonly crc: number | null;
  } | null;
}

export interface SevenZipList {
  readonly folders: readonly Folder[];
  readonly files: readonly SevenZipFile[];
}

const id = {
  end: 0,
  header: 1,
  archiveProperties: 2,
  additionalStreams: 3,
  mainStreams: 4,
  files: 5,
  packInfo: 6,
  unpackInfo: 7,
  subStreams: 8,
  size: 9,
  crc: 10,
  folder: 11,
  unpackSize: 12,
  unpackStreams: 13,
  emptyStream: 14,
  emptyFile: 15,
  name: 17,
  attributes: 21,
  encodedHeader: 23,
} as const;

const startLength = 32;
/** Attributes hold the kind of a file of Unix in their upper half where this bit is set. */
const unixBit = 0x8000;
const kindMask = 0o170000;
const linkKind = 0o120000;
/** Coders of one folder: real ones have up to four. */
const mostCoders = 8;

/**
 * @param unpack unpacks a folder: the list itself is mostly packed, too
 * @param most more files than these are refused
 * @throws ListFault, and what `unpack` throws
 */
export function readList(
  bytes: Uint8Array,
  unpack: (folder: Folder) => Uint8Array,
  most: number,
): SevenZipList {
  const start = openBytes(bytes.subarray(0, startLength));
  start.skip(12);
  const [offset, size, crc] = [start.long(), start.long(), start.word()];
  if (
    crc32(bytes.subarray(12, startLength)) !== new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  )
    throw new ListFault('start');
  if (size === 0) return { folders: [], files: [] };
  let list = bytes.subarray(startLength + offset, startLength + offset + size);
  if (list.length !== size || crc32(list) !== crc) throw new ListFault('cut');
  for (let depth = 0; depth < 4; depth++) {
    const reader = openBytes(list);
    const kind = reader.byte();
    if (kind === id.header) return readHeader(reader, most);
    if (kind !== id.encodedHeader) break;
    const [folder] = readStreams(reader, most);
    if (folder === undefined) break;
    list = unpack(folder);
  }
  throw new ListFault('header');
}

function readHeader(reader: ByteReader, most: number): SevenZipList {
  let folders: readonly Folder[] = [];
  let files: readonly SevenZipFile[] = [];
  for (let kind = reader.byte(); kind !== id.end; kind = reader.byte()) {
    if (kind === id.archiveProperties) skipProperties(reader);
    else if (kind === id.additionalStreams) readStreams(reader, most);
    else if (kind === id.mainStreams) folders = readStreams(reader, most);
    else if (kind === id.files) files = readFiles(reader, folders, most);
    else throw new ListFault('header');
  }
  return { folders, files };
}

function skipProperties(reader: ByteReader): void {
  while (reader.byte() !== id.end) reader.skip(reader.number());
}

interface Packed {
  readonly offset: number;
  readonly sizes: readonly number[];
}

type BareFolder = Pick<Folder, 'coders'> & {
  readonly packedStreams: number;
  readonly outputs: number;
  readonly main: number;
};

function readStreams(reader: ByteReader, most: number): readonly Folder[] {
  let packed: Packed = { offset: startLength, sizes: [] };
  let folders: readonly Folder[] = [];
  for (let kind = reader.byte(); kind !== id.end; kind = reader.byte()) {
    if (kind === id.packInfo) packed = readPackInfo(reader, most);
    else if (kind === id.unpackInfo) folders = readFolders(reader, packed, most);
    else if (kind === id.subStreams) folders = readSubStreams(reader, folders, most);
    else throw new ListFault('streams');
  }
  return folders;
}

function readPackInfo(reader: ByteReader, most: number): Packed {
  const offset = startLength + reader.number();
  const count = atMost(reader.number(), most * mostCoders);
  let sizes: number[] = [];
  for (let kind = reader.byte(); kind !== id.end; kind = reader.byte()) {
    if (kind === id.size) sizes = Array.from({ length: count }, () => reader.number());
    else if (kind === id.crc) reader.digests(count);
    else throw new ListFault('pack');
  }
  return { offset, sizes };
}

function readFolders(reader: ByteReader, packed: Packed, most: number): readonly Folder[] {
  reader.expect(id.folder);
  const count = atMost(reader.number(), most);
  if (reader.byte() !== 0) throw new ListFault('external');
  const bare = Array.from({ length: count }, () => readFolder(reader));
  reader.expect(id.unpackSize);
  const sizes = bare.map(({ outputs }) => Array.from({ length: outputs }, () => reader.number()));
  let crcs: readonly (number | null)[] = bare.map(() => null);
  for (let kind = reader.byte(); kind !== id.end; kind = reader.byte()) {
    if (kind !== id.crc) throw new ListFault('folders');
    crcs = reader.digests(count);
  }
  let offset = packed.offset;
  let stream = 0;
  return bare.map(({ coders, packedStreams, main }, i) => {
    const own = packed.sizes.slice(stream, stream + packedStreams);
    const folder = {
      coders,
      offset,
      packedSize: own[0] ?? 0,
      size: sizes[i]?.[main] ?? 0,
      crc: crcs[i] ?? null,
    };
    stream += packedStreams;
    offset += own.reduce((sum, size) => sum + size, 0);
    return { ...folder, parts: [{ size: folder.size, crc: folder.crc }] };
  });
}

function readFolder(reader: ByteReader): BareFolder {
  const count = atMost(reader.number(), mostCoders);
  let [inputs, outputs] = [0, 0];
  const coders = Array.from({ length: count }, (): Coder => {
    const flags = reader.byte();
    const method = Buffer.from(reader.take(flags & 0x0f)).toString('hex');
    const isComplex = (flags & 0x10) !== 0;
    inputs += isComplex ? atMost(reader.number(), mostCoders) : 1;
    outputs += isComplex ? atMost(reader.number(), mostCoders) : 1;
    const properties = (flags & 0x20) === 0 ? new Uint8Array() : reader.take(reader.number());
    return { method, properties };
  });
  const bonds = Array.from({ length: outputs - 1 }, () => {
    reader.number();
    return reader.number();
  });
  const packedStreams = inputs - bonds.length;
  if (packedStreams > 1) for (let i = 0; i < packedStreams; i++) reader.number();
  const main = Array.from({ length: outputs }, (_, i) => i).find((output) => !bonds.includes(output)) ?? 0;
  return { coders, packedStreams, outputs, main };
}

function readSubStreams(reader: ByteReader, folders: readonly Folder[], most: number): readonly Folder[] {
  let counts = folders.map(() => 1);
  let kind = reader.byte();
  if (kind === id.unpackStreams) {
    counts = folders.map(() => reader.number());
    atMost(
      counts.reduce((sum, count) => sum + count, 0),
      most,
    );
    kind = reader.byte();
  }
  const sizes = folders.map(({ size }, i) => {
    const count = counts[i] ?? 0;
    if (count === 0) return [];
    const own = Array.from({ length: count - 1 }, () => (kind === id.size ? reader.number() : 0));
    return [...own, size - own.reduce((sum, part) => sum + part, 0)];
  });
  if (kind === id.size) kind = reader.byte();
  let crcs: readonly (number | null)[] = [];
  const isKnown = (i: number) => counts[i] === 1 && folders[i]?.crc !== null;
  const unknown = folders.flatMap((_, i) => (isKnown(i) ? [] : (sizes[i] ?? [])));
  for (; kind !== id.end; kind = reader.byte()) {
    if (kind !== id.crc) throw new ListFault('parts');
    crcs = reader.digests(unknown.length);
  }
  let next = 0;
  return folders.map((folder, i) => ({
    ...folder,
    parts: (sizes[i] ?? []).map((size) => ({ size, crc: isKnown(i) ? folder.crc : (crcs[next++] ?? null) })),
  }));
}

function readFiles(reader: ByteReader, folders: readonly Folder[], most: number): readonly SevenZipFile[] {
  const count = atMost(reader.number(), most);
  let names: readonly string[] = [];
  let isEmpty: readonly boolean[] = [];
  let isEmptyFile: readonly boolean[] = [];
  let attributes: readonly (number | null)[] = [];
  for (let kind = reader.number(); kind !== id.end; kind = reader.number()) {
    const property = openBytes(reader.take(reader.number()));
    if (kind === id.emptyStream) isEmpty = property.bits(count);
    else if (kind === id.emptyFile) isEmptyFile = property.bits(isEmpty.filter(Boolean).length);
    else if (kind === id.name) names = readNames(property, count);
    else if (kind === id.attributes) {
      const defined = property.optionalBits(count);
      if (property.byte() !== 0) throw new ListFault('external');
      attributes = defined.map((is) => (is ? property.word() : null));
    }
  }
  const places = folders.flatMap(({ parts }, folder) => {
    let offset = 0;
    return parts.map(({ size, crc }) => {
      const place = { folder, offset, size, crc };
      offset += size;
      return place;
    });
  });
  let stream = 0;
  let empty = 0;
  return Array.from({ length: count }, (_, i) => {
    const hasNoBytes = isEmpty[i] === true;
    const attribute = attributes[i] ?? 0;
    const isLink = (attribute & unixBit) !== 0 && ((attribute >>> 16) & kindMask) === linkKind;
    const place = hasNoBytes ? null : places[stream++];
    if (place === undefined) throw new ListFault('files');
    return { name: names[i] ?? '', isFolder: hasNoBytes && isEmptyFile[empty++] !== true, isLink, place };
  });
}

function readNames(reader: ByteReader, count: number): readonly string[] {
  if (reader.byte() !== 0) throw new ListFault('external');
  const names = new TextDecoder('utf-16le').decode(reader.rest()).split('\0');
  if (names.length <= count) throw new ListFault('names');
  return names;
}

function atMost(count: number, most: number): number {
  if (count > most) throw new ListFault('too many');
  return count;
}
