import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { defaultWorkerMegabytes } from '../../schemas/config.ts';
import type { PipelineError } from '../../schemas/error.ts';
import type { Limits } from '../../schemas/ports.ts';
import type { Run } from '../memory-watch.ts';
import { openMemoryWatch } from '../memory-watch.ts';
import { bufferMegabytes, describeDeath, memoryError, timeError } from '../pool.ts';
import { moduleExtension } from '../version.ts';
import type { Inspection, InspectionTask, InspectorStart } from './inspect-messages.ts';

/** Looks into files on threads of its own: an archive that never ends or takes all memory ends its thread, no more. */
export interface Inspector {
  /** What befalls the thread (time, memory, a crash) comes back as `failed`. Never rejects. */
  inspect(task: InspectionTask): Promise<Inspection>;
  /** Ends all threads; what was asked for comes back as `failed`. */
  close(): Promise<void>;
}

/** A thread, and when it has loaded what it needs: only then does the time of a file begin. */
interface Inspecting {
  readonly thread: Worker;
  readonly ready: Promise<unknown>;
}

/** @param threads files looked into at a time; each thread is started when it is needed */
export function openInspector(limits: Limits, threads: number): Inspector {
  const idle: Inspecting[] = [];
  const all = new Set<Worker>();
  let isClosed = false;
  const queue = new PQueue({ concurrency: threads });
  const memory = openMemoryWatch((defaultWorkerMegabytes + bufferMegabytes) * 1024 * 1024);
  const startThread = (): Inspecting => {
    const start: InspectorStart = { limits };
    const thread = new Worker(new URL(`./inspect-worker${moduleExtension}`, import.meta.url), {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: defaultWorkerMegabytes },
    });
    // Its first message says that it is ready.
    const ready = new Promise((resolve) => thread.once('message', resolve));
    // An idle thread that dies has nobody else to listen.
    thread.on('error', () => {});
    all.add(thread);
    return { thread, ready };
  };
  return {
    inspect: (task) =>
      queue.add(() =>
        memory.run<Inspection>(
          async (running) => {
            if (isClosed) return failed(describeDeath(null));
            const inspecting = idle.pop() ?? startThread();
            const outcome = await watch(inspecting, task, limits.maxMilliseconds, running);
            if (outcome.kind !== 'lost') {
              idle.push(inspecting);
              return outcome;
            }
            all.delete(inspecting.thread);
            await inspecting.thread.terminate();
            return outcome.error === null ? null : failed(outcome.error);
          },
          () => failed(memoryError()),
        ),
      ),
    async close() {
      isClosed = true;
      memory.close();
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}

/** @returns `lost` where the thread gave no answer: why, or null where it was stopped for what it took with others */
function watch(
  { thread, ready }: Inspecting,
  task: InspectionTask,
  maxMilliseconds: number,
  running: Set<Run>,
): Promise<Inspection | { readonly kind: 'lost'; readonly error: PipelineError | null }> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false;
    const settle = (
      outcome: Inspection | { readonly kind: 'lost'; readonly error: PipelineError | null },
    ) => {
      isSettled = true;
      clearTimeout(timer);
      running.delete(self);
      thread.off('message', settle).off('error', onEnd).off('exit', onEnd);
      resolve(outcome);
    };
    const onEnd = (cause: unknown) =>
      settle({ kind: 'lost', error: describeDeath(cause instanceof Error ? cause : null) });
    const self: Run = {
      stop: (together) => settle({ kind: 'lost', error: together ? null : memoryError() }),
    };
    const onTimeout = () => settle({ kind: 'lost', error: timeError(maxMilliseconds) });
    running.add(self);
    thread.on('error', onEnd).on('exit', onEnd);
    void ready.then(() => {
      if (isSettled) return;
      thread.on('message', settle);
      timer = setTimeout(onTimeout, maxMilliseconds);
      thread.postMessage(task);
    });
  });
}

function failed({ code, message, hint }: PipelineError): Inspection {
  return { kind: 'failed', sha256: '', error: { code, message, hint } };
}
