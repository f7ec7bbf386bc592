import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { readRtf } from '../rtf/read-rtf.ts';
import { sourceOfItems } from '../word/declared-source.ts';

const signature = '{\\rtf';
/** White space and a byte order mark that some writers put before the signature. */
const mostBefore = 64;

/** Rich Text Format, under its own name or that of Word: paragraphs, tables, notes, text boxes, pictures. */
export const reader: DocumentReader = {
  id: 'rtf',
  mediaTypes: ['application/rtf'],
  extensions: ['.rtf'],

  sniff(bytes) {
    return findStart(bytes) === null ? 0 : 1;
  },

  async read(bytes) {
    const start = findStart(bytes);
    if (start === null)
      throw new PipelineError(
        'office-damaged',
        'read',
        'The content is no RTF: it does not begin like one.',
        {
          hint: 'Fetch it again, or open it in Word or WPS and save it.',
        },
      );
    const { items, isCut, damagedRuns } = readRtf(bytes.subarray(start));
    return sourceOfItems('application/rtf', items, [
      ...(isCut ? [cutOff] : []),
      ...(damagedRuns > 0 ? [damage(damagedRuns)] : []),
    ]);
  },
};

const cutOff: Finding = {
  code: 'page-failed',
  message: 'The file is cut off: what stood behind its end is missing.',
  page: 1,
  location: '',
};

function damage(runs: number): Finding {
  return {
    code: 'encoding-damaged',
    message: `${runs} pieces of text have bytes that could not be decoded; they are shown as \uFFFD.`,
    page: 1,
    location: '',
  };
}

/** Where the signature stands; null where there is none. */
function findStart(bytes: Uint8Array): number | null {
  const at = new TextDecoder('latin1').decode(bytes.subarray(0, mostBefore)).indexOf(signature);
  if (at < 0) return null;
  const isBlank = bytes.subarray(0, at).every((byte) => byte <= 0x20 || byte >= 0xef);
  return isBlank ? at : null;
}
