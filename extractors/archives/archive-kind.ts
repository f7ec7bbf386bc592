/** Kinds of archives that bundles come in. */
export type ArchiveKind = 'zip' | 'rar' | '7z';

const signatures: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // Without members, and the first part of one that was meant to be split.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['zip', [0x50, 0x4b, 0x07, 0x08]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
];

/** File name extensions of bundles. */
export const bundleExtensions = ['.zip', '.rar', '.7z'] as const;

/** What kind of archive the first bytes announce; null for none. A document that is a zip inside is one, too. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | null {
  const found = signatures.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte));
  return found?.[0] ?? null;
}

/** Parts that the programs which write documents as zips put first. */
const firstParts: ReadonlySet<string> = new Set([
  '[Content_Types].xml',
  '_rels/.rels',
  'mimetype',
  'OFD.xml',
]);
const nameLengthAt = 26;
const nameAt = 30;

/** Whether the first bytes are those of a zip that is one document inside: nearly all such documents begin so. */
export function beginsPackage(bytes: Uint8Array): boolean {
  if (archiveKind(bytes) !== 'zip') return false;
  const length = (bytes[nameLengthAt] ?? 0) + 256 * (bytes[nameLengthAt + 1] ?? 0);
  return firstParts.has(new TextDecoder('latin1').decode(bytes.subarray(nameAt, nameAt + length)));
}
