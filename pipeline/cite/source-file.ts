import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PipelineError } from '../../schemas/error.ts';
import { enclosingSources } from '../bundles/member-names.ts';
import { readMember } from '../bundles/read-member.ts';
import { errorCodeOf } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

/** What is known of the file that a value was read from. */
export interface WantedSource {
  /** As in the manifest: relative to the folder that was read. */
  readonly source: string;
  readonly sha256: string;
}

/**
 * The bytes that a value was read from: of the file that was named, else looked for from the working directory and from
 * beside the results: under the manifest's source, its base name, and the source in any folder that lies there. What was
 * read from a bundle is taken out of it, or from a file of its own.
 * @param named '' to look for it
 * @throws UsageError where it is not found or holds other bytes
 */
export async function readSourceFile(
  { source, sha256 }: WantedSource,
  named: string,
  out: string,
): Promise<Uint8Array> {
  if (named !== '') {
    const actual = await hashFile(named).catch((error: unknown) => {
      const cause = errorCodeOf(error);
      throw new UsageError('option-file-unreadable', { option: '--source', file: named, cause });
    });
    if (actual === sha256) return await readFile(named);
    const member = await findMember(named, sha256);
    if (member !== null) return member;
    throw new UsageError('picture-source-changed', { file: named, actual, expected: sha256 });
  }
  let other: { readonly file: string; readonly actual: string } | null = null;
  for (const file of await candidatesFor(source, out)) {
    const actual = await hashFile(file).catch(() => null);
    if (actual === sha256) return await readFile(file);
    if (actual !== null) other ??= { file, actual };
  }
  for (const bundle of enclosingSources(source).slice(1))
    for (const file of await candidatesFor(bundle, out)) {
      const member = await findMember(file, sha256);
      if (member !== null) return member;
    }
  if (other !== null) throw new UsageError('picture-source-changed', { ...other, expected: sha256 });
  throw new UsageError('picture-source-missing', { source });
}

/** The document of that hash in a bundle; null where the file is none, cannot be read, or does not hold it. */
async function findMember(file: string, sha256: string): Promise<Uint8Array | null> {
  return await readMember(file, { sha256 }).catch((error: unknown) => {
    if (error instanceof PipelineError) return null;
    throw error;
  });
}

async function candidatesFor(source: string, out: string): Promise<readonly string[]> {
  const starts = [process.cwd(), path.dirname(path.resolve(out))];
  const folders = [...new Set(starts)];
  const below = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { withFileTypes: true }).catch(() => []))
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => path.join(folder, entry.name))
        .sort(),
    ),
  );
  const names = [...new Set([source, path.posix.basename(source)])];
  const places = [...folders, ...below.flat()];
  const files = places.flatMap((folder) => names.map((name) => path.join(folder, ...name.split('/'))));
  const found = await Promise.all(
    files.map(async (file) => ((await stat(file).catch(() => null))?.isFile() ? [file] : [])),
  );
  return found.flat();
}

/** SHA-256 in hex, read piece by piece. */
async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}
