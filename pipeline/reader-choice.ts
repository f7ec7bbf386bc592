import { archiveKind } from '../extractors/archives/archive-kind.ts';
import { sniffOle } from '../extractors/ole/ole-kind.ts';
import { isContainer, nameSignature } from '../extractors/text/signature.ts';
import { PipelineError } from '../schemas/error.ts';
import type { DocumentReader } from '../schemas/ports.ts';
import { nameForeign } from './content-names.ts';

/** Documents that are a zip or an OLE container inside. */
const containerType = /officedocument|opendocument|ms-?word|ms-?excel|wps/u;

/**
 * The reader for an input: the one whose content test is surest; where none knows the content, the one that the
 * file's extension belongs to, so that it can say what is wrong with the bytes.
 * @throws PipelineError `empty-file`; `office-encrypted`; `unsupported-format` when no reader takes it, naming what it is if that is known
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
  if (best === null && sniffOle(input.bytes) === 'encrypted')
    throw new PipelineError('office-encrypted', 'read', 'The Office file opens with a password only.', {
      hint: 'Save a copy without a password and give that.',
    });
  const chosen = best?.reader ?? byExtension.find((reader) => knowsWhatIsWrong(reader, input.bytes));
  if (chosen === undefined) throw unsupported(readers, input.bytes);
  return chosen;
}

/** Whether a reader that does not know the content can say more of it than what it is. */
function knowsWhatIsWrong({ id, mediaTypes }: DocumentReader, bytes: Uint8Array): boolean {
  if (id === 'text' || nameSignature(bytes) === null) return true;
  const isBroken = isContainer(bytes) && nameForeign(bytes) === null;
  return isBroken && mediaTypes.some((type) => containerType.test(type));
}

function unsupported(readers: readonly DocumentReader[], bytes: Uint8Array): PipelineError {
  const foreign = nameForeign(bytes);
  const name = foreign ?? nameSignature(bytes);
  if (foreign === null && archiveKind(bytes) !== null)
    return new PipelineError('unsupported-format', 'read', `The content is ${name}, not one document.`, {
      hint: 'Give it to mingxi extract, which reads what is in it, or unpack it and give the files.',
    });
  const message =
    name === null ? 'No reader knows this kind of file.' : `The content is ${name}, which is not read.`;
  return new PipelineError('unsupported-format', 'read', message, {
    hint: `Convert it to one of these first: ${extensionsOf(readers).join(' ')}.`,
  });
}

/** Above what a reader says of content that may be anything: bytes that read as text. */
const sureScore = 0.5;

/** The reader that knows the content for its own; null where none does, or it could be any text. */
export function surestReader(
  readers: readonly DocumentReader[],
  { source, bytes }: { readonly source: string; readonly bytes: Uint8Array },
): DocumentReader | null {
  return readers.find((reader) => reader.sniff(bytes, source) > sureScore) ?? null;
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
