import { z } from 'zod';
import { errorRecord } from './finding.ts';

/** Version of the files in a folder of results: the first figure grows when a column or key changes its meaning. */
export const schemaVersion = '1.0';

/** One line of manifest.jsonl, keys in the order of CONTRACT.md. */
export const manifestLine = z.object({
  source: z.string(),
  sha256: z.string(),
  document_id: z.string(),
  media_type: z.string(),
  status: z.enum(['ok', 'partial', 'failed', 'duplicate', 'skipped']),
  document: z.string().nullable(),
  pages: z.number().int(),
  tables: z.number().int(),
  fields: z.number().int(),
  to_review: z.number().int(),
  checks_failed: z.number().int(),
  tokens_unaccounted: z.number().int(),
  mingxi_version: z.string(),
  schema_version: z.string(),
  options_sha256: z.string(),
  error: errorRecord.nullable(),
});
export type ManifestLine = z.infer<typeof manifestLine>;
