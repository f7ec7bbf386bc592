import type { MimePart } from '../mime/parts.ts';
import { resolveAddress } from './addresses.ts';
import { decodePage } from './charset.ts';
import type { TextParts } from './page.ts';

/** Pages, pictures and style sheets saved together, by the addresses they know each other by. */
export interface PageArchive {
  /** The page that was saved; null where there is none. */
  readonly root: MimePart | null;
  /** A part as a page: its text, and what it can reach. */
  open(part: MimePart): OpenedPart;
  /** The part of an address, as the page of a part writes it. */
  partAt(address: string, base: string): MimePart | null;
}

export interface OpenedPart {
  readonly text: string;
  readonly encoding: string;
  readonly parts: TextParts;
}

/** @param start Content-ID of the part that was saved, '' where nothing says it */
export function openArchive(all: readonly MimePart[], start: string): PageArchive {
  const byAddress = new Map<string, MimePart>();
  for (const part of all) {
    for (const key of [part.location, part.id === '' ? '' : `cid:${part.id}`])
      if (key !== '' && !byAddress.has(canonical(key))) byAddress.set(canonical(key), part);
  }
  const partAt = (address: string, base: string): MimePart | null => {
    if (address === '' || address.startsWith('#')) return null;
    return (
      byAddress.get(canonical(address)) ?? byAddress.get(canonical(resolveAddress(address, base))) ?? null
    );
  };
  const open = (part: MimePart): OpenedPart => {
    const { text, encoding } = decodePage(part.bytes(), part.charset);
    const address = part.location;
    return {
      text,
      encoding,
      parts: {
        address,
        find: (picture) => partAt(picture, address)?.bytes() ?? null,
        page: (frame) => {
          const found = partAt(frame, address);
          return found === null || !isPage(found) ? null : open(found);
        },
        sheet: (sheet) => {
          const found = partAt(sheet, address);
          return found === null ? null : decodePage(found.bytes(), found.charset).text;
        },
      },
    };
  };
  const pages = all.filter((part) => isPage(part) && !part.isAttachment);
  const root = pages.find(({ id }) => start !== '' && id === start) ?? pages[0] ?? null;
  return { root, open, partAt };
}

export const isPage = ({ type }: MimePart): boolean =>
  type === 'text/html' || type === 'application/xhtml+xml';

/** Addresses as they are compared: names of files may be escaped in one place and not in the other. */
function canonical(address: string): string {
  const plain = address.replace(/#.*$/su, '').replaceAll('\\', '/');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
