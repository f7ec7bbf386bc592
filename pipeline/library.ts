import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { CheckRow, FieldRow } from '../schemas/columns.ts';
import { defaultEngine, defaultLimits, defaultWorkerMegabytes } from '../schemas/config.ts';
import type { DocumentFile } from '../schemas/document-file.ts';
import { PipelineError } from '../schemas/error.ts';
import type { FormDefinition } from '../schemas/form.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { SummaryRow } from '../schemas/summary.ts';
import { openBundles } from './bundles/open-bundles.ts';
import { readMemberPath } from './bundles/read-member.ts';
import { hashInput } from './hash-inputs.ts';
import { collectInputs, errorCodeOf } from './inputs.ts';
import { duplicateLine, failedLine } from './manifest-lines.ts';
import { chooseEngine, mostEngines } from './ocr/engine-choice.ts';
import type { Pool } from './pool.ts';
import { openPool } from './pool.ts';
import { loadForms, loadRegistry } from './registry.ts';
import { describeUsageError } from './screen/messages.ts';
import { compareSources } from './source-names.ts';
import { UsageError } from './usage-error.ts';
import type { ResultTexts, WorkerSettings, WorkerTask } from './worker-messages.ts';
import { hashSettings } from './worker-messages.ts';

export type { CheckRow, FieldRow } from '../schemas/columns.ts';
export type { DocumentFile } from '../schemas/document-file.ts';
export { PipelineError } from '../schemas/error.ts';
export type { ErrorCode } from '../schemas/finding.ts';
export type { FormDefinition } from '../schemas/form.ts';
export type { ManifestLine } from '../schemas/manifest.ts';
export type { SummaryRow } from '../schemas/summary.ts';

/** How documents are read; what is left out is as on the command line. */
export interface ReadOptions {
  /** User password of encrypted files. */
  readonly password?: string;
  /** Milliseconds for one document; then it fails with `time-limit`. Default: 120,000. */
  readonly maxMilliseconds?: number;
  /** Bytes of one input; a larger one fails with `file-too-large`. Default: 100 MB. */
  readonly maxBytes?: number;
  /**
   * What reads pictures and scans: `tesseract` (default), `none` (they stay unread, which a warning says), or the
   * address of an engine that speaks the protocol of docs/OCR.md. An unknown one is a TypeError.
   */
  readonly ocr?: string;
  /** Stops all work at once, in the middle of a document too; what was asked for rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface ExtractOptions extends ReadOptions {
  /** Documents read at a time, each on a thread of its own. Default: the number of processors. */
  readonly jobs?: number;
}

/** A document as it was read and checked: what the files of a folder of results say, as objects. */
export interface ExtractedDocument {
  /** Its line of manifest.jsonl: `status`, `error`, counts. `document` is null: nothing was written. */
  readonly manifest: ManifestLine;
  /** document.json; null where the input failed or has the same bytes as an earlier one. */
  readonly document: DocumentFile | null;
  /** Rows of fields.csv in its order: every value with its place, unit and confidence. */
  readonly fields: readonly FieldRow[];
  /** Rows of checks.csv: every reconciliation that was tried. */
  readonly checks: readonly CheckRow[];
  /** Rows of summary.csv: one, or one for each unit of a compiled report. */
  readonly summaries: readonly SummaryRow[];
}

/** A document that could be read. */
export interface OpenedDocument extends ExtractedDocument {
  readonly document: DocumentFile;
}

/** A table of a document: cells with row, column, spans, text and place. */
export type ExtractedTable = DocumentFile['tables'][number];

/** Documents in hand beyond one a worker: it finds the next while the caller looks at the last. */
const readyAhead = 2;

/**
 * Reads files, folders (recursively), bundles (ZIP, RAR, 7z) and globs, and gives a document at a time in the order of their paths. Nothing is
 * written. An input that cannot be read is given too: `manifest.error` says why. As many are read ahead as there are jobs;
 * when the caller stops taking, nothing more is read.
 * @throws PipelineError never; TypeError for a path that does not exist or a glob that matches nothing; the signal's reason
 */
export async function* extract(
  inputs: string | readonly string[],
  options: ExtractOptions = {},
): AsyncGenerator<ExtractedDocument, void, undefined> {
  options.signal?.throwIfAborted();
  const { readers } = await loadRegistry();
  const named = typeof inputs === 'string' ? [inputs] : inputs;
  const collected = await collectInputs(named, null, readers).catch(asTypeError);
  const jobs = options.jobs ?? availableParallelism();
  const work = await openWork(options, jobs);
  const { limits } = work.settings;
  const opened = await work
    .race(openBundles(collected, limits, jobs, options.signal))
    .catch(async (error: unknown) => {
      await work.close();
      throw error;
    });
  const entries = [...opened.files, ...opened.faults].sort((left, right) =>
    compareSources(left.source, right.source),
  );
  const firsts = new Map<string, Promise<ExtractedDocument>>();
  const begin = async (entry: (typeof entries)[number]): Promise<() => Promise<ExtractedDocument>> => {
    if ('code' in entry) {
      const fault = new PipelineError(entry.code, 'read', entry.message, { hint: entry.hint });
      const { source, sha256 = '' } = entry;
      const line = failedLine({ source, sha256 }, fault, work.settings.optionsSha256);
      return async () => emptyDocument(line);
    }
    const hashed = await hashInput(entry, work.settings);
    if ('status' in hashed) return async () => emptyDocument(hashed);
    const first = firsts.get(hashed.sha256);
    if (first !== undefined)
      return async () =>
        emptyDocument(duplicateLine(hashed, (await first).manifest, work.settings.optionsSha256));
    const { source, sha256 } = hashed;
    const read = readInput(work.pool, { input: hashed.member ?? hashed.path, source, sha256 });
    // Of what was read only the line is kept for its duplicates.
    firsts.set(
      hashed.sha256,
      read.then(({ manifest }) => emptyDocument(manifest)),
    );
    return () => read;
  };
  try {
    const ahead: (() => Promise<ExtractedDocument>)[] = [];
    for (const entry of entries) {
      ahead.push(await work.race(begin(entry)));
      const next = ahead.length > work.jobs + readyAhead ? ahead.shift() : undefined;
      if (next) yield await work.race(next());
    }
    for (const next of ahead) yield await work.race(next());
  } finally {
    await work.close();
  }
}

/**
 * Reads one document, from a file, a bundle (`bundle.zip!/path`) or from bytes.
 * @param options `name` stands for the file's name where bytes are given (a weak hint of the format)
 * @throws PipelineError with a code of the closed list where it cannot be read; the signal's reason
 */
export async function openDocument(
  input: string | URL | Uint8Array,
  options: ReadOptions & { readonly name?: string } = {},
): Promise<OpenedDocument> {
  options.signal?.throwIfAborted();
  const work = await openWork(options, 1);
  try {
    const bytes = input instanceof Uint8Array ? input : await readBytes(input);
    const name = options.name ?? (input instanceof Uint8Array ? 'document' : path.basename(String(input)));
    const { maxBytes } = work.settings.limits;
    if (bytes.length > maxBytes)
      throw new PipelineError('file-too-large', 'read', `The document has more than ${maxBytes} bytes.`, {
        hint: 'Split it, or raise maxBytes.',
      });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const read = await work.race(
      readInput(work.pool, { input: bytes, source: name.normalize('NFC'), sha256 }),
    );
    const { document, manifest } = read;
    if (document !== null) return { ...read, document };
    const { code, message, hint, page } = manifest.error ?? unknownError;
    throw new PipelineError(code, 'read', message, { hint, ...(page === undefined ? {} : { page }) });
  } finally {
    await work.close();
  }
}

/**
 * The tables of one document in reading order, those of no known form too.
 * @throws PipelineError with a code of the closed list where it cannot be read; the signal's reason
 */
export async function readTables(
  input: string | URL | Uint8Array,
  options: ReadOptions & { readonly name?: string } = {},
): Promise<readonly ExtractedTable[]> {
  return (await openDocument(input, options)).document.tables;
}

/** The forms that are known: their titles, columns, rows and what each checks, sorted by id. */
export async function forms(): Promise<readonly FormDefinition[]> {
  return await loadForms();
}

const unknownError = {
  code: 'internal',
  message: 'The document came back without a result.',
  hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
  page: undefined,
} as const;

/** Threads for a call, and what ends them. */
interface Work {
  readonly settings: WorkerSettings;
  readonly pool: Pool;
  readonly jobs: number;
  /** The promise's value, or the signal's reason as soon as it is aborted. */
  race<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

async function openWork(options: ExtractOptions, jobs: number): Promise<Work> {
  const limits = {
    ...defaultLimits,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    ...(options.maxMilliseconds === undefined ? {} : { maxMilliseconds: options.maxMilliseconds }),
  };
  const ocr = options.ocr ?? defaultEngine;
  const engine = await chooseEngine(ocr).catch(asTypeError);
  const settings = hashSettings(
    { formats: [], write: { bom: false }, limits, ocr, corrections: [] },
    options.password,
  );
  const pool = openPool(
    settings,
    {
      maxMilliseconds: limits.maxMilliseconds,
      heapMegabytes: defaultWorkerMegabytes,
      workers: jobs,
      engines: mostEngines(options.jobs),
    },
    engine,
  );
  const { signal } = options;
  return {
    settings,
    pool,
    jobs,
    async race(promise) {
      if (signal === undefined) return await promise;
      const { promise: aborted, reject } = withRejection<never>();
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      try {
        signal.throwIfAborted();
        return await Promise.race([promise, aborted]);
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    close: () => pool.close(),
  };
}

/** @throws TypeError for what is wrong with the call; else the error itself */
function asTypeError(error: unknown): never {
  throw error instanceof UsageError ? new TypeError(describeUsageError(error, 'en')) : error;
}

/** A promise that only its `reject` settles. */
function withRejection<T>(): { readonly promise: Promise<T>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

async function readInput(pool: Pool, task: Omit<WorkerTask, 'scratch'>): Promise<ExtractedDocument> {
  const { line, texts } = await pool.run({ ...task, scratch: null });
  return texts === null ? emptyDocument(line) : parseResult(line, texts);
}

/** Our own texts, read back: their shapes are held to the schemas by tests. */
function parseResult(manifest: ManifestLine, texts: ResultTexts): ExtractedDocument {
  return {
    manifest,
    document: JSON.parse(texts.document),
    fields: parseLines(texts.fields),
    checks: parseLines(texts.checks),
    summaries: texts.summaries,
  };
}

function parseLines<T>(text: string): readonly T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
}

function emptyDocument(manifest: ManifestLine): ExtractedDocument {
  return { manifest, document: null, fields: [], checks: [], summaries: [] };
}

async function readBytes(input: string | URL): Promise<Uint8Array> {
  try {
    return await readFile(input);
  } catch (error) {
    const member = typeof input === 'string' ? await readMemberPath(input) : null;
    if (member !== null) return member;
    throw new PipelineError('unreadable-file', 'read', `The file cannot be read (${errorCodeOf(error)}).`, {
      hint: 'Check that it is there and that you may read it.',
      cause: error,
    });
  }
}
