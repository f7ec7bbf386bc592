/** What the directory of one picture in a TIFF file says. */
export interface TiffFrame {
  /** Its place in the chain of directories, from 0. */
  readonly index: number;
  /** Pixels as stored. */
  readonly width: number;
  readonly height: number;
  /** 1–8, as EXIF counts: which way up it is displayed. */
  readonly orientation: number;
  /** Dots to the inch across and down as stored; null where the file does not say. */
  readonly density: readonly [number, number] | null;
}

/** The pictures of a TIFF file, and whether its chain of directories ends as it should. */
export interface TiffFrames {
  readonly frames: readonly TiffFrame[];
  /**
   * Where the chain leads out of the file, or back: bytes of the link there, which made 0 end the chain. What should follow
   * is lost. Null for a sound one.
   */
  readonly brokenLink: readonly [from: number, to: number] | null;
}

/** Tags of a directory (TIFF 6.0). */
const tag = {
  subfile: 254,
  width: 256,
  height: 257,
  orientation: 274,
  xResolution: 282,
  yResolution: 283,
  unit: 296,
} as const;
/** Bits of the subfile tag: a small copy of another picture, and a mask for one. */
const reducedOrMask = 0b101;
const centimetre = 3;
/** Bytes of a value by its type: byte, ascii, short, long, rational, … , long8 of BigTIFF. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** A directory has a few dozen entries; one with more is none. */
const mostEntries = 4096;

/**
 * Walks the chain of directories of a TIFF file (classic or BigTIFF): cheap, nothing is decoded. Small copies and masks are
 * passed over.
 * @param most frames to look for; the walk ends there
 */
export function readTiffFrames(bytes: Uint8Array, most: number): TiffFrames {
  const file = openFile(bytes);
  const frames: TiffFrame[] = [];
  const seen = new Set<number>();
  let link = file.firstLink;
  for (let index = 0; ; index++) {
    const offset = file.pointer(link);
    if (offset === 0 || frames.length >= most) return { frames, brokenLink: null };
    const directory = offset === null || seen.has(offset) ? null : file.directoryAt(offset);
    if (offset === null || directory === null) return { frames, brokenLink: [link, link + file.pointerSize] };
    seen.add(offset);
    const { entry, next } = directory;
    const [width, height] = [entry(tag.width) ?? 0, entry(tag.height) ?? 0];
    if (((entry(tag.subfile) ?? 0) & reducedOrMask) === 0 && width > 0 && height > 0)
      frames.push({
        index,
        width,
        height,
        orientation: entry(tag.orientation) ?? 1,
        density: densityOf(entry),
      });
    link = next;
  }
}

type Entry = (wanted: number) => number | null;

function densityOf(entry: Entry): readonly [number, number] | null {
  const unit = entry(tag.unit) ?? 2;
  const [x, y] = [entry(tag.xResolution), entry(tag.yResolution)];
  if (unit < 2 || x === null || y === null || !(x > 0 && y > 0)) return null;
  return unit === centimetre ? [x * 2.54, y * 2.54] : [x, y];
}

/** Numbers of the file by offset, null outside of it. */
function openFile(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const holds = (at: number, length: number) => at >= 0 && at + length <= bytes.length;
  const short = (at: number) => (holds(at, 2) ? view.getUint16(at, little) : null);
  const long = (at: number) => (holds(at, 4) ? view.getUint32(at, little) : null);
  const long8 = (at: number) => (holds(at, 8) ? Number(view.getBigUint64(at, little)) : null);
  const big = short(2) === 43;
  const pointer = big ? long8 : long;
  const [headSize, entrySize, pointerSize] = big ? [8, 20, 8] : [2, 12, 4];

  const valueAt = (at: number): number | null => {
    const type = short(at + 2) ?? 0;
    const size = sizes[type] ?? 0;
    if (size === 0) return null;
    const place = size <= pointerSize ? at + entrySize - pointerSize : pointer(at + entrySize - pointerSize);
    if (place === null) return null;
    if (type === 5) {
      const [over, under] = [long(place), long(place + 4)];
      return over === null || under === null || under === 0 ? null : over / under;
    }
    if (size === 8) return long8(place);
    return size === 2 ? short(place) : size === 4 ? long(place) : (bytes[place] ?? null);
  };

  return {
    firstLink: big ? 8 : 4,
    pointer,
    pointerSize,
    directoryAt(offset: number): { readonly entry: Entry; readonly next: number } | null {
      const count = big ? long8(offset) : short(offset);
      if (count === null || count === 0 || count > mostEntries) return null;
      const first = offset + headSize;
      if (!holds(first, count * entrySize)) return null;
      const places = new Map<number, number>();
      for (let i = 0; i < count; i++) {
        const at = first + i * entrySize;
        places.set(short(at) ?? 0, at);
      }
      const entry = (wanted: number) => {
        const at = places.get(wanted);
        return at === undefined ? null : valueAt(at);
      };
      return { entry, next: first + count * entrySize };
    },
  };
}
