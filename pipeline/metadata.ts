import { summaryFile } from '../schemas/columns.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import { enclosingSources } from './bundles/member-names.ts';
import { readOptionFile } from './corrections.ts';
import { csvToRecords } from './output/csv-text.ts';
import { UsageError } from './usage-error.ts';

/** Columns that say which input a row is about. */
const keyColumns = ['source', 'sha256'] as const;

/** The table that `--metadata` names. */
export interface Metadata {
  /** Its columns without the keys, in its order, as summary.csv shows them. */
  readonly columns: readonly string[];
  readonly rows: number;
  /**
   * The row of an input by column, matched by sha256, else by source, of a member else by the source of the bundle that it
   * lies in; empty where there is none.
   */
  find(line: Pick<ManifestLine, 'source' | 'sha256'>): ReadonlyMap<string, string>;
}

/** No `--metadata`. */
export const noMetadata: Metadata = { columns: [], rows: 0, find: () => new Map() };

/**
 * Reads the table of `--metadata`: CSV, UTF-8, with a column `source` or `sha256`.
 * A column that summary.csv has itself gets `metadata_` in front.
 * @throws UsageError where it cannot be read, is no CSV, or has neither key
 */
export async function readMetadata(file: string): Promise<Metadata> {
  const text = await readOptionFile(file, '--metadata');
  const records = await csvToRecords(text).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : 'not CSV';
    throw new UsageError('option-file-bad', { option: '--metadata', file, cause });
  });
  const names = [...(records[0]?.keys() ?? [])];
  if (records.length > 0 && !keyColumns.some((key) => names.includes(key))) {
    throw new UsageError('metadata-without-key', { file });
  }
  const own = new Set<string>(summaryFile.columns.map((column) => column.name));
  const printed = new Map(
    names
      .filter((name) => name !== '' && !keyColumns.some((key) => key === name))
      .map((name) => [name, own.has(name) ? `metadata_${name}` : name]),
  );
  const bySource = new Map<string, ReadonlyMap<string, string>>();
  const bySha256 = new Map<string, ReadonlyMap<string, string>>();
  for (const record of records) {
    const row = new Map([...printed].map(([name, as]) => [as, record.get(name) ?? '']));
    const source = (record.get('source') ?? '').trim().replaceAll('\\', '/').normalize('NFC');
    const sha256 = (record.get('sha256') ?? '').trim().toLowerCase();
    if (source !== '' && !bySource.has(source)) bySource.set(source, row);
    if (sha256 !== '' && !bySha256.has(sha256)) bySha256.set(sha256, row);
  }
  return {
    columns: [...printed.values()],
    rows: records.length,
    find: (line) =>
      bySha256.get(line.sha256) ??
      enclosingSources(line.source)
        .map((source) => bySource.get(source))
        .find((row) => row !== undefined) ??
      new Map(),
  };
}
