import type { SourceDocument, SourcePage } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReadContext } from '../../schemas/ports.ts';
import type { Sheet, Workbook } from './sheet.ts';
import { toSheetItems } from './sheet-items.ts';

/** Names of hidden sheets that are told; the rest is counted. */
const mostNames = 20;

/**
 * A workbook → its document: every sheet that is to be seen is a page.
 * @throws PipelineError `empty-file` where none of them shows anything
 */
export function toDocument(
  workbook: Workbook,
  mediaType: string,
  { encoding = null, hasMacros = false }: { encoding?: string | null; hasMacros?: boolean } = {},
): SourceDocument {
  const findings: Finding[] = [];
  const pages: SourcePage[] = [];
  const hidden = workbook.filter(({ kind }) => kind === 'hidden').map(({ name }) => name);
  const told =
    hidden.slice(0, mostNames).join(', ') +
    (hidden.length > mostNames ? ` and ${hidden.length - mostNames} more` : '');
  for (const sheet of workbook) {
    if (sheet.kind === 'hidden') continue;
    const number = pages.length + 1;
    const { items, hiddenCells } = toSheetItems(sheet);
    findings.push(...findFaults(sheet, hiddenCells, number));
    pages.push({
      ...{ number, width: null, height: null, rotation: 0, method: 'text' },
      content: { kind: 'declared', items },
    });
  }
  const isBlank = pages.every(({ content }) => content.kind === 'declared' && content.items.length === 0);
  if (isBlank && findings.some(({ code }) => code === 'page-failed'))
    throw new PipelineError(
      'office-damaged',
      'read',
      'The workbook is damaged: no sheet of it could be read.',
      {
        hint: 'Open it in an Office program and save it, or fetch it anew.',
      },
    );
  if (isBlank)
    throw new PipelineError(
      'empty-file',
      'read',
      `No visible sheet of the workbook holds anything${hidden.length > 0 ? `; hidden ones are: ${told}` : ''}.`,
      { hint: 'Fetch it again, or make the sheets that matter visible.' },
    );
  if (hidden.length > 0)
    findings.unshift({
      code: 'hidden-content',
      message: `Hidden sheets were not read: ${told}.`,
      page: null,
      location: '',
    });
  if (hasMacros)
    findings.push({
      code: 'macros-ignored',
      message: 'The workbook holds macros; they were neither run nor read.',
      page: null,
      location: '',
    });
  return { mediaType, encoding, pages, findings };
}

function findFaults({ name, cells, faults }: Sheet, hiddenCells: number, page: number): Finding[] {
  const findings: Finding[] = [];
  const tell = (code: Finding['code'], count: number, message: string): void => {
    if (count > 0) findings.push({ code, message: `${count} ${message}`, page, location: name });
  };
  tell('hidden-content', hiddenCells, 'cells in hidden rows or columns or under merged cells were not read.');
  tell(
    'hidden-content',
    faults.hiddenByFormat,
    'cells that their number format hides were read all the same.',
  );
  tell('formula-uncomputed', faults.uncomputed, 'formulas have no stored result: their cells are blank.');
  if (faults.broken > 0 && cells.length === 0)
    tell('page-failed', 1, 'sheet is damaged: nothing of it could be read.');
  else tell('page-failed', faults.broken, 'cells are damaged: they refer to what the file does not hold.');
  tell(
    'picture-unread',
    faults.missingPictures,
    'pictures are not in the file or are of a kind that is not read.',
  );
  return findings;
}

/** @throws PipelineError `file-too-large`, `empty-file` */
export function checkSize(bytes: Uint8Array, { limits }: ReadContext): void {
  if (bytes.length === 0)
    throw new PipelineError('empty-file', 'read', 'The file holds no bytes.', {
      hint: 'Fetch the document again; the download may have been cut off.',
    });
  if (bytes.length > limits.maxBytes)
    throw new PipelineError(
      'file-too-large',
      'read',
      `The file has ${bytes.length} bytes, more than the ${limits.maxBytes} allowed.`,
      { hint: 'Split it, or raise the limit of bytes.' },
    );
}
