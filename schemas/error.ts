import type { ErrorCode } from './finding.ts';

/** The steps of the way of a document, in order. */
export const stages = [
  'read',
  'recognise',
  'reconstruct',
  'narrate',
  'bind',
  'reconcile',
  'assess',
  'write',
] as const;
export type Stage = (typeof stages)[number];

/**
 * The only exception of the project: an input that cannot be read, I/O that failed, or a bug.
 * Faults in the data are Findings, never exceptions. Caught in pipeline/process-document.ts alone.
 */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly code: ErrorCode;
  readonly stage: Stage;
  /** What the user can do about it, one sentence. */
  readonly hint: string;
  readonly page: number | null;

  constructor(
    code: ErrorCode,
    stage: Stage,
    message: string,
    options: { hint: string; page?: number; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.stage = stage;
    this.hint = options.hint;
    this.page = options.page ?? null;
  }
}
