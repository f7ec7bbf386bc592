import { afterEach, describe, expect, it } from 'vitest';
import { engine } from '../../../../extractors/ocr/engines/http.ts';
import { readPackageFile } from '../../../../pipeline/ocr/package-files.ts';
import type { OcrRequest } from '../../../../schemas/ports.ts';
import type { Script } from '../engine-server.ts';
import { readInk, startEngineServer } from '../engine-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openAt(script: Script) {
  const server = await startEngineServer(script);
  const opened = await engine.open(server.address, readPackageFile);
  closing.push(opened.close, server.close);
  return { server, opened };
}

/** A picture of so many dark pixels. */
function picture(dark: number, channels: 1 | 3 = 1): OcrRequest['picture'] {
  const data = new Uint8Array(20 * 10 * channels).fill(255);
  return { width: 20, height: 10, channels, data: data.fill(0, 0, dark * channels) };
}

const answer =
  (body: unknown): Script =>
  async () => ({ body: JSON.stringify(body) });

describe('http', () => {
  it('sends pictures as grey PNG and gives the readings in their order', async () => {
    const { server, opened } = await openAt(readInk);
    const readings = await opened.read([
      { kind: 'line', picture: picture(7) },
      { kind: 'figure', picture: picture(31, 3) },
    ]);
    expect(readings).toEqual([
      { text: 'line 7', confidence: 0.5, symbols: [{ text: 'k', x0: 0, x1: 20 }] },
      { text: 'figure 31', confidence: 0.5, symbols: [{ text: 'k', x0: 0, x1: 20 }] },
    ]);
    expect(server.questions()).toBe(1);
  });

  it('asks again what was busy or broke off', async () => {
    const { server, opened } = await openAt(async (question, nth) =>
      nth === 1 ? { status: 503, body: '' } : readInk(question, nth),
    );
    const [reading] = await opened.read([{ kind: 'line', picture: picture(3) }]);
    expect(reading?.text).toBe('line 3');
    expect(server.questions()).toBe(2);
  });

  it.each<[string, Script]>([
    ['no JSON', async () => ({ body: '<html>' })],
    ['an answer of another kind', answer({ text: '12.00' })],
    ['too few readings', answer({ readings: [] })],
    ['a confidence that is none', answer({ readings: [{ text: '1', confidence: 7 }] })],
    ['a text without end', answer({ readings: [{ text: '1'.repeat(5000), confidence: 1 }] })],
    ['an answer without end', async () => ({ body: ' '.repeat(17 * 1024 * 1024) })],
    ['a refusal', async () => ({ status: 400, body: '{}' })],
    [
      'a way to another host',
      async () => ({ status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' }),
    ],
  ])('fails for %s', async (_, script) => {
    const { opened } = await openAt(script);
    await expect(opened.read([{ kind: 'line', picture: picture(3) }])).rejects.toMatchObject({
      name: 'PipelineError',
      code: 'ocr-failed',
    });
  });

  it('fails where nobody listens, and names the host', async () => {
    const server = await startEngineServer(readInk);
    const opened = await engine.open(server.address, readPackageFile);
    await server.close();
    await expect(opened.read([{ kind: 'line', picture: picture(3) }])).rejects.toThrow(/127\.0\.0\.1:\d+/u);
    await opened.close();
  });

  it.each([
    ['http://localhost:8080/ocr', true],
    ['https://ocr.example.org/', true],
    ['http://me:secret@ocr.example.org/', false],
    ['ftp://ocr.example.org/', false],
    ['localhost:8080', false],
    ['tesseract', false],
    ['', false],
  ])('is what %s names: %s', (name, isMeant) => {
    expect(engine.accepts(name)).toBe(isMeant);
  });
});
