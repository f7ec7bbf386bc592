import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../schemas/columns.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { OutputWriter, RunContext, RunRecord, WriteOptions } from '../schemas/ports.ts';
import type { SummaryRow } from '../schemas/summary.ts';
import { summaryRow } from '../schemas/summary.ts';
import { openPendingFiles } from './atomic-files.ts';
import { wasRead } from './manifest-lines.ts';
import type { Metadata } from './metadata.ts';
import type { ResultFolder } from './result-folder.ts';
import { summaryPart } from './worker-messages.ts';

/** Files over all documents that a run without their format would leave stale. */
const runFiles = [fieldsFile, checksFile, summaryFile, linksFile].map((spec) => spec.path);

/**
 * Writes the files over all documents, one document in memory at a time; they take their places when all are whole.
 * Those of an earlier run that this one does not write are removed: they would speak of other inputs.
 */
export async function writeRunFiles(
  manifest: readonly ManifestLine[],
  folder: ResultFolder,
  writers: readonly OutputWriter[],
  options: WriteOptions,
  metadata: Metadata,
): Promise<void> {
  const pending = openPendingFiles(folder.path, folder.scratch);
  const written = new Set<string>();
  const context: RunContext = {
    options,
    metadataColumns: metadata.columns,
    open(name) {
      written.add(name);
      return pending.open(name);
    },
  };
  const runs = writers.flatMap((writer) => writer.run?.(context) ?? []);
  for (const line of manifest) {
    const record = await recordOf(line, folder, metadata);
    for (const run of runs) await run.add(record);
  }
  for (const run of runs) await run.end();
  await pending.commit();
  for (const name of [...runFiles, 'datapackage.json']) {
    if (!written.has(name)) await rm(path.join(folder.path, name), { force: true });
  }
}

async function recordOf(line: ManifestLine, folder: ResultFolder, metadata: Metadata): Promise<RunRecord> {
  // A duplicate has its first's folder but adds nothing: its values are there already.
  const hasResult = wasRead(line);
  const parts = path.join(folder.parts, line.document_id);
  const summaries: readonly SummaryRow[] = hasResult
    ? z.array(summaryRow).parse(JSON.parse(await readFile(path.join(parts, summaryPart), 'utf8')))
    : [];
  return {
    line,
    summaries,
    metadata: metadata.find(line),
    part: async (name) => (hasResult ? await readFile(path.join(parts, name), 'utf8') : ''),
  };
}
