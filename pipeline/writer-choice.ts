import type { OutputWriter } from '../schemas/ports.ts';
import { UsageError } from './usage-error.ts';

/** The writers that the formats ask for, and those that every run has. */
export function activeWriters(
  writers: readonly OutputWriter[],
  formats: readonly string[],
): readonly OutputWriter[] {
  return writers.filter(
    (writer) => writer.formats.length === 0 || writer.formats.some((format) => formats.includes(format)),
  );
}

/**
 * Documents up to which workbooks are written without being asked for. A document has some 800 values, so that those of
 * more do not fit the 1,048,576 rows of a sheet; and nobody opens thousands of workbooks.
 */
export const mostWorkbookDocuments = 1000;

/** What a run writes that names no format. */
export function defaultFormats(documents: number): readonly string[] {
  return documents <= mostWorkbookDocuments ? ['csv', 'json', 'xlsx'] : ['csv', 'json'];
}

/** All names that `--format` knows, sorted. */
export function knownFormats(writers: readonly OutputWriter[]): readonly string[] {
  return [...new Set(writers.flatMap((writer) => writer.formats))].sort();
}

/** @throws UsageError for a format that no writer answers to */
export function checkFormats(writers: readonly OutputWriter[], formats: readonly string[]): void {
  const known = knownFormats(writers);
  const unknown = formats.find((format) => !known.includes(format));
  if (unknown !== undefined)
    throw new UsageError('format-unknown', { format: unknown, known: known.join(', ') });
}

/** @throws UsageError of the first writer whose library is not installed */
export async function checkAvailable(writers: readonly OutputWriter[]): Promise<void> {
  for (const writer of writers) await writer.available?.();
}
