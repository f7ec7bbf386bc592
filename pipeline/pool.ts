import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { PipelineError } from '../schemas/error.ts';
import type { OcrEngineKind } from '../schemas/ports.ts';
import { errorCodeOf } from './inputs.ts';
import { failedLine } from './manifest-lines.ts';
import type { Run } from './memory-watch.ts';
import { openMemoryWatch } from './memory-watch.ts';
import type { EngineClient } from './ocr/engine-pool.ts';
import { openEnginePool } from './ocr/engine-pool.ts';
import type { Recognition } from './ocr/reading-queue.ts';
import type { TimeLimit } from './time-limit.ts';
import { openTimeLimit } from './time-limit.ts';
import { moduleExtension } from './version.ts';
import type { WorkerReply, WorkerSettings, WorkerStart, WorkerTask } from './worker-messages.ts';
import { writeFault } from './write-fault.ts';

/** Bounds of one worker. */
export interface PoolLimits {
  /** Milliseconds for one document; then its worker is killed. */
  readonly maxMilliseconds: number;
  /** Heap of one worker in megabytes. */
  readonly heapMegabytes: number;
  /** Workers at a time. */
  readonly workers: number;
  /** Engines that read pictures at a time, for all workers together. */
  readonly engines: number;
}

/** What a worker did, and how long it took. */
export interface PoolReply extends WorkerReply {
  readonly milliseconds: number;
}

/** Worker threads that are kept warm. Tasks beyond their number wait for one of them. */
export interface Pool {
  /** Starts workers ahead of their tasks: they load the program while the inputs are looked at. */
  warm(tasks: number): void;
  /** Does one document; what befalls its worker (time, memory, a crash) comes back as a failed line. Never rejects. */
  run(task: WorkerTask): Promise<PoolReply>;
  /** Kills all workers; what runs then comes back as lost, what waits never comes back. */
  close(): Promise<void>;
}

/** A thread, and when it has loaded what it needs: only then does the time of a document begin. */
interface PoolWorker {
  readonly thread: Worker;
  readonly ready: Promise<unknown>;
  /** It clears its heap sooner. */
  readonly isFrugal: boolean;
  /** Its place among those who have pictures read; null where they stay unread. */
  readonly client: EngineClient | null;
}

/** Buffers that documents may hold beside the heap of one: megabytes. Reports of hundreds of pages stay far below. */
export const bufferMegabytes = 1024;

/**
 * New objects of one worker before they are sorted into those still used and the rest: megabytes, twice what Node gives.
 * Most glyphs and words of a document are over by then and cost nothing (measured: 5 % less processor time).
 */
const youngMegabytes = 96;

/**
 * V8 lets a heap that may become 2 GB grow to four times what is in use before it is cleared, a smaller one to twice that.
 * With long documents this is memory (measured: 480 MB instead of 660 for 2,000 pages); short ones have not much in use,
 * and clearing costs processor time.
 */
const frugalMegabytes = 2047;

/**
 * Times its time limit that engines may work for one document: what waits for them is not counted against it, and
 * a page of a scan takes an engine some seconds where one of text takes some milliseconds.
 */
const recognitionShare = 20;

/**
 * Milliseconds that a document gets for each picture it has read: before and after, a page of a scan takes some seconds,
 * and comes to a hundred pictures of lines and figures or more.
 */
const pieceMilliseconds = 50;

/** Bytes of an input from which on it may be long: several times a report of thirty pages. */
const longInput = 2 * 1024 * 1024;

/** What an engine that reads pictures may take beside the documents: megabytes. */
const engineMegabytes = 200;

/**
 * Opens a pool without workers: each is started when a task finds none idle, or ahead by `warm`.
 * @param engine what reads pictures for all workers; null: nothing does
 */
export function openPool(settings: WorkerSettings, limits: PoolLimits, engine: OcrEngineKind | null): Pool {
  const all = new Set<PoolWorker>();
  const idle: PoolWorker[] = [];
  const waiting: ((worker: PoolWorker) => void)[] = [];
  let isClosed = false;
  const besides = bufferMegabytes + (engine === null ? 0 : engineMegabytes * limits.engines);
  const memory = openMemoryWatch((limits.heapMegabytes + besides) * 1024 * 1024);
  const engines =
    engine === null ? null : openEnginePool({ kind: engine, name: settings.ocr, most: limits.engines });
  const startWorker = (isFrugal = false): PoolWorker => {
    const client = engines?.connect() ?? null;
    const start: WorkerStart = { settings, ocr: client?.port ?? null };
    const thread = new Worker(new URL(`./worker${moduleExtension}`, import.meta.url), {
      workerData: start,
      transferList: client === null ? [] : [client.port],
      resourceLimits: {
        maxOldGenerationSizeMb: isFrugal
          ? Math.min(frugalMegabytes, limits.heapMegabytes)
          : limits.heapMegabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
    });
    // Its first message says that it is ready.
    const ready = new Promise((resolve) => thread.once('message', resolve));
    const worker = { thread, ready, isFrugal, client };
    // Idle workers that die have nobody else to listen; a worker at work has `watch`.
    thread.on('error', () => discard(worker));
    all.add(worker);
    return worker;
  };
  const discard = (worker: PoolWorker) => {
    all.delete(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
  };
  const takeWorker = async (): Promise<PoolWorker> =>
    idle.pop() ??
    (all.size < limits.workers
      ? startWorker()
      : await new Promise<PoolWorker>((resolve) => {
          waiting.push(resolve);
        }));
  /** A long input goes to a frugal worker, which takes the place of any other. */
  const fitWorker = (worker: PoolWorker, { input }: WorkerTask): PoolWorker => {
    if (worker.isFrugal || sizeOf(input) < longInput) return worker;
    discard(worker);
    void worker.thread.terminate();
    return startWorker(true);
  };
  const describeLoss = (task: WorkerTask, error: PipelineError, milliseconds: number): PoolReply => ({
    milliseconds,
    line: failedLine(task, error, settings.optionsSha256),
    files: [],
    texts: null,
    stack: error.cause instanceof Error ? (error.cause.stack ?? null) : null,
  });
  return {
    warm(tasks) {
      while (all.size < Math.min(tasks, limits.workers)) idle.push(startWorker());
    },
    run: (task) =>
      memory.run(
        async (running) => {
          const worker = fitWorker(await takeWorker(), task);
          const begun = performance.now();
          const outcome = await watch(worker, task, limits.maxMilliseconds, running);
          const milliseconds = Math.round(performance.now() - begun);
          if (outcome.kind === 'reply') {
            const next = waiting.shift();
            if (next) next(worker);
            else idle.push(worker);
            return { ...outcome.reply, milliseconds };
          }
          discard(worker);
          if (!isClosed) waiting.shift()?.(startWorker());
          await worker.thread.terminate();
          return outcome.kind === 'crowded' ? null : describeLoss(task, outcome.error, milliseconds);
        },
        () => describeLoss(task, memoryError(), 0),
      ),
    async close() {
      isClosed = true;
      memory.close();
      idle.length = 0;
      await Promise.all([...all].map(({ thread }) => thread.terminate()));
      await engines?.close();
      all.clear();
    },
  };
}

/** Bytes of an input; 0 where it is not there: whoever reads it says so. */
function sizeOf(input: WorkerTask['input']): number {
  if (typeof input !== 'string') return input instanceof Uint8Array ? input.length : input.bytes;
  return statSync(input, { throwIfNoEntry: false })?.size ?? 0;
}

type Outcome =
  | { readonly kind: 'reply'; readonly reply: WorkerReply }
  | { readonly kind: 'lost'; readonly error: PipelineError }
  /** Stopped for the memory that it took together with others. */
  | { readonly kind: 'crowded' };

/**
 * Hands a task to a worker once it is ready and waits for the reply, the end of the worker, the time limit, or a stop for
 * the memory it takes.
 */
function watch(
  { thread, ready, client }: PoolWorker,
  task: WorkerTask,
  maxMilliseconds: number,
  running: Set<Run>,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let limit: TimeLimit | undefined;
    let isSettled = false;
    const settle = (outcome: Outcome) => {
      isSettled = true;
      running.delete(self);
      limit?.close();
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const self: Run = {
      stop: (together) => settle(together ? { kind: 'crowded' } : { kind: 'lost', error: memoryError() }),
    };
    const onMessage = (reply: WorkerReply) => settle({ kind: 'reply', reply });
    const onError = (error: unknown) => settle({ kind: 'lost', error: describeDeath(error) });
    const onExit = () => settle({ kind: 'lost', error: describeDeath(null) });
    // Engines are shared: a document that waits for them does nothing itself.
    let pieces = 0;
    const onRecognition = ({ isWaiting, milliseconds, pictures }: Recognition) => {
      if (isSettled) return;
      limit?.extend((pictures - pieces) * pieceMilliseconds);
      pieces = pictures;
      if (milliseconds > maxMilliseconds * recognitionShare) onTimeout();
      else if (isWaiting) limit?.pause();
      else limit?.resume();
    };
    const onTimeout = () => settle({ kind: 'lost', error: timeError(maxMilliseconds) });
    thread.on('error', onError).on('exit', onExit);
    running.add(self);
    void ready.then(() => {
      if (isSettled) return;
      thread.on('message', onMessage);
      limit = openTimeLimit(maxMilliseconds, onTimeout);
      client?.begin(onRecognition);
      thread.postMessage(task);
    });
  });
}

/** What a document suffers from that takes too long. */
export function timeError(maxMilliseconds: number): PipelineError {
  const seconds = Math.round(maxMilliseconds / 1000);
  return new PipelineError('time-limit', 'read', `Not finished after ${seconds} s; stopped.`, {
    hint: 'Split the file, or give it more time with --time-limit.',
  });
}

/** What a document suffers from that needs too much memory. */
export function memoryError(cause?: unknown): PipelineError {
  return new PipelineError('memory-limit', 'read', 'The document needs more memory than one may take.', {
    hint: 'Split the file.',
    cause,
  });
}

/** Why a worker died that gave no answer, from its error, or null where it just ended. */
export function describeDeath(cause: unknown): PipelineError {
  const code = errorCodeOf(cause);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return memoryError(cause);
  const fault = writeFault(cause);
  if (fault !== null) return fault;
  return new PipelineError('internal', 'read', 'The worker ended without an answer.', {
    hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
    cause,
  });
}
