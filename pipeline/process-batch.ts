import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import { PipelineError } from '../schemas/error.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { OcrEngineKind, OutputWriter } from '../schemas/ports.ts';
import { replaceFolder } from './atomic-files.ts';
import type { OpenedInputs } from './bundles/open-bundles.ts';
import type { HashedFile } from './hash-inputs.ts';
import { findDuplicates, hashFiles } from './hash-inputs.ts';
import type { JournalEntry } from './journal.ts';
import { appendToJournal, journalKey, readJournal, rewriteJournal, stillHolds } from './journal.ts';
import { duplicateLine, failedLine, skippedLine, wasRead } from './manifest-lines.ts';
import type { Metadata } from './metadata.ts';
import type { Pool, PoolReply } from './pool.ts';
import { openPool } from './pool.ts';
import type { ResultFolder } from './result-folder.ts';
import { partsPath } from './result-folder.ts';
import { writeRunFiles } from './run-files.ts';
import { compareSources } from './source-names.ts';
import { programFingerprint } from './version.ts';
import type { WorkerReply, WorkerSettings } from './worker-messages.ts';
import { documentScratch, partsScratch } from './worker-messages.ts';

/** How a run is to go. */
export interface BatchSettings {
  readonly worker: WorkerSettings;
  readonly jobs: number;
  /** What reads pictures; null: they stay unread. */
  readonly engine: OcrEngineKind | null;
  /** Engines at a time. */
  readonly engines: number;
  readonly heapMegabytes: number;
  /** Do finished inputs again. */
  readonly force: boolean;
  readonly metadata: Metadata;
  /** The writers that this run asks for. */
  readonly writers: readonly OutputWriter[];
  /** Every file over all documents that any writer may leave. */
  readonly allRunFiles: readonly string[];
}

/** What a run tells while it goes. */
export type BatchEvent =
  | { readonly kind: 'started'; readonly inputs: number }
  | {
      readonly kind: 'finished';
      readonly line: ManifestLine;
      /** An earlier run had done it. */
      readonly reused: boolean;
      readonly milliseconds: number;
      readonly stack: string | null;
    };

/** Documents handed out beyond one a worker: it finds the next while the files of the last are put in their places. */
const readyAhead = 2;

/** An input with its line; the entry where something was read. */
interface DoneInput {
  readonly line: ManifestLine;
  readonly entry: JournalEntry | null;
}

/**
 * Does all inputs and writes the files over all of them.
 * @returns the lines of the manifest in its order
 */
export async function processBatch(
  inputs: OpenedInputs,
  folder: ResultFolder,
  settings: BatchSettings,
  report: (event: BatchEvent) => void,
): Promise<readonly ManifestLine[]> {
  const { optionsSha256 } = settings.worker;
  report({ kind: 'started', inputs: inputs.files.length + inputs.faults.length });
  const lines: DoneInput[] = [
    ...inputs.skipped.map((source) => ({ line: skippedLine(source, optionsSha256), entry: null })),
    ...inputs.faults.map((fault) => {
      const error = new PipelineError(fault.code, 'read', fault.message, { hint: fault.hint });
      const { source, sha256 = '' } = fault;
      return { line: failedLine({ source, sha256 }, error, optionsSha256), entry: null };
    }),
  ];
  const journal = settings.force ? new Map<string, JournalEntry>() : await readJournal(folder);
  const pool = openPool(
    settings.worker,
    {
      maxMilliseconds: settings.worker.limits.maxMilliseconds,
      heapMegabytes: settings.heapMegabytes,
      workers: settings.jobs,
      engines: settings.engines,
    },
    settings.engine,
  );
  // Where an earlier run may have finished all, no worker may be needed.
  if (journal.size === 0) pool.warm(inputs.files.length);
  const { hashed, unread } = await hashFiles(inputs.files, settings.worker);
  for (const line of unread) lines.push({ line, entry: null });
  for (const { line } of lines) {
    if (line.status === 'failed')
      report({ kind: 'finished', line, reused: false, milliseconds: 0, stack: null });
  }
  const { firsts, duplicates } = findDuplicates(hashed);
  const done = await processFirsts(firsts, { pool, journal, folder, settings, report }).finally(pool.close);
  for (const input of done.values()) lines.push(input);
  for (const file of duplicates) {
    const first = done.get(file.sha256);
    if (first === undefined) continue;
    const line = duplicateLine(file, first.line, optionsSha256);
    lines.push({ line, entry: null });
    report({ kind: 'finished', line, reused: false, milliseconds: 0, stack: null });
  }
  const ordered = lines.sort(
    (left, right) =>
      compareSources(left.line.source, right.line.source) ||
      compareSources(left.line.sha256, right.line.sha256),
  );
  const manifest = ordered.map(({ line }) => line);
  await writeRunFiles(manifest, folder, { ...settings, options: settings.worker.write });
  await removeStale(folder, manifest);
  await rewriteJournal(
    folder,
    ordered.flatMap(({ entry }) => entry ?? []),
  );
  return manifest;
}

/** What doing files takes. */
interface Work {
  readonly pool: Pool;
  /** What earlier runs finished. */
  readonly journal: ReadonlyMap<string, JournalEntry>;
  readonly folder: ResultFolder;
  readonly settings: BatchSettings;
  readonly report: (event: BatchEvent) => void;
}

/** Does the files that no earlier run finished, on worker threads; by sha256. */
async function processFirsts(
  files: readonly HashedFile[],
  { pool, journal, folder, settings, report }: Work,
): Promise<ReadonlyMap<string, DoneInput>> {
  const programSha256 = programFingerprint();
  const done = new Map<string, DoneInput>();
  const queue = new PQueue({ concurrency: settings.jobs + readyAhead });
  await queue.addAll(
    files.map((file) => async () => {
      const key = journalKey({
        source: file.source,
        sha256: file.sha256,
        optionsSha256: settings.worker.optionsSha256,
        programSha256,
      });
      const earlier = journal.get(key);
      if (earlier !== undefined && (await stillHolds(folder, earlier))) {
        done.set(file.sha256, { line: earlier.line, entry: earlier });
        report({ kind: 'finished', line: earlier.line, reused: true, milliseconds: 0, stack: null });
        return;
      }
      const { milliseconds, ...reply } = await processFile(pool, file, folder);
      const entry = { program_sha256: programSha256, line: reply.line, files: finalPaths(reply) };
      await appendToJournal(folder, entry);
      done.set(file.sha256, { line: reply.line, entry });
      report({ kind: 'finished', line: reply.line, reused: false, milliseconds, stack: reply.stack });
    }),
  );
  return done;
}

/** Lets a worker do a file in a scratch folder, then puts what it wrote in its places. */
async function processFile(pool: Pool, file: HashedFile, folder: ResultFolder): Promise<PoolReply> {
  const scratch = path.join(folder.scratch, file.sha256);
  const input = file.member ?? file.path;
  const reply = await pool.run({ input, source: file.source, sha256: file.sha256, scratch });
  const { document, document_id: id } = reply.line;
  if (wasRead(reply.line)) {
    if (document !== null) {
      await replaceFolder(
        path.join(scratch, documentScratch),
        path.join(folder.documents, document),
        folder.scratch,
      );
    }
    await replaceFolder(path.join(scratch, partsScratch), path.join(folder.parts, id), folder.scratch);
  }
  await rm(scratch, { recursive: true, force: true });
  return reply;
}

/** The files of a reply by their final paths inside the folder of results. */
function finalPaths(reply: WorkerReply): [string, number][] {
  const { document, document_id: id } = reply.line;
  return reply.files.map(([name, bytes]) => [
    name.startsWith(`${partsScratch}/`)
      ? `${partsPath}/${id}${name.slice(partsScratch.length)}`
      : `documents/${document ?? ''}${name.slice(documentScratch.length)}`,
    bytes,
  ]);
}

/** Names that only mingxi gives: a folder of a document. */
const documentFolderName = /-[0-9a-f]{16}$/u;

/** Removes folders of documents that this run does not list: what lies there must be what the manifest says. */
async function removeStale(folder: ResultFolder, manifest: readonly ManifestLine[]): Promise<void> {
  const kept = new Set(manifest.flatMap((line) => line.document ?? []));
  const keptParts = new Set(manifest.filter(wasRead).map((line) => line.document_id));
  for (const name of await namesIn(folder.documents)) {
    if (!kept.has(name) && documentFolderName.test(name)) {
      await rm(path.join(folder.documents, name), { recursive: true, force: true });
    }
  }
  for (const name of await namesIn(folder.parts)) {
    if (!keptParts.has(name)) await rm(path.join(folder.parts, name), { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
