import type { ManifestLine } from '../../schemas/manifest.ts';
import { wasRead } from '../manifest-lines.ts';
import type { Results } from '../results/result-reading.ts';
import { compareSources } from '../source-names.ts';
import { UsageError } from '../usage-error.ts';

/** How two documents were found to be versions of one. */
export type PairReason = 'bytes' | 'source' | 'report' | 'only';

/** A document of an old and one of a new folder of results that belong together; null where there is none. */
export type DocumentPair =
  | { readonly old: ManifestLine; readonly new: ManifestLine; readonly by: PairReason }
  | { readonly old: ManifestLine; readonly new: null; readonly by: null }
  | { readonly old: null; readonly new: ManifestLine; readonly by: null };

/**
 * Pairs the documents of two folders: same bytes, else same source, else the same report (entity, year and kind; only where
 * it is one on either side), else the last one left on either side where each folder holds one. In the order of sources.
 */
export async function pairDocuments(old: Results, next: Results): Promise<readonly DocumentPair[]> {
  const olds = await documentsOf(old);
  const news = await documentsOf(next);
  const pairs: DocumentPair[] = [];
  const match = (by: PairReason, keysOf: (document: ReadDocument) => readonly string[]) => {
    const byKey = new Map<string, ReadDocument[]>();
    for (const document of olds)
      for (const key of keysOf(document)) byKey.set(key, [...(byKey.get(key) ?? []), document]);
    const newKeys = new Map<string, number>();
    for (const key of [...news].flatMap(keysOf)) newKeys.set(key, (newKeys.get(key) ?? 0) + 1);
    for (const document of [...news]) {
      const key = keysOf(document).find((each) => byKey.get(each)?.length === 1 && newKeys.get(each) === 1);
      const [partner] = key === undefined ? [] : (byKey.get(key) ?? []);
      if (partner === undefined || !olds.delete(partner)) continue;
      news.delete(document);
      pairs.push({ old: partner.line, new: document.line, by });
    }
  };
  const [countOld, countNew] = [olds.size, news.size];
  match('bytes', ({ line }) => [line.document_id]);
  match('source', ({ line }) => [line.source]);
  match('report', ({ reports }) => reports);
  if (countOld === 1 && countNew === 1) match('only', () => ['']);
  for (const { line } of olds) pairs.push({ old: line, new: null, by: null });
  for (const { line } of news) pairs.push({ old: null, new: line, by: null });
  const sourceOf = (pair: DocumentPair) => (pair.new ?? pair.old).source;
  return pairs.sort((left, right) => compareSources(sourceOf(left), sourceOf(right)));
}

interface ReadDocument {
  readonly line: ManifestLine;
  /** report_id of its units; those without an entity are everybody's and left out. */
  readonly reports: readonly string[];
}

async function documentsOf(results: Results): Promise<Set<ReadDocument>> {
  const reports = await reportsOf(results);
  const documents = new Set<ReadDocument>();
  for await (const line of results.manifest())
    if (wasRead(line)) documents.add({ line, reports: [...(reports.get(line.document_id) ?? [])] });
  return documents;
}

async function reportsOf(results: Results): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const reports = new Map<string, Set<string>>();
  try {
    for await (const row of results.rows('summary.csv')) {
      const report = row.get('report_id') ?? '';
      const id = row.get('document_id') ?? '';
      if (report === '' || report.startsWith('|')) continue;
      reports.set(id, (reports.get(id) ?? new Set()).add(report));
    }
  } catch (error) {
    // Without summary.csv documents are matched by bytes and source alone.
    if (!(error instanceof UsageError)) throw error;
  }
  return reports;
}
