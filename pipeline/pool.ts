import { Worker } from 'node:worker_threads';
import { PipelineError } from '../schemas/error.ts';
import { errorCodeOf } from './inputs.ts';
import { failedLine } from './manifest-lines.ts';
import { moduleExtension } from './version.ts';
import type { WorkerReply, WorkerSettings, WorkerTask } from './worker-messages.ts';

/** Bounds of one worker. */
export interface PoolLimits {
  /** Milliseconds for one document; then its worker is killed. */
  readonly maxMilliseconds: number;
  /** Heap of one worker in megabytes. */
  readonly heapMegabytes: number;
}

/** Worker threads that are kept warm. The caller bounds how many tasks run at a time. */
export interface Pool {
  /** Does one document; what befalls its worker (time, memory, a crash) comes back as a failed line. Never rejects. */
  run(task: WorkerTask): Promise<WorkerReply>;
  /** Kills all workers. */
  close(): Promise<void>;
}

/** Opens a pool without workers: each is started when a task finds none idle. */
export function openPool(settings: WorkerSettings, limits: PoolLimits): Pool {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const startWorker = (): Worker => {
    const worker = new Worker(new URL(`./worker${moduleExtension}`, import.meta.url), {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    });
    // Idle workers that die have nobody else to listen; a worker at work has `watch`.
    worker.on('error', () => discard(worker));
    all.add(worker);
    return worker;
  };
  const discard = (worker: Worker) => {
    all.delete(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
  };
  return {
    async run(task) {
      const worker = idle.pop() ?? startWorker();
      const outcome = await watch(worker, task, limits.maxMilliseconds);
      if (outcome.kind === 'reply') {
        idle.push(worker);
        return outcome.reply;
      }
      discard(worker);
      await worker.terminate();
      return {
        line: failedLine(task, outcome.error, settings.optionsSha256),
        files: [],
        stack: outcome.error.cause instanceof Error ? (outcome.error.cause.stack ?? null) : null,
      };
    },
    async close() {
      idle.length = 0;
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
    },
  };
}

type Outcome =
  | { readonly kind: 'reply'; readonly reply: WorkerReply }
  | { readonly kind: 'lost'; readonly error: PipelineError };

/** Hands a task to a worker and waits for the reply, the end of the worker, or the time limit. */
function watch(worker: Worker, task: WorkerTask, maxMilliseconds: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (reply: WorkerReply) => settle({ kind: 'reply', reply });
    const onError = (error: unknown) => settle({ kind: 'lost', error: describeDeath(error) });
    const onExit = () => settle({ kind: 'lost', error: describeDeath(null) });
    const timer = setTimeout(() => {
      const seconds = Math.round(maxMilliseconds / 1000);
      const error = new PipelineError('time-limit', 'read', `Not finished after ${seconds} s; stopped.`, {
        hint: 'Split the file, or give it more time with --time-limit.',
      });
      settle({ kind: 'lost', error });
    }, maxMilliseconds);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}

function describeDeath(cause: unknown): PipelineError {
  const code = errorCodeOf(cause);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new PipelineError('memory-limit', 'read', 'The document needs more memory than one may take.', {
      hint: 'Split the file.',
      cause,
    });
  }
  if (['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EMFILE'].includes(code)) {
    return new PipelineError('internal', 'write', `The results could not be written (${code}).`, {
      hint: 'Make room on the disk or check the permissions of the folder of results, then run again.',
      cause,
    });
  }
  return new PipelineError('internal', 'read', 'The worker ended without an answer.', {
    hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
    cause,
  });
}
