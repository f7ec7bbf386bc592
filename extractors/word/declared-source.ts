import type { DeclaredItem, SourceDocument } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';

/** The document held a program: it was not run. */
export const macrosIgnored: Finding = {
  code: 'macros-ignored',
  message: 'The document holds macros; they were neither run nor read.',
  page: null,
  location: '',
};

/**
 * What a carrier without pages declares, as one page.
 * @throws PipelineError `empty-file` where it holds neither text nor table nor picture
 */
export function sourceOfItems(
  mediaType: string,
  items: readonly DeclaredItem[],
  findings: readonly Finding[],
): SourceDocument {
  if (items.every((item) => item.kind === 'text' && item.text.trim() === ''))
    throw new PipelineError('empty-file', 'read', 'The document holds no text.', {
      hint: 'Check that it was downloaded and converted completely.',
    });
  return {
    mediaType,
    encoding: null,
    pages: [
      {
        ...{ number: 1, width: null, height: null, rotation: 0, method: 'text' },
        content: { kind: 'declared', items },
      },
    ],
    findings,
  };
}
