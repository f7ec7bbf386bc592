import { createHash } from 'node:crypto';
import type { OpenArchive } from '../../extractors/archives/archive.ts';
import { archiveKind, bundleExtensions } from '../../extractors/archives/archive-kind.ts';
import { openArchive } from '../../extractors/archives/open-archive.ts';
import type { ZipLimits } from '../../extractors/zip/open-zip.ts';
import { defaultZipLimits, openZip } from '../../extractors/zip/open-zip.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { ErrorRecord } from '../../schemas/finding.ts';
import type { DocumentReader, Limits } from '../../schemas/ports.ts';
import { hasExtension, surestReader } from '../reader-choice.ts';
import { isHiddenPath, memberMark, memberPath, openNames } from './member-names.ts';
import { mayBeDocument } from './unnamed-files.ts';

/** Archives that may lie in each other, the outermost included. */
const deepest = 3;
/** Members of a bundle with all that lies in it: a province's reports of a year are some thousand. */
const mostMembers = 10_000;
/** Bytes that all of a bundle may unpack to: each is unpacked once to be hashed. */
const mostBytes = 2 ** 30;

/** Parts that make a zip one document or program: Office, OpenDocument, EPUB, OFD, Java, Android. */
const packageParts =
  /^(?:\[Content_Types\]\.xml|mimetype|OFD\.xml|META-INF\/(?:MANIFEST\.MF|(?:manifest|container)\.xml)|AndroidManifest\.xml)$/u;

/** What is in a bundle, in its own order. */
export type BundleEntry =
  | {
      readonly kind: 'document';
      readonly source: string;
      /** Its place in each archive on the way to it, the outermost first. */
      readonly places: readonly number[];
      readonly sha256: string;
      /** Bytes. */
      readonly size: number;
    }
  | { readonly kind: 'skipped'; readonly source: string }
  /** `sha256` is '' where its bytes cannot be had. */
  | {
      readonly kind: 'failed';
      readonly source: string;
      readonly sha256: string;
      readonly error: ErrorRecord;
    };

/** What is looked at. */
export interface BundleFile {
  readonly source: string;
  readonly bytes: Uint8Array;
}

interface Listing {
  readonly readers: readonly DocumentReader[];
  readonly limits: Limits;
  readonly entries: BundleEntry[];
  /** What is left of the bundle's bounds. */
  members: number;
  bytes: number;
}

/** Whether the bytes are an archive of files, and not one document that is a zip inside. */
export function isBundle({ source, bytes }: BundleFile, readers: readonly DocumentReader[]): boolean {
  const kind = archiveKind(bytes);
  if (kind !== 'zip') return kind !== null;
  if (surestReader(readers, { source, bytes }) !== null) return false;
  try {
    const { entries } = openZip(bytes, 'archive', defaultZipLimits);
    return !entries.some(({ name }) => packageParts.test(name));
  } catch {
    // What is broken is what it is called.
    return !readers.some((reader) => hasExtension(reader, source));
  }
}

/**
 * Lists a bundle with the bundles in it: its documents with their hashes, what is no document, what cannot be had. A part
 * that is damaged costs that part alone.
 * @throws PipelineError where the bundle as a whole cannot be read
 */
export async function listBundle(
  file: BundleFile,
  readers: readonly DocumentReader[],
  limits: Limits,
): Promise<readonly BundleEntry[]> {
  const listing: Listing = { readers, limits, entries: [], members: mostMembers, bytes: mostBytes };
  await listArchive(file, [], listing);
  return listing.entries;
}

/** @param places of the archive itself, [] for the outermost */
async function listArchive(file: BundleFile, places: readonly number[], listing: Listing): Promise<void> {
  const archive = await openArchive(file.bytes, bundleLimits(listing.limits, listing.members));
  listing.members -= archive.members.length;
  const nameOnce = openNames();
  let inside = 0;
  for (const [place, { name, kind, size }] of archive.members.entries()) {
    if (kind === 'folder') continue;
    const source = `${file.source}${memberMark}${nameOnce(memberPath(name) || '_')}`;
    const isNamed = hasKnownExtension(source, listing.readers);
    if (kind === 'link' || isHiddenPath(memberPath(name))) listing.entries.push({ kind: 'skipped', source });
    else if (await listMember({ archive, place, size, source, isNamed, places }, listing)) inside++;
  }
  if (archive.broken !== undefined) {
    if (inside === 0) throw archive.broken;
    const { code, message, hint } = archive.broken;
    listing.entries.push({ kind: 'failed', source: file.source, sha256: '', error: { code, message, hint } });
    return;
  }
  if (inside === 0)
    throw new PipelineError('no-documents', 'read', 'The archive holds no document.', {
      hint: 'Unpack it and look what it holds.',
    });
}

interface Member {
  readonly archive: OpenArchive;
  readonly place: number;
  /** Bytes, as declared. */
  readonly size: number;
  readonly source: string;
  /** Its name says that it is a document or a bundle. */
  readonly isNamed: boolean;
  /** Of its archive. */
  readonly places: readonly number[];
}

/** Whether it is a document, or a fault: not something to be passed over. */
async function listMember(
  { archive, place, size, source, isNamed, places: outer }: Member,
  listing: Listing,
): Promise<boolean> {
  const places = [...outer, place];
  let sha256 = '';
  try {
    if (size > listing.bytes && size <= listing.limits.maxBytes) throw tooMuch();
    const bytes = await archive.read(place);
    listing.bytes -= size;
    sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { source, bytes };
    if (isBundle(file, listing.readers)) {
      if (places.length >= deepest)
        throw new PipelineError('content-limit', 'read', `It lies in ${deepest} archives already.`, {
          hint: 'Unpack it and give the folder.',
        });
      await listArchive(file, places, listing);
    } else if (isNamed || (mayBeDocument(bytes) && surestReader(listing.readers, file) !== null))
      listing.entries.push({ kind: 'document', source, places, sha256, size: bytes.length });
    else {
      listing.entries.push({ kind: 'skipped', source });
      return false;
    }
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    if (!isNamed && sha256 === '') {
      listing.entries.push({ kind: 'skipped', source });
      return false;
    }
    const { code, message, hint } = error;
    // What turns out to be damaged was unpacked all the same.
    if (code === 'archive-damaged' && sha256 === '') listing.bytes -= size;
    listing.entries.push({ kind: 'failed', source, sha256, error: { code, message, hint } });
  }
  return true;
}

/** What may be unpacked of one archive. */
export function bundleLimits({ maxBytes }: Limits, entries = mostMembers): ZipLimits {
  return { ...defaultZipLimits, entries, entryBytes: maxBytes, totalBytes: mostBytes };
}

function tooMuch(): PipelineError {
  return new PipelineError(
    'content-limit',
    'read',
    `The bundle unpacks to more than ${mostBytes >> 20} MB.`,
    {
      hint: 'Unpack it and give the folder.',
    },
  );
}

/** Whether the name is that of a document or of a bundle. */
export function hasKnownExtension(name: string, readers: readonly DocumentReader[]): boolean {
  const lower = name.toLowerCase();
  return (
    bundleExtensions.some((extension) => lower.endsWith(extension)) ||
    readers.some((reader) => hasExtension(reader, name))
  );
}
