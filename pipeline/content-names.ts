import { archiveKind } from '../extractors/archives/archive-kind.ts';
import { sniffOle } from '../extractors/ole/ole-kind.ts';
import { nameSignature } from '../extractors/text/signature.ts';
import { openZip } from '../extractors/zip/open-zip.ts';

/** Parts that only packages of a kind have, and what a person calls the kind. */
const packages: readonly (readonly [part: RegExp, name: string])[] = [
  [/^ppt\/presentation\.xml$/u, 'a presentation (PPTX)'],
  [/^visio\/document\.xml$/u, 'a drawing (VSDX)'],
  [/^OFD\.xml$/u, 'an OFD document'],
  [/^META-INF\/container\.xml$/u, 'an electronic book (EPUB)'],
  [/^(?:META-INF\/MANIFEST\.MF|AndroidManifest\.xml)$/u, 'a program'],
];

/**
 * What kind of file the content is that no reader takes, in words (`an OFD document`).
 * @returns null where it is no more than a container that any document could be in, or nothing known
 */
export function nameForeign(bytes: Uint8Array): string | null {
  const kind = archiveKind(bytes);
  if (kind !== null) return kind === 'zip' ? namePackage(bytes) : null;
  const ole = sniffOle(bytes);
  if (ole === 'slides') return 'a presentation (PPT)';
  return ole === null ? nameSignature(bytes) : null;
}

function namePackage(bytes: Uint8Array): string | null {
  try {
    const names = openZip(bytes, 'archive').entries.map(({ name }) => name);
    return packages.find(([part]) => names.some((name) => part.test(name)))?.[1] ?? null;
  } catch {
    return null;
  }
}
