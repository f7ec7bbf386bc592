/** Thrown where the list is broken, or longer than it may be. */
export class ListFault extends Error {
  override readonly name = 'ListFault';
}

/** A list being read. */
export type ByteReader = ReturnType<typeof openBytes>;

/** Reads the numbers of a list, one behind the other; beyond its end it throws ListFault. */
export function openBytes(bytes: Uint8Array) {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw new ListFault('end');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const byte = (): number => take(1)[0] ?? 0;
  const word = (): number => {
    const four = take(4);
    return new DataView(four.buffer, four.byteOffset).getUint32(0, true);
  };
  const checked = (value: number): number => {
    if (!Number.isSafeInteger(value)) throw new ListFault('number');
    return value;
  };
  const bits = (count: number): readonly boolean[] => {
    const packed = take(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, i) => (((packed[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1);
  };
  const optionalBits = (count: number): readonly boolean[] =>
    byte() === 0 ? bits(count) : Array.from({ length: count }, () => true);
  return {
    take,
    byte,
    word,
    bits,
    optionalBits,
    rest: () => take(bytes.length - at),
    skip: (length: number) => {
      take(length);
    },
    expect: (kind: number) => {
      if (byte() !== kind) throw new ListFault('order');
    },
    long: () => checked(word() + word() * 2 ** 32),
    /** The ones at the head of the first byte say how many bytes follow. */
    number: (): number => {
      const first = byte();
      let value = 0;
      for (let i = 0, mask = 0x80; i < 8; i++, mask >>= 1) {
        if ((first & mask) === 0) return checked(value + (first & (mask - 1)) * 2 ** (8 * i));
        value += byte() * 2 ** (8 * i);
      }
      return checked(value);
    },
    digests: (count: number): readonly (number | null)[] =>
      optionalBits(count).map((is) => (is ? word() : null)),
  };
}
