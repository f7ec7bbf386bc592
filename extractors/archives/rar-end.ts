/** Blocks of one archive: a hostile one could be nothing but blocks. */
const mostBlocks = 100_000;
const oldStart = 7;
const newStart = 8;
/** Kinds of blocks, and flags that say what belongs to one. */
const oldEnd = 0x7b;
const oldFile = 0x74;
const oldHasData = 0x8000;
const oldIsLarge = 0x100;
const newEnd = 5;
const newHasExtra = 1;
const newHasData = 2;

/**
 * Whether a RAR archive breaks off: the library takes the end of the file for the end of the list. The blocks are followed from one to the next
 * (RAR 5.0 archive format, technote.txt of RAR 4); archives of before RAR 3 have no block at their end and may end behind any.
 */
export function isRarCut(bytes: Uint8Array): boolean {
  const isNew = bytes[6] === 1;
  let at = isNew ? newStart : oldStart;
  for (let i = 0; i < mostBlocks; i++) {
    if (at === bytes.length) return isNew;
    const block = isNew ? newBlock(bytes, at) : oldBlock(bytes, at);
    if (block === null || block.next > bytes.length) return true;
    if (block.isEnd) return false;
    at = block.next;
  }
  return true;
}

interface Block {
  readonly isEnd: boolean;
  /** Where the next one begins. */
  readonly next: number;
}

function oldBlock(bytes: Uint8Array, at: number): Block | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 7 > bytes.length) return null;
  const kind = view.getUint8(at + 2);
  const flags = view.getUint16(at + 3, true);
  const size = view.getUint16(at + 5, true);
  if (size < 7 || at + size > bytes.length) return null;
  const hasData = (flags & oldHasData) !== 0 && size >= 11;
  const isLarge = kind === oldFile && (flags & oldIsLarge) !== 0 && size >= 36;
  const data =
    (hasData ? view.getUint32(at + 7, true) : 0) + (isLarge ? view.getUint32(at + 32, true) * 2 ** 32 : 0);
  return { isEnd: kind === oldEnd, next: at + size + data };
}

function newBlock(bytes: Uint8Array, at: number): Block | null {
  let place = at + 4;
  const number = (): number => {
    let value = 0;
    for (let i = 0; i < 8; i++) {
      const byte = bytes[place++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 127) * 128 ** i;
      if (byte < 128) return value;
    }
    return Number.NaN;
  };
  const size = number();
  const end = place + size;
  const kind = number();
  const flags = number();
  if ((flags & newHasExtra) !== 0) number();
  const data = (flags & newHasData) === 0 ? 0 : number();
  const next = end + data;
  return Number.isSafeInteger(next) && size > 0 ? { isEnd: kind === newEnd, next } : null;
}
