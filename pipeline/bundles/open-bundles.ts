import { open } from 'node:fs/promises';
import PQueue from 'p-queue';
import { archiveKind, beginsPackage } from '../../extractors/archives/archive-kind.ts';
import type { Limits } from '../../schemas/ports.ts';
import type { InputFault, InputFile, Inputs } from '../inputs.ts';
import { compareSources } from '../source-names.ts';
import type { Inspection } from './inspect-messages.ts';
import { openInspector } from './inspector.ts';
import { headBytes, mayBeDocument } from './unnamed-files.ts';

/** Heads read at a time: enough to keep a disk busy. */
const headsAtOnce = 16;

/** What is known of the inputs once those that need it were opened: every member of a bundle is an input of its own. */
export type OpenedInputs = Pick<Inputs, 'files' | 'skipped' | 'faults'>;

/**
 * Opens what may be a bundle, and what has no name that says what it is: bundles are replaced by their members, files in
 * folders that are no documents are skipped. Each list in the order of sources.
 * @param threads files looked into at a time
 * @param signal stops it; what it gives then means nothing
 */
export async function openBundles(
  inputs: Inputs,
  limits: Limits,
  threads: number,
  signal?: AbortSignal,
): Promise<OpenedInputs> {
  const files: InputFile[] = [];
  const skipped: string[] = [...inputs.skipped];
  const faults: InputFault[] = [...inputs.faults];
  const documents = new Set<string>();
  const inspector = openInspector(limits, threads);
  signal?.addEventListener('abort', inspector.close, { once: true });
  const add = (file: InputFile, inspection: Inspection) => {
    if (inspection.kind === 'skipped') skipped.push(file.source);
    else documents.add(file.path);
    if (inspection.kind === 'document') files.push(file);
    if (inspection.kind === 'failed')
      faults.push({ source: file.source, sha256: inspection.sha256, ...inspection.error });
    if (inspection.kind !== 'bundle') return;
    for (const entry of inspection.entries) {
      const { source } = entry;
      if (entry.kind === 'skipped') skipped.push(source);
      else if (entry.kind === 'failed') faults.push({ source, sha256: entry.sha256, ...entry.error });
      else {
        const { places, size, sha256 } = entry;
        files.push({ path: file.path, source, member: { file: file.path, places, bytes: size, sha256 } });
      }
    }
  };
  const heads = new PQueue({ concurrency: headsAtOnce });
  const look = (file: InputFile, isNamed: boolean) => async () => {
    const head = await readHead(file.path, limits.maxBytes);
    // What begins as a document is left to the readers: most inputs are no bundles.
    const isWorth =
      head !== null && (isNamed ? archiveKind(head) !== null && !beginsPackage(head) : mayBeDocument(head));
    if (!isWorth) return { file, inspection: { kind: isNamed ? 'document' : 'skipped' } as const };
    return { file, inspection: await inspector.inspect({ ...file, isNamed, wanted: null }) };
  };
  try {
    const looks = [
      ...inputs.files.map((file) => look(file, true)),
      ...inputs.unnamed.map((file) => look(file, false)),
    ];
    for (const { file, inspection } of await heads.addAll(looks)) add(file, inspection);
  } finally {
    signal?.removeEventListener('abort', inspector.close);
    await inspector.close();
  }
  for (const { fault, files: unnamed } of inputs.doubtful)
    if (!unnamed.some((file) => documents.has(file.path))) faults.push(fault);
  const bySource = (left: { readonly source: string }, right: { readonly source: string }) =>
    compareSources(left.source, right.source);
  return {
    files: files.sort(bySource),
    skipped: skipped.sort(compareSources),
    faults: faults.sort(bySource),
  };
}

/** The first bytes of a file; null where it cannot be read, or is too large to be: who reads it says so. */
async function readHead(file: string, maxBytes: number): Promise<Uint8Array | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    if ((await handle.stat()).size > maxBytes) return null;
    const { buffer, bytesRead } = await handle.read({ buffer: new Uint8Array(headBytes) });
    return buffer.subarray(0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
