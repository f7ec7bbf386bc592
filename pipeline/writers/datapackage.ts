import { economicView, functionalView } from '../../schemas/fiscal-columns.ts';
import type { OutputWriter, RunTables } from '../../schemas/ports.ts';
import { printJson } from '../output/json-text.ts';
import { openCredits } from '../output/package-credits.ts';
import type { KeyedTable } from '../output/package-descriptor.ts';
import { describePackage } from '../output/package-descriptor.ts';
import type { SummaryKeys } from '../output/table-keys.ts';
import { allKeys, keyedTables, keysAfter, toDocument } from '../output/table-keys.ts';

const path = 'datapackage.json';

/**
 * datapackage.json: a Frictionless Data Package 2 over the tables of the run, in whatever formats they were written.
 * It declares a key only where it holds: a compiled report has a row of summary.csv for each of its units.
 */
export const writer: OutputWriter = {
  id: 'datapackage',
  formats: ['csv', 'jsonl', 'parquet'],
  runFiles: [path],
  run({ tables, open }) {
    const file = open(path);
    const credits = openCredits();
    let keys = allKeys;
    return {
      async add({ summaries }) {
        credits.add(summaries);
        keys = keysAfter(keys, summaries);
      },
      end: async () => {},
      async describe(files) {
        const contents = {
          tables: describedTables(tables, keys),
          files,
          sources: credits.sources(),
          licences: credits.licences(),
        };
        await file.write(printJson(describePackage(contents)));
        await file.close();
      },
    };
  },
};

/** The tables, and the views for tools of fiscal data. */
function describedTables(tables: RunTables, keys: SummaryKeys): readonly KeyedTable[] {
  const views = [functionalView, economicView].map((spec) => ({
    spec,
    primaryKey: spec.primaryKey,
    unique: [],
    foreignKeys: [
      { fields: ['field_id'], resource: tables.fields.name, reference: ['field_id'] },
      ...toDocument('document_id', tables, keys),
    ],
  }));
  return [...keyedTables(tables, keys), ...views];
}
