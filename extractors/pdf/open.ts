import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import { readMarks } from './content-stream.ts';
import type { FontInfo } from './graphics-state.ts';
import {
  getDocument,
  InvalidPDFException,
  PDFWorker,
  packageFolder,
  serveCore,
  unpaintedDocument,
  VerbosityLevel,
} from './library.ts';
import type { Matrix } from './matrix.ts';
import { layOutPage } from './page.ts';
import { openPort } from './port.ts';

interface OpenPdf {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/**
 * Opens a PDF.
 * @param password user password, '' for none (a file with only an owner password opens without)
 * @throws PipelineError `pdf-encrypted` when a user password is asked for, `pdf-damaged` when it is no PDF that can be read
 */
async function openPdf(bytes: Uint8Array, password: string): Promise<OpenPdf> {
  const folder = (name: string) => `${packageFolder}/${name}/`;
  const worker = openWorker();
  const task = getDocument({
    worker,
    // pdf.js takes the buffer over; the caller keeps its own.
    data: new Uint8Array(bytes),
    password,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    useSystemFonts: false,
    isEvalSupported: false,
    disableFontFace: false,
    ownerDocument: unpaintedDocument,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const close = async () => {
    await task.destroy();
    worker.destroy();
  };
  try {
    return { document: await task.promise, close };
  } catch (cause) {
    await close();
    if (isPasswordException(cause))
      throw new PipelineError('pdf-encrypted', 'read', 'The PDF can only be opened with a password.', {
        hint: 'Give its password with --password, or publish a copy without one.',
        cause,
      });
    const message =
      cause instanceof InvalidPDFException ? 'The file is no PDF that can be read.' : 'The PDF is damaged.';
    throw new PipelineError('pdf-damaged', 'read', message, {
      hint: 'Open it in a viewer and save it again, or fetch it anew.',
      cause,
    });
  }
}

/** Both sides of pdf.js in this thread, a port between them. */
function openWorker() {
  const port = openPort();
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  serveCore(port);
  return worker;
}

/** pdf.js does not export the class it throws for a missing or wrong password. */
function isPasswordException(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'PasswordException';
}

/** pdf.js keeps what pages have used; it is let go every so many pages, so that memory stays flat. */
const pagesBetweenCleanups = 20;

/** One page of a PDF, or why it could not be read. */
export interface PageReading {
  readonly number: number;
  /** Pages of the file. */
  readonly count: number;
  readonly page: SourcePage | null;
  readonly failure: string | null;
}

/**
 * The pages of a PDF, one after the other; a bad page costs that page only.
 * @throws PipelineError as `openPdf`
 */
export async function* readPages(bytes: Uint8Array, password: string): AsyncGenerator<PageReading> {
  const { document, close } = await openPdf(bytes, password);
  const count = document.numPages;
  try {
    const layers = await document.getOptionalContentConfig();
    const isShown = (layer: unknown) => layers.isVisible(layer);
    for (let number = 1; number <= count; number++) {
      let reading: PageReading;
      try {
        const page = await document.getPage(number);
        reading = { number, count, page: await readPage(page, number, isShown), failure: null };
        page.cleanup();
      } catch (cause) {
        reading = {
          number,
          count,
          page: null,
          failure: cause instanceof Error ? cause.message : String(cause),
        };
      }
      yield reading;
      if (number % pagesBetweenCleanups === 0) await document.cleanup();
    }
  } finally {
    await close();
  }
}

async function readPage(
  page: PDFPageProxy,
  number: number,
  isShown: (layer: unknown) => boolean,
): Promise<SourcePage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const size: readonly [number, number] = [width, height];
  const operators = await page.getOperatorList();
  // Fonts arrive in messages of their own: after a turn of the event loop none is on its way any more.
  await nextTurn();
  const marks = readMarks(operators, transform as unknown as Matrix, size, fontLookup(page), isShown);
  return {
    number,
    width,
    height,
    rotation: (((page.rotate % 360) + 360) % 360) as SourcePage['rotation'],
    method: 'text',
    content: { kind: 'marks', ...layOutPage(marks, size) },
  };
}

/** Fonts of a page by pdf.js id, each looked up once. */
function fontLookup(page: PDFPageProxy): (id: string) => FontInfo | null {
  const known = new Map<string, FontInfo | null>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const font = readFont(page, id);
    known.set(id, font);
    return font;
  };
}

interface PdfFont {
  readonly name?: string;
  readonly fontMatrix?: readonly number[];
  readonly bbox?: readonly number[];
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly bold?: boolean;
  readonly black?: boolean;
}

function readFont(page: PDFPageProxy, id: string): FontInfo | null {
  const store: { has(id: string): boolean; get(id: string): unknown } = page.commonObjs;
  if (!store.has(id)) return null;
  const font = store.get(id) as PdfFont | null;
  if (!font) return null;
  const name = font.name ?? '';
  return {
    name,
    unitsPerThousand: font.fontMatrix?.[0] ?? 0.001,
    em: font.isType3Font ? emOfType3(font) : 1,
    vertical: font.vertical ?? false,
    bold: (font.bold ?? false) || (font.black ?? false) || /bold|black|heavy/iu.test(name),
  };
}

/** A glyph space of about this many units (times the font size) is the usual one; others are measured by their box. */
const usualEm = [0.3, 3] as const;

/** How high a Type 3 font's characters are at font size 1: its glyph space may be of any scale. */
function emOfType3({ fontMatrix = [0.001, 0, 0, 0.001], bbox = [] }: PdfFont): number {
  const scale = Math.abs(fontMatrix[3] ?? 0.001);
  const em = 1000 * scale;
  if (em >= usualEm[0] && em <= usualEm[1]) return 1;
  const height = Math.abs((bbox[3] ?? 0) - (bbox[1] ?? 0)) * scale;
  return Number.isFinite(height) && height > 0 ? height : 1;
}
