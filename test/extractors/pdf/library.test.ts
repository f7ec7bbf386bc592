import { deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openPort } from '../../../extractors/pdf/port.ts';

const natives = { push: Array.prototype.push, stringify: JSON.stringify, parse: JSON.parse };
await import('../../../extractors/pdf/open.ts');

/** As pdf.js does it: one write, one close, then all that can be read. */
async function inflate(format: 'deflate' | 'gzip', bytes: Uint8Array): Promise<string> {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  writer.write(bytes).then(
    () => writer.close(),
    () => {},
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of readable) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

it('leaves the language as it was', () => {
  expect(Array.prototype.push).toBe(natives.push);
  expect(JSON.stringify).toBe(natives.stringify);
  expect(JSON.parse).toBe(natives.parse);
  expect(Object.keys([])).toEqual([]);
});

it('inflates whole streams, and fails for those that are cut or no such data', async () => {
  const text = '预算数\n'.repeat(5000);
  expect(await inflate('deflate', deflateSync(text))).toBe(text);
  expect(await inflate('gzip', gzipSync(text))).toBe(text);
  await expect(inflate('deflate', deflateSync(text).subarray(0, 20))).rejects.toThrow();
  await expect(inflate('deflate', new Uint8Array([1, 2, 3, 4]))).rejects.toThrow();
});

it('hands messages over in order, later than the call, a chunk with arrays of its own', async () => {
  const port = openPort();
  const got: unknown[] = [];
  const stop = new AbortController();
  port.addEventListener('message', ({ data }) => got.push(data), { signal: stop.signal });
  const list = [1, 2];
  const shared = { list };
  port.postMessage({ chunk: { list, lastChunk: true } });
  port.postMessage({ data: shared });
  list.length = 0;
  expect(got).toEqual([]);
  await Promise.resolve();
  expect(got).toEqual([{ chunk: { list: [1, 2], lastChunk: true } }, { data: shared }]);
  expect((got[1] as { data: unknown }).data).toBe(shared);
  stop.abort();
  port.postMessage({});
  await Promise.resolve();
  expect(got).toHaveLength(2);
});
