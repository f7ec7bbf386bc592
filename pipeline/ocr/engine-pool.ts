import type { MessagePort } from 'node:worker_threads';
import { MessageChannel } from 'node:worker_threads';
import type { OcrEngineKind, OcrReading } from '../../schemas/ports.ts';
import type { EngineThread } from './engine-thread.ts';
import { startEngineThread } from './engine-thread.ts';
import type { ReadingTask } from './ocr-messages.ts';
import { recordOf } from './ocr-messages.ts';
import { openReadingCache } from './reading-cache.ts';
import type { ReadingItem, Recognition } from './reading-queue.ts';
import { openReadingQueue } from './reading-queue.ts';

/** A worker that reads documents, as the engines see it. */
export interface EngineClient {
  /** The worker's end: it is transferred to its thread, and closes with it. */
  readonly port: MessagePort;
  /** Another document begins. What the last one still waited for is dropped. */
  begin(listener: (recognition: Recognition) => void): void;
}

/** The engines of a run: shared by all its documents, started when the first picture is to be read. */
export interface EnginePool {
  connect(): EngineClient;
  /** Kills all engines. Who waits for a reading waits for ever. */
  close(): Promise<void>;
}

export interface EnginePoolSettings {
  readonly kind: OcrEngineKind;
  /** What `--ocr` says. */
  readonly name: string;
  /** Engines at a time at most. */
  readonly most: number;
  /** Starts an engine; tests give others. */
  readonly start?: (name: string, maxMilliseconds: number) => EngineThread;
}

/** Times that a batch is tried: an engine may have died of what it read before. */
const mostTries = 2;

/** Readings that are kept for pictures that come again: some 1 kB each. */
const mostCached = 20_000;

/** An engine at work or idle, and how much it has read. */
interface Slot {
  readonly thread: EngineThread;
  requests: number;
}

/** Opens a pool without engines. */
export function openEnginePool({
  kind,
  name,
  most,
  start = startEngineThread,
}: EnginePoolSettings): EnginePool {
  const places = kind.most === 'processors' ? most : Math.min(most, kind.most);
  const cache = openReadingCache(mostCached);
  const queue = openReadingQueue(cache);
  const clients = new Set<MessagePort>();
  const all = new Set<Slot>();
  const idle: Slot[] = [];
  let working = 0;
  let isClosed = false;

  const startSlot = (): Slot => {
    const slot = { thread: start(name, kind.maxMilliseconds), requests: 0 };
    all.add(slot);
    return slot;
  };
  const discard = (slot: Slot): void => {
    all.delete(slot);
    void slot.thread.close();
  };
  /** Readings of a batch; an engine that fails is replaced, and the batch tried once more. */
  const readBatch = async (batch: readonly ReadingItem[]): Promise<readonly OcrReading[]> => {
    for (let tries = 1; ; tries++) {
      const slot = idle.pop() ?? startSlot();
      try {
        const readings = await slot.thread.read(batch.map(({ request }) => request));
        slot.requests += batch.length;
        if (isClosed || slot.requests >= (kind.mostRequests ?? Number.POSITIVE_INFINITY)) discard(slot);
        else idle.push(slot);
        return readings;
      } catch (error) {
        discard(slot);
        if (isClosed || tries === mostTries) throw error;
      }
    }
  };
  const work = async (batch: readonly ReadingItem[]): Promise<void> => {
    const begun = performance.now();
    try {
      const readings = await readBatch(batch);
      queue.finish(batch, readings, performance.now() - begun);
    } catch (error) {
      queue.fail(batch, recordOf(error), performance.now() - begun);
    }
  };
  const startAll = (): void => {
    while (all.size < places && !isClosed) idle.push(startSlot());
  };
  const dispatch = (): void => {
    while (working < places && !isClosed) {
      // A few pictures are spread over the engines too.
      const batch = queue.take(Math.min(kind.batch, Math.ceil(queue.size() / places)));
      if (batch.length === 0) return;
      working++;
      void work(batch).then(() => {
        working--;
        dispatch();
      });
    }
  };
  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      const client = queue.enter((reply) => port2.postMessage(reply));
      clients.add(port2);
      port2.on('message', (task: ReadingTask) => {
        if (task.requests.length === 0) {
          startAll();
          return;
        }
        client.add(task);
        dispatch();
      });
      port2.on('close', () => {
        clients.delete(port2);
        client.leave();
      });
      // Whoever reads a document keeps the program alive, not who waits for its requests.
      port2.unref();
      return { port: port1, begin: client.begin };
    },
    async close() {
      isClosed = true;
      for (const port of clients) port.close();
      const threads = [...all].map(({ thread }) => thread);
      all.clear();
      idle.length = 0;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
