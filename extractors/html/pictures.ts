import type { EmbeddedPicture } from '../../schemas/document.ts';
import { attributeOf, type PageElement } from './page-tree.ts';

/** Pixels: a picture that is shown smaller than this either way is a spacer, a bullet or an icon. */
const minShown = 9;
/** Points to a pixel of a page. */
const points = 0.75;
/** Characters of a picture in an address: more is no picture of a cell. */
const maxDataLength = 40_000_000;

/**
 * The picture that an element shows, null for none to speak of. Nothing is fetched: one that the carrier does not bring
 * along has no bytes, and stays unread.
 * @param find the bytes of a part of the carrier by the address in the page
 */
export function pictureOf(
  element: PageElement,
  find: (address: string) => Uint8Array | null,
): EmbeddedPicture | null {
  const width = sizeOf(element, 'width');
  const height = sizeOf(element, 'height');
  if ((width !== null && width < minShown) || (height !== null && height < minShown)) return null;
  const address = (attributeOf(element, 'src') ?? '').trim();
  if (address === '') return null;
  const bytes = address.slice(0, 5).toLowerCase() === 'data:' ? dataOf(address) : find(address);
  if (bytes !== null && isTiny(bytes)) return null;
  return {
    bytes: bytes ?? new Uint8Array(),
    width: width === null ? null : width * points,
    height: height === null ? null : height * points,
  };
}

/** Pixels that `width` or `height` says, in the style or the attribute; null where neither does. */
function sizeOf(element: PageElement, side: 'width' | 'height'): number | null {
  const styled = new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*([\\d.]+)(px|pt)`, 'iu').exec(
    attributeOf(element, 'style') ?? '',
  );
  if (styled) return Number(styled[1]) / (styled[2]?.toLowerCase() === 'pt' ? points : 1);
  const plain = /^\s*([\d.]+)(?:px)?\s*$/u.exec(attributeOf(element, side) ?? '');
  return plain ? Number(plain[1]) : null;
}

function dataOf(address: string): Uint8Array | null {
  const comma = address.indexOf(',');
  if (comma < 0 || address.length > maxDataLength) return null;
  const isEncoded = /;\s*base64\s*$/iu.test(address.slice(0, comma));
  if (!/^data:\s*(?:image\/|[;,]|application\/octet-stream)/iu.test(address)) return null;
  const body = address.slice(comma + 1);
  try {
    const text = body.includes('%') ? decodeURIComponent(body) : body;
    const binary = isEncoded
      ? atob(text.replace(/\s+/gu, '').replaceAll('-', '+').replaceAll('_', '/'))
      : text;
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A dot that pages keep space with, or count their readers by: a GIF or PNG of some pixels. */
function isTiny(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 10 && bytes[0] === 0x47 && bytes[1] === 0x49)
    return Math.min(view.getUint16(6, true), view.getUint16(8, true)) < minShown;
  if (bytes.length >= 24 && bytes[0] === 0x89 && bytes[1] === 0x50)
    return Math.min(view.getUint32(16), view.getUint32(20)) < minShown;
  return false;
}
