import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { processDocument } from '../../pipeline/process-document.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { classification } from '../../schemas/classification/lookup.ts';
import type { DocumentResult } from '../../schemas/ports.ts';

/** What a file of seeds/ comes to. */
export async function seedResult(name: string): Promise<DocumentResult> {
  const { readers, forms } = await loadRegistry();
  const bytes = await readFile(new URL(`../../seeds/${name}`, import.meta.url));
  const { line, result } = await processDocument(
    { source: name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes },
    {
      readers,
      ocr: null,
      forms,
      classification,
      limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 },
      password: '',
      corrections: [],
      optionsSha256: 'o'.repeat(64),
    },
    async () => {},
  );
  if (result === null) throw new Error(`${name}: ${line.error?.message ?? 'no result'}`);
  return result;
}
