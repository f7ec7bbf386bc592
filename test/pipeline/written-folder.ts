import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentResult, OutputWriter } from '../../schemas/ports.ts';
import type { RunChanges } from './run-sink.ts';
import { runWritersBytes } from './run-sink.ts';

/** Writes the files over all documents that a run with some writers has into a folder. */
export async function writeFolder(
  folder: string,
  writers: readonly OutputWriter[],
  results: readonly DocumentResult[],
  changes: RunChanges = {},
): Promise<void> {
  for (const [name, bytes] of await runWritersBytes(writers, results, changes)) {
    const file = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
