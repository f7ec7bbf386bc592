import type { ErrorRecord } from '../../schemas/finding.ts';
import type { OcrReading, OcrRequest } from '../../schemas/ports.ts';
import type { ReadingReply, ReadingTask } from './ocr-messages.ts';
import type { ReadingCache } from './reading-cache.ts';

/** What a document is told of its readings. */
export interface Recognition {
  /** It waits for some. */
  readonly isWaiting: boolean;
  /** Milliseconds that engines have worked for it. */
  readonly milliseconds: number;
  /** Pictures that it has asked about so far. */
  readonly pictures: number;
}

/** A worker that reads a document at a time, as the queue sees it. */
export interface QueueClient {
  /** Another document begins: what the last one still waited for is dropped. */
  begin(listener: (recognition: Recognition) => void): void;
  add(task: ReadingTask): void;
  /** It is gone, and what it waited for with it. */
  leave(): void;
}

/** A picture that waits for an engine or is with one. */
export interface ReadingItem {
  readonly key: string;
  readonly request: OcrRequest;
  readonly job: Job;
  /** Its place in the task. */
  readonly at: number;
}

/** A task and what has come of it. */
interface Job {
  readonly id: number;
  readonly client: Client;
  readonly readings: OcrReading[];
  left: number;
}

interface Client {
  readonly reply: (reply: ReadingReply) => void;
  listener: (recognition: Recognition) => void;
  readonly jobs: Set<Job>;
  items: ReadingItem[];
  milliseconds: number;
  pictures: number;
}

/** Pictures that wait for engines. Documents take turns; a picture that is with an engine is not given to another. */
export interface ReadingQueue {
  enter(reply: (reply: ReadingReply) => void): QueueClient;
  /** How many wait. */
  size(): number;
  /** The next batch, of one document; [] where nothing waits that is not being read already. */
  take(most: number): readonly ReadingItem[];
  finish(batch: readonly ReadingItem[], readings: readonly OcrReading[], milliseconds: number): void;
  fail(batch: readonly ReadingItem[], error: ErrorRecord, milliseconds: number): void;
}

/** @param cache what was read before is taken from there */
export function openReadingQueue(cache: ReadingCache): ReadingQueue {
  // In the order of their turns.
  let clients: Client[] = [];
  const inWork = new Set<string>();

  const tell = ({ listener, jobs, milliseconds, pictures }: Client): void =>
    listener({ isWaiting: jobs.size > 0, milliseconds, pictures });
  const settle = ({ job, at }: ReadingItem, reading: OcrReading): void => {
    job.readings[at] = reading;
    if (--job.left > 0 || !job.client.jobs.delete(job)) return;
    job.client.reply({ id: job.id, readings: job.readings });
    tell(job.client);
  };
  /** Takes items of a client out of its queue; those read before are answered at once. */
  const takeOf = (client: Client, most: number): ReadingItem[] => {
    const taken: ReadingItem[] = [];
    const kept: ReadingItem[] = [];
    const known: [ReadingItem, OcrReading][] = [];
    for (const item of client.items) {
      const reading = cache.get(item.key);
      if (reading !== undefined) known.push([item, reading]);
      else if (taken.length >= most || inWork.has(item.key)) kept.push(item);
      else {
        inWork.add(item.key);
        taken.push(item);
      }
    }
    client.items = kept;
    for (const [item, reading] of known) settle(item, reading);
    return taken;
  };
  const endWork = (batch: readonly ReadingItem[], milliseconds: number): void => {
    for (const { key } of batch) inWork.delete(key);
    for (const client of new Set(batch.map(({ job }) => job.client))) client.milliseconds += milliseconds;
  };
  return {
    enter(reply) {
      const client: Client = {
        reply,
        listener: () => {},
        jobs: new Set(),
        items: [],
        milliseconds: 0,
        pictures: 0,
      };
      clients.push(client);
      return {
        begin(listener) {
          client.listener = listener;
          client.jobs.clear();
          client.items = [];
          client.milliseconds = 0;
          client.pictures = 0;
        },
        add({ id, requests }) {
          const job: Job = { id, client, readings: [], left: requests.length };
          client.jobs.add(job);
          client.pictures += requests.length;
          requests.forEach(({ key, request }, at) => {
            client.items.push({ key, request, job, at });
          });
          tell(client);
        },
        leave() {
          clients = clients.filter((other) => other !== client);
          client.jobs.clear();
          client.items = [];
        },
      };
    },
    size: () => clients.reduce((sum, { items }) => sum + items.length, 0),
    take(most) {
      for (const client of [...clients]) {
        const batch = takeOf(client, most);
        if (batch.length === 0) continue;
        clients = [...clients.filter((other) => other !== client), client];
        return batch;
      }
      return [];
    },
    finish(batch, readings, milliseconds) {
      endWork(batch, milliseconds);
      batch.forEach((item, at) => {
        const reading = readings[at];
        if (reading === undefined) return;
        cache.set(item.key, reading);
        settle(item, reading);
      });
      for (const client of new Set(batch.map(({ job }) => job.client))) tell(client);
    },
    fail(batch, error, milliseconds) {
      endWork(batch, milliseconds);
      for (const job of new Set(batch.map((item) => item.job))) {
        if (!job.client.jobs.delete(job)) continue;
        job.client.items = job.client.items.filter((item) => item.job !== job);
        job.client.reply({ id: job.id, error });
        tell(job.client);
      }
    },
  };
}
