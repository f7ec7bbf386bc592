import type { LinkKind } from '../../schemas/columns.ts';
import type { Row } from '../../schemas/ports.ts';
import { headlineNames } from '../../schemas/summary.ts';

/** What of a report is compared: little enough to hold for every document of a run. */
export interface Report {
  readonly documentId: string;
  readonly source: string;
  readonly reportId: string;
  readonly entity: string;
  readonly year: string;
  readonly kind: string;
  readonly publishedOn: string;
  readonly figures: ReadonlyMap<string, string>;
}

interface Link {
  readonly kind: LinkKind;
  readonly from: Report;
  readonly to: Report;
  readonly reason: string;
}

/** What is compared of a row of summary.csv. */
export function reportOf(summary: Row): Report {
  const of = (column: string) => summary[column] ?? '';
  return {
    documentId: of('document_id'),
    source: of('source'),
    reportId: of('report_id'),
    entity: of('entity'),
    year: of('fiscal_year'),
    kind: of('document_type'),
    publishedOn: of('published_on'),
    figures: new Map(headlineNames.flatMap((name) => (of(name) === '' ? [] : [[name, of(name)]]))),
  };
}

/** The rows of links.csv: documents that report the same, that correct one another, that follow one another. */
export function linkRows(reports: readonly Report[]): readonly Row[] {
  return findLinks(reports).map((link) => ({
    kind: link.kind,
    from_document_id: link.from.documentId,
    to_document_id: link.to.documentId,
    from_source: link.from.source,
    to_source: link.to.source,
    report_id: link.from.reportId,
    reason: link.reason,
  }));
}

/** Links in the order of the later document: never between reports whose entity or year is unknown. */
function findLinks(reports: readonly Report[]): readonly Link[] {
  const known = reports.filter((report) => report.entity !== '' && /^\d{4}$/u.test(report.year));
  const first = new Map<string, Report>();
  for (const report of known) if (!first.has(report.reportId)) first.set(report.reportId, report);
  const links: Link[] = [];
  for (const report of known) {
    const same = first.get(report.reportId);
    if (same !== undefined && same.documentId !== report.documentId) links.push(linkSame(same, report));
    const before = first.get(`${report.entity}|${Number(report.year) - 1}|${report.kind}`);
    if (same === report && before !== undefined && before.documentId !== report.documentId) {
      links.push({
        kind: 'year-on-year',
        from: report,
        to: before,
        reason: `Same entity and kind, ${report.year} after ${before.year}.`,
      });
    }
  }
  return links;
}

/**
 * Two files of one report. Which corrects which only its dates of publication can say; without them, or with equal
 * figures, they are merely the same report.
 */
function linkSame(first: Report, second: Report): Link {
  const differing = headlineNames.filter((name) => {
    const left = first.figures.get(name);
    const right = second.figures.get(name);
    return left !== undefined && right !== undefined && left !== right;
  });
  const dated =
    isDate(first.publishedOn) && isDate(second.publishedOn) && first.publishedOn !== second.publishedOn;
  const figures =
    differing.length === 0 ? 'no headline figure differs' : `these figures differ: ${differing.join(', ')}`;
  if (!dated || differing.length === 0) {
    return {
      kind: 'same-report',
      from: second,
      to: first,
      reason: `Same entity, year and kind, other bytes; ${figures}.`,
    };
  }
  const [earlier, later] = first.publishedOn < second.publishedOn ? [first, second] : [second, first];
  return {
    kind: 'correction-of',
    from: later,
    to: earlier,
    reason: `Same entity, year and kind, published on ${later.publishedOn} after ${earlier.publishedOn}; ${figures}.`,
  };
}

/** Dates that compare as text. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text);
}
