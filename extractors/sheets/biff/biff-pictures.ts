import { pictureKind } from '../../ocr/picture-kind.ts';
import { type ArtRecord, readStored, recordsOf } from '../../word/binary/art.ts';
import { placePicture, sizesOf } from '../picture-place.ts';
import { type FloatingPicture, maxColumns } from '../sheet.ts';

/** Records of [MS-XLS] 2.3.2: a substream, a sheet's place, drawings of all sheets, of one, and what goes on. */
const substream = 0x0809;
const sheetPlace = 0x0085;
const drawingGroup = 0x00eb;
const drawing = 0x00ec;
const goesOn = 0x003c;
/** Records of drawings ([MS-ODRAW] 2.2): a shape, its properties, its place in a sheet ([MS-XLS] 2.5.193). */
const storeEntry = 0xf007;
const shape = 0xf004;
const properties = 0xf00b;
const anchor = 0xf010;
/** The property that says which picture of the store a shape shows. */
const pictureProperty = 0x0104;
/** Places within a cell are parts of its width and height. */
const widthParts = 1024;
const heightParts = 256;

/** Pictures over the cells of an old workbook's sheets. */
export interface BiffPictures {
  /** Those of a sheet, by its number in the order of the workbook, and how many are of kinds that are not read. */
  of(sheet: number): { readonly pictures: readonly FloatingPicture[]; readonly missing: number };
}

const none = { pictures: [], missing: 0 } as const;
/** Metafiles are of a kind that is not read: they are not inflated. */
const noMetafiles = (): null => null;

export function openBiffPictures(stream: Uint8Array): BiffPictures {
  const { group, bySheet } = collectDrawings(stream);
  if (group.length === 0) return { of: () => none };
  const art = joinPieces(group);
  const store = [...recordsOf(art, 0, art.length)].filter(({ type }) => type === storeEntry);
  return {
    of: (sheet) => readShapes(joinPieces(bySheet.get(sheet) ?? []), art, store),
  };
}

function collectDrawings(stream: Uint8Array): {
  readonly group: readonly Uint8Array[];
  readonly bySheet: ReadonlyMap<number, readonly Uint8Array[]>;
} {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const places = new Map<number, number>();
  const group: Uint8Array[] = [];
  const bySheet = new Map<number, Uint8Array[]>();
  let sheet: number | null = null;
  let open: Uint8Array[] | null = null;
  let next = 0;
  for (let at = 0; at + 4 <= stream.length; at = next) {
    const kind = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    const content = stream.subarray(at + 4, end);
    next = end;
    if (kind === substream) sheet = places.get(at) ?? sheet;
    else if (kind === sheetPlace && content.length >= 4)
      places.set(view.getUint32(at + 4, true), places.size);
    if (kind === goesOn) open?.push(content);
    else if (kind === drawingGroup) open = group;
    else if (kind === drawing && sheet !== null) {
      open = bySheet.get(sheet) ?? [];
      bySheet.set(sheet, open);
    } else open = null;
    if (kind === drawingGroup || kind === drawing) open?.push(content);
  }
  return { group, bySheet };
}

function readShapes(bytes: Uint8Array, art: Uint8Array, store: readonly ArtRecord[]) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pictures: FloatingPicture[] = [];
  let missing = 0;
  let shown: number | null = null;
  for (const { type, instance, from, to } of recordsOf(bytes, 0, bytes.length)) {
    if (type === shape) shown = null;
    else if (type === properties) shown = pictureOf(view, from, to, instance) ?? shown;
    else if (type === anchor && shown !== null && to - from >= 18) {
      const entry = store[shown - 1];
      const file = entry === undefined ? null : readStored(art, entry, new Uint8Array(), noMetafiles);
      if (file === null || pictureKind(file) === null) missing++;
      else pictures.push({ picture: { bytes: file, width: null, height: null }, ...placeOf(view, from) });
      shown = null;
    }
  }
  return { pictures, missing };
}

/** Number in the store of the picture that a shape's properties name, from 1; null for none. */
function pictureOf(view: DataView, from: number, to: number, count: number): number | null {
  for (let i = 0, at = from; i < count && at + 6 <= to; i++, at += 6)
    if ((view.getUint16(at, true) & 0x3fff) === pictureProperty) return view.getUint32(at + 2, true) || null;
  return null;
}

function placeOf(view: DataView, from: number) {
  const sizes = sizesOf(new Map(), []);
  const cornerAt = (at: number) => ({
    column: Math.min(view.getUint16(at, true), maxColumns - 1),
    x: (view.getUint16(at + 2, true) / widthParts) * sizes.width(0),
    row: view.getUint16(at + 4, true),
    y: (view.getUint16(at + 6, true) / heightParts) * sizes.height(0),
  });
  return placePicture(cornerAt(from + 2), cornerAt(from + 10), null, sizes);
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
