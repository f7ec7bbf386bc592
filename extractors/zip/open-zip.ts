import { crc32, inflateRawSync } from 'node:zlib';
import { PipelineError } from '../../schemas/error.ts';
import type { ErrorCode } from '../../schemas/finding.ts';
import { readDirectory, type ZipEntry } from './directory.ts';

export type { ZipEntry } from './directory.ts';

/** What a zip is: a document, or a bundle of them. The codes of its errors begin with it. */
export type ZipKind = 'office' | 'archive';

/** How much of a zip is read at most. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes that one member may inflate to. */
  readonly entryBytes: number;
  /** Bytes that all members that are asked for may inflate to together. */
  readonly totalBytes: number;
  /** Bytes inflated for one stored, beyond `ratioFloor`. */
  readonly ratio: number;
}

/** An Office file of a report of hundreds of pages inflates to some 50 MB; memory holds a member and what is made of it. */
export const defaultZipLimits: ZipLimits = {
  entries: 10_000,
  entryBytes: 256 << 20,
  totalBytes: 512 << 20,
  ratio: 300,
};

/** Bytes up to which no ratio is suspicious: a small part of blanks is none of a bomb. */
const ratioFloor = 16 << 20;

const localSignature = 0x04034b50;
const localLength = 30;

/** An opened zip: nothing is inflated before it is asked for, and nothing is ever written anywhere. */
export interface OpenZip {
  /** In the order of the archive's list, folders too. */
  readonly entries: readonly ZipEntry[];
  /**
   * The bytes of a member, its checksum verified.
   * @throws PipelineError `…-encrypted`, `…-damaged`, `content-limit`
   */
  inflate(entry: ZipEntry): Uint8Array;
}

/**
 * Reads the list of a zip's members.
 * @param kind what the codes of errors begin with: `office-damaged`, `archive-damaged`
 * @throws PipelineError `…-damaged` where it is cut off or no zip, `content-limit` where it has too many members
 */
export function openZip(bytes: Uint8Array, kind: ZipKind, limits: ZipLimits = defaultZipLimits): OpenZip {
  const entries = readDirectory(bytes, limits.entries);
  if ('kind' in entries)
    throw fault(entries.kind === 'limit' ? 'content-limit' : `${kind}-damaged`, entries.sentence);
  const counted = new Set<ZipEntry>();
  let total = 0;
  let shared: ReadonlySet<ZipEntry> | null = null;
  return {
    entries,
    inflate(entry) {
      const { name } = entry;
      if (entry.isEncrypted) throw fault(`${kind}-encrypted`, `The part ${name} is encrypted.`);
      const stored = storedBytes(bytes, entry);
      if (stored === null) throw fault(`${kind}-damaged`, `The part ${name} is cut off.`);
      shared ??= findShared(bytes, entries);
      if (shared.has(entry))
        throw fault(`${kind}-damaged`, `The part ${name} shares its bytes with another one, as bombs do.`);
      const isNew = !counted.has(entry);
      const left = isNew ? limits.totalBytes - total : limits.totalBytes;
      const most = Math.min(limits.entryBytes, left, Math.max(ratioFloor, limits.ratio * stored.length));
      if (entry.size > most) throw tooMuch(name);
      // What is damaged has been inflated all the same.
      if (isNew) total += entry.size;
      counted.add(entry);
      const inflated = inflateStored(stored, entry);
      if (inflated === 'too-much') throw tooMuch(name);
      if (inflated === 'unknown')
        throw fault(
          `${kind}-damaged`,
          `The part ${name} is compressed in a way that is not known (${entry.method}).`,
        );
      if (inflated === 'damaged' || inflated.length !== entry.size || crc32(inflated) !== entry.crc)
        throw fault(`${kind}-damaged`, `The part ${name} is damaged: its checksum or length is wrong.`);
      return inflated;
    },
  };
}

/** The bytes of a member as they are stored; null where they do not lie in the archive. */
function storedBytes(bytes: Uint8Array, { offset, compressedSize }: ZipEntry): Uint8Array | null {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + localLength > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(offset, true) !== localSignature) return null;
  const start = offset + localLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + compressedSize > bytes.length ? null : bytes.subarray(start, start + compressedSize);
}

/** Inflates to the declared length: of what would become longer no more is made. */
function inflateStored(
  stored: Uint8Array,
  { method, size }: ZipEntry,
): Uint8Array | 'too-much' | 'unknown' | 'damaged' {
  if (method === 0) return stored.slice();
  if (method !== 8) return 'unknown';
  try {
    // One byte more than declared, for a length of 0 means none to the library.
    const inflated = inflateRawSync(stored, { maxOutputLength: size + 1 });
    return inflated.length > size
      ? 'too-much'
      : new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.byteLength);
  } catch (error) {
    return error instanceof RangeError ? 'too-much' : 'damaged';
  }
}

/** Members that lie over one another: no archiver writes such, and a few bytes become any number of large members. */
function findShared(bytes: Uint8Array, entries: readonly ZipEntry[]): ReadonlySet<ZipEntry> {
  const shared = new Set<ZipEntry>();
  let last: { readonly entry: ZipEntry; readonly end: number } | null = null;
  for (const entry of [...entries].sort((left, right) => left.offset - right.offset)) {
    const stored = storedBytes(bytes, entry);
    if (stored === null) continue;
    const end = stored.byteOffset - bytes.byteOffset + stored.length;
    if (last !== null && entry.offset < last.end) shared.add(last.entry).add(entry);
    if (last === null || end > last.end) last = { entry, end };
  }
  return shared;
}

function tooMuch(name: string): PipelineError {
  return fault('content-limit', `The part ${name} unpacks to more than may be read.`);
}

function fault(code: ErrorCode, message: string): PipelineError {
  const hints: Partial<Record<ErrorCode, string>> = {
    'content-limit': 'Unpack it, split it, and give the parts.',
    'archive-encrypted': 'Unpack it with its password and give the files.',
    'archive-damaged': 'Fetch it anew, or unpack it and give the files.',
    'office-encrypted': 'Save a copy without a password and give that.',
  };
  const hint = hints[code] ?? 'Open it in an Office program and save it, or fetch it anew.';
  return new PipelineError(code, 'read', message, { hint });
}
