import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip as it is to be written: what is left out is as an archiver would have it. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array | string;
  /** 0 stored, 8 deflated (default); others are written as they are. */
  readonly method?: number;
  /** Bit 0 encrypted, bit 11 the name is UTF-8 (default for texts). */
  readonly flags?: number;
  readonly crc?: number;
  /** Bytes that it says it inflates to. */
  readonly size?: number;
  /** Kind and permissions as Unix has them: 0o120777 a symbolic link. */
  readonly mode?: number;
  /** Fields beside the name in the list. */
  readonly extra?: Uint8Array;
  /** Takes the bytes of that member of the list for its own. */
  readonly sameAs?: number;
}

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** A zip written record by record: what no archiver would write, too. */
export function rawZip(members: readonly ZipMember[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  const offsets: number[] = [];
  const stored: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const name = bytesOf(member.name);
    const bytes = bytesOf(member.bytes);
    const { method = 8, extra = new Uint8Array() } = member;
    const flags = member.flags ?? (typeof member.name === 'string' ? 0x800 : 0);
    const same = member.sameAs;
    const data = same === undefined ? (method === 8 ? deflateRawSync(bytes) : bytes) : stored[same]!;
    const offset = same === undefined ? at : offsets[same]!;
    offsets.push(offset);
    stored.push(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(member.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(member.size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    if (same === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, data]);
      parts.push(local);
      at += local.length;
    }
    common.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // Made on Unix.
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, name, extra]));
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}

let codes: ReadonlyMap<string, readonly number[]> | null = null;

/** A text as Chinese Windows writes it: ASCII and the hanzi of GB 2312. */
export function gbk(text: string): Uint8Array {
  codes ??= new Map(
    Array.from({ length: 0x7e * 0x5e }, (_, i) => {
      const pair = [0xa1 + Math.floor(i / 0x5e), 0xa1 + (i % 0x5e)].map((byte) => Math.min(byte, 0xfe));
      return [new TextDecoder('gb18030').decode(Uint8Array.from(pair)), pair] as const;
    }),
  );
  return Uint8Array.from([...text].flatMap((char) => codes?.get(char) ?? [char.charCodeAt(0)]));
}

/** An extra field of a zip: its kind and what it holds. */
export function extraField(kind: number, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(kind, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** Seven bits a byte, the lowest first. */
function variable(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...variable(Math.floor(value / 128))];
}

/** A RAR 5 archive whose members are stored as they are. */
export function storedRar(members: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const block = (fields: readonly number[]): Uint8Array => {
    const head = Uint8Array.from([...variable(fields.length), ...fields]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(head));
    return Buffer.concat([sum, head]);
  };
  const fourBytes = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
  const files = Object.entries(members).flatMap(([path, content]) => {
    const name = bytesOf(path);
    const bytes = bytesOf(content);
    const [length, mode] = [variable(bytes.length), variable(0o100644)];
    const head = [2, 2, ...length, 4, ...length, ...mode, ...fourBytes(crc32(bytes)), 0, 1];
    return [block([...head, ...variable(name.length), ...name]), bytes];
  });
  const signature = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1');
  return new Uint8Array(Buffer.concat([signature, block([1, 0, 0]), ...files, block([5, 0, 0])]));
}

/** A RAR 4 archive whose members are stored as they are, their names bytes of no stated encoding. */
export function oldStoredRar(
  members: readonly (readonly [name: Uint8Array, bytes: Uint8Array])[],
): Uint8Array {
  const block = (head: Buffer): Uint8Array => {
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(crc32(head) & 0xffff);
    return Buffer.concat([sum, head]);
  };
  const main = Buffer.alloc(11);
  main.writeUInt8(0x73, 0);
  main.writeUInt16LE(13, 3);
  const files = members.flatMap(([name, bytes]) => {
    const head = Buffer.alloc(30);
    head.writeUInt8(0x74, 0);
    head.writeUInt16LE(0x8000, 1);
    head.writeUInt16LE(32 + name.length, 3);
    head.writeUInt32LE(bytes.length, 5);
    head.writeUInt32LE(bytes.length, 9);
    head.writeUInt8(2, 13);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt8(20, 22);
    head.writeUInt8(0x30, 23);
    head.writeUInt16LE(name.length, 24);
    head.writeUInt32LE(0x20, 26);
    return [block(Buffer.concat([head, name])), bytes];
  });
  const end = block(Buffer.from([0x7b, 0x00, 0x40, 7, 0]));
  const signature = Buffer.from('Rar!\x1a\x07\x00', 'latin1');
  return new Uint8Array(Buffer.concat([signature, block(main), ...files, end]));
}
