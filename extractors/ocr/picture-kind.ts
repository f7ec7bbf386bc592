import { isBmp } from './bmp.ts';

/** The kinds of picture files that are read. */
export type PictureKind = 'png' | 'jpeg' | 'tiff' | 'webp' | 'gif' | 'bmp';

const beginnings: readonly (readonly [PictureKind, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  // 42 in either order of bytes; 43 where offsets have 8 bytes.
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2b]],
];
const riff = [0x52, 0x49, 0x46, 0x46];
const webp = [0x57, 0x45, 0x42, 0x50];

/** The kind of picture by the first bytes; null for none that is read. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const has = (wanted: readonly number[], at = 0) => wanted.every((byte, i) => bytes[at + i] === byte);
  const found = beginnings.find(([, beginning]) => has(beginning));
  if (found) return found[0];
  if (has(riff) && has(webp, 8)) return 'webp';
  return isBmp(bytes) ? 'bmp' : null;
}
