import type { Correction } from '../schemas/config.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { Limits, WriteOptions } from '../schemas/ports.ts';

/** What a worker is told once, when it starts: the same for every document of a run. */
export interface WorkerSettings {
  readonly formats: readonly string[];
  readonly write: WriteOptions;
  readonly limits: Limits;
  /** User password of encrypted files, '' for none. */
  readonly password: string;
  readonly corrections: readonly Correction[];
  readonly optionsSha256: string;
}

/** One document to do. */
export interface WorkerTask {
  /** Absolute path of the file. */
  readonly path: string;
  readonly source: string;
  readonly sha256: string;
  /** Absolute path of a folder that does not exist yet: the worker fills `document/` and `parts/` in it. */
  readonly scratch: string;
}

/** What the worker did. */
export interface WorkerReply {
  readonly line: ManifestLine;
  /** Files it wrote: path inside the scratch folder, `/`-separated, with the size in bytes. */
  readonly files: readonly (readonly [path: string, bytes: number])[];
  /** The stack of a bug, for the log only. */
  readonly stack: string | null;
}

/** Names in the scratch folder of a task. */
export const documentScratch = 'document';
export const partsScratch = 'parts';

/** The part that holds the rows of summary.csv as JSON. */
export const summaryPart = 'summary.json';
