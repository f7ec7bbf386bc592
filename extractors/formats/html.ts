import { PipelineError } from '../../schemas/error.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { decodePage } from '../html/charset.ts';
import { alone, openPage } from '../html/page.ts';
import { readPage, sourcePage, tellFaults } from '../html/read-page.ts';
import { openReadState } from '../html/read-state.ts';
import { looksLikePage } from '../html/sniff.ts';

/** HTML pages, saved or as portals send them; what word processors and spreadsheets save as HTML. */
export const reader: DocumentReader = {
  id: 'html',
  mediaTypes: ['text/html'],
  extensions: ['.html', '.htm', '.shtml', '.xhtml'],

  sniff: (bytes, name) => looksLikePage(bytes, name),

  async read(bytes, { limits }) {
    if (bytes.length > limits.maxBytes)
      throw new PipelineError(
        'file-too-large',
        'read',
        `The file has ${bytes.length} bytes, more than the ${limits.maxBytes} allowed.`,
        { hint: 'Split it, or raise the limit of bytes.' },
      );
    const { text, encoding } = decodePage(bytes);
    if (text.trim() === '')
      throw new PipelineError('empty-file', 'read', 'The file holds no text.', {
        hint: 'Check that it was downloaded completely.',
      });
    const state = openReadState();
    const page = openPage(text, alone);
    const items = readPage(page, state);
    if (items.length === 0)
      throw new PipelineError('empty-file', 'read', 'The page shows no text.', {
        hint: 'Scripts or frames fetch it: open the page in a browser, and save it whole (MHTML) or as PDF.',
      });
    return {
      mediaType: 'text/html',
      encoding,
      pages: [sourcePage(1, items)],
      findings: tellFaults(text, state, page.hidden),
      attachments: state.attachments,
    };
  },
};
