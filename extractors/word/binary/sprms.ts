/** Bytes of the operand by the upper three bits of the code; null: the first byte says how many follow ([MS-DOC] 2.2.5.1). */
const operandLengths = [1, 1, 2, 4, 2, 2, null, 3] as const;

/** Codes of the properties that are read ([MS-DOC] 2.6). */
export const sprm = {
  // Of characters:
  deleted: 0x0800,
  formData: 0x0806,
  oleObject: 0x080a,
  hidden: 0x083c,
  special: 0x0855,
  pictureAt: 0x6a03,
  symbol: 0x6a09,
  // Of paragraphs:
  style: 0x4600,
  inTable: 0x2416,
  rowEnd: 0x2417,
  innerCellEnd: 0x244b,
  innerRowEnd: 0x244c,
  tableDepth: 0x6649,
  outline: 0x2640,
  listLevel: 0x260a,
  list: 0x460b,
  elsewhere: 0x6646,
  elsewhereOld: 0x6645,
  // Of rows:
  rowElsewhere: 0x646b,
  rowCells: 0xd608,
  rowHeader: 0x3404,
  rowLeft: 0x9601,
  rowGap: 0x9602,
  insertCells: 0x7621,
  deleteCells: 0x5622,
  cellWidth: 0x7623,
  mergeCells: 0x5624,
  splitCells: 0x5625,
  mergeDown: 0xd62b,
} as const;

/** One property: its code and where its operand lies. Only valid until the next one. */
export interface Sprm {
  code: number;
  readonly view: DataView;
  at: number;
  length: number;
}

/** Properties of a `grpprl` in order; what is cut off at its end is left out. */
export function* sprmsOf(bytes: Uint8Array): Generator<Sprm> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Sprm = { code: 0, view, at: 0, length: 0 };
  for (let at = 0; at + 2 < bytes.length; ) {
    found.code = view.getUint16(at, true);
    at += 2;
    const length = operandLength(found.code, view, at, bytes.length);
    if (at + length > bytes.length) return;
    found.at = at;
    found.length = length;
    yield found;
    at += length;
  }
}

const tabs = 0xc615;

function operandLength(code: number, view: DataView, at: number, end: number): number {
  // The cells of a row may take more than a byte can count.
  if (code === sprm.rowCells) return at + 2 > end ? end : view.getUint16(at, true) + 1;
  const length = operandLengths[code >> 13];
  if (length !== null && length !== undefined) return length;
  const told = view.getUint8(at);
  if (code !== tabs || told < 255) return told + 1;
  const deleted = at + 1 < end ? view.getUint8(at + 1) : 0;
  const added = at + 2 + deleted * 4 < end ? view.getUint8(at + 2 + deleted * 4) : 0;
  return 3 + deleted * 4 + added * 3;
}
