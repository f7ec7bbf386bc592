import { PipelineError } from '../schemas/error.ts';
import type { DocumentReader } from '../schemas/ports.ts';

/**
 * The reader for an input: the one whose content test is surest; where none knows the content, the one that the
 * file's extension belongs to, so that it can say what is wrong with the bytes.
 * @throws PipelineError `empty-file`, or `unsupported-format` when no reader takes it
 */
export function chooseReader(
  readers: readonly DocumentReader[],
  input: { readonly source: string; readonly bytes: Uint8Array },
): DocumentReader {
  if (input.bytes.length === 0) {
    throw new PipelineError('empty-file', 'read', 'The file holds no bytes.', {
      hint: 'Fetch the document again; the download may have been cut off.',
    });
  }
  const byExtension = readers.filter((reader) => hasExtension(reader, input.source));
  let best: { reader: DocumentReader; score: number } | null = null;
  for (const reader of [...byExtension, ...readers]) {
    const score = reader.sniff(input.bytes, input.source);
    if (score > (best?.score ?? 0)) best = { reader, score };
  }
  const chosen = best?.reader ?? byExtension[0];
  if (chosen === undefined) {
    throw new PipelineError('unsupported-format', 'read', 'No reader knows this kind of file.', {
      hint: `Convert it to one of these first: ${extensionsOf(readers).join(' ')}.`,
    });
  }
  return chosen;
}

/** Whether the name ends like the reader's files; case does not matter. */
export function hasExtension(reader: DocumentReader, name: string): boolean {
  const lower = name.toLowerCase();
  return reader.extensions.some((extension) => lower.endsWith(extension));
}

/** All extensions that some reader takes, sorted. */
export function extensionsOf(readers: readonly DocumentReader[]): readonly string[] {
  return [...new Set(readers.flatMap((reader) => reader.extensions))].sort();
}
