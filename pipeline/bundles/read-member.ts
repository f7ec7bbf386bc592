import { stat } from 'node:fs/promises';
import path from 'node:path';
import { defaultLimits, megabyte } from '../../schemas/config.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { WantedMember } from './inspect-messages.ts';
import { openInspector } from './inspector.ts';
import { enclosingSources } from './member-names.ts';

/** Bytes: what `--max-size` can be raised to; with which limit a bundle was read is not known. */
const largestInput = 2048 * megabyte;

/**
 * A document in a bundle.
 * @returns null where the file is no bundle, or does not hold it
 * @throws PipelineError where the bundle cannot be read
 */
export async function readMember(file: string, wanted: WantedMember): Promise<Uint8Array | null> {
  const inspector = openInspector({ ...defaultLimits, maxBytes: largestInput }, 1);
  try {
    const place = { path: path.resolve(file), source: path.basename(file) };
    const inspection = await inspector.inspect({ ...place, isNamed: true, wanted });
    if (inspection.kind === 'bytes') return inspection.bytes;
    if (inspection.kind !== 'failed') return null;
    const { code, message, hint } = inspection.error;
    throw new PipelineError(code, 'read', message, { hint });
  } finally {
    await inspector.close();
  }
}

/**
 * The document that a path names which goes on into a bundle: `bundle.zip!/path`.
 * @returns null where no such bundle is there, or it does not hold it
 * @throws PipelineError where the bundle cannot be read
 */
export async function readMemberPath(file: string): Promise<Uint8Array | null> {
  for (const bundle of enclosingSources(file.replaceAll('\\', '/')).slice(1).reverse()) {
    const found = await stat(bundle).catch(() => null);
    if (found?.isFile() !== true) continue;
    const within = file.slice(bundle.length).replaceAll('\\', '/').normalize('NFC');
    const bytes = await readMember(bundle, { source: `${path.basename(bundle)}${within}` });
    if (bytes !== null) return bytes;
  }
  return null;
}
