import sharp, { type Sharp } from 'sharp';
import { PipelineError } from '../../schemas/error.ts';
import { mostTakenPixels, type Picture } from '../../schemas/picture.ts';
import { decodeBmp, readBmpHead } from './bmp.ts';
import type { PictureKind } from './picture-kind.ts';
import { readTiffFrames } from './tiff-frames.ts';

/** One picture of a file, as it is displayed: upright, its pixels square. */
export interface Frame {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Dots to the inch; null where the file does not say. */
  readonly density: number | null;
  /**
   * Decodes it: grey or colours of 8 bits, on white paper where it is transparent.
   * @throws PipelineError `picture-damaged` where it is cut off or broken, `picture-too-large` where it has too many pixels
   */
  decode(): Promise<Picture>;
}

type Size = Pick<Frame, 'width' | 'height'>;

/** The pictures of a file; only heads are read. */
export interface Frames {
  readonly frames: readonly Frame[];
  /** The file ends or is broken before its last picture. */
  readonly isCut: boolean;
}

/**
 * Pixels of a picture, at most: A2 at 500 dots to the inch. Decoding keeps a progressive JPEG's coefficients of all pixels,
 * six bytes each: 600 MB, what a worker's buffers may take. A small file may claim any size, so heads are asked first.
 */
const mostPixels = 100_000_000;
/** How much more dots to the inch a picture has one way than the other where they differ in earnest: faxes, 204 by 98. */
const [leastStretch, mostStretch] = [1.1, 2.5];
const endOfJpeg = [0xff, 0xd9];

// One document is read at a time and no picture twice: nothing to keep; threads of its own would compete with the workers'.
sharp.cache(false);
sharp.concurrency(1);

/**
 * The pictures of a file: pages of a TIFF, frames of a GIF or WebP, else one.
 * @param most pictures to look for: a file that has more gives one more than these
 * @throws PipelineError `picture-damaged` where no head can be read
 */
export async function openFrames(bytes: Uint8Array, kind: PictureKind, most: number): Promise<Frames> {
  if (kind === 'bmp') return { frames: [bmpFrame(bytes)], isCut: false };
  if (kind === 'tiff') return tiffFrames(bytes, most);
  const { width, height, density, orientation, pages } = await headOf(bytes);
  const isSideways = (orientation ?? 1) >= 5;
  const frame = {
    width: isSideways ? height : width,
    height: isSideways ? width : height,
    density: density ?? null,
  };
  const count = Math.min(pages ?? 1, most + 1);
  const frames = Array.from({ length: count }, (_, page) => ({
    ...frame,
    decode: () =>
      kind === 'jpeg' ? decodeJpeg(bytes, frame) : decodeBySharp(bytes, frame, count > 1 ? page : null),
  }));
  return { frames, isCut: false };
}

async function headOf(bytes: Uint8Array) {
  try {
    const head = await sharp(bytes, { limitInputPixels: false }).metadata();
    // Of an animation it is the height of one frame.
    return { ...head, height: head.pageHeight ?? head.height };
  } catch (cause) {
    throw damaged(cause);
  }
}

function tiffFrames(bytes: Uint8Array, most: number): Frames {
  const { frames, brokenLink } = readTiffFrames(bytes, most + 1);
  if (frames.length === 0) throw damaged(null);
  // The decoder walks the whole chain before it gives a page.
  const sound = brokenLink === null ? bytes : bytes.slice().fill(0, ...brokenLink);
  return {
    isCut: brokenLink !== null,
    frames: frames.map(({ index, width, height, orientation, density }) => {
      const [x, y] = squareDensity(density);
      const stored = { width: Math.round(width * x), height: Math.round(height * y) };
      const isSideways = orientation >= 5 && orientation <= 8;
      const frame = {
        width: isSideways ? stored.height : stored.width,
        height: isSideways ? stored.width : stored.height,
        density: density && Math.max(...density),
      };
      return { ...frame, decode: () => decodeBySharp(sound, frame, index) };
    }),
  };
}

/** By how much a picture whose pixels are not square is stretched across and down. */
function squareDensity(density: readonly [number, number] | null): readonly [number, number] {
  const [x, y] = density ?? [1, 1];
  const ratio = Math.max(x / y, y / x);
  if (ratio < leastStretch || ratio > mostStretch) return [1, 1];
  return x < y ? [y / x, 1] : [1, x / y];
}

function bmpFrame(bytes: Uint8Array): Frame {
  const head = readBmpHead(bytes);
  if (head === null)
    throw new PipelineError('picture-damaged', 'read', 'The bitmap is damaged or stored in a rare way.', {
      hint: 'Open it in a viewer and save it as PNG.',
    });
  const { width, height, density } = head;
  return {
    ...{ width, height, density: density && Math.max(...density) },
    async decode() {
      checkPixels(head);
      const picture = decodeBmp(bytes);
      if (picture === null) throw damaged(null);
      const raw = { width, height, channels: picture.channels };
      return toPicture(sharp(picture.data, { raw, limitInputPixels: mostPixels }), head);
    },
  };
}

/**
 * A JPEG's decoder warns of lost data and goes on, the rest grey: that is damage. Of odd things without loss it warns as
 * well. Some scanners leave out the mark that ends the file; with one put behind it, such a file has lost nothing.
 */
async function decodeJpeg(bytes: Uint8Array, frame: Size): Promise<Picture> {
  const ended = new Uint8Array(bytes.length + endOfJpeg.length);
  ended.set(bytes);
  ended.set(endOfJpeg, bytes.length);
  try {
    return await decodeBySharp(ended, frame, null, 'warning');
  } catch (error) {
    const cause = error instanceof PipelineError ? error.cause : null;
    const isLoss = !(cause instanceof Error) || /Corrupt JPEG data: (?!\d+ extraneous)/u.test(cause.message);
    if (isLoss) throw error;
    return decodeBySharp(ended, frame, null);
  }
}

/** @param failOn `error`: what is cut off or cannot be decoded is refused; odd tags and the like are not */
async function decodeBySharp(
  bytes: Uint8Array,
  frame: Size,
  page: number | null,
  failOn: 'error' | 'warning' = 'error',
): Promise<Picture> {
  checkPixels(frame);
  try {
    const options = { limitInputPixels: mostPixels, failOn, autoOrient: true };
    const input = sharp(bytes, page === null ? options : { ...options, page, pages: 1 });
    return await toPicture(input, frame);
  } catch (cause) {
    throw damaged(cause);
  }
}

/** Pixels as everything behind wants them, shrunk where there are more than needed. */
async function toPicture(input: Sharp, { width, height }: Size): Promise<Picture> {
  const ratio = Math.min(1, Math.sqrt(mostTakenPixels / (width * height)));
  const size = {
    width: Math.max(1, Math.round(width * ratio)),
    height: Math.max(1, Math.round(height * ratio)),
  };
  const { space } = await input.metadata();
  const isGrey = space === 'b-w' || space === 'grey16';
  const { data, info } = await input
    .resize({ ...size, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace(isGrey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const channels = info.channels === 1 ? 1 : 3;
  if (data.length !== info.width * info.height * channels) throw damaged(null);
  return { width: info.width, height: info.height, channels, data };
}

function checkPixels({ width, height }: Size): void {
  if (width * height <= mostPixels) return;
  throw new PipelineError(
    'picture-too-large',
    'read',
    `The picture has ${width} × ${height} pixels, more than ${mostPixels} in all.`,
    { hint: 'Save it smaller: 300 dots to the inch are enough.' },
  );
}

function damaged(cause: unknown): PipelineError {
  if (cause instanceof PipelineError) return cause;
  return new PipelineError('picture-damaged', 'read', 'The picture is broken or cut off.', {
    hint: 'Fetch it again, or open it in a viewer and save it.',
    cause,
  });
}
