import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import { type OperatorList, type PageMarks, readMarks } from './content-stream.ts';
import { type Fonts, openFonts } from './fonts.ts';
import { readFormFields } from './form-fields.ts';
import type { Glyph } from './glyph.ts';
import { inflateFailures } from './inflate.ts';
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
import { hasContent } from './raw-content.ts';
import { withoutJpegs } from './skip-jpegs.ts';

interface OpenPdf {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/**
 * Opens a PDF.
 * @param password user password, '' for none (a file with only an owner password opens without)
 * @param isPainted its pages are to be painted: glyphs are then traced by their outlines, which reading does without
 * @throws PipelineError `pdf-encrypted` when a user password is asked for, `pdf-damaged` when it is no PDF that can be read
 */
export async function openPdf(bytes: Uint8Array, password: string, isPainted = false): Promise<OpenPdf> {
  const folder = (name: string) => `${packageFolder}/${name}/`;
  const worker = openWorker();
  const task = getDocument({
    worker,
    // pdf.js takes the buffer over; the caller keeps its own.
    data: isPainted ? new Uint8Array(bytes) : withoutJpegs(bytes),
    password,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    useSystemFonts: false,
    isEvalSupported: false,
    disableFontFace: isPainted,
    ...(isPainted ? {} : { ownerDocument: unpaintedDocument }),
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

/** One page of a PDF, and what went wrong with it. */
export interface PageReading {
  readonly number: number;
  /** Pages of the file. */
  readonly count: number;
  readonly page: SourcePage | null;
  /** Why it could not be read, or only in part; null where nothing speaks against it. */
  readonly failure: string | null;
}

/**
 * The pages of a PDF, one after the other; a bad page costs that page only. A font whose characters turn out not to be
 * trusted after pages with it were read has those pages read again: they come a second time, in their order.
 * @throws PipelineError as `openPdf`
 */
export async function* readPages(bytes: Uint8Array, password: string): AsyncGenerator<PageReading> {
  const { document, close } = await openPdf(bytes, password);
  const count = document.numPages;
  try {
    const layers = await document.getOptionalContentConfig();
    const fonts = openFonts();
    const hasForm = (await document.getFieldObjects().catch(() => null)) !== null;
    const context: PageContext = { bytes, hasForm, fonts, isShown: (layer) => layers.isVisible(layer) };
    for (let number = 1; number <= count; number++) {
      yield { number, count, ...(await tryPage(document, number, context)) };
      if (number % pagesBetweenCleanups === 0) await document.cleanup();
    }
    for (const number of fonts.pagesToReadAgain())
      yield { number, count, ...(await tryPage(document, number, context)) };
  } finally {
    await close();
  }
}

interface PageContext {
  /** The file. */
  readonly bytes: Uint8Array;
  /** It has fields to be filled in. */
  readonly hasForm: boolean;
  readonly fonts: Fonts;
  readonly isShown: (layer: unknown) => boolean;
}

async function tryPage(
  document: PDFDocumentProxy,
  number: number,
  context: PageContext,
): Promise<Pick<PageReading, 'page' | 'failure'>> {
  const before = inflateFailures();
  try {
    const page = await document.getPage(number);
    const operators = await page.getOperatorList();
    // Fonts arrive in messages of their own: after a turn of the event loop none is on its way any more.
    await nextTurn();
    const fields = context.hasForm ? await readFormFields(page) : [];
    const read = readPage(page, number, operators, fields, context);
    page.cleanup();
    const isEmpty =
      operators.fnArray.length === 0 && page.ref !== null && hasContent(context.bytes, page.ref);
    const isDamaged = inflateFailures() > before;
    const damage = isEmpty ? 'nothing came out of its content' : 'a part of it is damaged';
    return { page: read, failure: isEmpty || isDamaged ? damage : null };
  } catch (cause) {
    return { page: null, failure: cause instanceof Error ? cause.message : String(cause) };
  }
}

function readPage(
  page: PDFPageProxy,
  number: number,
  operators: OperatorList,
  fields: readonly Glyph[],
  { fonts, isShown }: PageContext,
): SourcePage {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const size: readonly [number, number] = [width, height];
  const marks = readMarks(operators, transform as unknown as Matrix, size, fonts.ofPage(page), isShown);
  return {
    number,
    width,
    height,
    rotation: (((page.rotate % 360) + 360) % 360) as SourcePage['rotation'],
    method: 'text',
    content: {
      kind: 'marks',
      ...layOutPage(withFields(marks, fields), size, (font) => fonts.judge(font, number)),
    },
  };
}

function withFields(marks: PageMarks, fields: readonly Glyph[]): PageMarks {
  return fields.length === 0 ? marks : { ...marks, glyphs: [...marks.glyphs, ...fields] };
}
