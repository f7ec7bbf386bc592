import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { pictureKind } from '../../ocr/picture-kind.ts';
import type { OfficePackage } from '../../word/ooxml/package.ts';
import { attributeOf, readEvents, wholeOf } from '../xml-events.ts';
import { type DrawnItem, readDrawing } from './drawing-part.ts';

/** Pictures that are values of cells. */
export interface CellPictures {
  /** By the formula of WPS (`DISPIMG("ID_…",1)`) or the number of the cell's metadata (Excel); null for none. */
  find(formula: string, metadata: number | null): EmbeddedPicture | null;
}

/** Finds the pictures of a workbook that are values of cells, in the way of WPS and of Excel. */
export function openCellPictures(
  office: OfficePackage,
  store: PictureStore,
  workbookPart: string,
): CellPictures {
  let ofWps: ReadonlyMap<string, EmbeddedPicture> | null = null;
  let ofExcel: readonly (EmbeddedPicture | null)[] | null = null;
  return {
    find(formula, metadata) {
      const id = /DISPIMG\(\s*"([^"]+)"/u.exec(formula)?.[1];
      if (id !== undefined) {
        ofWps ??= readWps(office, store, workbookPart);
        return ofWps.get(id) ?? null;
      }
      if (metadata === null) return null;
      ofExcel ??= readExcel(office, store, workbookPart);
      return ofExcel[metadata - 1] ?? null;
    },
  };
}

/** The pictures of a workbook's parts, each held once however often it is shown. */
export interface PictureStore {
  /** The picture of a part's relationship; null where it is not in the file or is none that can be read. */
  find(part: string, id: string, size: DrawnItem['size']): EmbeddedPicture | null;
}

export function openPictureStore(office: OfficePackage): PictureStore {
  const links = new Map<string, ReturnType<OfficePackage['relationships']>>();
  const known = new Map<string, Uint8Array | null>();
  const bytesOf = (target: string): Uint8Array | null => {
    const found = known.get(target);
    if (found !== undefined) return found;
    const bytes = office.has(target) ? office.bytes(target) : null;
    const picture = bytes === null || pictureKind(bytes) === null ? null : bytes;
    known.set(target, picture);
    return picture;
  };
  return {
    find(part, id, size) {
      const ofPart = links.get(part) ?? office.relationships(part);
      links.set(part, ofPart);
      const link = ofPart.get(id);
      const bytes = link === undefined || link.isExternal ? null : bytesOf(link.target);
      return bytes && { bytes, width: size?.width ?? null, height: size?.height ?? null };
    },
  };
}

/** The first part that a part has a relationship of such a type to; null for none. */
export function partOfType(office: OfficePackage, part: string, type: string): string | null {
  for (const relationship of office.relationships(part).values())
    if (relationship.type.toLowerCase() === type.toLowerCase() && !relationship.isExternal)
      return office.has(relationship.target) ? relationship.target : null;
  return null;
}

function readWps(
  office: OfficePackage,
  store: PictureStore,
  workbookPart: string,
): ReadonlyMap<string, EmbeddedPicture> {
  const part = partOfType(office, workbookPart, 'cellImage') ?? 'xl/cellimages.xml';
  const pictures = new Map<string, EmbeddedPicture>();
  if (!office.has(part)) return pictures;
  for (const { name, picture, size } of readDrawing(office.bytes(part), part)) {
    const found = picture === null ? null : store.find(part, picture, size);
    if (found !== null) pictures.set(name, found);
  }
  return pictures;
}

/** Metadata of values → rich values → their pictures, by the number of the metadata less one. */
function readExcel(
  office: OfficePackage,
  store: PictureStore,
  workbookPart: string,
): readonly (EmbeddedPicture | null)[] {
  const metadata = partOfType(office, workbookPart, 'sheetMetadata');
  const values = partOfType(office, workbookPart, 'rdRichValue');
  const links = partOfType(office, workbookPart, 'richValueRel');
  if (metadata === null || values === null || links === null) return [];
  const ids: string[] = [];
  readEvents(office.bytes(links), links, {
    open(name, attributes) {
      if (name === 'rel') ids.push(attributeOf(attributes, 'id') ?? '');
    },
    text() {},
    close() {},
  });
  const firsts = readFirstValues(office.bytes(values), values);
  return readValueNumbers(office.bytes(metadata), metadata).map((number) => {
    const link = number === null ? undefined : firsts[number];
    const id = link === undefined ? undefined : ids[link];
    return id === undefined ? null : store.find(links, id, null);
  });
}

/** The first value of each rich value: of a picture, which of the links it is. */
function readFirstValues(bytes: Uint8Array, part: string): readonly number[] {
  const firsts: number[] = [];
  let text: string | null = null;
  let isDone = false;
  readEvents(bytes, part, {
    open(name) {
      if (name === 'rv') isDone = false;
      if (name === 'v') text = '';
    },
    text(piece) {
      if (text !== null) text += piece;
    },
    close(name) {
      if (name === 'v' && !isDone) {
        firsts.push(Number(text));
        isDone = true;
      }
      if (name === 'v') text = null;
      else if (name === 'rv' && !isDone) firsts.push(Number.NaN);
    },
  });
  return firsts;
}

/** For each block of metadata of values, which rich value it stands for. */
function readValueNumbers(bytes: Uint8Array, part: string): readonly (number | null)[] {
  const rich: (number | null)[] = [];
  const numbers: (number | null)[] = [];
  let section = '';
  readEvents(bytes, part, {
    open(name, attributes) {
      if (name === 'futureMetadata' || name === 'valueMetadata') section = name;
      else if (name === 'rvb' && section === 'futureMetadata') rich.push(wholeOf(attributes.i));
      else if (name === 'rc' && section === 'valueMetadata') {
        const at = wholeOf(attributes.v);
        numbers.push(at === null ? null : (rich[at] ?? null));
      }
    },
    text() {},
    close(name) {
      if (name === section) section = '';
    },
  });
  return numbers;
}
