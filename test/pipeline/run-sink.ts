import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPendingFiles } from '../../pipeline/atomic-files.ts';
import { finishedLine } from '../../pipeline/manifest-lines.ts';
import { summariseDocument } from '../../pipeline/output/headline.ts';
import { linkRows, reportOf } from '../../pipeline/output/links.ts';
import { runTables } from '../../pipeline/output/run-tables.ts';
import { summaryRows } from '../../pipeline/run-files.ts';
import type {
  DocumentResult,
  OutputFile,
  OutputWriter,
  RunRecord,
  WriteOptions,
} from '../../schemas/ports.ts';

/** How a test's run differs from a plain one. */
export interface RunChanges {
  readonly options?: WriteOptions;
  readonly metadataColumns?: readonly string[];
  readonly metadata?: (result: DocumentResult) => ReadonlyMap<string, string>;
}

/** Lets a writer write its files over all documents, on a disk: name → bytes. */
export function runWriterBytes(
  writer: OutputWriter,
  results: readonly DocumentResult[],
  changes: RunChanges = {},
): Promise<ReadonlyMap<string, Buffer>> {
  return runWritersBytes([writer], results, changes);
}

/** The same of several writers in one run. */
export async function runWritersBytes(
  writers: readonly OutputWriter[],
  results: readonly DocumentResult[],
  changes: RunChanges = {},
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mingxi-run-'));
  try {
    const scratch = path.join(folder, 'scratch');
    await mkdir(scratch);
    const pending = openPendingFiles(folder, scratch);
    const tables = runTables(changes.metadataColumns ?? []);
    const context = {
      options: changes.options ?? { bom: false },
      tables,
      open: pending.open,
      place: pending.place,
    };
    const runs = writers.flatMap((writer) => writer.run?.(context) ?? []);
    const records: RunRecord[] = results.map((result) => {
      const made = writers.flatMap((writer) => [...(writer.parts?.(result) ?? [])]);
      const parts = new Map(made.map((file) => [file.path, textOf(file)]));
      return {
        line: finishedLine(result, 'o'.repeat(64)),
        summaries: summaryRows(
          summariseDocument(result),
          changes.metadata?.(result) ?? new Map(),
          tables.summary,
        ),
        part: async (name) => parts.get(name) ?? '',
      };
    });
    const links = linkRows(records.flatMap((record) => record.summaries.map((summary) => reportOf(summary))));
    for (const record of records) for (const run of runs) await run.add(record);
    for (const run of runs) await run.end(links);
    for (const run of runs) await run.describe?.(pending.written);
    await pending.commit();
    const files = new Map<string, Buffer>();
    for (const name of pending.names) files.set(name, await readFile(path.join(folder, name)));
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same as text. */
export async function runWriter(
  writer: OutputWriter,
  results: readonly DocumentResult[],
  changes: RunChanges = {},
): Promise<ReadonlyMap<string, string>> {
  const files = await runWriterBytes(writer, results, changes);
  return new Map([...files].map(([name, bytes]) => [name, bytes.toString('utf8')]));
}

/** The files a writer gives one document, as bytes by path. */
export function documentFiles(
  writer: OutputWriter,
  result: DocumentResult,
  options: WriteOptions = { bom: false },
): ReadonlyMap<string, Buffer> {
  return bytesByPath(writer.document?.(result, options) ?? []);
}

/** What a writer keeps of one document for the run's files, as bytes by path. */
export function partFiles(writer: OutputWriter, result: DocumentResult): ReadonlyMap<string, Buffer> {
  return bytesByPath(writer.parts?.(result) ?? []);
}

function bytesByPath(files: Iterable<OutputFile>): ReadonlyMap<string, Buffer> {
  return new Map(
    [...files].map((file) => [
      file.path,
      Buffer.concat([...file.content].map((piece) => Buffer.from(piece))),
    ]),
  );
}

function textOf(file: OutputFile): string {
  return bytesByPath([file]).get(file.path)?.toString('utf8') ?? '';
}
