import type { SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { PagePicture, Picture, PictureSource } from '../../schemas/picture.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import type { Frame } from '../ocr/decode.ts';
import { type PictureKind, pictureKind } from '../ocr/picture-kind.ts';

/** Pages of one file: more is no report. */
const maxPages = 10_000;

const mediaTypes: Readonly<Record<PictureKind, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  webp: 'image/webp',
  bmp: 'image/bmp',
  gif: 'image/gif',
};

/** Points: A4, and the longest side of a page that a picture's own density may give (A3, a little over). */
const a4 = [595, 842] as const;
const longestPage = 1250;
/** Points: a picture whose density makes it smaller than this both ways is no page. */
const shortestPage = 250;
const pointsToInch = 72;
/** Dots to the inch of a picture that is too small for a page: as a screen shows it. */
const screenDensity = 96;

/** Pictures of pages: PNG, JPEG, TIFF with several pages, WebP, BMP, GIF. What stands on them is for OCR to read. */
export const reader: DocumentReader = {
  id: 'image',
  mediaTypes: Object.values(mediaTypes),
  extensions: ['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.webp', '.bmp', '.gif'],

  sniff(bytes) {
    return pictureKind(bytes) === null ? 0 : 1;
  },

  async read(bytes) {
    const kind = pictureKind(bytes);
    if (kind === null)
      throw new PipelineError('picture-damaged', 'read', 'The content is no picture of a known kind.', {
        hint: 'Open it in a viewer and save it as PNG, or fetch it anew.',
      });
    // The library that decodes is loaded by who reads a picture.
    const { openFrames } = await import('../ocr/decode.ts');
    const { frames, isCut } = await openFrames(bytes, kind, maxPages);
    if (frames.length > maxPages)
      throw new PipelineError('page-limit', 'read', `The file has more than ${maxPages} pictures.`, {
        hint: 'Split it and give the parts.',
      });
    const pages = frames.map((frame, i) => pageOf(frame, i + 1));
    return {
      mediaType: mediaTypes[kind],
      encoding: null,
      pages,
      findings: isCut ? [cutAfter(pages.length)] : [],
      pictures: picturesOf(frames, pages),
    };
  },
};

function cutAfter(page: number): Finding {
  return {
    code: 'page-failed',
    message: `The file is cut off or damaged behind page ${page}: pages may be missing.`,
    page,
    location: `p${page}`,
  };
}

/** A page that is one picture, to be recognised as a whole. */
function pageOf(frame: Frame, number: number): SourcePage {
  const [width, height] = pageSize(frame);
  const bbox: BBox = [0, 0, width, height];
  return {
    ...{ number, width, height, rotation: 0, method: 'text' },
    content: {
      kind: 'marks',
      ...{ turn: 0, words: [], horizontal: [], vertical: [], areas: [], sketches: [] },
      images: [{ bbox }],
      regions: [{ bbox, reason: 'scan' }],
      ...{ watermarks: [], leftOut: [], hiddenGlyphs: 0, unmappedGlyphs: 0 },
    },
  };
}

/**
 * The size of a page in points. The density that a file states is taken where the page it makes could be paper: exports and
 * telephones state any (72, 1), whatever they hold. Else the picture is as wide as A4, upright or on its side as it is
 * itself: what has the shape of A4 has its size, and a long screenshot text of about the size of print. One with too few
 * pixels for that is as large as a screen shows it.
 */
function pageSize({ width, height, density }: Frame): readonly [number, number] {
  const longest = Math.max(width, height);
  const stated = density === null ? 0 : (longest / density) * pointsToInch;
  const isPaper = stated >= shortestPage && stated <= longestPage;
  const across = a4[width > height ? 1 : 0] ?? 0;
  const assumed = Math.max(screenDensity, (width / across) * pointsToInch);
  const scale = pointsToInch / (isPaper && density !== null ? density : assumed);
  return [width * scale, height * scale];
}

function picturesOf(frames: readonly Frame[], pages: readonly SourcePage[]): PictureSource {
  return {
    async take(number, bbox) {
      const page = pages[number - 1];
      const picture = await frames[number - 1]?.decode().catch((error: unknown) => {
        if (!(error instanceof PipelineError) || pages.length === 1) throw error;
        const { code, stage, message, hint, cause } = error;
        throw new PipelineError(code, stage, message, { hint, page: number, cause });
      });
      if (picture === undefined) throw new RangeError(`There is no page ${number}.`);
      return cutOut(picture, bbox, picture.width / (page?.width ?? picture.width));
    },
    async close() {},
  };
}

/** A part of a picture; at least a pixel of it. */
function cutOut(picture: Picture, bbox: BBox, scale: number): PagePicture {
  const { width, height, channels, data } = picture;
  const inside = (value: number, most: number) => Math.min(Math.max(Math.round(value * scale), 0), most);
  const [left, top] = [inside(bbox[0], width - 1), inside(bbox[1], height - 1)];
  const right = Math.max(left + 1, inside(bbox[2], width));
  const bottom = Math.max(top + 1, inside(bbox[3], height));
  if (right - left === width && bottom - top === height) return { ...picture, scale };
  const cut = new Uint8Array((right - left) * (bottom - top) * channels);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    cut.set(data.subarray(from, from + (right - left) * channels), (y - top) * (right - left) * channels);
  }
  return { width: right - left, height: bottom - top, channels, data: cut, scale };
}
