import type { PipelineError } from '../schemas/error.ts';
import type { ErrorRecord, Finding, WarningCode } from '../schemas/finding.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import { schemaVersion } from '../schemas/manifest.ts';
import type { DocumentResult } from '../schemas/ports.ts';
import { documentIdOf } from './output/field-identity.ts';
import { documentFolderOf } from './source-names.ts';
import { mingxiVersion } from './version.ts';

/** Findings that say that a page, or a part of it or of a table, was left out. */
const pageFaults: ReadonlySet<WarningCode> = new Set([
  'page-failed',
  'text-unusable',
  'picture-unread',
  'table-text-lost',
  'content-left-out',
]);

/** Whether an input was read, wholly or in part: only then it has values. */
export function wasRead(line: ManifestLine): boolean {
  return line.status === 'ok' || line.status === 'partial';
}

/** What is known of an input whatever becomes of it. An input that was not read has the sha256 ''. */
interface Known {
  readonly source: string;
  readonly sha256: string;
}

function emptyLine(input: Known, optionsSha256: string): ManifestLine {
  return {
    source: input.source,
    sha256: input.sha256,
    document_id: documentIdOf(input.sha256),
    media_type: '',
    status: 'skipped',
    document: null,
    pages: 0,
    tables: 0,
    fields: 0,
    to_review: 0,
    checks_failed: 0,
    tokens_unaccounted: 0,
    mingxi_version: mingxiVersion,
    schema_version: schemaVersion,
    options_sha256: optionsSha256,
    error: null,
  };
}

/** The line of an input that was read: `partial` where a page, a part of it or of a table was left out. */
export function finishedLine(result: DocumentResult, optionsSha256: string): ManifestLine {
  const unaccounted = result.pages.reduce((total, page) => total + page.unaccounted.length, 0);
  const faults = result.findings.filter((finding) => pageFaults.has(finding.code));
  const failedPage = faults.find(({ code, page }) => code === 'page-failed' && page !== null);
  return {
    ...emptyLine(result, optionsSha256),
    media_type: result.mediaType,
    status: faults.length > 0 ? 'partial' : 'ok',
    document: documentFolderOf(result.source, result.documentId),
    pages: result.pages.length,
    tables: result.tables.length,
    fields: result.fields.length,
    to_review: result.fields.filter((field) => !field.accepted).length,
    checks_failed: result.checks.filter((check) => check.status === 'fail').length,
    tokens_unaccounted: unaccounted,
    error: failedPage === undefined ? null : describeFailedPage(failedPage, result.mediaType),
  };
}

/** The first page that could not be read; the others stand in the document's warnings. */
function describeFailedPage({ message, page }: Finding, mediaType: string): ErrorRecord {
  return {
    code: damageOf(mediaType),
    message,
    hint: 'All else was read. Open the file in a viewer and look at this page, or fetch the file anew.',
    ...(page === null ? {} : { page }),
  };
}

function damageOf(mediaType: string): ErrorRecord['code'] {
  if (mediaType.startsWith('image/')) return 'picture-damaged';
  return mediaType === 'application/pdf' ? 'pdf-damaged' : 'office-damaged';
}

/** The line of an input that could not be read. */
export function failedLine(
  input: Known,
  error: Pick<PipelineError, 'code' | 'message' | 'hint' | 'page'>,
  optionsSha256: string,
): ManifestLine {
  const record: ErrorRecord = {
    code: error.code,
    message: error.message,
    hint: error.hint,
    ...(error.page === null ? {} : { page: error.page }),
  };
  return { ...emptyLine(input, optionsSha256), status: 'failed', error: record };
}

/** The line of a file with the same bytes as an earlier input: it points to that one's folder. */
export function duplicateLine(input: Known, first: ManifestLine, optionsSha256: string): ManifestLine {
  return {
    ...emptyLine(input, optionsSha256),
    media_type: first.media_type,
    status: 'duplicate',
    document: first.document,
  };
}

/** The line of a file in a folder that is no document. */
export function skippedLine(source: string, optionsSha256: string): ManifestLine {
  return emptyLine({ source, sha256: '' }, optionsSha256);
}
