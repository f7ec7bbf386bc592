import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { processDocument } from '../../pipeline/process-document.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { classification } from '../../schemas/classification/lookup.ts';
import type { DocumentResult } from '../../schemas/ports.ts';

const seeds = pathToFileURL(`${process.cwd()}/seeds/`);

/** Reads bytes as a run reads a file of that name. */
export async function readBytes(source: string, bytes: Uint8Array): Promise<DocumentResult> {
  const { readers, forms } = await loadRegistry();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { result } = await processDocument(
    { source, sha256, bytes },
    {
      readers,
      ocr: null,
      forms,
      classification,
      limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 },
      password: '',
      corrections: [],
      optionsSha256: '',
    },
    async () => {},
  );
  if (!result) throw new Error(`${source} was not read`);
  return result;
}

/** All documents in seeds/, in the order of their names. */
export async function readSeeds(): Promise<readonly DocumentResult[]> {
  const names = readdirSync(seeds)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return Promise.all(names.map((name) => readBytes(name, readFileSync(new URL(name, seeds)))));
}
