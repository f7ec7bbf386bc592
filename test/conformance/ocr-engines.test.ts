import { describe, expect, it } from 'vitest';
import { readPackageFile } from '../../pipeline/ocr/package-files.ts';
import { loadEngines } from '../../pipeline/registry.ts';
import type { OcrRequest } from '../../schemas/ports.ts';
import { readCells } from '../extractors/ocr/cells.ts';
import { readInk, startEngineServer } from '../extractors/ocr/engine-server.ts';

const engines = await loadEngines();
const cells = await readCells();
const requests: readonly OcrRequest[] = cells.map(({ request }) => request);

/** How `--ocr` names each engine, and what ends what it needs: a new engine wants a line here. */
const ways: Readonly<Record<string, () => Promise<{ name: string; close: () => Promise<void> }>>> = {
  tesseract: async () => ({ name: 'tesseract', close: async () => {} }),
  http: async () => {
    const { address, close } = await startEngineServer(readInk);
    return { name: address, close };
  },
};

const white: OcrRequest = {
  kind: 'line',
  picture: { width: 60, height: 30, channels: 1, data: new Uint8Array(60 * 30).fill(255) },
};

describe('engines', () => {
  it('are told apart by their names', async () => {
    expect(engines.map(({ id }) => id)).toEqual(['http', 'tesseract']);
    for (const { id } of engines) {
      const { name, close } = await ways[id]!();
      expect(engines.filter((other) => other.accepts(name)).map((other) => other.id)).toEqual([id]);
      expect(engines.some((other) => other.accepts('none'))).toBe(false);
      await close();
    }
  });
});

describe.each(engines)('$id', ({ id, batch, most, maxMilliseconds, open }) => {
  it('reads as every engine does', async () => {
    expect(batch).toBeGreaterThan(0);
    expect(most === 'processors' || most > 0).toBe(true);
    expect(maxMilliseconds).toBeGreaterThan(0);
    const { name, close } = await ways[id]!();
    const engine = await open(name, readPackageFile);
    expect(engine.id).toBe(id);
    expect(await engine.read([])).toEqual([]);
    expect((await engine.read([white])).map(({ text }) => text)).toEqual(['']);

    const before = requests.map(({ picture }) => Buffer.from(picture.data).toString('base64'));
    const readings = await engine.read(requests);
    expect(readings).toHaveLength(requests.length);
    readings.forEach(({ text, confidence, symbols }, at) => {
      expect(text).not.toBe('');
      expect(text.trim()).toBe(text);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      for (const { x0, x1 } of symbols) {
        expect(x0).toBeGreaterThanOrEqual(0);
        expect(x1).toBeLessThanOrEqual(requests[at]!.picture.width);
        expect(x0).toBeLessThanOrEqual(x1);
      }
    });
    // The pixels stay the caller's, and the same pixels read the same, alone or among others.
    expect(requests.map(({ picture }) => Buffer.from(picture.data).toString('base64'))).toEqual(before);
    expect(await engine.read([requests[2]!])).toEqual([readings[2]]);
    await engine.close();
    await engine.close();
    await close();
  });
});
