import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PipelineError } from '../../schemas/error.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { mostTakenPixels, type PagePicture } from '../../schemas/picture.ts';
import { canvasFactoryOf, type NodeCanvas } from './canvas.ts';
import type { Matrix } from './matrix.ts';
import { type PaintedPlaces, type PicturePlace, readPlaces } from './pictures-places.ts';

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
/** A picture with less than this share of a box is an ornament of what else is in it. */
const least = 0.02;
/** Rows that are read from a canvas at a time: its pixels have four bytes, and are not to be copied all at once. */
const band = 256;

/**
 * What is seen in a box of a page. Where pictures fill the box and little more, they alone are painted, pixel for pixel as
 * they are stored; else everything in it, at a resolution that its smallest text can be read at.
 * On a thread that has loaded pdf.js with what it paints with.
 * @param box points, on the page as displayed
 * @throws PipelineError `picture-damaged` where a picture in the box cannot be decoded
 */
export async function paintBox(document: PDFDocumentProxy, page: number, box: BBox): Promise<PagePicture> {
  const proxy = await document.getPage(page);
  try {
    const operators = await proxy.getOperatorList();
    const viewport = proxy.getViewport({ scale: 1 }).transform as unknown as Matrix;
    const places = readPlaces(operators, viewport);
    const pictures = places.pictures.filter(({ bbox }) => shareOf(box, bbox) >= least);
    await checkDecoded(proxy, pictures, page);
    const share = pictures.reduce((sum, { bbox }) => sum + shareOf(box, bbox), 0);
    const isFilled = share >= filled && pictures.every(({ bbox }) => shareOf(bbox, box) >= filled);
    const scale = share >= prevailing ? ownScale(pictures) : scaleForText(places);
    const most = Math.sqrt(mostTakenPixels / ((box[2] - box[0]) * (box[3] - box[1])));
    return await paint(document, proxy, box, Math.min(scale, most), isFilled ? places.others : null);
  } finally {
    proxy.cleanup();
  }
}

/** What pdf.js cannot decode it leaves out, as if the page were blank there. */
async function checkDecoded(
  page: PDFPageProxy,
  pictures: readonly PicturePlace[],
  number: number,
): Promise<void> {
  for (const { name } of pictures) {
    if (name === null) continue;
    const objects = name.startsWith('g_') ? page.commonObjs : page.objs;
    const decoded = await new Promise<unknown>((resolve) => objects.get(name, resolve));
    if (decoded === null)
      throw new PipelineError(
        'picture-damaged',
        'recognise',
        `A picture of page ${number} cannot be decoded.`,
        {
          hint: 'Open the page in a viewer; fetch the file anew or print it to a new PDF.',
          page: number,
        },
      );
  }
}

/** The share of a box that another one covers. */
function shareOf(box: BBox, other: BBox): number {
  const width = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
  const height = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
  const area = (box[2] - box[0]) * (box[3] - box[1]);
  return width <= 0 || height <= 0 || area <= 0 ? 0 : (width * height) / area;
}

/** Pixels to the point of the finest of the pictures, the way in which it has more. */
function ownScale(pictures: readonly PicturePlace[]): number {
  const scales = pictures.map(({ matrix: [a, b, c, d], width, height }) =>
    Math.max(width / Math.max(Math.hypot(a, b), 1e-6), height / Math.max(Math.hypot(c, d), 1e-6)),
  );
  return Math.max(...scales) || plainScale;
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
