import { PipelineError } from '../../schemas/error.ts';

/** The first eight bytes of every compound file ([MS-CFB] 2.2). */
const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** Bytes of a directory entry and of a sector of small streams, whatever the file ([MS-CFB] 2.6, 2.2). */
const entryLength = 128;
const smallSectorLength = 64;
/** Streams shorter than this lie in small sectors ([MS-CFB] 2.2). */
const smallStreamLimit = 4096;
/** Places of the allocation table that the header itself lists. */
const listedInHeader = 109;
/** Sector numbers from here on are marks: end of a chain, free, of the table itself. */
const firstMark = 0xfffffffa;
/** Entries of the directory: documents have tens, a book full of embedded objects hundreds. */
const mostEntries = 20_000;
/** Storages within each other: embedded objects of embedded objects; more is no document. */
const deepestStorage = 30;

/** A stream of a compound file, as its directory has it. */
export interface OleStream {
  /** Names from the root, `/` between them, as written: `ObjectPool/_1234/Workbook`. */
  readonly path: string;
  /** Bytes it should have. */
  readonly size: number;
}

/** An opened OLE compound file: nothing is read but its directory until a stream is asked for. */
export interface OleFile {
  readonly streams: readonly OleStream[];
  /** Paths of its storages (folders). */
  readonly storages: readonly string[];
  /**
   * A stream's bytes, fewer than `size` where the file has no more.
   * @param path case does not matter, as in the format
   * @returns null where there is no such stream
   * @throws PipelineError `office-damaged` where its chain of sectors runs in a circle or out of the file
   */
  read(path: string): Uint8Array | null;
}

/** Whether the bytes begin like a compound file. */
export function isOle(bytes: Uint8Array): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

interface Entry {
  readonly start: number;
  readonly size: number;
}

interface Sectors {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Number of the sector behind each. */
  readonly next: Uint32Array;
}

/**
 * Opens a compound file ([MS-CFB]): .doc, .xls, .wps, and what protects OOXML by a password. Chains are followed no
 * farther than there are sectors and streams are read one at a time, so that no file takes more than its own size.
 * @throws PipelineError `office-damaged`
 */
export function openOle(bytes: Uint8Array): OleFile {
  if (!isOle(bytes) || bytes.length < 512) throw damaged('It has no header of a compound file.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged('The size of its sectors is none that exists.');
  const large: Sectors = { bytes, length: 1 << shift, next: readTable(bytes, view, 1 << shift) };
  const directory = readChain(large, view.getUint32(48, true), Number.POSITIVE_INFINITY, sectorPlace);
  const { streams, storages, root } = readDirectory(directory, shift === 9);
  let small: Sectors | null = null;
  const smallSectors = (): Sectors => {
    const content = readChain(large, root.start, root.size, sectorPlace);
    const table = readChain(large, view.getUint32(60, true), Number.POSITIVE_INFINITY, sectorPlace);
    small = { bytes: content, length: smallSectorLength, next: numbersOf(table) };
    return small;
  };
  return {
    streams: [...streams.values()].map(({ path, size }) => ({ path, size })),
    storages,
    read(path) {
      const entry = streams.get(path.toUpperCase());
      if (entry === undefined) return null;
      if (entry.size === 0) return new Uint8Array();
      return entry.size < smallStreamLimit
        ? readChain(small ?? smallSectors(), entry.start, entry.size, (at, length) => at * length)
        : readChain(large, entry.start, entry.size, sectorPlace);
    },
  };
}

/** Where a large sector begins: the header takes the place of one. */
function sectorPlace(number: number, length: number): number {
  return (number + 1) * length;
}

/** The allocation table: the number of the next sector for each ([MS-CFB] 2.3). */
function readTable(bytes: Uint8Array, view: DataView, length: number): Uint32Array {
  const count = Math.ceil(bytes.length / length);
  const perSector = length / 4;
  const next = new Uint32Array(Math.max(count, 1)).fill(0xffffffff);
  let filled = 0;
  const take = (sector: number): void => {
    const from = sectorPlace(sector, length);
    for (let i = 0; i < perSector && filled < next.length; i++, filled++)
      if (from + i * 4 + 4 <= bytes.length) next[filled] = view.getUint32(from + i * 4, true);
  };
  for (let i = 0; i < listedInHeader && filled < next.length; i++) {
    const sector = view.getUint32(76 + i * 4, true);
    if (sector >= firstMark) break;
    take(sector);
  }
  let list = view.getUint32(68, true);
  for (let lists = 0; list < firstMark && filled < next.length; lists++) {
    const from = sectorPlace(list, length);
    if (lists > count || from + length > bytes.length) throw damaged('Its allocation table is broken.');
    for (let i = 0; i < perSector - 1; i++) {
      const sector = view.getUint32(from + i * 4, true);
      if (sector < firstMark) take(sector);
    }
    list = view.getUint32(from + length - 4, true);
  }
  return next;
}

/** The bytes of a chain of sectors, at most so many. */
function readChain(
  { bytes, length, next }: Sectors,
  start: number,
  size: number,
  place: (sector: number, length: number) => number,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let left = size;
  let steps = 0;
  for (let sector = start; sector < firstMark && left > 0; sector = next[sector] ?? firstMark) {
    const from = place(sector, length);
    if (++steps > next.length || from >= bytes.length)
      throw damaged('A chain of its sectors runs in a circle or out of the file.');
    const piece = bytes.subarray(from, from + Math.min(length, left));
    pieces.push(piece);
    left -= piece.length;
  }
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function numbersOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
}

interface Directory {
  /** By path in upper case. */
  readonly streams: ReadonlyMap<string, Entry & { readonly path: string }>;
  readonly storages: readonly string[];
  readonly root: Entry;
}

/** Walks the trees of the directory ([MS-CFB] 2.6): each entry once, whatever its links say. */
function readDirectory(directory: Uint8Array, hasShortSizes: boolean): Directory {
  const count = Math.min(Math.floor(directory.length / entryLength), mostEntries);
  if (count === 0) throw damaged('It has no directory.');
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const names = new TextDecoder('utf-16le');
  const entryAt = (i: number): Entry => ({
    start: view.getUint32(i * entryLength + 116, true),
    // Files of short sectors leave junk in the upper half of the size.
    size:
      view.getUint32(i * entryLength + 120, true) +
      (hasShortSizes ? 0 : view.getUint32(i * entryLength + 124, true) * 2 ** 32),
  });
  const streams = new Map<string, Entry & { readonly path: string }>();
  const storages: string[] = [];
  const seen = new Set<number>([0]);
  const open: { index: number; folder: string; depth: number }[] = [
    { index: view.getUint32(76, true), folder: '', depth: 0 },
  ];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { index, folder, depth } = step;
    if (index >= count || seen.has(index)) continue;
    seen.add(index);
    const from = index * entryLength;
    const nameLength = Math.min(Math.max(view.getUint16(from + 64, true) - 2, 0), 62);
    const path = folder + names.decode(directory.subarray(from, from + nameLength));
    const type = view.getUint8(from + 66);
    if (type === 2 && !streams.has(path.toUpperCase()))
      streams.set(path.toUpperCase(), { ...entryAt(index), path });
    if (type === 1 && depth < deepestStorage) {
      storages.push(path);
      open.push({ index: view.getUint32(from + 76, true), folder: `${path}/`, depth: depth + 1 });
    }
    open.push({ index: view.getUint32(from + 72, true), folder, depth });
    open.push({ index: view.getUint32(from + 68, true), folder, depth });
  }
  return { streams, storages, root: entryAt(0) };
}

function damaged(message: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The Office file is broken. ${message}`, {
    hint: 'Fetch it again, or open it in Word or WPS and save it.',
  });
}
