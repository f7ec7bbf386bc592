import { PipelineError } from '../schemas/error.ts';
import { errorCodeOf } from './inputs.ts';

/** What the system says when results cannot be written: no room, no permission, a disk that fails. */
const codes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EACCES', 'EPERM', 'EROFS', 'EMFILE', 'ENFILE', 'EIO']);

/** The fault of a place for results that cannot be written to, null for any other error. */
export function writeFault(cause: unknown): PipelineError | null {
  const code = errorCodeOf(cause);
  if (!codes.has(code)) return null;
  return new PipelineError('output-unwritable', 'write', `The results could not be written (${code}).`, {
    hint: 'Make room on the disk or check the permissions of the folder of results, then run again.',
    cause,
  });
}
