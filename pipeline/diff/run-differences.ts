import type { ManifestLine } from '../../schemas/manifest.ts';
import type { CsvRecord } from '../results/csv-stream.ts';
import type { Results } from '../results/result-reading.ts';
import type { DocumentPair } from './document-pairs.ts';
import { pairDocuments } from './document-pairs.ts';
import type { Change } from './value-changes.ts';
import { compareDocuments } from './value-changes.ts';

/** What two versions of one document differ in; [] for nothing. */
export interface DocumentDifference {
  readonly pair: DocumentPair;
  /** Values that were compared. */
  readonly values: number;
  readonly changes: readonly Change[];
}

/**
 * What two folders of results differ in, document by document in the order of their sources: two documents are in memory at a
 * time, however many there are.
 * @throws UsageError where a folder has no fields.csv or checks.csv
 */
export async function* differencesOf(old: Results, next: Results): AsyncGenerator<DocumentDifference> {
  const [oldFields, oldChecks, newFields, newChecks] = [
    await old.byDocument('fields.csv'),
    await old.byDocument('checks.csv'),
    await next.byDocument('fields.csv'),
    await next.byDocument('checks.csv'),
  ];
  for (const pair of await pairDocuments(old, next)) {
    if (pair.old === null || pair.new === null) {
      yield { pair, values: 0, changes: [describeLonely(pair)] };
      continue;
    }
    const before = {
      fields: await oldFields.of(pair.old.document_id),
      checks: await oldChecks.of(pair.old.document_id),
    };
    const after = {
      fields: await newFields.of(pair.new.document_id),
      checks: await newChecks.of(pair.new.document_id),
    };
    const changes = [...compareLines(pair.old, pair.new), ...compareDocuments(before, after)];
    yield { pair, values: after.fields.length, changes };
  }
}

/** What of an input is told when it changes. */
const lineColumns = ['source', 'sha256', 'status', 'pages', 'tables', 'tokens_unaccounted'] as const;

function compareLines(old: ManifestLine, next: ManifestLine): readonly Change[] {
  const columns = lineColumns
    .map((column) => ({ column, old: String(old[column]), new: String(next[column]) }))
    .filter((change) => change.old !== change.new);
  return columns.length === 0
    ? []
    : [{ kind: 'document-changed', old: recordOf(old), new: recordOf(next), columns }];
}

function describeLonely(pair: DocumentPair): Change {
  const columns = lineColumns.map((column) => ({
    column,
    old: pair.old === null ? '' : String(pair.old[column]),
    new: pair.new === null ? '' : String(pair.new[column]),
  }));
  return pair.old === null
    ? { kind: 'document-added', old: null, new: recordOf(pair.new), columns }
    : { kind: 'document-removed', old: recordOf(pair.old), new: null, columns };
}

function recordOf(line: ManifestLine | null): CsvRecord | null {
  return line === null ? null : new Map([['document_id', line.document_id]]);
}
