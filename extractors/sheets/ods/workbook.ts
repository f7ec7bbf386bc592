import { PipelineError } from '../../../schemas/error.ts';
import { pictureKind } from '../../ocr/picture-kind.ts';
import { officeEncrypted } from '../../ole/ole-kind.ts';
import { openZip } from '../../zip/open-zip.ts';
import { openCollector } from '../limits.ts';
import type { Workbook } from '../sheet.ts';
import type { OdsPictures } from './cell-text.ts';
import { readOdsContent } from './read-content.ts';

const contentPart = 'content.xml';
const manifestPart = 'META-INF/manifest.xml';

/**
 * Reads an OpenDocument spreadsheet.
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function readOdsWorkbook(bytes: Uint8Array): Workbook {
  const zip = openZip(bytes, 'office');
  const entries = new Map(zip.entries.map((entry) => [entry.name, entry]));
  const read = (part: string): Uint8Array | null => {
    const entry = entries.get(part);
    return entry === undefined ? null : zip.inflate(entry);
  };
  const manifest = new TextDecoder().decode(read(manifestPart) ?? new Uint8Array());
  if (manifest.includes('encryption-data')) throw officeEncrypted();
  const content = read(contentPart);
  if (content === null)
    throw new PipelineError('office-damaged', 'read', `The part ${contentPart} is missing.`, {
      hint: 'Open it in an Office program and save it, or fetch it anew.',
    });
  return readOdsContent(content, contentPart, openCollector(), openPictures(read));
}

/** Reads a flat OpenDocument spreadsheet: one XML file. */
export function readFlatOds(bytes: Uint8Array): Workbook {
  const noParts = openPictures(() => null);
  return readOdsContent(bytes, 'that is the spreadsheet', openCollector(), noParts);
}

function openPictures(read: (part: string) => Uint8Array | null): OdsPictures {
  const known = new Map<string, Uint8Array | null>();
  const bytesOf = (link: string): Uint8Array | null => {
    const data = /^data:[^,]*;base64,/u.exec(link)?.[0];
    const bytes =
      data === undefined ? read(link.replace(/^\.\//u, '')) : Buffer.from(link.slice(data.length), 'base64');
    return bytes === null || pictureKind(bytes) === null ? null : bytes;
  };
  return {
    find(link) {
      const found = known.get(link);
      const bytes = found === undefined ? bytesOf(link) : found;
      if (!link.startsWith('data:')) known.set(link, bytes);
      return bytes && { bytes, width: null, height: null };
    },
  };
}
