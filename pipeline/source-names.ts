import path from 'node:path';

/** Characters of the name in a document's folder: CONTRACT of the folder of results. */
const longestName = 40;
/** All that is not letter, digit, dot, underscore or hyphen in some script. */
const unsafe = /[^\p{L}\p{N}._-]+/gu;

/** A path relative to the input folder as a source: `/`-separated, NFC, on every platform the same. */
export function toSource(relativePath: string): string {
  return relativePath.split(path.sep).join('/').normalize('NFC');
}

/** The folder of a document inside documents/: base name without extension, at most 40 characters, made safe, and the id. */
export function documentFolderOf(source: string, documentId: string): string {
  const base = path.posix.basename(source);
  const name = path.posix
    .basename(base, path.posix.extname(base))
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/^[._]+/u, '');
  const short = [...name]
    .slice(0, longestName)
    .join('')
    .replace(/[._]+$/u, '');
  return `${short || 'document'}-${documentId}`;
}

/** Whether a source comes before another: by code units, so that no locale has a say. */
export function compareSources(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
