import type { Picture } from '../../schemas/picture.ts';

/** What the head of a Windows bitmap says. */
export interface BmpHead {
  readonly width: number;
  readonly height: number;
  /** Dots to the inch; null where the file does not say. */
  readonly density: readonly [number, number] | null;
}

interface Layout extends BmpHead {
  readonly isTopDown: boolean;
  readonly bits: number;
  /** Where the pixels begin. */
  readonly pixels: number;
  /** Bytes of a row, padded to four. */
  readonly stride: number;
  /** Red, green and blue of each index, up to 8 bits a pixel. */
  readonly palette: Uint8Array;
  /** Where red, green, blue lie in a pixel of 16 or 32 bits. */
  readonly masks: readonly [number, number, number];
}

/** Sizes of the head that names what follows: OS/2, and Windows from 3.0 to 5. */
const headSizes = new Set([12, 40, 52, 56, 64, 108, 124]);
const fileHead = 14;
/** How the pixels are stored: plain, or plain with masks that say where each colour lies. */
const [plain, withMasks] = [0, 3];
const inchesOfMetre = 39.37;

/** Whether bytes begin like a Windows bitmap. */
export function isBmp(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes.length < fileHead + 12) return false;
  return headSizes.has(viewOf(bytes).getUint32(fileHead, true));
}

/**
 * The head of a bitmap.
 * @returns null where it makes no sense or the bitmap is compressed
 */
export function readBmpHead(bytes: Uint8Array): BmpHead | null {
  return readLayout(bytes);
}

/**
 * Pixels of a bitmap, red, green and blue; transparency, which bitmaps have in name only, is left out.
 * @returns null where the file is shorter than its head says
 */
export function decodeBmp(bytes: Uint8Array): Picture | null {
  const layout = readLayout(bytes);
  if (layout === null || layout.pixels + layout.stride * layout.height > bytes.length) return null;
  const { width, height, stride, pixels, isTopDown } = layout;
  const data = new Uint8Array(width * height * 3);
  const readRow = rowReader(bytes, layout);
  for (let y = 0; y < height; y++)
    readRow(pixels + (isTopDown ? y : height - 1 - y) * stride, data, y * width * 3);
  return { width, height, channels: 3, data };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readLayout(bytes: Uint8Array): Layout | null {
  if (!isBmp(bytes)) return null;
  const view = viewOf(bytes);
  const size = view.getUint32(fileHead, true);
  if (fileHead + size > bytes.length) return null;
  const isOld = size === 12;
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? plain : view.getUint32(30, true);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0 || ![1, 4, 8, 16, 24, 32].includes(bits)) return null;
  if (compression !== plain && !(compression === withMasks && bits >= 16 && bits !== 24)) return null;
  const masks = readMasks(view, size, bits, compression);
  if (masks === null) return null;
  return {
    width,
    height,
    density: isOld ? null : densityOf(view),
    isTopDown: signedHeight < 0,
    bits,
    pixels: view.getUint32(10, true),
    stride: Math.ceil((width * bits) / 32) * 4,
    palette: bits <= 8 ? readPalette(bytes, size, bits) : new Uint8Array(),
    masks,
  };
}

function densityOf(view: DataView): readonly [number, number] | null {
  const [x, y] = [view.getInt32(38, true), view.getInt32(42, true)];
  return x > 0 && y > 0 ? [x / inchesOfMetre, y / inchesOfMetre] : null;
}

function readMasks(
  view: DataView,
  size: number,
  bits: number,
  compression: number,
): readonly [number, number, number] | null {
  if (compression === plain) return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  // Behind a head of the shortest kind, inside of longer ones: the same place.
  const at = fileHead + 40;
  if (size < 40 || at + 12 > view.byteLength) return null;
  return [view.getUint32(at, true), view.getUint32(at + 4, true), view.getUint32(at + 8, true)];
}

function readPalette(bytes: Uint8Array, size: number, bits: number): Uint8Array {
  const entry = size === 12 ? 3 : 4;
  const palette = new Uint8Array(3 * 2 ** bits);
  for (let i = 0; i < 2 ** bits; i++) {
    const at = fileHead + size + i * entry;
    // Blue comes first; what the file does not have stays black.
    for (let channel = 0; channel < 3; channel++) palette[i * 3 + channel] = bytes[at + 2 - channel] ?? 0;
  }
  return palette;
}

type RowReader = (from: number, to: Uint8Array, at: number) => void;

function rowReader(bytes: Uint8Array, { width, bits, palette, masks }: Layout): RowReader {
  if (bits <= 8) {
    const [perByte, most] = [8 / bits, 2 ** bits - 1];
    return (from, to, at) => {
      for (let x = 0; x < width; x++) {
        const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
        const index = (byte >> (8 - bits * ((x % perByte) + 1))) & most;
        for (let c = 0; c < 3; c++) to[at + x * 3 + c] = palette[index * 3 + c] ?? 0;
      }
    };
  }
  const step = bits / 8;
  const channels = masks.map(channelOf);
  return (from, to, at) => {
    for (let x = 0; x < width; x++) {
      let value = 0;
      for (let b = step - 1; b >= 0; b--) value = value * 256 + (bytes[from + x * step + b] ?? 0);
      for (let c = 0; c < 3; c++) to[at + x * 3 + c] = channels[c]?.(value) ?? 0;
    }
  };
}

/** The value under a mask, from 0 to 255. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}
