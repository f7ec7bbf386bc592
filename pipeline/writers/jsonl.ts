import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import type { OutputWriter } from '../../schemas/ports.ts';
import { printRows, typedPart, typedParts } from '../output/typed-rows.ts';

/**
 * JSON Lines over all documents: the rows of the CSV files with their types, one object a line. Exact decimals are text:
 * most readers of JSON would make floats of them.
 */
export const writer: OutputWriter = {
  id: 'jsonl',
  formats: ['jsonl'],
  runFiles: [fieldsFile, checksFile, summaryFile, linksFile].map(typedPart),
  parts: typedParts,
  run({ tables, open }) {
    const copied = [tables.fields, tables.checks].map((spec) => ({ spec, file: open(typedPart(spec)) }));
    const summary = open(typedPart(tables.summary));
    const links = open(typedPart(tables.links));
    return {
      async add(record) {
        for (const { spec, file } of copied) await file.write(await record.part(typedPart(spec)));
        for (const line of printRows(tables.summary, record.summaries)) await summary.write(line);
      },
      async end(found) {
        for (const line of printRows(tables.links, found)) await links.write(line);
        for (const file of [...copied.map((each) => each.file), summary, links]) await file.close();
      },
    };
  },
};
