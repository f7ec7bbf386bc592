import { economicView, functionalView } from '../../schemas/fiscal-columns.ts';
import type { OutputWriter, Row, RunTables } from '../../schemas/ports.ts';
import { printJson } from '../json-text.ts';
import { openCredits } from '../package-credits.ts';
import type { KeyedTable } from '../package-descriptor.ts';
import { describePackage } from '../package-descriptor.ts';

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
    let keys: SummaryKeys = { documents: true, reports: true };
    return {
      async add({ summaries }) {
        credits.add(summaries);
        keys = keysAfter(keys, summaries);
      },
      end: async () => {},
      async describe(files) {
        const contents = {
          tables: keyedTables(tables, keys),
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

/** What of summary.csv is a key in this run: document_id alone; document_id with report_id. */
interface SummaryKeys {
  readonly documents: boolean;
  readonly reports: boolean;
}

/** @param summaries the rows of one document: no other document has its id */
function keysAfter(keys: SummaryKeys, summaries: readonly Row[]): SummaryKeys {
  const reports = new Set(summaries.map((row) => row.report_id));
  return {
    documents: keys.documents && summaries.length <= 1,
    reports: keys.reports && reports.size === summaries.length,
  };
}

/** A foreign key must name columns that are unique: databases ask for it. */
function keyedTables(
  { fields, checks, summary, links }: RunTables,
  keys: SummaryKeys,
): readonly KeyedTable[] {
  const toDocument = (column: string) =>
    keys.documents ? [{ fields: [column], resource: summary.name, reference: ['document_id'] }] : [];
  const toReport = keys.reports
    ? [
        {
          fields: ['from_document_id', 'report_id'],
          resource: summary.name,
          reference: ['document_id', 'report_id'],
        },
      ]
    : [];
  return [
    { spec: fields, primaryKey: fields.primaryKey, unique: [], foreignKeys: toDocument('document_id') },
    { spec: checks, primaryKey: checks.primaryKey, unique: [], foreignKeys: toDocument('document_id') },
    {
      spec: summary,
      primaryKey: keys.reports ? summary.primaryKey : null,
      unique: keys.documents ? ['document_id'] : [],
      foreignKeys: [],
    },
    {
      spec: links,
      // Two reports of one name in a document may find the same link twice.
      primaryKey: keys.reports ? links.primaryKey : null,
      unique: [],
      foreignKeys: [...toReport, ...toDocument('to_document_id')],
    },
    ...[functionalView, economicView].map((spec) => ({
      spec,
      primaryKey: spec.primaryKey,
      unique: [],
      foreignKeys: [
        { fields: ['field_id'], resource: fields.name, reference: ['field_id'] },
        ...toDocument('document_id'),
      ],
    })),
  ];
}
