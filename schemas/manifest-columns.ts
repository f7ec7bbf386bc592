import type { ColumnSpec, FileSpec } from './columns.ts';

const text = (name: string, description: string): ColumnSpec => ({ name, type: 'string', description });
const count = (name: string, description: string): ColumnSpec => ({
  name,
  type: 'integer',
  description,
  required: true,
  minimum: 0,
});

/** manifest.jsonl as a table of a database: one row an input. A source may come twice, where two files of a name were given. */
export const documentsFile: FileSpec = {
  name: 'documents',
  path: 'manifest.jsonl',
  title: 'One row an input: what became of it',
  primaryKey: [],
  columns: [
    { ...text('source', 'Path of the input relative to the input folder.'), required: true },
    text('sha256', 'Hex; empty where the file could not be read.'),
    text('document_id', 'First 16 hex digits of sha256: the key of the other tables.'),
    text('media_type', 'What it was read as.'),
    {
      ...text('status', 'What became of it; a duplicate adds no rows to the other tables.'),
      required: true,
      enum: ['ok', 'partial', 'failed', 'duplicate', 'skipped'],
    },
    text('document', 'Its folder in documents/.'),
    count('pages', 'Pages read.'),
    count('tables', 'Tables found.'),
    count('fields', 'Values found or expected.'),
    count('to_review', 'Values left to look at.'),
    count('checks_failed', 'Checks with status fail.'),
    count('tokens_unaccounted', 'Words that ended in no table, statement or title.'),
    text('mingxi_version', 'What read it.'),
    text('schema_version', 'Version of the files.'),
    text('options_sha256', 'Hash of the options it was read with.'),
    text('error_code', 'Why it failed, or why it is partial.'),
    text('error_message', 'The same as a sentence.'),
    text('error_hint', 'What to do.'),
    { name: 'error_page', type: 'integer', description: 'The page that suffers, where it is one.' },
  ],
};
