import { Worker } from 'node:worker_threads';
import { PipelineError } from '../../schemas/error.ts';
import type { PagePicture, PictureSource } from '../../schemas/picture.ts';
import type { PictureReply, PictureTask, PictureThreadData } from './pictures-messages.ts';

/** Threads need built files: run from the sources (tests), the built one is taken. */
const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/extractors/pdf/pictures-thread.js' : './pictures-thread.js',
  import.meta.url,
);

/** Megabytes of heap for the thread: what pdf.js keeps of a document; pixels lie beside it. */
const heapMegabytes = 1024;

interface Waiting {
  resolve(picture: PagePicture): void;
  reject(error: unknown): void;
}

/**
 * Pictures of the pages of a PDF. Nothing is started before the first is taken: then a thread of its own, for who reads has
 * loaded pdf.js without what it paints with. It ends with `close`, and with the thread that asked.
 */
export function openPictures(bytes: Uint8Array, password: string): PictureSource {
  let thread: Worker | null = null;
  const waiting: Waiting[] = [];

  const start = (): Worker => {
    const workerData: PictureThreadData = { bytes, password };
    const started = new Worker(threadFile, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    const die = (error: unknown) => {
      if (thread !== started) return;
      thread = null;
      for (const { reject } of waiting.splice(0)) reject(describeDeath(error));
    };
    return started
      .on('message', answer)
      .on('error', die)
      .on('exit', () => die(null));
  };
  const answer = (reply: PictureReply) => {
    const asked = waiting.shift();
    // An idle thread keeps nobody's program from ending.
    if (waiting.length === 0) thread?.unref();
    if (reply.kind === 'taken') asked?.resolve(reply.picture);
    else {
      const { code, message, hint, page } = reply.error;
      asked?.reject(
        new PipelineError(code, 'recognise', message, { hint, ...(page === undefined ? {} : { page }) }),
      );
    }
  };

  return {
    take(page, bbox) {
      thread ??= start();
      thread.ref();
      const task: PictureTask = { page, bbox };
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        thread?.postMessage(task);
      });
    },
    async close() {
      const ended = thread;
      thread = null;
      await ended?.terminate();
      for (const { reject } of waiting.splice(0)) reject(describeDeath(null));
    },
  };
}

function describeDeath(error: unknown): PipelineError {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isFull
    ? new PipelineError(
        'memory-limit',
        'recognise',
        'A page needs more memory than it may take to be painted.',
        {
          hint: 'Split the file, or save its pictures smaller.',
          cause: error,
        },
      )
    : new PipelineError('internal', 'recognise', 'The thread that paints pages ended.', {
        hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
        cause: error,
      });
}
