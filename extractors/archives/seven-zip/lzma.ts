/**
 * LZMA and LZMA2, decoded by the public specification of LZMA (LZMA SDK, lzma-specification.txt). What is decoded is its
 * own dictionary: the whole of it is in memory.
 */

const probabilityStart = 1024;
const probabilityBits = 11;
const moveBits = 5;
const topValue = 1 << 24;
const states = 12;
/** States up to this one follow a literal. */
const literalStates = 7;
const posStatesMax = 16;
const lengthStates = 4;
const firstEndPosModel = 4;
const endPosModel = 14;
const fullDistances = 1 << (endPosModel >> 1);
const alignBits = 4;
const shortestMatch = 2;

/** Thrown where the stream says something impossible or ends too soon. */
export class LzmaFault extends Error {
  override readonly name = 'LzmaFault';
}

interface LengthModel {
  readonly choice: Uint16Array;
  readonly low: readonly Uint16Array[];
  readonly mid: readonly Uint16Array[];
  readonly high: Uint16Array;
}

/** The probabilities of a stream, and the properties they were made for. */
interface Model {
  readonly property: number;
  readonly lc: number;
  readonly lpMask: number;
  readonly pbMask: number;
  readonly literals: Uint16Array;
  readonly isMatch: Uint16Array;
  readonly isRep: Uint16Array;
  readonly isRepG0: Uint16Array;
  readonly isRepG1: Uint16Array;
  readonly isRepG2: Uint16Array;
  readonly isRep0Long: Uint16Array;
  readonly posSlot: readonly Uint16Array[];
  readonly posSpecial: Uint16Array;
  readonly posAlign: Uint16Array;
  readonly length: LengthModel;
  readonly repLength: LengthModel;
}

const fresh = (size: number): Uint16Array => new Uint16Array(size).fill(probabilityStart);
const several = (count: number, size: number): readonly Uint16Array[] =>
  Array.from({ length: count }, () => fresh(size));
const freshLength = (): LengthModel => ({
  choice: fresh(2),
  low: several(posStatesMax, 8),
  mid: several(posStatesMax, 8),
  high: fresh(256),
});

function makeModel(property: number): Model {
  if (property >= 9 * 5 * 5) throw new LzmaFault('properties');
  const lc = property % 9;
  const lp = Math.floor(property / 9) % 5;
  return {
    property,
    lc,
    lpMask: (1 << lp) - 1,
    pbMask: (1 << Math.floor(property / 45)) - 1,
    literals: fresh(0x300 << (lc + lp)),
    isMatch: fresh(states * posStatesMax),
    isRep: fresh(states),
    isRepG0: fresh(states),
    isRepG1: fresh(states),
    isRepG2: fresh(states),
    isRep0Long: fresh(states * posStatesMax),
    posSlot: several(lengthStates, 64),
    posSpecial: fresh(1 + fullDistances - endPosModel),
    posAlign: fresh(1 << alignBits),
    length: freshLength(),
    repLength: freshLength(),
  };
}

/** What goes on over the chunks of a stream. */
interface Progress {
  model: Model;
  state: number;
  reps: [number, number, number, number];
  /** Where the next byte goes in `out`, and where the dictionary begins. */
  at: number;
  start: number;
}

/** @param property the byte that holds lc, lp and pb */
function openProgress(property: number, at: number, start: number): Progress {
  return { model: makeModel(property), state: 0, reps: [0, 0, 0, 0], at, start };
}

/** A stream of LZMA as 7z has it: five bytes of properties apart, the length known. */
export function decodeLzma(input: Uint8Array, properties: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  decodeChunk(input, out, size, openProgress(properties[0] ?? 255, 0, 0));
  return out;
}

/** A stream of LZMA2: chunks, each with its length. */
export function decodeLzma2(input: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let progress: Progress | null = null;
  let start = 0;
  let at = 0;
  let place = 0;
  const next = (): number => {
    const byte = input[place++];
    if (byte === undefined) throw new LzmaFault('end');
    return byte;
  };
  for (let control = next(); control !== 0; control = next()) {
    if (control < 0x80) {
      if (control > 2) throw new LzmaFault('control');
      if (control === 1) start = at;
      const length = (next() << 8) + next() + 1;
      const piece = input.subarray(place, place + length);
      if (piece.length < length || at + length > size) throw new LzmaFault('end');
      out.set(piece, at);
      place += length;
      at += length;
      continue;
    }
    const length = ((control & 0x1f) << 16) + (next() << 8) + next() + 1;
    const packed = (next() << 8) + next() + 1;
    const reset = (control >> 5) & 3;
    if (reset === 3) start = at;
    if (reset >= 2) progress = openProgress(next(), at, start);
    if (progress === null || at + length > size) throw new LzmaFault('chunk');
    // A new state begins with the properties of the last.
    if (reset === 1) Object.assign(progress, openProgress(progress.model.property, at, start));
    Object.assign(progress, { at, start });
    decodeChunk(input.subarray(place, place + packed), out, at + length, progress);
    place += packed;
    at += length;
  }
  if (at !== size) throw new LzmaFault('length');
  return out;
}

/** Decodes until `out` is filled up to `end`. */
function decodeChunk(input: Uint8Array, out: Uint8Array, end: number, progress: Progress): void {
  const { model, start } = progress;
  const { lc, lpMask, pbMask } = model;
  let { state, at } = progress;
  let [rep0, rep1, rep2, rep3] = progress.reps;
  let place = 5;
  let range = 0xffffffff;
  let code =
    (((input[1] ?? 0) << 24) | ((input[2] ?? 0) << 16) | ((input[3] ?? 0) << 8) | (input[4] ?? 0)) >>> 0;
  if (input.length < 5) throw new LzmaFault('end');

  const normalise = (): void => {
    if (range >= topValue) return;
    if (place >= input.length) throw new LzmaFault('end');
    range = (range << 8) >>> 0;
    code = ((code << 8) | (input[place++] ?? 0)) >>> 0;
  };
  const bit = (model: Uint16Array, index: number): 0 | 1 => {
    normalise();
    const probability = model[index] ?? 0;
    const bound = (range >>> probabilityBits) * probability;
    if (code < bound) {
      range = bound;
      model[index] = probability + (((1 << probabilityBits) - probability) >> moveBits);
      return 0;
    }
    range -= bound;
    code -= bound;
    model[index] = probability - (probability >> moveBits);
    return 1;
  };
  const tree = (model: Uint16Array, bits: number): number => {
    let index = 1;
    for (let i = 0; i < bits; i++) index = (index << 1) + bit(model, index);
    return index - (1 << bits);
  };
  const reverseTree = (model: Uint16Array, offset: number, bits: number): number => {
    let index = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const next = bit(model, offset + index);
      index = (index << 1) + next;
      value |= next << i;
    }
    return value;
  };
  const direct = (bits: number): number => {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      normalise();
      range >>>= 1;
      const isOne = code >= range;
      if (isOne) code -= range;
      value = value * 2 + (isOne ? 1 : 0);
    }
    return value;
  };
  const lengthOf = (lengths: LengthModel, posState: number): number => {
    if (bit(lengths.choice, 0) === 0) return tree(lengths.low[posState] ?? lengths.high, 3);
    if (bit(lengths.choice, 1) === 0) return 8 + tree(lengths.mid[posState] ?? lengths.high, 3);
    return 16 + tree(lengths.high, 8);
  };
  const literal = (): void => {
    const before = at > start ? (out[at - 1] ?? 0) : 0;
    const context = (((at - start) & lpMask) << lc) + (before >> (8 - lc));
    const base = 0x300 * context;
    let symbol = 1;
    if (state >= literalStates) {
      let match = out[at - rep0 - 1] ?? 0;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const next = bit(model.literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | next;
        if (matchBit !== next) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(model.literals, base + symbol);
    out[at++] = symbol & 0xff;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };
  const distance = (length: number): number => {
    const slots = model.posSlot[Math.min(length, lengthStates - 1)] ?? model.posAlign;
    const slot = tree(slots, 6);
    if (slot < firstEndPosModel) return slot;
    const directBits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** directBits;
    if (slot < endPosModel) return high + reverseTree(model.posSpecial, high - slot, directBits);
    return (
      high + direct(directBits - alignBits) * (1 << alignBits) + reverseTree(model.posAlign, 0, alignBits)
    );
  };

  while (at < end) {
    const posState = (at - start) & pbMask;
    if (bit(model.isMatch, state * posStatesMax + posState) === 0) {
      literal();
      continue;
    }
    let length: number;
    if (bit(model.isRep, state) === 0) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      length = lengthOf(model.length, posState);
      state = state < literalStates ? 7 : 10;
      rep0 = distance(length);
      if (rep0 === 0xffffffff) throw new LzmaFault('end mark');
    } else {
      if (at === start) throw new LzmaFault('distance');
      if (bit(model.isRepG0, state) === 0) {
        if (bit(model.isRep0Long, state * posStatesMax + posState) === 0) {
          state = state < literalStates ? 9 : 11;
          if (rep0 >= at - start) throw new LzmaFault('distance');
          out[at] = out[at - rep0 - 1] ?? 0;
          at++;
          continue;
        }
      } else if (bit(model.isRepG1, state) === 0) [rep0, rep1] = [rep1, rep0];
      else if (bit(model.isRepG2, state) === 0) [rep0, rep1, rep2] = [rep2, rep0, rep1];
      else [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
      length = lengthOf(model.repLength, posState);
      state = state < literalStates ? 8 : 11;
    }
    length += shortestMatch;
    if (rep0 >= at - start || at + length > end) throw new LzmaFault('distance');
    for (let i = 0; i < length; i++, at++) out[at] = out[at - rep0 - 1] ?? 0;
  }
  Object.assign(progress, { state, at, reps: [rep0, rep1, rep2, rep3] });
}
