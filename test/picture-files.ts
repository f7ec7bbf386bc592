/** A page of a TIFF file made by hand: one value all over, 8 bits, uncompressed. */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly ink: number;
  /** A small copy of another page. */
  readonly isCopy?: boolean;
  /** Dots to the inch across and down. */
  readonly density?: readonly [number, number];
  /** Its pixels are not in the file. */
  readonly isEmpty?: boolean;
}

/**
 * A TIFF file whose directories all stand before the pixels.
 * @param nextOfLast where the last directory says that the next one is; 0 ends the file
 */
export function makeTiff(
  pages: readonly TiffPage[],
  { isBig = false, nextOfLast = 0 }: { readonly isBig?: boolean; readonly nextOfLast?: number } = {},
): Uint8Array {
  const [head, headSize, entrySize, pointerSize] = isBig ? [16, 8, 20, 8] : [8, 2, 12, 4];
  const entriesOf = ({ isCopy, density }: TiffPage) => 9 + (isCopy ? 1 : 0) + (density ? 3 : 0);
  const sizeOf = (page: TiffPage) => headSize + entriesOf(page) * entrySize + pointerSize;
  const directories = pages.reduce((sum, page) => sum + sizeOf(page), head);
  const rationals = pages.filter(({ density }) => density).length * 16;
  const total = pages.reduce((sum, p) => sum + (p.isEmpty ? 0 : p.width * p.height), directories + rationals);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const pointer = (at: number, value: number) =>
    isBig ? view.setBigUint64(at, BigInt(value), true) : view.setUint32(at, value, true);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, isBig ? 43 : 42, true);
  if (isBig) view.setUint16(4, 8, true);
  pointer(isBig ? 8 : 4, head);
  let at = head;
  let rational = directories;
  let pixels = directories + rationals;
  pages.forEach((page, i) => {
    if (isBig) view.setBigUint64(at, BigInt(entriesOf(page)), true);
    else view.setUint16(at, entriesOf(page), true);
    at += headSize;
    const entry = (tag: number, type: 3 | 4 | 5, value: number) => {
      view.setUint16(at, tag, true);
      view.setUint16(at + 2, type, true);
      pointer(at + 4, 1);
      const place = at + entrySize - pointerSize;
      if (type === 3) view.setUint16(place, value, true);
      else if (type === 4) view.setUint32(place, value, true);
      else pointer(place, value);
      at += entrySize;
    };
    const { width, height, ink, isCopy, density, isEmpty } = page;
    if (isCopy) entry(254, 4, 1);
    entry(256, 4, width);
    entry(257, 4, height);
    entry(258, 3, 8);
    entry(259, 3, 1);
    entry(262, 3, 1);
    entry(273, 4, pixels);
    entry(277, 3, 1);
    entry(278, 4, height);
    entry(279, 4, isEmpty ? 0 : width * height);
    if (density) {
      for (const [place, value] of density.entries()) {
        view.setUint32(rational, value, true);
        view.setUint32(rational + 4, 1, true);
        entry(282 + place, 5, rational);
        rational += 8;
      }
      entry(296, 3, 2);
    }
    pointer(at, i + 1 < pages.length ? at + pointerSize : nextOfLast);
    at += pointerSize;
    if (isEmpty) return;
    bytes.fill(ink, pixels, pixels + width * height);
    pixels += width * height;
  });
  return bytes;
}

/** A Windows bitmap in black and white, in any of its ways of storing pixels. */
export function makeBmp(
  width: number,
  height: number,
  bits: 1 | 4 | 8 | 16 | 24 | 32,
  isDark: (x: number, y: number) => boolean,
  isTopDown: boolean,
): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const colours = bits <= 8 ? 2 ** bits : 0;
  const start = 54 + 4 * colours;
  const bytes = new Uint8Array(start + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, isTopDown ? -height : height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  // Index 0 is black, all others are white.
  if (colours > 0) bytes.fill(255, 58, start);
  for (let y = 0; y < height; y++) {
    const row = start + (isTopDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      if (isDark(x, y)) continue;
      const bit = x * bits;
      if (bits < 8) {
        const place = row + (bit >> 3);
        bytes[place] = (bytes[place] ?? 0) | (1 << (8 - bits - (bit & 7)));
      } else if (bits === 8) bytes[row + x] = 1;
      else if (bits === 16) view.setUint16(row + 2 * x, 0x7fff, true);
      else for (let c = 0; c < 3; c++) bytes[row + (x * bits) / 8 + c] = 255;
    }
  }
  return bytes;
}
