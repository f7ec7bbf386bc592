import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engine as http } from '../../extractors/ocr/engines/http.ts';
import { readPackageFile } from '../../pipeline/ocr/package-files.ts';
import { loadEngines } from '../../pipeline/registry.ts';
import type { EngineQuestion } from '../../schemas/ocr-protocol.ts';
import { engineAnswer } from '../../schemas/ocr-protocol.ts';
import { readInk, startEngineServer } from '../extractors/ocr/engine-server.ts';

const page = readFileSync(new URL('../../docs/OCR.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json\n(.*?)```/gsu)].map(([, text = '']) => JSON.parse(text));

/** Names of all keys, at every depth. */
function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...new Set([...own, ...Object.values(value).flatMap(keysIn)])].sort();
}

describe('docs/OCR.md', () => {
  it('shows a question as it is sent', async () => {
    const asked: EngineQuestion[] = [];
    const server = await startEngineServer(async (question, nth) => {
      asked.push(question);
      return readInk(question, nth);
    });
    const engine = await http.open(server.address, readPackageFile);
    const data = new Uint8Array(12).fill(255).fill(0, 0, 4);
    await engine.read([{ kind: 'figure', picture: { width: 4, height: 3, channels: 1, data } }]);
    await engine.close();
    await server.close();
    expect(keysIn(asked)).toEqual(keysIn(examples[0]));
  });

  it('shows an answer that is one', () => {
    expect(engineAnswer.safeParse(examples[1]).data).toEqual(examples[1]);
  });

  it('says what stands in the code', async () => {
    expect(page).toContain(`at most ${http.batch} requests at a time`);
    const tesseract = (await loadEngines()).find(({ id }) => id === 'tesseract');
    expect(page).toContain(`after ${tesseract?.mostRequests?.toLocaleString('en')} pictures`);
  });
});
