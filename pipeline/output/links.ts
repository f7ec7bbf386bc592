import type { LinkKind } from '../../schemas/columns.ts';
import type { Row } from '../../schemas/ports.ts';
import { headlineNames } from '../../schemas/summary.ts';
import type { FigureSketch } from './figure-sketch.ts';
import type { Agreement } from './same-report.ts';
import { areOther, areSame, compareFigures, mayBeSameBody } from './same-report.ts';

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
  readonly sketch: FigureSketch;
}

interface Link {
  readonly kind: LinkKind;
  readonly from: Report;
  readonly to: Report;
  readonly reportId: string;
  readonly reason: string;
}

/** What is compared of a row of summary.csv, and of the figures behind it. */
export function reportOf(summary: Row, sketch: FigureSketch = []): Report {
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
    sketch,
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
    report_id: link.reportId,
    reason: link.reason,
  }));
}

/** A report of which the same is known: the first document that holds it. */
interface Known {
  readonly first: Report;
  /** Why a document is taken for another carrier of it. */
  readonly agreement: Agreement | null;
}

/**
 * Links in the order of the later document. What a document is called decides where it says so: entity, year and kind. Where two
 * carriers say it in other words, or one does not say it, their figures do.
 */
function findLinks(reports: readonly Report[]): readonly Link[] {
  const firsts = new Map<string, Report[]>();
  const byFigures = openFigureIndex();
  const found = reports.map((report) => {
    const named = firsts.get(report.reportId) ?? [];
    const known = findSame(report, named, byFigures.near(report));
    const home = known?.first ?? report;
    if (known === null) byFigures.add(report);
    if (isNamed(report) && !named.includes(home)) firsts.set(report.reportId, [...named, home]);
    return { report, known };
  });
  const links = found.flatMap(({ report, known }) => {
    if (known !== null) return [linkSame(known, report)];
    const [before, ...more] = firsts.get(`${report.entity}|${Number(report.year) - 1}|${report.kind}`) ?? [];
    // Of several reports of one name nothing says which goes on; a second unit of one name goes on with the first.
    const isFirst = (firsts.get(report.reportId) ?? []).find(
      ({ documentId }) => documentId === report.documentId,
    );
    if (!isNamed(report) || isFirst !== report || before === undefined || more.length > 0) return [];
    if (before.documentId === report.documentId) return [];
    const reason = `Same entity and kind, ${report.year} after ${before.year}.`;
    return [{ kind: 'year-on-year', from: report, to: before, reportId: report.reportId, reason } as const];
  });
  const distinct = new Map(
    links.map((link) => [
      JSON.stringify([link.kind, link.from.documentId, link.to.documentId, link.reportId]),
      link,
    ]),
  );
  return [...distinct.values()];
}

/** Whether it says who reports for which year. */
function isNamed({ entity, year }: Report): boolean {
  return entity !== '' && /^\d{4}$/u.test(year);
}

/**
 * The first document of the same report: of the same name, unless nearly all figures differ; else the one that holds the same
 * figures, unless what the two are called excludes it.
 */
function findSame(report: Report, named: readonly Report[], near: readonly Report[]): Known | null {
  const others = (list: readonly Report[]) =>
    list
      .filter(({ documentId }) => documentId !== report.documentId)
      .map((first) => ({ first, agreement: compareFigures(first.sketch, report.sketch) }));
  if (isNamed(report)) {
    const same = others(named).find(
      ({ first, agreement }) => !areOther(agreement) && !isVague(first, report, agreement),
    );
    if (same !== undefined) return { first: same.first, agreement: null };
  }
  return others(near).find(({ first, agreement }) => areSame(agreement) && mayBeSame(first, report)) ?? null;
}

/** Kinds of which a body publishes many in a year: one of them is known by its figures, not by its name. */
const manyAYear = new Set(['self-evaluation', 'other']);

/** Whether the name is that of many reports and most figures do not agree, or none can be compared. */
function isVague(left: Report, right: Report, { shared, equal }: Agreement): boolean {
  const haveFigures = left.sketch.length > 0 && right.sketch.length > 0;
  return manyAYear.has(left.kind) && haveFigures && 2 * equal < Math.max(shared, 1);
}

/** Whether what two documents are called leaves it open that they hold one report. */
function mayBeSame(left: Report, right: Report): boolean {
  const isSameYear = left.year === right.year || left.year === '' || right.year === '';
  const isSameKind = left.kind === right.kind || left.kind === 'other' || right.kind === 'other';
  return isSameYear && isSameKind && mayBeSameBody(left.entity, right.entity);
}

/** Figures of a sketch by which it is looked up, and how many of them two have to have in common. */
const lookedUp = 16;
const fewestCommon = 4;
/** Reports that may have a figure in common before it is no sign of any: 0.50万元 is spent by many. */
const mostHolders = 200;

/** Finds reports with some figures in common, in the order they were added. */
function openFigureIndex() {
  const holders = new Map<string, Report[]>();
  const tokensOf = ({ sketch }: Report) => sketch.slice(0, lookedUp).map((figure) => figure.join('='));
  return {
    add(report: Report): void {
      for (const token of tokensOf(report)) {
        const list = holders.get(token) ?? [];
        if (list.length < mostHolders) list.push(report);
        holders.set(token, list);
      }
    },
    near(report: Report): readonly Report[] {
      const common = new Map<Report, number>();
      for (const token of tokensOf(report))
        for (const holder of holders.get(token) ?? []) common.set(holder, (common.get(holder) ?? 0) + 1);
      return [...common]
        .filter(([, count]) => count >= fewestCommon)
        .sort(([left, one], [right, other]) => other - one || (left.source < right.source ? -1 : 1))
        .map(([holder]) => holder);
    },
  };
}

/**
 * Two files of one report. Which corrects which only its dates of publication can say; without them, or with equal
 * figures, they are merely the same report.
 */
function linkSame({ first, agreement }: Known, second: Report): Link {
  const differing = headlineNames.filter((name) => {
    const left = first.figures.get(name);
    const right = second.figures.get(name);
    return left !== undefined && right !== undefined && left !== right;
  });
  const dated =
    isDate(first.publishedOn) && isDate(second.publishedOn) && first.publishedOn !== second.publishedOn;
  const basis =
    agreement === null ? 'Same entity, year and kind' : describeAgreement(first, second, agreement);
  const figures =
    differing.length === 0 ? 'no headline figure differs' : `these figures differ: ${differing.join(', ')}`;
  const { reportId } = isNamed(first) ? first : second;
  if (!dated || differing.length === 0)
    return {
      kind: 'same-report',
      from: second,
      to: first,
      reportId,
      reason: `${basis}, other bytes; ${figures}.`,
    };
  const [earlier, later] = first.publishedOn < second.publishedOn ? [first, second] : [second, first];
  const reason = `${basis}, published on ${later.publishedOn} after ${earlier.publishedOn}; ${figures}.`;
  return { kind: 'correction-of', from: later, to: earlier, reportId, reason };
}

/** What speaks for one report, and what its carriers say differently. */
function describeAgreement(first: Report, second: Report, { shared, equal }: Agreement): string {
  const told = (['entity', 'year', 'kind'] as const)
    .filter((key) => first[key] !== second[key])
    .map((key) => `${key} “${second[key]}” and “${first[key]}”`);
  return `${equal} of ${shared} compared figures are the same (${told.join(', ')})`;
}

/** Dates that compare as text. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text);
}
