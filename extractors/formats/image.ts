import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import type { Frame } from '../ocr/decode.ts';
import { type PictureKind, pictureKind } from '../ocr/picture-kind.ts';
import { pagesFromFrames, pictureAsPage } from '../ocr/picture-pages.ts';

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
    const pages = frames.map((frame, i) => pictureAsPage(pageSize(frame), i + 1, 'scan'));
    return {
      mediaType: mediaTypes[kind],
      encoding: null,
      pages,
      findings: isCut ? [cutAfter(pages.length)] : [],
      pictures: pagesFromFrames(frames, pages),
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
