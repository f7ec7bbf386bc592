import { Worker } from 'node:worker_threads';
import { PipelineError } from '../../schemas/error.ts';
import type { OcrReading, OcrRequest } from '../../schemas/ports.ts';
import { moduleExtension } from '../version.ts';
import type { EngineTask } from './engine-worker.ts';
import type { ReadingReply } from './ocr-messages.ts';
import { errorOf } from './ocr-messages.ts';

/** A thread with an engine that reads one batch at a time. */
export interface EngineThread {
  /**
   * One reading a request, in their order.
   * @throws PipelineError `ocr-failed` where the engine fails, dies or takes too long: it is of no use any more
   */
  read(requests: readonly OcrRequest[]): Promise<readonly OcrReading[]>;
  /** Kills it. What it reads then fails. */
  close(): Promise<void>;
}

/**
 * Starts a thread, which opens its engine at once; where it cannot, the first batch is told so.
 * @param name what `--ocr` says
 * @param maxMilliseconds for a batch
 */
export function startEngineThread(
  name: string,
  maxMilliseconds: number,
  script: URL = new URL(`./engine-worker${moduleExtension}`, import.meta.url),
): EngineThread {
  // What an engine has to say is not for the screen.
  const thread = new Worker(script, { workerData: name, stdout: true, stderr: true });
  thread.stdout.resume();
  thread.stderr.resume();
  const dead = failure('The engine that reads pictures ended without an answer.');
  const slow = failure('The engine that reads pictures did not answer in time.');
  let give: ((reply: ReadingReply | PipelineError) => void) | null = null;
  let isDead = false;
  const end = () => {
    isDead = true;
    give?.(dead);
  };
  thread
    .on('message', (reply: ReadingReply) => give?.(reply))
    .on('error', end)
    .on('exit', end);
  let lastId = 0;
  return {
    async read(requests) {
      if (isDead) throw dead;
      const task: EngineTask = { id: ++lastId, requests };
      let timer: NodeJS.Timeout | undefined;
      const reply = await new Promise<ReadingReply | PipelineError>((resolve) => {
        give = resolve;
        timer = setTimeout(() => resolve(slow), maxMilliseconds);
        thread.postMessage(task);
      });
      clearTimeout(timer);
      give = null;
      if (reply instanceof PipelineError) throw reply;
      if ('error' in reply) throw errorOf(reply.error);
      if (reply.readings.length !== requests.length)
        throw failure('The engine that reads pictures gave another number of readings than was asked for.');
      return reply.readings;
    },
    async close() {
      await thread.terminate();
    },
  };
}

function failure(message: string): PipelineError {
  return new PipelineError('ocr-failed', 'recognise', message, {
    hint: 'Run again; if it stays so, leave pictures unread with --ocr none and report it with the file.',
  });
}
