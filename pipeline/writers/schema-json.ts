import { z } from 'zod';
import { documentFile } from '../../schemas/document-file.ts';
import { manifestLine, schemaVersion } from '../../schemas/manifest.ts';
import type { OutputWriter, RunTables } from '../../schemas/ports.ts';
import { rowSchema } from '../output/row-schema.ts';

const names = ['document', 'manifest', 'fields', 'checks', 'summary', 'links'] as const;
type Name = (typeof names)[number];

const pathOf = (name: Name) => `schema/${name}.schema.json`;

/** schema/: a JSON Schema (2020-12) of document.json, of a line of manifest.jsonl, and of a typed row of each table. */
export const writer: OutputWriter = {
  id: 'schema-json',
  formats: ['csv', 'json', 'jsonl'],
  runFiles: names.map(pathOf),
  run({ tables, open }) {
    const schemas = schemasOf(tables);
    const files = names.map((name) => ({ name, file: open(pathOf(name)) }));
    return {
      add: async () => {},
      async end() {
        for (const { name, file } of files) {
          await file.write(`${JSON.stringify(schemas[name], null, 1)}\n`);
          await file.close();
        }
      },
    };
  },
};

function schemasOf({ fields, checks, summary, links }: RunTables): Readonly<Record<Name, object>> {
  return {
    document: titled('document.json of mingxi', z.toJSONSchema(documentFile)),
    manifest: titled('A line of manifest.jsonl of mingxi', z.toJSONSchema(manifestLine)),
    fields: titled('A line of fields.jsonl of mingxi', rowSchema(fields)),
    checks: titled('A line of checks.jsonl of mingxi', rowSchema(checks)),
    summary: titled('A line of summary.jsonl of mingxi', rowSchema(summary)),
    links: titled('A line of links.jsonl of mingxi', rowSchema(links)),
  };
}

function titled(title: string, schema: object): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    $comment: `schema_version ${schemaVersion}`,
    ...schema,
  };
}
