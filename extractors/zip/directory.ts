import { decodeNames, type RawName } from './entry-names.ts';

/** A member as the central directory lists it. */
export interface ZipEntry {
  /** As the archive has it: `/`-separated, maybe climbing out, maybe twice; a folder ends in `/`. */
  readonly name: string;
  /** Bytes inflated, as declared. */
  readonly size: number;
  readonly compressedSize: number;
  readonly isEncrypted: boolean;
  /** A symbolic link: its bytes are the path it leads to. */
  readonly isLink: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  /** Where its local header begins in the bytes. */
  readonly offset: number;
}

/** Why a directory cannot be read: the sentence is for a message. */
export interface DirectoryFault {
  readonly kind: 'damaged' | 'limit';
  readonly sentence: string;
}

const endSignature = 0x06054b50;
const endLength = 22;
/** A comment behind the end record has at most 65,535 bytes. */
const longestTail = endLength + 65_535;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const locator64Length = 20;
const entrySignature = 0x02014b50;
const entryLength = 46;
const extra64 = 0x0001;
const extraUnicodeName = 0x7075;
/** Systems whose archivers give a file's kind in the upper half of its attributes: Unix, macOS. */
const unixSystems: ReadonlySet<number> = new Set([3, 19]);
const kindMask = 0o170000;
const linkKind = 0o120000;
const max16 = 0xffff;
const max32 = 0xffffffff;

/**
 * The central directory of a zip: what is there counts, not what local headers say.
 * @param maxEntries more than these are not listed but refused
 */
export function readDirectory(bytes: Uint8Array, maxEntries: number): ZipEntry[] | DirectoryFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return damaged('It has no list of its parts: it is cut off or no zip.');
  if (end.count > maxEntries)
    return { kind: 'limit', sentence: `It has ${end.count} parts, more than ${maxEntries}.` };
  // What was put before the archive (a program that unpacks it) shifts all places alike.
  const shift = end.at - end.size - end.offset;
  let at = end.offset + shift;
  if (shift < 0 || !Number.isSafeInteger(at))
    return damaged('The list of its parts is not where it should be.');
  const names: RawName[] = [];
  const entries: Omit<ZipEntry, 'name'>[] = [];
  for (let i = 0; i < end.count; i++) {
    if (at + entryLength > end.at || view.getUint32(at, true) !== entrySignature)
      return damaged('The list of its parts is broken.');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + entryLength + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end.at) return damaged('The list of its parts is broken.');
    const extra = readExtra(view, at, at + entryLength + nameLength, extraLength);
    const flags = view.getUint16(at + 8, true);
    names.push({
      bytes: bytes.subarray(at + entryLength, at + entryLength + nameLength),
      isUtf8: (flags & 0x800) !== 0,
      unicode: extra.name,
    });
    entries.push({
      size: extra.size,
      compressedSize: extra.compressedSize,
      isEncrypted: (flags & 1) !== 0,
      isLink:
        unixSystems.has(view.getUint8(at + 5)) && (view.getUint16(at + 40, true) & kindMask) === linkKind,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      offset: extra.offset + shift,
    });
    at = next;
  }
  const decoded = decodeNames(names);
  return entries.map((entry, i) => ({ name: decoded[i] ?? '', ...entry }));
}

interface DirectoryEnd {
  /** Where the directory ends. */
  readonly at: number;
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

function findEnd(view: DataView): DirectoryEnd | null {
  const last = view.byteLength - endLength;
  for (let at = last; at >= 0 && at >= view.byteLength - longestTail; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    // The comment has to end with the file, or before what was appended to it.
    if (at + endLength + view.getUint16(at + 20, true) > view.byteLength) continue;
    const plain = {
      at,
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    const isLarge = plain.count === max16 || plain.size === max32 || plain.offset === max32;
    return isLarge ? (findEnd64(view, at) ?? plain) : plain;
  }
  return null;
}

function findEnd64(view: DataView, end: number): DirectoryEnd | null {
  const locator = end - locator64Length;
  if (locator < 0 || view.getUint32(locator, true) !== locator64Signature) return null;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > locator || view.getUint32(at, true) !== end64Signature) return null;
  return {
    at,
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

/** Sizes and place of an entry, from its extra field where they do not fit; and its name in UTF-8 if one is there. */
function readExtra(view: DataView, entry: number, start: number, length: number) {
  const found = {
    compressedSize: view.getUint32(entry + 20, true),
    size: view.getUint32(entry + 24, true),
    offset: view.getUint32(entry + 42, true),
    name: null as string | null,
  };
  for (let at = start; at + 4 <= start + length; ) {
    const kind = view.getUint16(at, true);
    const from = at + 4;
    const to = from + view.getUint16(at + 2, true);
    if (to > start + length) break;
    if (kind === extra64) {
      let place = from;
      for (const field of ['size', 'compressedSize', 'offset'] as const)
        if (found[field] === max32 && place + 8 <= to) {
          found[field] = Number(view.getBigUint64(place, true));
          place += 8;
        }
    } else if (kind === extraUnicodeName && to - from > 5)
      found.name = new TextDecoder().decode(
        new Uint8Array(view.buffer, view.byteOffset + from + 5, to - from - 5),
      );
    at = to;
  }
  return found;
}

function damaged(sentence: string): DirectoryFault {
  return { kind: 'damaged', sentence };
}
