import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { engine as tesseract } from '../../../extractors/ocr/engines/tesseract.ts';
import { openEnginePool } from '../../../pipeline/ocr/engine-pool.ts';
import type { EngineThread } from '../../../pipeline/ocr/engine-thread.ts';
import { openRemoteEngine } from '../../../pipeline/ocr/remote-engine.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { OcrEngine, OcrEngineKind, OcrRequest } from '../../../schemas/ports.ts';
import { plain, readCells } from '../../extractors/ocr/cells.ts';

/** Request `n` as a picture that only `n` has. */
function request(n: number, kind: OcrRequest['kind'] = 'line'): OcrRequest {
  const data = new Uint8Array(16).fill(255);
  data[0] = 0;
  data[1] = n;
  return { kind, picture: { width: 4, height: 4, channels: 1, data } };
}

const kind: OcrEngineKind = {
  id: 'fake',
  named: 'fake',
  accepts: () => true,
  batch: 2,
  most: 'processors',
  mostRequests: null,
  maxMilliseconds: 1000,
  open: () => Promise.reject(new Error('not opened here')),
};

/** Threads that read a picture as its number; `fate` is asked before each batch and may reject. */
function fakeThreads(fate: (numbers: readonly number[], started: number) => Promise<void> = async () => {}) {
  const seen: number[][] = [];
  let started = 0;
  const start = (): EngineThread => {
    const mine = ++started;
    return {
      async read(requests) {
        const numbers = requests.map(({ picture }) => picture.data[1]!);
        seen.push(numbers);
        await fate(numbers, mine);
        return numbers.map((number) => ({ text: String(number), confidence: 1, symbols: [] }));
      },
      async close() {},
    };
  };
  return { seen, start, started: () => started };
}

const died = new PipelineError('ocr-failed', 'recognise', 'It died.', { hint: 'Run again.' });

const read = async (engine: OcrEngine, numbers: readonly number[]): Promise<readonly string[]> =>
  (await engine.read(numbers.map((n) => request(n)))).map(({ text }) => text);

describe('openEnginePool', () => {
  it('starts all engines once it is told that pictures will come, and no more for them', async () => {
    const threads = fakeThreads();
    const pool = openEnginePool({ kind, name: 'fake', most: 3, start: threads.start });
    const engine = openRemoteEngine('fake', pool.connect().port);
    expect(await engine.read([])).toEqual([]);
    await expect.poll(threads.started).toBe(3);
    expect(threads.seen).toEqual([]);
    expect(await read(engine, [1, 2, 3, 4, 5, 6])).toHaveLength(6);
    expect(threads.started()).toBe(3);
    await pool.close();
  });

  it('answers in the order of the requests, and reads no picture twice', async () => {
    const threads = fakeThreads();
    const pool = openEnginePool({ kind, name: 'fake', most: 3, start: threads.start });
    const engine = openRemoteEngine('fake', pool.connect().port);
    expect(await read(engine, [5, 1, 5, 3, 1, 4])).toEqual(['5', '1', '5', '3', '1', '4']);
    const other = openRemoteEngine('fake', pool.connect().port);
    expect(await read(other, [4, 5])).toEqual(['4', '5']);
    expect(threads.seen.flat().toSorted()).toEqual([1, 3, 4, 5]);
    await pool.close();
  });

  it('uses all engines for one document, and lets documents take turns', async () => {
    const threads = fakeThreads(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const pool = openEnginePool({ kind, name: 'fake', most: 2, start: threads.start });
    const long = openRemoteEngine('fake', pool.connect().port);
    const short = openRemoteEngine('fake', pool.connect().port);
    const order: string[] = [];
    await Promise.all([
      read(long, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).then(() => order.push('long')),
      read(short, [101, 102]).then(() => order.push('short')),
    ]);
    expect(order).toEqual(['short', 'long']);
    expect(threads.started()).toBe(2);
    await pool.close();
  });

  it('tries a batch once more on another engine when its engine dies', async () => {
    const threads = fakeThreads(async (_, started) => {
      if (started === 1) throw died;
    });
    const pool = openEnginePool({ kind, name: 'fake', most: 1, start: threads.start });
    const engine = openRemoteEngine('fake', pool.connect().port);
    expect(await read(engine, [1, 2, 3])).toEqual(['1', '2', '3']);
    expect(threads.started()).toBe(2);
    await pool.close();
  });

  it('fails only the document whose picture kills every engine', async () => {
    const threads = fakeThreads(async (numbers) => {
      if (numbers.includes(13)) throw died;
    });
    const pool = openEnginePool({ kind, name: 'fake', most: 2, start: threads.start });
    const guilty = openRemoteEngine('fake', pool.connect().port);
    const innocent = openRemoteEngine('fake', pool.connect().port);
    const [failed, fine] = await Promise.allSettled([
      read(guilty, [12, 13, 14]),
      read(innocent, [1, 2, 3, 4]),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'ocr-failed' } });
    expect(fine).toMatchObject({ status: 'fulfilled', value: ['1', '2', '3', '4'] });
    await pool.close();
  });

  it('starts an engine anew when it has read enough', async () => {
    const threads = fakeThreads();
    const pool = openEnginePool({
      kind: { ...kind, mostRequests: 4 },
      name: 'fake',
      most: 1,
      start: threads.start,
    });
    const engine = openRemoteEngine('fake', pool.connect().port);
    await read(engine, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(threads.started()).toBe(3);
    await pool.close();
  });

  it('drops what a worker waits for that is gone', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const threads = fakeThreads(() => held);
    const pool = openEnginePool({ kind, name: 'fake', most: 1, start: threads.start });
    const gone = pool.connect();
    const engine = openRemoteEngine('fake', gone.port);
    void read(engine, [1, 2, 3, 4, 5, 6, 7, 8]);
    while (threads.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    gone.port.close();
    // the other end hears of it before the batch is done
    await new Promise((resolve) => setTimeout(resolve, 100));
    release();
    const other = openRemoteEngine('fake', pool.connect().port);
    expect(await read(other, [21])).toEqual(['21']);
    expect(threads.seen.flat()).toEqual([1, 2, 21]);
    await pool.close();
  });

  it('tells a document when it waits and how long engines worked for it', async () => {
    const threads = fakeThreads(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const pool = openEnginePool({ kind, name: 'fake', most: 1, start: threads.start });
    const client = pool.connect();
    const told: [boolean, boolean][] = [];
    client.begin(({ isWaiting, milliseconds }) => told.push([isWaiting, milliseconds > 10]));
    await read(openRemoteEngine('fake', client.port), [1, 2]);
    expect(told[0]).toEqual([true, false]);
    expect(told.at(-1)).toEqual([false, true]);
    await pool.close();
  });

  it('hands pictures without ink to no engine', async () => {
    const threads = fakeThreads();
    const pool = openEnginePool({ kind, name: 'fake', most: 1, start: threads.start });
    const engine = openRemoteEngine('fake', pool.connect().port);
    const white: OcrRequest = {
      kind: 'figure',
      picture: { width: 4, height: 4, channels: 1, data: new Uint8Array(16).fill(250) },
    };
    const readings = await engine.read([white, request(7), white]);
    expect(readings.map(({ text }) => text)).toEqual(['', '7', '']);
    expect(threads.seen).toEqual([[7]]);
    await pool.close();
  });
});

describe('the pool with tesseract', () => {
  it('reads the same on one engine and on two, and leaves the pixels to the caller', async () => {
    // Threads need built files.
    const { openEnginePool: openBuilt }: typeof import('../../../pipeline/ocr/engine-pool.ts') = await import(
      path.resolve('dist/pipeline/ocr/engine-pool.js')
    );
    const cells = await readCells();
    const readings = await Promise.all(
      [1, 2].map(async (most) => {
        const pool = openBuilt({ kind: tesseract, name: 'tesseract', most });
        const engine = openRemoteEngine('tesseract', pool.connect().port);
        const read = await engine.read(cells.map(({ request }) => request));
        await pool.close();
        return read;
      }),
    );
    expect(readings[0]).toEqual(readings[1]);
    expect(readings[0]?.map(({ text }) => plain(text))).toEqual(cells.map(({ text }) => plain(text)));
    expect(cells.every(({ request: { picture } }) => picture.data.length > 0)).toBe(true);
  });
});
