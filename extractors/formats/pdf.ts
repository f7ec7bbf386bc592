import type { SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { nameSignature } from '../text/signature.ts';

/** Pages of one file: more is no report. */
const maxPages = 10_000;

/** What stands before its header may be the beginning of some text that is about PDFs. */
const behindJunk = 0.9;

/** Portable Document Format, by pdf.js: words, rulings and pictures of every page in one pass over its operators. */
export const reader: DocumentReader = {
  id: 'pdf',
  mediaTypes: ['application/pdf'],
  extensions: ['.pdf'],

  sniff(bytes) {
    // The header may stand behind junk, within the first kilobyte (PDF 32000-1, annex H.3.4.1): behind the beginning of
    // another kind of file it is that of a PDF inside.
    const at = new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).indexOf('%PDF-');
    if (at <= 0) return at + 1;
    return nameSignature(bytes) === null ? behindJunk : 0;
  },

  async read(bytes, context) {
    // pdf.js is loaded by who reads a PDF: it takes longer to load than all the rest.
    const { readPages } = await import('../pdf/open.ts');
    const pages = new Map<number, SourcePage>();
    const failures = new Map<number, string>();
    for await (const { number, count, page, failure } of readPages(bytes, context.password ?? '')) {
      if (count > maxPages)
        throw new PipelineError('page-limit', 'read', `The PDF has ${count} pages, more than ${maxPages}.`, {
          hint: 'Split it and give the parts.',
        });
      if (page) pages.set(number, page);
      if (failure !== null) failures.set(number, failure.replace(/\.+$/u, ''));
    }
    if (pages.size === 0)
      throw new PipelineError('pdf-damaged', 'read', 'No page of the PDF could be read.', {
        hint: 'Open it in a viewer and save it again, or fetch it anew.',
      });
    const findings: Finding[] = [...failures].map(([number, failure]) => ({
      code: 'page-failed',
      message: `Page ${number} could not be read${pages.has(number) ? ' completely' : ''}: ${failure}.`,
      page: number,
      location: `p${number}`,
    }));
    const source = {
      mediaType: 'application/pdf',
      encoding: null,
      pages: [...pages.values()],
      findings,
    };
    if (!source.pages.some(hasRegions)) return source;
    const { openPictures } = await import('../pdf/pictures.ts');
    return { ...source, pictures: openPictures(bytes, context.password ?? '') };
  },
};

function hasRegions({ content }: SourcePage): boolean {
  return content.kind === 'marks' && content.regions.length > 0;
}
