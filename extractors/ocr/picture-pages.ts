import type { SourcePage, UnreadRegion } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { BBox } from '../../schemas/geometry.ts';
import type { PagePicture, Picture, PictureSource } from '../../schemas/picture.ts';
import type { Frame } from './decode.ts';

/** A page that is one picture, to be recognised: as a whole, or as a picture is that stands on a page of text. */
export function pictureAsPage(
  [width, height]: readonly [number, number],
  number: number,
  reason: Extract<UnreadRegion['reason'], 'scan' | 'picture'>,
): SourcePage {
  const bbox: BBox = [0, 0, width, height];
  return {
    ...{ number, width, height, rotation: 0, method: 'text' },
    content: {
      kind: 'marks',
      ...{ turn: 0, words: [], horizontal: [], vertical: [], areas: [], sketches: [] },
      images: [{ bbox }],
      regions: [{ bbox, reason }],
      ...{ watermarks: [], leftOut: [], hiddenGlyphs: 0, unmappedGlyphs: 0 },
    },
  };
}

/**
 * The pixels of pages that are one picture each.
 * @param frames by place of their page; pages without one are never asked for
 */
export function pagesFromFrames(
  frames: readonly (Frame | undefined)[],
  pages: readonly SourcePage[],
): PictureSource {
  return {
    async take(number, bbox) {
      const page = pages[number - 1];
      const picture = await frames[number - 1]?.decode().catch((error: unknown) => {
        if (!(error instanceof PipelineError) || pages.length === 1) throw error;
        const { code, stage, message, hint, cause } = error;
        throw new PipelineError(code, stage, message, { hint, page: number, cause });
      });
      if (picture === undefined) throw new RangeError(`There is no picture of page ${number}.`);
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
