import type { BBox } from '../../schemas/geometry.ts';
import type { PagePicture } from '../../schemas/picture.ts';
import type { Matrix } from './matrix.ts';
import type { PicturePlace } from './pictures-places.ts';

/** A picture as pdf.js decoded it. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** Absent for masks. */
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** How pdf.js stores pixels: a bit each, or three or four bytes. */
const [bits, rgb, rgba] = [1, 2, 3];
/** Pixels by which a picture may miss the size that it has at the scale of the box: sizes on the page are rounded. */
const slack = 0.6;
const paper = 255;
/** Pixels of a JPEG's largest block, across and down. */
const block = 16;

/** Pixels of one picture, the first row first. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Opacity by pixel, 0 to 255; null for all opaque. */
  readonly alpha: Uint8Array | null;
}

/**
 * Puts stored pictures together to what is seen in a box, pixel for pixel: mirrored and turned by quarters as they are
 * painted, one over the other, on white paper.
 * @param decoded what was stored, in the order of the places
 * @returns null where they have to be painted instead: aslant, translucent, cut, or stored at different resolutions
 */
export function assemble(
  places: readonly PicturePlace[],
  decoded: readonly unknown[],
  box: BBox,
  scale: number,
): PagePicture | null {
  if (!places.every((place) => place.isPlain && isToScale(place, scale))) return null;
  if (!decoded.every(isDecoded)) return null;
  const layers = places.map((place, i) => pixelsOf(decoded[i] as DecodedPicture, place.color));
  const width = Math.max(1, Math.round((box[2] - box[0]) * scale));
  const height = Math.max(1, Math.round((box[3] - box[1]) * scale));
  const channels = layers.every((layer) => layer.channels === 1) ? 1 : 3;
  const data = new Uint8Array(width * height * channels).fill(paper);
  places.forEach(({ bbox, matrix }, i) => {
    const left = Math.round((bbox[0] - box[0]) * scale);
    const top = Math.round((bbox[1] - box[1]) * scale);
    const layer = layers[i];
    if (layer) put({ width, height, channels, data }, layer, left, top, matrix);
  });
  return { width, height, channels, data, scale };
}

/**
 * Whether a JPEG was cut off: what is lost is decoded all the same, every block like the one before. A picture that ends in
 * such a pattern from edge to edge has lost its end; one that ends in a plain colour has paper there.
 */
export function isCutOff(value: unknown): boolean {
  if (!isDecoded(value) || value.kind !== rgb) return false;
  const { width, height, data } = value;
  if (width < 4 * block || height < 4 * block) return false;
  const row = width * 3;
  let isPlain = true;
  for (let at = (height - block) * row; at < height * row; at++) {
    isPlain &&= data[at] === data[height * row - 3 + (at % 3)];
    const isFirst = at % row < block * 3;
    if (!isFirst && data[at] !== data[at - block * 3]) return false;
  }
  return !isPlain;
}

function isDecoded(value: unknown): value is DecodedPicture {
  const { width, height, data, kind } = (value ?? {}) as Partial<DecodedPicture>;
  if (!width || !height || !(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) return false;
  const row = kind === rgb ? width * 3 : kind === rgba ? width * 4 : (width + 7) >> 3;
  return (kind === undefined || [bits, rgb, rgba].includes(kind)) && data.length >= row * height;
}

/** Whether a picture stands upright or on a side, and has at this scale as many pixels as are stored. */
function isToScale({ matrix: [a, b, c, d], width, height }: PicturePlace, scale: number): boolean {
  const [across, down, lean] =
    Math.abs(a) > Math.abs(b)
      ? [a, d, Math.max(Math.abs(b), Math.abs(c))]
      : [b, c, Math.max(Math.abs(a), Math.abs(d))];
  return (
    lean * scale <= slack &&
    Math.abs(Math.abs(across) * scale - width) <= slack &&
    Math.abs(Math.abs(down) * scale - height) <= slack
  );
}

/** @param color of a mask: painted where its bits are 0 */
function pixelsOf({ width, height, kind, data }: DecodedPicture, color: string | null): Pixels {
  const size = width * height;
  if (color !== null) {
    const values = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) || 0);
    const isGrey = values.every((value) => value === values[0]);
    const fill = new Uint8Array(isGrey ? size : size * 3);
    if (isGrey) fill.fill(values[0] ?? 0);
    else for (let i = 0; i < fill.length; i++) fill[i] = values[i % 3] ?? 0;
    return {
      width,
      height,
      channels: isGrey ? 1 : 3,
      data: fill,
      alpha: unpack(data, width, height, 255, 0),
    };
  }
  if (kind === bits)
    return { width, height, channels: 1, data: unpack(data, width, height, 0, 255), alpha: null };
  const step = kind === rgba ? 4 : 3;
  const alpha = kind === rgba ? every(data, size, step, 3) : null;
  return isGreyOnly(data, size, step)
    ? { width, height, channels: 1, data: every(data, size, step, 0), alpha }
    : { width, height, channels: 3, data: kind === rgba ? withoutAlpha(data, size) : data, alpha };
}

/** Bits in rows of whole bytes → a byte each. */
function unpack(
  data: DecodedPicture['data'],
  width: number,
  height: number,
  zero: number,
  one: number,
): Uint8Array {
  const out = new Uint8Array(width * height);
  const row = (width + 7) >> 3;
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      out[to++] = (((data[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0 ? zero : one;
  return out;
}

function isGreyOnly(data: DecodedPicture['data'], size: number, step: number): boolean {
  for (let i = 0, at = 0; i < size; i++, at += step)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  return true;
}

function every(data: DecodedPicture['data'], size: number, step: number, first: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let i = 0, at = first; i < size; i++, at += step) out[i] = data[at] ?? 0;
  return out;
}

function withoutAlpha(data: DecodedPicture['data'], size: number): Uint8Array {
  const out = new Uint8Array(size * 3);
  for (let i = 0; i < size; i++) for (let c = 0; c < 3; c++) out[i * 3 + c] = data[i * 4 + c] ?? 0;
  return out;
}

/**
 * Lays pixels on others.
 * @param matrix from the unit square, whose top is the first row, to the page, y down: which way rows and columns run
 */
function put(
  target: Pick<PagePicture, 'width' | 'height' | 'channels' | 'data'>,
  source: Pixels,
  left: number,
  top: number,
  [a, b, c, d]: Matrix,
): void {
  const { width: w, height: h } = source;
  const isTurned = Math.abs(b) > Math.abs(a);
  const [wide, high] = isTurned ? [h, w] : [w, h];
  // Where the pixel of the target's corner lies in the source, and how far it is to the next across and down.
  const column = isTurned ? b : a;
  const row = isTurned ? c : d;
  const isColumnBack = column < 0;
  const isRowBack = row > 0;
  const start = (isColumnBack ? w - 1 : 0) + (isRowBack ? (h - 1) * w : 0);
  const alongColumns = isColumnBack ? -1 : 1;
  const alongRows = isRowBack ? -w : w;
  const [across, down] = isTurned ? [alongRows, alongColumns] : [alongColumns, alongRows];
  const [x0, x1] = [Math.max(0, left), Math.min(target.width, left + wide)];
  const [y0, y1] = [Math.max(0, top), Math.min(target.height, top + high)];
  const { channels } = target;
  for (let y = y0; y < y1; y++) {
    let from = start + (x0 - left) * across + (y - top) * down;
    let to = (y * target.width + x0) * channels;
    for (let x = x0; x < x1; x++, from += across, to += channels) {
      const opacity = source.alpha === null ? 255 : (source.alpha[from] ?? 0);
      if (opacity === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const at = source.channels === 1 ? from : from * 3 + channel;
        const value = source.data[at] ?? 0;
        const under = target.data[to + channel] ?? 0;
        target.data[to + channel] =
          opacity === 255 ? value : Math.round((value * opacity + under * (255 - opacity)) / 255);
      }
    }
  }
}
