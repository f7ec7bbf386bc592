import { PipelineError } from '../../schemas/error.ts';
import { isOle, type OleFile, openOle } from './compound-file.ts';

/**
 * What a compound file holds.
 * - `word` Word 6–2003 and Kingsoft Writer; `workbook` Excel 5–2003 and Kingsoft Spreadsheets; `slides` PowerPoint
 * - `works` Microsoft Works
 * - `encrypted` an OOXML file (docx, xlsx) under a password ([MS-OFFCRYPTO] 2.3.2)
 * - `other` anything else: mails, thumbnails, installers
 */
export type OleKind = 'word' | 'workbook' | 'slides' | 'works' | 'encrypted' | 'other';

/** The stream, in the root, that only files of the kind have; the first that is there decides. */
const marks: readonly (readonly [string, OleKind])[] = [
  ['ENCRYPTEDPACKAGE', 'encrypted'],
  ['WORDDOCUMENT', 'word'],
  ['WORKBOOK', 'workbook'],
  ['BOOK', 'workbook'],
  ['POWERPOINT DOCUMENT', 'slides'],
  ['MATOST', 'works'],
  ['MN0', 'works'],
];

/** What the stream CONTENTS of a text of Works begins with; Publisher has a stream of that name too. */
const worksContents = /^CHNK(?:WKS|INK)/u;

/** What an opened compound file holds. */
export function kindOfOle(file: OleFile): OleKind {
  const names = new Set(file.streams.map(({ path }) => path.toUpperCase()));
  const marked = marks.find(([name]) => names.has(name))?.[1];
  if (marked !== undefined || !names.has('CONTENTS')) return marked ?? 'other';
  const head = new TextDecoder('latin1').decode(file.read('CONTENTS')?.subarray(0, 8));
  return worksContents.test(head) ? 'works' : 'other';
}

/** Whether there is a project of Visual Basic in it, at the place of any of its kinds. */
export function hasMacros(file: OleFile): boolean {
  return file.storages.some((path) => /^(?:MACROS|_VBA_PROJECT_CUR|VBA)$/u.test(path.toUpperCase()));
}

/**
 * What the bytes hold as a compound file; for the `sniff` of readers: never throws.
 * @returns null where they are none, or a broken one
 */
export function sniffOle(bytes: Uint8Array): OleKind | null {
  if (!isOle(bytes)) return null;
  try {
    return kindOfOle(openOle(bytes));
  } catch (error) {
    if (error instanceof PipelineError) return null;
    throw error;
  }
}

/** The error for an Office file that opens with a password only. */
export function officeEncrypted(): PipelineError {
  return new PipelineError('office-encrypted', 'read', 'The Office file opens with a password only.', {
    hint: 'Open it with its password, save it without one, and give that copy.',
  });
}
