import { createHash } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import type { Correction } from '../schemas/config.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { Limits, WriteOptions } from '../schemas/ports.ts';
import type { SummaryRow } from '../schemas/summary.ts';
import type { MemberAddress } from './bundles/member-address.ts';

/** What a worker is told once, when it starts: the same for every document of a run. */
export interface WorkerSettings {
  readonly formats: readonly string[];
  readonly write: WriteOptions;
  readonly limits: Limits;
  /** User password of encrypted files, '' for none. */
  readonly password: string;
  /** What reads pictures, as `--ocr` names it. */
  readonly ocr: string;
  readonly corrections: readonly Correction[];
  readonly optionsSha256: string;
}

/** What the thread of a worker is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  /** Its way to the engines that read pictures; null where they stay unread. */
  readonly ocr: MessagePort | null;
}

/**
 * The settings with the hash of all that changes what one document's files say. That a password was given is part of
 * it; which one must not be told from a hash.
 * @param password undefined where none was given
 */
export function hashSettings(
  work: Omit<WorkerSettings, 'password' | 'optionsSha256'>,
  password: string | undefined,
): WorkerSettings {
  const hashed = { ...work, withPassword: password !== undefined };
  const optionsSha256 = createHash('sha256').update(JSON.stringify(hashed), 'utf8').digest('hex');
  return { ...work, password: password ?? '', optionsSha256 };
}

/** One document to do. */
export interface WorkerTask {
  /** Absolute path of the file, its place in an archive, or its bytes. */
  readonly input: string | MemberAddress | Uint8Array;
  readonly source: string;
  readonly sha256: string;
  /**
   * Absolute path of a folder that does not exist yet: the worker fills `document/` and `parts/` in it. Null: nothing is
   * written, the reply holds what was read.
   */
  readonly scratch: string | null;
}

/** What was read of a document, as texts: cheap to hand from thread to thread. */
export interface ResultTexts {
  /** document.json. */
  readonly document: string;
  /** Typed rows of fields and checks, one JSON object a line. */
  readonly fields: string;
  readonly checks: string;
  readonly summaries: readonly SummaryRow[];
}

/** What the worker did. */
export interface WorkerReply {
  readonly line: ManifestLine;
  /** Files it wrote: path inside the scratch folder, `/`-separated, with the size in bytes. */
  readonly files: readonly (readonly [path: string, bytes: number])[];
  /** Null where the task had a scratch folder, and for an input without result. */
  readonly texts: ResultTexts | null;
  /** The stack of a bug, for the log only. */
  readonly stack: string | null;
}

/** Names in the scratch folder of a task. */
export const documentScratch = 'document';
export const partsScratch = 'parts';

/** The part that holds the rows of summary.csv as JSON. */
export const summaryPart = 'summary.json';

/** The part that holds, for each of these rows, the figures by which its report is known again. */
export const figuresPart = 'figures.json';
