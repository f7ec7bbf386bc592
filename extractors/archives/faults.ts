import { PipelineError } from '../../schemas/error.ts';

const hints = {
  'archive-damaged': 'Fetch it anew, or unpack it and give the files.',
  'archive-encrypted': 'Unpack it with its password and give the files.',
  'content-limit': 'Unpack it, split it, and give the parts.',
} as const;

/** What is wrong with an archive or a member, with what to do about it. */
export function archiveFault(code: keyof typeof hints, message: string, cause?: unknown): PipelineError {
  return new PipelineError(code, 'read', message, { hint: hints[code], cause });
}

/** Bytes up to which no ratio is suspicious: a small part of blanks is none of a bomb. */
const ratioFloor = 16 << 20;

/** Bytes that so many packed ones may become. */
export function mostUnpacked(packed: number, ratio: number): number {
  return Math.max(ratioFloor, ratio * packed);
}
