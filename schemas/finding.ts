import { z } from 'zod';

/** Why an input could not be read. A closed list: CONTRACT.md, manifest.jsonl `error.code`. */
export const errorCodes = [
  'empty-file',
  'unreadable-file',
  'unsupported-format',
  'binary-content',
  'encoding-unknown',
  'pdf-encrypted',
  'pdf-damaged',
  'page-limit',
  'picture-damaged',
  'picture-too-large',
  'ocr-failed',
  'office-encrypted',
  'office-damaged',
  'archive-encrypted',
  'archive-damaged',
  'converter-missing',
  'content-limit',
  'file-too-large',
  'line-too-long',
  'time-limit',
  'memory-limit',
  'no-documents',
  'output-unwritable',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What befell a document without stopping it: shown in document.json `warnings`. */
export const warningCodes = [
  'personal-data',
  'table-announced-missing',
  'form-rebuilt',
  'entity-unknown',
  'year-unknown',
  'unit-unknown',
  'encoding-damaged',
  'unaccounted-text',
  'row-unbound',
  'column-unbound',
  'page-failed',
  'text-unusable',
  'picture-unread',
  'table-text-lost',
  'macros-ignored',
  'content-left-out',
  'hidden-content',
  'formula-uncomputed',
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** A fault of the data, as data: found, kept, never thrown. */
export interface Finding {
  readonly code: WarningCode;
  /** One English sentence a person understands. Never repeats personal data. */
  readonly message: string;
  readonly page: number | null;
  /** Where it stands (`line 493`), or empty for the whole document. */
  readonly location: string;
}

export const errorRecord = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string(),
  page: z.number().int().optional(),
});
export type ErrorRecord = z.infer<typeof errorRecord>;
