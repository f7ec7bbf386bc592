import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import PQueue from 'p-queue';
import { PipelineError } from '../schemas/error.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type { InputFile } from './inputs.ts';
import { errorCodeOf } from './inputs.ts';
import { failedLine } from './manifest-lines.ts';
import { compareSources } from './source-names.ts';
import type { WorkerSettings } from './worker-messages.ts';

/** Files hashed at a time: enough to keep a disk busy. */
const hashesAtOnce = 8;

/** A file whose bytes are known by their hash. */
export interface HashedFile extends InputFile {
  readonly sha256: string;
}

type HashSettings = Pick<WorkerSettings, 'limits' | 'optionsSha256'>;

/** SHA-256 of every file. */
export async function hashFiles(
  files: readonly InputFile[],
  settings: HashSettings,
): Promise<{ hashed: readonly HashedFile[]; unread: readonly ManifestLine[] }> {
  const hashed: HashedFile[] = [];
  const unread: ManifestLine[] = [];
  const queue = new PQueue({ concurrency: hashesAtOnce });
  await queue.addAll(
    files.map((file) => async () => {
      const outcome = await hashInput(file, settings);
      if ('status' in outcome) unread.push(outcome);
      else hashed.push(outcome);
    }),
  );
  return { hashed, unread };
}

/**
 * SHA-256 of a file, streamed; one over the limit is not opened at all. That of a member is known.
 * @returns the failed line of the manifest where it cannot be had
 */
export async function hashInput(
  file: InputFile,
  { limits, optionsSha256 }: HashSettings,
): Promise<HashedFile | ManifestLine> {
  const fail = (code: 'file-too-large' | 'unreadable-file', message: string, hint: string): ManifestLine =>
    failedLine(
      { source: file.source, sha256: '' },
      new PipelineError(code, 'read', message, { hint }),
      optionsSha256,
    );
  if (file.member !== undefined) return { ...file, sha256: file.member.sha256 };
  try {
    const { size } = await stat(file.path);
    if (size > limits.maxBytes)
      return fail(
        'file-too-large',
        `The file has ${size} bytes; more than ${limits.maxBytes} are not read.`,
        'Split it, or raise the limit with --max-size.',
      );
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file.path)) hash.update(chunk);
    return { ...file, sha256: hash.digest('hex') };
  } catch (error) {
    return fail(
      'unreadable-file',
      `The file cannot be read (${errorCodeOf(error)}).`,
      'Check that it is there and that you may read it.',
    );
  }
}

/** Of files with the same bytes the first by source is done, the others are its duplicates. */
export function findDuplicates(files: readonly HashedFile[]): {
  readonly firsts: readonly HashedFile[];
  readonly duplicates: readonly HashedFile[];
} {
  const ordered = [...files].sort(
    (left, right) => compareSources(left.source, right.source) || compareSources(left.path, right.path),
  );
  const seen = new Set<string>();
  const firsts: HashedFile[] = [];
  const duplicates: HashedFile[] = [];
  for (const file of ordered) {
    (seen.has(file.sha256) ? duplicates : firsts).push(file);
    seen.add(file.sha256);
  }
  return { firsts, duplicates };
}
