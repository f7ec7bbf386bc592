import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCodeOf } from './inputs.ts';
import { UsageError } from './usage-error.ts';

/** The diary of a run: the only file that holds times. */
export interface RunLog {
  add(event: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

/** No `--log`. */
export const noLog: RunLog = { add: () => {}, close: async () => {} };

/**
 * Begins a log: one JSON object a line, with the time of each event.
 * @throws UsageError where the file cannot be written
 */
export async function openRunLog(file: string): Promise<RunLog> {
  try {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await writeFile(file, '', 'utf8');
  } catch (error) {
    throw new UsageError('out-unwritable', { path: file, cause: errorCodeOf(error) });
  }
  let last: Promise<void> = Promise.resolve();
  return {
    add(event) {
      const line = `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`;
      last = last.then(() => appendFile(file, line, 'utf8'));
      last.catch(() => {});
    },
    close: async () => last,
  };
}
