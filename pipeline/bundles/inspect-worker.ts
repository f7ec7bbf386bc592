import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PipelineError } from '../../schemas/error.ts';
import { errorCodeOf } from '../inputs.ts';
import { surestReader } from '../reader-choice.ts';
import { loadRegistry } from '../registry.ts';
import type { Inspection, InspectionTask, InspectorStart } from './inspect-messages.ts';
import { isBundle, listBundle } from './list-bundle.ts';
import { openMemberReader } from './member-bytes.ts';

const { limits }: InspectorStart = workerData;
const { readers } = await loadRegistry();

/** Looks into one file at a time: what it is, and what is in it. */
async function inspect({ path, source, isNamed, wanted }: InspectionTask): Promise<Inspection> {
  let sha256 = '';
  try {
    const bytes = readFileSync(path);
    const file = { source, bytes };
    if (!isBundle(file, readers)) {
      const isDocument = isNamed || surestReader(readers, file) !== null;
      return { kind: wanted === null && isDocument ? 'document' : 'skipped' };
    }
    sha256 = createHash('sha256').update(bytes).digest('hex');
    const entries = await listBundle(file, readers, limits);
    if (wanted === null) return { kind: 'bundle', entries };
    const found = entries.find((entry) =>
      'source' in wanted
        ? entry.source === wanted.source
        : entry.kind !== 'skipped' && entry.sha256 === wanted.sha256,
    );
    if (found?.kind === 'failed') return { kind: 'failed', sha256, error: found.error };
    if (found?.kind !== 'document') return { kind: 'bytes', bytes: null };
    const member = { file: path, places: found.places, bytes: found.size };
    return { kind: 'bytes', bytes: await openMemberReader(limits)(member) };
  } catch (error) {
    const { code, message, hint } = error instanceof PipelineError ? error : unreadable(error);
    // An archive of something else, under a name that promises nothing.
    if (!isNamed && code === 'no-documents') return { kind: 'skipped' };
    return { kind: 'failed', sha256, error: { code, message, hint } };
  }
}

function unreadable(error: unknown): PipelineError {
  const cause = errorCodeOf(error);
  if (cause === 'unknown') throw error;
  return new PipelineError('unreadable-file', 'read', `The file cannot be read (${cause}).`, {
    hint: 'Check that it is there and that you may read it.',
    cause: error,
  });
}

parentPort?.on('message', (task: InspectionTask) => {
  inspect(task).then(
    (inspection) => parentPort?.postMessage(inspection),
    (error: unknown) => {
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
parentPort?.postMessage('ready');
