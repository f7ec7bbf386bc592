/** The first bytes of formats that are no plain text, and what a person calls them. */
const signatures: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], name: 'a PDF' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive or an Office file (docx, xlsx)' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], name: 'an empty ZIP archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], name: 'an old Office file (doc, xls)' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a GIF picture' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], name: 'a TIFF picture' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], name: 'a TIFF picture' },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive' },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a], name: 'a RAR archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], name: 'a 7-Zip archive' },
  { bytes: [0x42, 0x5a, 0x68], name: 'a bzip2 archive' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x4d, 0x5a, 0x90], name: 'a program' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], name: 'an RTF file' },
];

/** Files that programs build theirs in: zip and OLE. */
const containers = ['a ZIP archive or an Office file (docx, xlsx)', 'an old Office file (doc, xls)'];

/** Whether the first bytes are those of a container, in which each kind of document looks alike. */
export function isContainer(bytes: Uint8Array): boolean {
  const name = nameSignature(bytes);
  return name !== null && containers.includes(name);
}

/** What binary format the first bytes announce, in words (`a PDF`); null for none known. */
export function nameSignature(bytes: Uint8Array): string | null {
  const found = signatures.find((signature) => signature.bytes.every((byte, i) => bytes[i] === byte));
  return found?.name ?? null;
}
