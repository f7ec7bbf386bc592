import type { Row, RunTables } from '../../schemas/ports.ts';
import type { ForeignKey, KeyedTable } from './package-descriptor.ts';

/** What of summary.csv is a key in this run: document_id alone; document_id with report_id. */
export interface SummaryKeys {
  readonly documents: boolean;
  readonly reports: boolean;
}

/** As long as no document says otherwise. */
export const allKeys: SummaryKeys = { documents: true, reports: true };

/**
 * What is still a key when a document is added.
 * @param summaries the rows of one document: no other document has its id
 */
export function keysAfter(keys: SummaryKeys, summaries: readonly Row[]): SummaryKeys {
  const reports = new Set(summaries.map((row) => row.report_id));
  return {
    documents: keys.documents && summaries.length <= 1,
    reports: keys.reports && reports.size === summaries.length,
  };
}

/** The foreign key of a column that holds the id of a document, where summary has one row of each. */
export function toDocument(column: string, { summary }: RunTables, keys: SummaryKeys): readonly ForeignKey[] {
  return keys.documents ? [{ fields: [column], resource: summary.name, reference: ['document_id'] }] : [];
}

/** The tables with the keys that hold. A foreign key must name columns that are unique: databases ask for it. */
export function keyedTables(tables: RunTables, keys: SummaryKeys): readonly KeyedTable[] {
  const { fields, checks, summary, links } = tables;
  const document = (column: string) => toDocument(column, tables, keys);
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
    { spec: fields, primaryKey: fields.primaryKey, unique: [], foreignKeys: document('document_id') },
    { spec: checks, primaryKey: checks.primaryKey, unique: [], foreignKeys: document('document_id') },
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
      foreignKeys: [...toReport, ...document('to_document_id')],
    },
  ];
}
