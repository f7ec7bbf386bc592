import { Worker } from 'node:worker_threads';
import { defaultWorkerMegabytes } from '../../schemas/config.ts';
import { PipelineError } from '../../schemas/error.ts';
import { openMemoryWatch } from '../memory-watch.ts';
import { bufferMegabytes, describeDeath, memoryError, timeError } from '../pool.ts';
import { moduleExtension } from '../version.ts';
import type { AsideReply, AsideResults, AsideTask } from './aside-messages.ts';

/**
 * Does one piece of work in a thread of its own: a file that never ends or takes all memory ends it, not the program.
 * @param maxMilliseconds after these the thread is killed
 * @throws PipelineError what the work ends with, `time-limit`, `memory-limit`, or `internal` where the thread died
 */
export async function runAside<Task extends AsideTask>(
  task: Task,
  maxMilliseconds: number,
): Promise<AsideResults[Task['kind']]> {
  const memory = openMemoryWatch((defaultWorkerMegabytes + bufferMegabytes) * 1024 * 1024);
  const thread = new Worker(new URL(`./aside-worker${moduleExtension}`, import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: defaultWorkerMegabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await memory.run<AsideReply>(
      (running) =>
        new Promise((resolve, reject) => {
          running.add({ stop: () => reject(memoryError()) });
          timer = setTimeout(() => reject(timeError(maxMilliseconds)), maxMilliseconds);
          thread
            .on('message', resolve)
            .on('error', (error) => reject(describeDeath(error)))
            .on('exit', () => reject(describeDeath(null)));
        }),
      () => {
        throw memoryError();
      },
    );
    if (reply.kind === 'done') return reply.result;
    const { code, message, hint, page } = reply.error;
    throw new PipelineError(code, 'read', message, { hint, ...(page === undefined ? {} : { page }) });
  } finally {
    clearTimeout(timer);
    memory.close();
    await thread.terminate();
  }
}
