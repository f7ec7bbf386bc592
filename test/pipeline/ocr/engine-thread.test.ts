import { describe, expect, it } from 'vitest';
import { startEngineThread } from '../../../pipeline/ocr/engine-thread.ts';
import type { OcrRequest } from '../../../schemas/ports.ts';

/** A thread that does as the lines say. */
const script = (lines: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${lines}`)}`,
  );

const request: OcrRequest = {
  kind: 'line',
  picture: { width: 1, height: 1, channels: 1, data: new Uint8Array(1) },
};
const read = (lines: string, maxMilliseconds = 10_000) => {
  const thread = startEngineThread('name', maxMilliseconds, script(lines));
  return thread.read([request]).finally(thread.close);
};
const reading = `{ text: 'a', confidence: 1, symbols: [] }`;

describe('startEngineThread', () => {
  it('gives what its engine reads', async () => {
    const lines = `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, readings: [${reading}] }))`;
    expect(await read(lines)).toEqual([{ text: 'a', confidence: 1, symbols: [] }]);
  });

  it.each([
    ['dies', `parentPort.on('message', () => { throw new Error('out of memory'); })`, 10_000],
    ['ends', `parentPort.on('message', () => process.exit(3))`, 10_000],
    ['cannot be loaded', `import 'not-there-at-all';`, 10_000],
    ['is caught in a loop', `parentPort.on('message', () => { for (;;); })`, 300],
    [
      'loses a reading',
      `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, readings: [] }))`,
      10_000,
    ],
  ])('fails when its engine %s', async (_, lines, maxMilliseconds) => {
    await expect(read(lines, maxMilliseconds)).rejects.toMatchObject({ code: 'ocr-failed' });
  });

  it('hands on what its engine says of its failure', async () => {
    const error = `{ code: 'ocr-failed', message: 'No data.', hint: 'Install them.' }`;
    const lines = `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, error: ${error} }))`;
    await expect(read(lines)).rejects.toMatchObject({ message: 'No data.', hint: 'Install them.' });
  });

  it('says nothing on the screen, however much its engine says', async () => {
    const lines = `parentPort.on('message', ({ id }) => {
      for (let n = 0; n < 2000; n++) console.log('x'.repeat(1000));
      parentPort.postMessage({ id, readings: [${reading}] });
    })`;
    expect(await read(lines)).toHaveLength(1);
  });
});
