import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PipelineError } from '../../schemas/error.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { mostTakenPixels, type PagePicture } from '../../schemas/picture.ts';
import { canvasFactoryOf, type NodeCanvas } from './canvas.ts';
import type { Matrix } from './matrix.ts';
import { painting } from './painting.ts';
import { type PaintedPlaces, type PicturePlace, readPlaces } from './pictures-places.ts';
import { shrink } from './pictures-shrink.ts';
import { assemble, isCutOff } from './pictures-stored.ts';

/** Pixels to the point of what is painted: 300 to the inch; small text is painted larger, up to 600. */
const [plainScale, finestScale] = [300 / 72, 600 / 72];
/** Pixels from line to line that small text needs to be read. */
const textPixels = 44;
/** Sizes of text below which this share of a page's texts lies say what is small on it: footnotes, not a stray mark. */
const smallShare = 0.1;
/** Pictures that take this share of a box fill it: seams between strips and edges of the paper are left. */
const filled = 0.9;
/** With this share of a box a picture still says at which resolution to look at it. */
const prevailing = 0.3;
/** Pictures with less than this share of a box together are an ornament of what else is in it. */
const least = 0.02;
/** Pixels of a stored picture, at most: A2 at 500 dots to the inch. What is made of it on the way has four bytes a pixel. */
const mostPixels = 100_000_000;
/** Rows that are read from a canvas at a time: its pixels have four bytes, and are not to be copied all at once. */
const band = 256;

/** pdf.js keeps the fonts and shared pictures of pages; they are let go every so many pages. */
const pagesBetweenCleanups = 20;

/** Looks at pages of a document, one page after the other. */
export interface Painter {
  /**
   * What is seen in a box of a page. Where pictures fill the box and little more, they are given pixel for pixel as they
   * are stored, without the words that stand on them (these are read as text); else everything in it, at a resolution that
   * its smallest text can be read at.
   * @param page from 1
   * @param box points, on the page as displayed
   * @throws PipelineError `picture-damaged` where a picture in the box cannot be decoded, `picture-too-large`
   */
  take(page: number, box: BBox): Promise<PagePicture>;
}

/** What is kept of the page that was looked at last: its boxes are asked for one after the other. */
interface OpenPage {
  readonly number: number;
  readonly proxy: PDFPageProxy;
  readonly places: PaintedPlaces;
}

/** On a thread that has loaded pdf.js with what it paints with. */
export function openPainter(document: PDFDocumentProxy): Painter {
  let open: OpenPage | null = null;
  let pages = 0;
  const turnTo = async (number: number): Promise<OpenPage> => {
    if (open?.number === number) return open;
    open?.proxy.cleanup();
    open = null;
    if (++pages % pagesBetweenCleanups === 0) await document.cleanup();
    const proxy = await document.getPage(number);
    const operators = await proxy.getOperatorList();
    const { transform, width, height } = proxy.getViewport({ scale: 1 });
    open = { number, proxy, places: readPlaces(operators, transform as unknown as Matrix, [width, height]) };
    return open;
  };
  return {
    take: async (number, box) => lookAt(document, await turnTo(number), box),
  };
}

async function lookAt(
  document: PDFDocumentProxy,
  { number, proxy, places }: OpenPage,
  box: BBox,
): Promise<PagePicture> {
  const seen = places.pictures.filter(({ bbox }) => shareOf(box, bbox) > 0);
  const decoded = await decodedPictures(proxy, seen, number);
  const shares = seen.map(({ bbox }) => shareOf(box, bbox));
  const share = sumOf(shares);
  const outside = sumOf(shares.filter((_, i) => shareOf(seen[i]?.bbox ?? box, box) < filled));
  const isFilled = share >= filled && outside < least;
  const scale = share >= prevailing ? ownScale(seen, shares) : scaleForText(places);
  const most = Math.sqrt(mostTakenPixels / ((box[2] - box[0]) * (box[3] - box[1])));
  const isBare = isFilled && !places.covers.some((cover) => overlaps(cover, box));
  const assembled = isBare ? assemble(seen, decoded, box, scale) : null;
  if (assembled !== null && scale <= most) return assembled;
  if (assembled !== null) return { ...shrink(assembled, most / scale), scale: most };
  return paint(document, proxy, box, Math.min(scale, most), isFilled ? places.textOperators : null);
}

/** What pdf.js made of pictures; what it cannot decode it would leave out, as if the page were blank there. */
async function decodedPictures(
  page: PDFPageProxy,
  pictures: readonly PicturePlace[],
  number: number,
): Promise<unknown[]> {
  for (const { width, height } of pictures)
    if (width * height > mostPixels)
      throw new PipelineError(
        'picture-too-large',
        'recognise',
        `A picture of page ${number} has ${width} × ${height} pixels.`,
        {
          hint: 'Save the file with smaller pictures: 300 dots to the inch are enough.',
          page: number,
        },
      );
  const decoded: unknown[] = [];
  for (const { name, stored } of pictures) {
    const objects = name?.startsWith('g_') ? page.commonObjs : page.objs;
    const picture = name === null ? stored : await new Promise((resolve) => objects.get(name, resolve));
    if (picture === null || isCutOff(picture))
      throw new PipelineError(
        'picture-damaged',
        'recognise',
        `A picture of page ${number} is broken or cut off.`,
        {
          hint: 'Open the page in a viewer; fetch the file anew or print it to a new PDF.',
          page: number,
        },
      );
    decoded.push(picture);
  }
  return decoded;
}

/** The share of a box that another one covers. */
function shareOf(box: BBox, other: BBox): number {
  const width = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
  const height = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
  const area = (box[2] - box[0]) * (box[3] - box[1]);
  return width <= 0 || height <= 0 || area <= 0 ? 0 : (width * height) / area;
}

function overlaps(a: BBox, b: BBox): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

/** Pixels to the point of the finest pictures, the way in which they have more; a few that are finer still are ornaments. */
function ownScale(pictures: readonly PicturePlace[], shares: readonly number[]): number {
  const scales = pictures.map(({ matrix: [a, b, c, d], width, height }, i) => ({
    scale: Math.max(width / Math.max(Math.hypot(a, b), 1e-6), height / Math.max(Math.hypot(c, d), 1e-6)),
    share: shares[i] ?? 0,
  }));
  scales.sort((a, b) => b.scale - a.scale);
  let finer = 0;
  for (const { scale, share } of scales) {
    finer += share;
    if (finer >= least) return scale;
  }
  return plainScale;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function scaleForText({ textSizes }: PaintedPlaces): number {
  const sizes = textSizes.filter((size) => size > 0).sort((a, b) => a - b);
  const small = sizes[Math.floor(sizes.length * smallShare)];
  if (small === undefined) return plainScale;
  return Math.min(Math.max(textPixels / small, plainScale), finestScale);
}

async function paint(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  [x0, y0, x1, y1]: BBox,
  scale: number,
  leftOut: ReadonlySet<number> | null,
): Promise<PagePicture> {
  if (!painting.isWanted)
    throw new PipelineError('internal', 'recognise', 'Nothing to paint with is installed.', {
      hint: 'Pages that are not one picture need the optional package @napi-rs/canvas: npm install @napi-rs/canvas.',
    });
  const viewport = page.getViewport({ scale, offsetX: -x0 * scale, offsetY: -y0 * scale });
  const width = Math.max(1, Math.round((x1 - x0) * scale));
  const height = Math.max(1, Math.round((y1 - y0) * scale));
  const canvas = canvasFactoryOf(document).create(width, height);
  const operationsFilter = leftOut === null ? undefined : (i: number) => !leftOut.has(i);
  // pdf.js types its canvas as a browser's; it takes the one it makes itself.
  const target = {
    ...{ canvas: canvas.canvas, canvasContext: canvas.context, viewport },
    ...(operationsFilter ? { operationsFilter } : {}),
  } as unknown as Parameters<typeof page.render>[0];
  await page.render(target).promise;
  return { ...readCanvas(canvas, width, height), scale };
}

/** The pixels of an opaque canvas: grey where all of them are. */
function readCanvas(
  { context }: NodeCanvas,
  width: number,
  height: number,
): Pick<PagePicture, 'width' | 'height' | 'channels' | 'data'> {
  const grey = new Uint8Array(width * height);
  let colours: Uint8Array | null = null;
  for (let top = 0; top < height; top += band) {
    const rows = Math.min(band, height - top);
    const { data } = context.getImageData(0, top, width, rows);
    if (colours === null && !isGrey(data)) {
      colours = new Uint8Array(width * height * 3);
      for (let i = 0; i < top * width; i++) colours.fill(grey[i] ?? 0, i * 3, i * 3 + 3);
    }
    if (colours === null)
      for (let i = 0, to = top * width; i < data.length; i += 4) grey[to++] = data[i] ?? 0;
    else
      for (let i = 0, to = top * width * 3; i < data.length; i += 4) {
        colours[to++] = data[i] ?? 0;
        colours[to++] = data[i + 1] ?? 0;
        colours[to++] = data[i + 2] ?? 0;
      }
  }
  return { width, height, channels: colours === null ? 1 : 3, data: colours ?? grey };
}

function isGrey(data: Uint8ClampedArray): boolean {
  for (let i = 0; i < data.length; i += 4)
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}
