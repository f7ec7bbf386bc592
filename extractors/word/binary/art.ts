import { unzlibSync } from 'fflate';
import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { bmpOfDib } from '../dib.ts';

/** Bytes of a record's head ([MS-ODRAW] 2.2.1). */
const headLength = 8;
/** Records within each other. */
const deepest = 12;
/** A record whose version is this holds records. */
const container = 0xf;
const storeEntry = 0xf007;
const firstBlip = 0xf01a;
const lastBlip = 0xf117;
/** Bytes that the metafiles of a document may inflate to, all together: drawings of this size are no figures. */
const mostInflated = 50_000_000;

/** Types of stored pictures ([MS-ODRAW] 2.2.23): which are metafiles, which a bitmap without the head of a file. */
const metafiles = new Set([0xf01a, 0xf01b, 0xf01c]);
const bitmap = 0xf01f;
/** Instances that have two marks of 16 bytes before their data. */
const twoMarks = new Set([0x3d5, 0x217, 0x543, 0x46b, 0x6e3, 0x6e1, 0x7a9, 0x6e5]);

/** A record of a drawing: its type, and where its content lies. */
export interface ArtRecord {
  readonly type: number;
  readonly instance: number;
  readonly from: number;
  readonly to: number;
}

/** All records between two bytes, those within others behind them; damaged ones end it. */
export function* recordsOf(bytes: Uint8Array, from: number, to: number, depth = 0): Generator<ArtRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + headLength <= to; ) {
    const head = view.getUint16(at, true);
    const type = view.getUint16(at + 2, true);
    const end = at + headLength + view.getUint32(at + 4, true);
    if (type < 0xf000 || end > to) return;
    const content = at + headLength;
    yield { type, instance: head >> 4, from: content, to: end };
    if ((head & 0xf) === container && depth < deepest) yield* recordsOf(bytes, content, end, depth + 1);
    at = end;
  }
}

/** Whether a record is a picture or an entry of a store that may hold one. */
export function isStored({ type }: ArtRecord): boolean {
  return type === storeEntry || (type >= firstBlip && type <= lastBlip);
}

/** Inflates a metafile of so many bytes; null where it is broken, or all of them together are too much. */
export type Inflater = (content: Uint8Array, size: number) => Uint8Array | null;

/** One for a document: it counts. */
export function openInflater(): Inflater {
  let left = mostInflated;
  return (content, size) => {
    if (size > left) return null;
    left -= size;
    try {
      return unzlibSync(content, { out: new Uint8Array(size) });
    } catch {
      return null;
    }
  };
}

/**
 * The file of a stored picture.
 * @param elsewhere where pictures lie that an entry of a store only points at
 * @returns null where there is none, or a metafile that does not inflate
 */
export function readStored(
  bytes: Uint8Array,
  record: ArtRecord,
  elsewhere: Uint8Array,
  inflate: Inflater,
): Uint8Array | null {
  if (record.type !== storeEntry) return readBlip(bytes, record, inflate);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (record.from + 36 > record.to) return null;
  const inside = record.from + 36 + view.getUint8(record.from + 33);
  for (const blip of recordsOf(bytes, inside, record.to)) return readBlip(bytes, blip, inflate);
  const at = view.getUint32(record.from + 28, true);
  for (const blip of recordsOf(elsewhere, at, elsewhere.length)) return readBlip(elsewhere, blip, inflate);
  return null;
}

function readBlip(
  bytes: Uint8Array,
  { type, instance, from, to }: ArtRecord,
  inflate: Inflater,
): Uint8Array | null {
  if (type < firstBlip || type > lastBlip) return null;
  const start = from + (twoMarks.has(instance) ? 32 : 16);
  if (!metafiles.has(type)) {
    const content = bytes.subarray(start + 1, to);
    return content.length === 0 ? null : type === bitmap ? bmpOfDib(content) : content;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start + 34 > to) return null;
  const content = bytes.subarray(start + 34, to);
  if (view.getUint8(start + 32) !== 0) return content;
  return inflate(content, view.getUint32(start, true));
}

const picture = { headAt: 4, kindAt: 6, widthAt: 28, heightAt: 30, scaleXAt: 32, scaleYAt: 34, length: 68 };
/** `MM_SHAPEFILE`: the name of a file stands before the drawing. */
const namedShape = 0x66;
const twipsToPoint = 20;
const fullScale = 1000;

/**
 * A picture in the line of text: described in the Data stream by a head and a drawing ([MS-DOC] 2.9.192).
 * @returns null where there is none
 */
export function readInlinePicture(data: Uint8Array, at: number, inflate: Inflater): EmbeddedPicture | null {
  if (at + picture.length > data.length) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = Math.min(at + view.getUint32(at, true), data.length);
  let from = at + view.getUint16(at + picture.headAt, true);
  if (view.getUint16(at + picture.kindAt, true) === namedShape && from < end) from += 1 + view.getUint8(from);
  const scaled = (sizeAt: number, scaleAt: number): number =>
    (view.getUint16(at + sizeAt, true) * view.getUint16(at + scaleAt, true)) / fullScale / twipsToPoint;
  for (const record of recordsOf(data, from, end)) {
    if (!isStored(record)) continue;
    const bytes = readStored(data, record, data, inflate);
    if (bytes === null) continue;
    const width = scaled(picture.widthAt, picture.scaleXAt);
    const height = scaled(picture.heightAt, picture.scaleYAt);
    return { bytes, width: width || null, height: height || null };
  }
  return null;
}
