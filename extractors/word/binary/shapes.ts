import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { type ArtRecord, type Inflater, isStored, readStored, recordsOf } from './art.ts';
import { readPlc } from './plc.ts';

/** A drawing that floats over the text, where it is anchored. */
export interface FloatingShape {
  /** Character position of its anchor. */
  readonly at: number;
  readonly id: number;
  readonly pictures: readonly EmbeddedPicture[];
}

const type = { group: 0xf003, shape: 0xf00a, options: 0xf00b, store: 0xf001, storeEntry: 0xf007 } as const;
/** The property that says which stored picture a shape shows ([MS-ODRAW] 2.3.23.2). */
const pictureProperty = 0x0104;
const anchorLength = 26;
const twipsToPoint = 20;

/**
 * Shapes of the text and the pictures they show.
 * @param anchors `PlcfSpa`, @param drawings `OfficeArtContent`, both cut out of the table stream
 * @param stream WordDocument, where stored pictures lie
 */
export function readShapes(
  anchors: Uint8Array,
  drawings: Uint8Array,
  stream: Uint8Array,
  inflate: Inflater,
): FloatingShape[] {
  const { positions, data } = readPlc(anchors, anchorLength);
  if (data.length === 0) return [];
  const { entries, shown } = readDrawings(drawings);
  const view = new DataView(anchors.buffer, anchors.byteOffset, anchors.byteLength);
  return data.map((at, i) => {
    const id = view.getUint32(at, true);
    const side = (from: number, to: number): number | null =>
      Math.max(0, view.getInt32(at + to, true) - view.getInt32(at + from, true)) / twipsToPoint || null;
    const size = { width: side(4, 12), height: side(8, 16) };
    const pictures = (shown.get(id) ?? []).flatMap((number) => {
      const entry = entries[number - 1];
      const bytes = entry === undefined ? null : readStored(drawings, entry, stream, inflate);
      return bytes === null ? [] : [{ bytes, ...size }];
    });
    return { at: positions[i] ?? 0, id, pictures };
  });
}

/** The store of pictures, and which of them each shape shows; what is in a group belongs to the group. */
function readDrawings(drawings: Uint8Array): {
  readonly entries: readonly ArtRecord[];
  readonly shown: ReadonlyMap<number, readonly number[]>;
} {
  const view = new DataView(drawings.buffer, drawings.byteOffset, drawings.byteLength);
  const entries: ArtRecord[] = [];
  const shown = new Map<number, number[]>();
  const groups: { readonly to: number; leader: number | null }[] = [];
  let shape = 0;
  for (const record of drawingRecords(drawings)) {
    while (groups.length > 0 && record.from >= (groups.at(-1)?.to ?? 0)) groups.pop();
    // All shapes of a page are in one group; those within it are what is anchored as one.
    const group = groups[1];
    if (record.type === type.storeEntry || (isStored(record) && shown.size === 0)) entries.push(record);
    else if (record.type === type.group) groups.push({ to: record.to, leader: null });
    else if (record.type === type.shape && record.from + 4 <= record.to) {
      shape = view.getUint32(record.from, true);
      if (group !== undefined) group.leader ??= shape;
      if (!shown.has(shape)) shown.set(shape, []);
    } else if (record.type === type.options) {
      const owner = shown.get(group?.leader ?? shape);
      for (let i = 0; i < record.instance && record.from + i * 6 + 6 <= record.to; i++) {
        const property = view.getUint16(record.from + i * 6, true) & 0x3fff;
        if (property === pictureProperty) owner?.push(view.getUint32(record.from + i * 6 + 2, true));
      }
    }
  }
  return { entries, shown };
}

/** The group of all drawings, then the drawings, a byte before each ([MS-DOC] 2.9.172). */
function* drawingRecords(drawings: Uint8Array): Generator<ArtRecord> {
  for (let start = 0; start < drawings.length; ) {
    let end = start;
    for (const record of recordsOf(drawings, start, drawings.length)) {
      end = Math.max(end, record.to);
      yield record;
    }
    if (end === start) return;
    start = end + 1;
  }
}
