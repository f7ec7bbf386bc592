import { PipelineError } from '../../../schemas/error.ts';

/** A stretch of the text that lies in one place of the file ([MS-DOC] 2.8.35). */
export interface Piece {
  /** Character positions, the end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Byte in the WordDocument stream. */
  readonly at: number;
  /** A byte a character (Windows-1252), or two (UTF-16). */
  readonly width: 1 | 2;
  /** Properties put on it when the file was saved fast. */
  readonly properties: Uint8Array;
}

const none = new Uint8Array();

/** The few properties that `Prm0` abbreviates and that are read: its number → code ([MS-DOC] 2.9.217). */
const abbreviated: ReadonlyMap<number, number> = new Map([
  [0x18, 0x2416],
  [0x19, 0x2417],
  [0x41, 0x0800],
  [0x5c, 0x083c],
]);

/**
 * The piece table ([MS-DOC] 2.9.38): where the characters of the document lie, in their order.
 * @param clx the structure, cut out of the table stream
 * @param mostCharacters bytes of the WordDocument stream: each character takes one at least
 * @throws PipelineError `office-damaged`
 */
export function readPieces(clx: Uint8Array, mostCharacters: number): Piece[] {
  const view = new DataView(clx.buffer, clx.byteOffset, clx.byteLength);
  const properties: Uint8Array[] = [];
  let at = 0;
  while (at + 3 <= clx.length && view.getUint8(at) === 1) {
    const length = view.getUint16(at + 1, true);
    properties.push(clx.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  if (at + 5 > clx.length || view.getUint8(at) !== 2) throw brokenPieces();
  const length = Math.min(view.getUint32(at + 1, true), clx.length - at - 5);
  const count = Math.floor((length - 4) / 12);
  const first = at + 5;
  const pieces: Piece[] = [];
  for (let i = 0; i < count; i++) {
    const from = view.getUint32(first + i * 4, true);
    const to = view.getUint32(first + i * 4 + 4, true);
    const told = first + (count + 1) * 4 + i * 8;
    if (to <= from) continue;
    if (to > mostCharacters || from < (pieces.at(-1)?.to ?? 0)) throw brokenPieces();
    const place = view.getUint32(told + 2, true);
    const isNarrow = (place & 0x4000_0000) !== 0;
    const start = place & 0x3fff_ffff;
    pieces.push({
      ...{ from, to },
      at: isNarrow ? start >> 1 : start,
      width: isNarrow ? 1 : 2,
      properties: propertiesOf(view.getUint16(told + 6, true), properties),
    });
  }
  if (pieces.length === 0) throw brokenPieces();
  return pieces;
}

function propertiesOf(prm: number, groups: readonly Uint8Array[]): Uint8Array {
  if ((prm & 1) !== 0) return groups[prm >> 1] ?? none;
  const code = abbreviated.get((prm >> 1) & 0x7f);
  return code === undefined ? none : Uint8Array.of(code & 0xff, code >> 8, prm >> 8);
}

function brokenPieces(): PipelineError {
  return new PipelineError('office-damaged', 'read', 'The table of the pieces of the text is broken.', {
    hint: 'Fetch it again, or open it in Word or WPS and save it.',
  });
}
