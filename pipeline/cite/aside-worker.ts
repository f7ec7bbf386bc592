import { parentPort, workerData } from 'node:worker_threads';
import { PipelineError } from '../../schemas/error.ts';
import type { AsideReply, AsideTask } from './aside-messages.ts';

/** Does the one task it was started with, answers, and ends. */
async function doTask(task: AsideTask): Promise<AsideReply> {
  try {
    // pdf.js is loaded by who needs it.
    const { renderPage } = await import('../../extractors/pdf/render-page.ts');
    return { kind: 'done', result: await renderPage(task.bytes, task.password, task.request) };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const { code, message, hint, page } = error;
    return { kind: 'failed', error: { code, message, hint, ...(page === null ? {} : { page }) } };
  }
}

// What a library promises beside its work and nobody waits for is nobody's failure.
process.on('unhandledRejection', () => {});
const task: AsideTask = workerData;
doTask(task).then(
  (reply) => parentPort?.postMessage(reply),
  (error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  },
);
