import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PipelineError } from '../../schemas/error.ts';
import type { BBox } from '../../schemas/geometry.ts';
import { canvasFactoryOf } from './canvas.ts';
import { findSentence } from './find-sentence.ts';
import { painting } from './painting.ts';

/** A part of a page to be painted, boxes in points from the top left of the page as displayed. */
export interface PictureRequest {
  /** From 1. */
  readonly page: number;
  /** What has to be seen beside what is lit, such as the table around a cell; null for nothing more. */
  readonly around: BBox | null;
  /** The box that is lit and framed; null where none is known. */
  readonly lit: BBox | null;
  /** Without a box, the sentence to be looked for on the page and lit; '' for none. */
  readonly sentence: string;
}

/** A painted part of a page. */
export interface Picture {
  readonly png: Uint8Array;
  /** Something is lit in it; else it shows the whole page. */
  readonly isLit: boolean;
}

/** Points around what has to be seen: the lines before and after a sentence; above more, for a table's title. */
const [margin, marginAbove] = [48, 84];
/** Pixels for a point: 144 to the inch, sharp on a screen and in print. */
const scale = 2;
/** Pixels of a picture at most: a page of A1 at full scale; larger ones are painted smaller. */
const mostPixels = 16_000_000;
/** Points around the lit box: its frame is to touch neither its own digits nor those of the next cell. */
const litMargin = 1;
const litColour = 'rgb(255, 236, 110)';
const frameColour = 'rgb(208, 48, 16)';
/** Pixels. */
const frameWidth = 2;

/**
 * Paints a part of a page of a PDF as it is displayed, a box or a sentence lit.
 * Fonts that are not embedded are painted with those of the machine; hanzi come as empty boxes where it has none for them.
 * On a thread of its own: one that reads PDFs has loaded pdf.js without what it paints with.
 * @throws PipelineError as `openPdf`; `pdf-damaged` where there is no such page or it cannot be painted
 */
export async function renderPage(
  bytes: Uint8Array,
  password: string,
  request: PictureRequest,
): Promise<Picture> {
  painting.isWanted = true;
  const { openPdf } = await import('./open.ts');
  const { document, close } = await openPdf(bytes, password, true);
  try {
    return await paint(document, request);
  } catch (cause) {
    if (cause instanceof PipelineError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')
      throw new PipelineError('internal', 'read', 'Nothing to paint with is installed.', {
        hint: 'Pictures need the optional package @napi-rs/canvas, built for this system: npm install @napi-rs/canvas.',
        cause,
      });
    throw new PipelineError('pdf-damaged', 'read', `Page ${request.page} cannot be painted.`, {
      hint: 'Open it in a viewer and look at this page, or fetch the file anew.',
      page: request.page,
      cause,
    });
  } finally {
    await close();
  }
}

async function paint(document: PDFDocumentProxy, request: PictureRequest): Promise<Picture> {
  const page = await document.getPage(request.page);
  const { width, height } = page.getViewport({ scale: 1 });
  const sentence = request.lit === null ? await findSentence(page, request.sentence) : [];
  const lit = request.lit === null ? sentence : [request.lit];
  // A sentence is shown with its lines from edge to edge.
  const lines = sentence.map(([, y0, , y1]): BBox => [0, y0, width, y1]);
  const [x0, y0, x1, y1] = cutTo(
    lit.length === 0 ? null : boxAround([...lit, ...lines, ...(request.around ? [request.around] : [])]),
    width,
    height,
  );
  const ratio = Math.min(scale, Math.sqrt(mostPixels / ((x1 - x0) * (y1 - y0))));
  const viewport = page.getViewport({ scale: ratio, offsetX: -x0 * ratio, offsetY: -y0 * ratio });
  const { canvas, context } = canvasFactoryOf(document).create(
    Math.max(1, Math.ceil((x1 - x0) * ratio)),
    Math.max(1, Math.ceil((y1 - y0) * ratio)),
  );
  // pdf.js types its canvas as a browser's; it takes the one it makes itself.
  const target = { canvas, canvasContext: context, viewport } as unknown as Parameters<typeof page.render>[0];
  await page.render(target).promise;
  for (const box of lit) {
    const placed = [
      (box[0] - litMargin - x0) * ratio,
      (box[1] - litMargin - y0) * ratio,
      (box[2] - box[0] + 2 * litMargin) * ratio,
      (box[3] - box[1] + 2 * litMargin) * ratio,
    ] as const;
    // Multiplied, the colour lights the ground and leaves the ink as it is.
    context.globalCompositeOperation = 'multiply';
    context.fillStyle = litColour;
    context.fillRect(...placed);
    context.globalCompositeOperation = 'source-over';
    if (request.lit === null) continue;
    context.strokeStyle = frameColour;
    context.lineWidth = frameWidth;
    context.strokeRect(...placed);
  }
  return { png: canvas.toBuffer('image/png'), isLit: lit.length > 0 };
}

function boxAround(boxes: readonly BBox[]): BBox {
  return [
    Math.min(...boxes.map(([x0]) => x0)) - margin,
    Math.min(...boxes.map(([, y0]) => y0)) - marginAbove,
    Math.max(...boxes.map(([, , x1]) => x1)) + margin,
    Math.max(...boxes.map(([, , , y1]) => y1)) + margin,
  ];
}

/** The part of a box that lies on the page; the whole page for no box, and where nothing does. */
function cutTo(box: BBox | null, width: number, height: number): BBox {
  const [x0, y0, x1, y1] = box ?? [0, 0, width, height];
  const cut: BBox = [Math.max(0, x0), Math.max(0, y0), Math.min(width, x1), Math.min(height, y1)];
  return cut[0] < cut[2] && cut[1] < cut[3] ? cut : [0, 0, width, height];
}
