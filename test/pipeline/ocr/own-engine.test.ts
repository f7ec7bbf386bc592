import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInk, startEngineServer } from '../../extractors/ocr/engine-server.ts';

// Threads need built files.
const { openDocument }: typeof import('../../../pipeline/library.ts') = await import(
  path.resolve('dist/pipeline/library.js')
);
const scan = new Uint8Array(readFileSync(new URL('../../fixtures/ocr/cells.png', import.meta.url)));

describe('a document with an engine of one’s own', () => {
  it('is read by it, from library to service and back', async () => {
    const server = await startEngineServer(readInk);
    const { document } = await openDocument(scan, { name: 'cells.png', ocr: server.address });
    expect(server.questions()).toBeGreaterThan(0);
    expect(document.pages[0]?.method).toBe('ocr');
    await server.close();
  });

  it('fails by name where the service is gone', async () => {
    const server = await startEngineServer(readInk);
    await server.close();
    await expect(openDocument(scan, { name: 'cells.png', ocr: server.address })).rejects.toMatchObject({
      code: 'ocr-failed',
    });
  });

  it('is left unread where nobody is to read it, and says so', async () => {
    const { document } = await openDocument(scan, { name: 'cells.png', ocr: 'none' });
    expect(document.warnings.map(({ code }) => code)).toContain('picture-unread');
  });
});
