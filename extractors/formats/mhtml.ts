import type { Attachment, SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DocumentReader } from '../../schemas/ports.ts';
import { isPage, openArchive, type PageArchive } from '../html/archive.ts';
import { openPage } from '../html/page.ts';
import { readPage, sourcePage, tellFaults } from '../html/read-page.ts';
import { openReadState, type ReadState } from '../html/read-state.ts';
import { sheetsOf } from '../html/workbook.ts';
import { parameterOf } from '../mime/headers.ts';
import { type MimeMessage, readMessage } from '../mime/parts.ts';
import { readPlain } from '../mime/plain.ts';
import { looksLikeMessage } from '../mime/sniff.ts';

/** Sheets of a workbook that was saved as a page. */
const maxSheets = 500;

/** Pages saved with all that belongs to them as one file (MHTML), workbooks saved so, and mails (EML). */
export const reader: DocumentReader = {
  id: 'mhtml',
  mediaTypes: ['multipart/related', 'message/rfc822'],
  extensions: ['.mhtml', '.mht', '.eml'],

  sniff: (bytes) => looksLikeMessage(bytes),

  async read(bytes, { limits }) {
    if (bytes.length > limits.maxBytes)
      throw new PipelineError(
        'file-too-large',
        'read',
        `The file has ${bytes.length} bytes, more than the ${limits.maxBytes} allowed.`,
        { hint: 'Split it, or raise the limit of bytes.' },
      );
    if (looksLikeMessage(bytes) === 0)
      throw new PipelineError('binary-content', 'read', 'The content is neither a saved page nor a mail.', {
        hint: 'Give it its own file name extension, or save the page again.',
      });
    const message = readMessage(bytes);
    const archive = openArchive(message.parts, startOf(message));
    const state = openReadState();
    const read = readBody(message, archive, state);
    if (read.pages.every(({ content }) => content.kind === 'declared' && content.items.length === 0))
      throw new PipelineError('empty-file', 'read', 'No part of the message holds text.', {
        hint: 'Save the page again, whole, or as PDF.',
      });
    return {
      mediaType: /@/u.test(message.headers.get('from') ?? '') ? 'message/rfc822' : 'multipart/related',
      encoding: read.encoding,
      pages: read.pages,
      findings: [...(message.isCut ? [cutOff] : []), ...read.findings],
      attachments: [...state.attachments, ...filesOf(message)],
    };
  },
};

interface ReadBody {
  readonly encoding: string | null;
  readonly pages: SourcePage[];
  readonly findings: readonly Finding[];
}

/** The page that was saved; of a workbook each sheet that is shown; of a mail its text where it has no page. */
function readBody(message: MimeMessage, archive: PageArchive, state: ReadState): ReadBody {
  const { root } = archive;
  if (root === null) {
    const plain = message.parts.find(({ type, isAttachment }) => type === 'text/plain' && !isAttachment);
    if (!plain) return { encoding: null, pages: [], findings: [] };
    return readPlain(plain);
  }
  const main = archive.open(root);
  const opened = openPage(main.text, main.parts);
  const listed = sheetsOf(opened.workbook);
  const sheets = listed
    .filter(({ isHidden }) => !isHidden)
    .slice(0, maxSheets)
    .flatMap(({ address }) => {
      const part = archive.partAt(address, root.location);
      return part !== null && isPage(part) && part !== root ? [archive.open(part)] : [];
    });
  const pages = sheets.length === 0 ? [opened] : sheets.map(({ text, parts }) => openPage(text, parts));
  const texts = sheets.length === 0 ? [main.text] : sheets.map(({ text }) => text);
  const read = pages.map((page, i) => sourcePage(i + 1, readPage(page, state)));
  const hidden = pages.reduce((sum, page) => sum + page.hidden, 0);
  const unread = listed.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  return {
    encoding: main.encoding,
    pages: read,
    findings: [
      ...(unread.length === 0 ? [] : [hiddenSheets(unread)]),
      ...tellFaults(texts.join('\n'), state, hidden),
    ],
  };
}

/** Content-ID of the part that a message of related parts says it begins with. */
const startOf = ({ headers }: MimeMessage): string =>
  parameterOf(headers, 'content-type', 'start').replace(/^<|>$/gu, '');

/** Files that came with a mail. */
const filesOf = ({ parts }: MimeMessage): Attachment[] =>
  parts.flatMap(({ isAttachment, name }) =>
    isAttachment && name !== '' ? [{ text: name, target: name }] : [],
  );

const hiddenSheets = (names: readonly string[]): Finding => ({
  code: 'hidden-content',
  message: `Hidden sheets were not read: ${names.join(', ')}.`,
  page: null,
  location: '',
});

const cutOff: Finding = {
  code: 'page-failed',
  message: 'The file is cut off: what stood behind its end is lost.',
  page: null,
  location: '',
};
