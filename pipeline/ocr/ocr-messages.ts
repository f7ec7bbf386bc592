import { PipelineError } from '../../schemas/error.ts';
import type { ErrorRecord } from '../../schemas/finding.ts';
import type { OcrReading, OcrRequest } from '../../schemas/ports.ts';

/** Requests with what they are known by: equal keys mean equal pixels, read alike. */
export interface KeyedRequest {
  readonly key: string;
  readonly request: OcrRequest;
}

/** A document asks for readings; for none where some will be asked for soon: engines may start. */
export interface ReadingTask {
  readonly id: number;
  readonly requests: readonly KeyedRequest[];
}

/** What an engine, or the pool of them, answers. */
export type ReadingReply =
  | { readonly id: number; readonly readings: readonly OcrReading[] }
  | { readonly id: number; readonly error: ErrorRecord };

/** An error as it can go from thread to thread. */
export function recordOf(error: unknown): ErrorRecord {
  if (error instanceof PipelineError) {
    const { code, message, hint, page } = error;
    return { code, message, hint, ...(page === null ? {} : { page }) };
  }
  return {
    code: 'ocr-failed',
    message: 'The engine that reads pictures failed.',
    hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
  };
}

/** The error that a record tells of. */
export function errorOf({ code, message, hint }: ErrorRecord): PipelineError {
  return new PipelineError(code, 'recognise', message, { hint });
}
