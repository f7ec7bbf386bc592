import { z } from 'zod';
import { errorRecord } from './finding.ts';

/** Version of the files in a folder of results: the first figure grows when a column or key changes its meaning. */
export const schemaVersion = '1.0';

/** One line of manifest.jsonl, keys in the order of CONTRACT.md. */
export const manifestLine = z.object({
  source: z.string().describe('Path of the input relative to the input folder.'),
  sha256: z.string().describe('Of the file; empty where it could not be read at all.'),
  document_id: z.string().describe('First 16 hex digits of sha256.'),
  media_type: z.string().describe('What the content is, not what the name says.'),
  status: z
    .enum(['ok', 'partial', 'failed', 'duplicate', 'skipped'])
    .describe(
      'partial: some page or table failed or was left out; duplicate: same bytes as an earlier input; skipped: not a document.',
    ),
  document: z.string().nullable().describe('Folder of the document in the results, null if none.'),
  pages: z.number().int(),
  tables: z.number().int(),
  fields: z.number().int().describe('Values found or expected.'),
  to_review: z.number().int().describe('Values that are not accepted.'),
  checks_failed: z.number().int().describe('Checks with status fail.'),
  tokens_unaccounted: z.number().int().describe('Words that ended nowhere.'),
  mingxi_version: z.string(),
  schema_version: z
    .string()
    .describe('Version of the files: the first figure grows when a column or key changes its meaning.'),
  options_sha256: z.string().describe('Hash of the options that bear on the result.'),
  error: errorRecord.nullable().describe('Why it failed, or why it is partial; null for nothing.'),
});
export type ManifestLine = z.infer<typeof manifestLine>;
