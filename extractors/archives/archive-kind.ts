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
