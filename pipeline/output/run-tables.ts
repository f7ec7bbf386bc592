import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import type { RunTables } from '../../schemas/ports.ts';

/** The tables over all documents of a run, summary.csv with the columns of `--metadata` behind its own. */
export function runTables(metadataColumns: readonly string[]): RunTables {
  const extra = metadataColumns.map(
    (name): ColumnSpec => ({ name, type: 'string', description: 'From --metadata.' }),
  );
  return {
    fields: fieldsFile,
    checks: checksFile,
    summary: { ...summaryFile, columns: [...summaryFile.columns, ...extra] },
    links: linksFile,
  };
}

/** The four tables in the order of their importance. */
export function tablesInOrder({ fields, checks, summary, links }: RunTables): readonly FileSpec[] {
  return [fields, checks, summary, links];
}
