/** Positions in the text, each with what is known of it ([MS-DOC] 2.2.2). */
export interface Plc {
  /** One more than there are entries. */
  readonly positions: readonly number[];
  /** Of the bytes the structure was cut out of: where each entry's own data begin. */
  readonly data: readonly number[];
}

/** @param length bytes of the data of an entry */
export function readPlc(bytes: Uint8Array, length: number): Plc {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + length)));
  const has = bytes.length >= 4;
  return {
    positions: has ? Array.from({ length: count + 1 }, (_, i) => view.getUint32(i * 4, true)) : [],
    data: Array.from({ length: count }, (_, i) => (count + 1) * 4 + i * length),
  };
}
