import { createRequire } from 'node:module';
import thread from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { PipelineError } from '../../schemas/error.ts';
import { painting } from './painting.ts';
import type { PictureReply, PictureTask, PictureThreadData } from './pictures-messages.ts';

/**
 * pdf.js asks how large a picture a browser's canvas holds before it decodes JPEG 2000, and without a canvas to ask it
 * halves what is wider than 2,048 pixels. Nothing is painted on this one; any size is fine.
 */
class CanvasOfAnySize {
  getContext() {
    return { fillRect() {}, getImageData: () => ({ data: [0, 0, 0, 255] }) };
  }
}

/** Whether pdf.js has what it paints with: it is built for most systems, not for all. Stored pictures come without it. */
function canPaint(): boolean {
  const library = '@napi-rs/canvas';
  try {
    const ofProgram = createRequire(import.meta.url);
    createRequire(ofProgram.resolve('pdfjs-dist/package.json'))(library);
    return true;
  } catch {
    return false;
  }
}

/** Takes pictures out of one PDF, one after the other, until it is ended from outside. */
async function serve({ bytes, password }: PictureThreadData): Promise<void> {
  Object.defineProperty(globalThis, 'OffscreenCanvas', { value: CanvasOfAnySize, configurable: true });
  painting.isWanted = canPaint();
  // pdf.js is loaded when it is said that it paints.
  const [{ openPdf }, { openPainter }] = await Promise.all([
    import('./open.ts'),
    import('./pictures-paint.ts'),
  ]);
  const painter = openPdf(bytes, password, true).then(({ document }) => openPainter(document));
  painter.catch(() => {});
  const take = async ({ page, bbox }: PictureTask): Promise<PictureReply> => {
    try {
      return { kind: 'taken', picture: await (await painter).take(page, bbox) };
    } catch (cause) {
      return { kind: 'failed', error: describeError(cause, page) };
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  parentPort?.on('message', (task: PictureTask) => {
    last = last.then(async () => {
      const reply = await take(task);
      parentPort?.postMessage(
        reply,
        reply.kind === 'taken' ? [reply.picture.data.buffer as ArrayBuffer] : [],
      );
    });
  });
}

function describeError(cause: unknown, page: number) {
  if (cause instanceof PipelineError)
    return { code: cause.code, message: cause.message, hint: cause.hint, page: cause.page ?? page };
  return {
    code: 'picture-damaged' as const,
    message: `Page ${page} cannot be painted.`,
    hint: 'Open it in a viewer and look at this page, or fetch the file anew.',
    page,
  };
}

// What a library promises beside its work and nobody waits for is nobody's failure.
thread.on('unhandledRejection', () => {});
await serve(workerData);
