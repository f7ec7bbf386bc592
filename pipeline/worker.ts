import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { classification } from '../schemas/classification/lookup.ts';
import { checksFile, fieldsFile } from '../schemas/columns.ts';
import { PipelineError } from '../schemas/error.ts';
import type { DocumentResult, OutputWriter } from '../schemas/ports.ts';
import { writePieces } from './atomic-files.ts';
import type { MemberReader } from './bundles/member-bytes.ts';
import { openMemberReader } from './bundles/member-bytes.ts';
import { openConverter } from './converter/convert.ts';
import { errorCodeOf } from './inputs.ts';
import { failedLine } from './manifest-lines.ts';
import { openRemoteEngine } from './ocr/remote-engine.ts';
import { printDocument } from './output/document-json.ts';
import { sketchDocument, summariseDocument } from './output/headline.ts';
import { checkRows, fieldRows } from './output/result-rows.ts';
import { printRows } from './output/typed-rows.ts';
import type { ProcessContext } from './process-document.ts';
import { processDocument } from './process-document.ts';
import { loadRegistry } from './registry.ts';
import type { ResultTexts, WorkerReply, WorkerSettings, WorkerStart, WorkerTask } from './worker-messages.ts';
import { documentScratch, figuresPart, partsScratch, summaryPart } from './worker-messages.ts';
import { activeWriters } from './writer-choice.ts';

/**
 * One worker thread: says that it is ready, then takes a document at a time, writes its files into the scratch folder of
 * the task, replies what it did. The main thread puts the files in their places, or kills the worker when it takes too
 * long. It reads and writes without giving its thread away: there is nothing else to do on it.
 */
async function serve(): Promise<void> {
  // What a document comes to is always waited for; what a library promises beside it and nobody waits for is nobody's
  // failure, and must not end the worker.
  process.on('unhandledRejection', () => {});
  const { settings, ocr }: WorkerStart = workerData;
  const registry = await loadRegistry();
  const writers = activeWriters(registry.writers, settings.formats);
  const context: ProcessContext = {
    readers: registry.readers,
    ocr: ocr === null ? null : openRemoteEngine(settings.ocr, ocr),
    forms: registry.forms,
    classification,
    limits: settings.limits,
    password: settings.password,
    convert: openConverter(settings.limits),
    corrections: settings.corrections,
    optionsSha256: settings.optionsSha256,
  };
  const readMember = openMemberReader(settings.limits);
  parentPort?.on('message', (task: WorkerTask) => {
    doTask(task, context, writers, settings, readMember).then(
      (reply) => parentPort?.postMessage(reply),
      (error: unknown) => {
        // Out of processDocument only the disk can fail: let the main thread see it.
        queueMicrotask(() => {
          throw error;
        });
      },
    );
  });
}

async function doTask(
  task: WorkerTask,
  context: ProcessContext,
  writers: readonly OutputWriter[],
  settings: WorkerSettings,
  readMember: MemberReader,
): Promise<WorkerReply> {
  const read = await readInput(task, readMember, context.optionsSha256);
  if ('line' in read) return read;
  const { scratch } = task;
  let files: [string, number][] = [];
  let texts: ResultTexts | null = null;
  const { line, stack } = await processDocument(
    { source: task.source, sha256: task.sha256, bytes: read.bytes },
    context,
    async (result) => {
      if (scratch === null) texts = describeResult(result);
      else files = writeFiles(result, scratch, writers, settings);
    },
  );
  if (line.status === 'failed') return { line, files: [], texts: null, stack };
  const hasFolder = files.some(([name]) => name.startsWith(`${documentScratch}/`));
  return { line: hasFolder ? line : { ...line, document: null }, files, texts, stack };
}

/** What is handed back where nothing is written: the same texts that would be. */
function describeResult(result: DocumentResult): ResultTexts {
  return {
    document: [...printDocument(result)].join(''),
    fields: [...printRows(fieldsFile, fieldRows(result))].join(''),
    checks: [...printRows(checksFile, checkRows(result))].join(''),
    summaries: summariseDocument(result),
  };
}

/** The bytes that were hashed before, or the failed line where they cannot be had any more. */
async function readInput(
  task: WorkerTask,
  readMember: MemberReader,
  optionsSha256: string,
): Promise<WorkerReply | { readonly bytes: Uint8Array }> {
  const fail = (message: string, hint: string): WorkerReply => {
    const error = new PipelineError('unreadable-file', 'read', message, { hint });
    return { line: failedLine(task, error, optionsSha256), files: [], texts: null, stack: null };
  };
  try {
    const { input } = task;
    const bytes =
      typeof input === 'string'
        ? readFileSync(input)
        : input instanceof Uint8Array
          ? input
          : await readMember(input);
    if (createHash('sha256').update(bytes).digest('hex') === task.sha256) return { bytes };
    return fail('The file changed while it was being read.', 'Run again when nothing writes to the file.');
  } catch (error) {
    if (error instanceof PipelineError)
      return { line: failedLine(task, error, optionsSha256), files: [], texts: null, stack: null };
    return fail(
      `The file cannot be read (${errorCodeOf(error)}).`,
      'Check that it is there and may be read.',
    );
  }
}

/** Writes all files of one document, piece by piece as they are made; paths inside the scratch folder with sizes in bytes. */
function writeFiles(
  result: DocumentResult,
  folder: string,
  writers: readonly OutputWriter[],
  settings: WorkerSettings,
): [string, number][] {
  const written = new Map<string, number>();
  const made = new Set<string>();
  const write = (name: string, content: Iterable<string | Uint8Array>) => {
    // Writers may share a part: it is the same whoever makes it.
    if (written.has(name)) return;
    const file = path.join(folder, ...name.split('/'));
    const place = path.dirname(file);
    if (!made.has(place)) mkdirSync(place, { recursive: true });
    made.add(place);
    written.set(name, writePieces(file, content));
  };
  for (const writer of writers) {
    for (const file of writer.document?.(result, settings.write) ?? [])
      write(`${documentScratch}/${file.path}`, file.content);
    for (const file of writer.parts?.(result) ?? []) write(`${partsScratch}/${file.path}`, file.content);
  }
  write(`${partsScratch}/${summaryPart}`, [`${JSON.stringify(summariseDocument(result))}\n`]);
  write(`${partsScratch}/${figuresPart}`, [`${JSON.stringify(sketchDocument(result))}\n`]);
  return [...written];
}

await serve();
parentPort?.postMessage('ready');
