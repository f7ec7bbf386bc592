import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** `.ts` when run from the sources (tests), `.js` when compiled. */
export const moduleExtension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** The folder that holds pipeline/, extractors/, … : the checkout, or dist/. */
export const programRoot = new URL('../', import.meta.url);

const manifest = z.object({ name: z.literal('mingxi'), version: z.string() });

/** Version of the package. */
export const mingxiVersion = readVersion();

function readVersion(): string {
  const file = new URL(moduleExtension === '.ts' ? 'package.json' : '../package.json', programRoot);
  return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

const programFolders = ['schemas', 'extractors', 'normalizers', 'pipeline'] as const;

/**
 * Hash of the program itself, so that results of another build are never taken for finished: a version number alone
 * does not change while one develops.
 */
export function programFingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of programFolders) {
    const names = readdirSync(new URL(`${folder}/`, programRoot), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith(moduleExtension) && !name.endsWith('.d.ts'))
      .sort();
    for (const name of names) {
      hash.update(`${folder}/${name}\0`);
      hash.update(readFileSync(new URL(`${folder}/${name}`, programRoot)));
    }
  }
  return hash.digest('hex');
}
