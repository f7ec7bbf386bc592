import { PipelineError } from '../../schemas/error.ts';
import type { ReadContext } from '../../schemas/ports.ts';
import { openPackage } from './ooxml/package.ts';
import { readWord, type WordDocument } from './ooxml/read-word.ts';

/**
 * A document that no reader of ours knows, converted to DOCX by a program that may be installed, and read.
 * @param extension of its format, without the dot: `odt`
 * @throws PipelineError `converter-missing`, and what the conversion and the reading of what it gives throw
 */
export async function readConverted(
  bytes: Uint8Array,
  extension: string,
  context: ReadContext,
): Promise<WordDocument> {
  if (context.convert === undefined)
    throw new PipelineError('converter-missing', 'read', 'It can only be read through LibreOffice.', {
      hint: 'Save it as DOCX or PDF in the program that made it.',
    });
  return await readWord(openPackage(await context.convert(bytes, extension)));
}
