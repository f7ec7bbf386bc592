import { isMoney, toYuan } from '../../normalizers/unit.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult, UnitResult } from '../../schemas/ports.ts';
import type { HeadlineName, SummaryRow } from '../../schemas/summary.ts';
import { headlineNames } from '../../schemas/summary.ts';
import type { FigureSketch } from './figure-sketch.ts';
import { sketchFigures } from './figure-sketch.ts';
import { groupBy } from './grouping.ts';

/** Where a headline figure may be taken from: a cell of a form, or a figure of the running text. */
interface Place {
  readonly form: string;
  readonly rows: readonly string[];
  readonly measure: string;
}

const total = ['合计'];
const inText = (measure: '预算数' | '决算数', ...rows: readonly string[]): Place => ({
  form: 'narrative',
  rows,
  measure,
});

/** In order of preference: the first place that holds one figure gives it. */
const places: Readonly<Record<HeadlineName, readonly Place[]>> = {
  income_total: [
    { form: 'gk01', rows: ['本年收入合计'], measure: '收入/金额' },
    { form: 'gk02', rows: total, measure: '本年收入合计' },
    inText('决算数', '本年收入合计', '收入合计', '本年收入', '决算收入总计'),
  ],
  expenditure_total: [
    { form: 'gk01', rows: ['本年支出合计'], measure: '支出/金额' },
    { form: 'gk03', rows: total, measure: '本年支出合计' },
    inText('决算数', '本年支出合计', '支出合计', '本年支出', '决算支出总计', '整体支出'),
  ],
  basic: [
    { form: 'gk03', rows: total, measure: '基本支出' },
    { form: 'gk05', rows: total, measure: '本年支出/基本支出' },
    inText('决算数', '基本支出'),
  ],
  project: [
    { form: 'gk03', rows: total, measure: '项目支出' },
    { form: 'gk05', rows: total, measure: '本年支出/项目支出' },
    inText('决算数', '项目支出'),
  ],
  fiscal_appropriation: [
    { form: 'gk02', rows: total, measure: '财政拨款收入' },
    { form: 'gk04', rows: ['本年收入合计'], measure: '收入/金额' },
    inText('决算数', '财政拨款收入'),
  ],
  three_publics_budget: [
    { form: 'gk07', rows: [''], measure: '预算数/合计' },
    inText('预算数', '“三公”经费', '三公经费', '“三公”经费财政拨款支出', '“三公”经费财政拨款'),
  ],
  three_publics_actual: [
    { form: 'gk07', rows: [''], measure: '决算数/合计' },
    inText('决算数', '“三公”经费', '三公经费', '“三公”经费财政拨款支出', '“三公”经费财政拨款'),
  ],
  personnel: [{ form: 'gk06', rows: ['人员经费合计'], measure: '决算数' }, inText('决算数', '人员经费')],
  operating: [{ form: 'gk06', rows: ['公用经费合计'], measure: '决算数' }, inText('决算数', '公用经费')],
};

/** Decimals of a confidence in the files. */
const confidencePlaces = 4;

/** The rows of summary.csv of one document: one for each unit that reports in it. */
export function summariseDocument(result: DocumentResult): readonly SummaryRow[] {
  return reportsIn(result).map((report) => summariseReport(result, report));
}

/** The figures by which each of these reports is known again, in the same order. */
export function sketchDocument(result: DocumentResult): readonly FigureSketch[] {
  return reportsIn(result).map(({ fields }) => sketchFigures(fields));
}

/** A unit that reports in a document, and its fields. */
interface UnitReport {
  readonly unit: Omit<UnitResult, 'parts'>;
  readonly fields: readonly AssessedField[];
  /** Checks that accuse no field are those of the first unit. */
  readonly isFirst: boolean;
}

function reportsIn(result: DocumentResult): readonly UnitReport[] {
  if (result.units.length > 0)
    return result.units.map((unit, i) => {
      const parts = new Set(unit.parts);
      return { unit, fields: result.fields.filter((field) => parts.has(field.part)), isFirst: i === 0 };
    });
  return [...groupByEntity(result)].map(([entity, { parts, fields }]) => {
    const isFirst = parts.has(1);
    const unit = { ...result, entity, entityRaw: isFirst ? result.entityRaw : entity };
    return { unit, fields, isFirst };
  });
}

function summariseReport(result: DocumentResult, { unit, fields, isFirst }: UnitReport): SummaryRow {
  const keys = new Set(fields.map((field) => field.key));
  const accepted = fields.filter((field) => field.accepted).length;
  return {
    document_id: result.documentId,
    source: result.source,
    report_id: `${unit.entity}|${unit.fiscalYear}|${result.documentType}`,
    entity: unit.entity,
    entity_raw: unit.entityRaw,
    entity_confidence: unit.entityConfidence.toFixed(confidencePlaces),
    fiscal_year: unit.fiscalYear,
    fiscal_year_confidence: unit.fiscalYearConfidence.toFixed(confidencePlaces),
    region: unit.region,
    document_type: result.documentType,
    fields: fields.length,
    accepted,
    to_review: fields.length - accepted,
    checks_failed: result.checks.filter((check) => {
      const [accused] = check.fieldKeys;
      return check.status === 'fail' && (accused === undefined ? isFirst : keys.has(accused));
    }).length,
    ...headline(fields, unit.fiscalYear),
  };
}

/** Fields by the entity of the part they stand in: a document of one unit gives one group, even one without fields. */
function groupByEntity(
  result: DocumentResult,
): ReadonlyMap<string, { parts: Set<number>; fields: AssessedField[] }> {
  const groups = new Map<string, { parts: Set<number>; fields: AssessedField[] }>();
  const byPart = groupBy(result.fields, (field) => field.part);
  if (!byPart.has(1)) byPart.set(1, []);
  for (const part of [...byPart.keys()].sort((left, right) => left - right)) {
    const fields = byPart.get(part) ?? [];
    const entity = part === 1 ? result.entity : (commonEntity(fields) ?? result.entity);
    const group = groups.get(entity) ?? { parts: new Set(), fields: [] };
    group.parts.add(part);
    for (const field of fields) group.fields.push(field);
    groups.set(entity, group);
  }
  return groups;
}

/** The entity most table fields of a part name; the first of equals; null for none. */
function commonEntity(fields: readonly AssessedField[]): string | null {
  const votes = new Map<string, number>();
  for (const field of fields) {
    if (field.entity !== '' && field.tableId !== '')
      votes.set(field.entity, (votes.get(field.entity) ?? 0) + 1);
  }
  let best: string | null = null;
  for (const [entity, count] of votes) if (best === null || count > (votes.get(best) ?? 0)) best = entity;
  return best;
}

function headline(fields: readonly AssessedField[], fiscalYear: string): Record<HeadlineName, string> {
  const figures: Record<HeadlineName, string> = {
    income_total: '',
    expenditure_total: '',
    basic: '',
    project: '',
    fiscal_appropriation: '',
    three_publics_budget: '',
    three_publics_actual: '',
    personnel: '',
    operating: '',
  };
  for (const name of headlineNames) {
    for (const place of places[name]) {
      const amount = amountAt(fields, place, fiscalYear);
      if (amount === null) continue;
      figures[name] = amount;
      break;
    }
  }
  return figures;
}

/**
 * The amount in 元 that stands at a place, null where none does. Of a form the first occurrence; of the running text
 * only what all its mentions agree on: two figures for one item mean two things, and a guess would look sure.
 */
function amountAt(fields: readonly AssessedField[], place: Place, fiscalYear: string): string | null {
  for (const row of place.rows) {
    const amounts = fields
      .filter(
        (field) =>
          field.form === place.form &&
          field.rowLabel === row &&
          field.measure === place.measure &&
          field.value !== null &&
          isMoney(field.unit) &&
          (field.period === '' || field.period === fiscalYear),
      )
      .map((field) => toYuan(field.value ?? '', field.unit));
    const [first] = amounts;
    if (first === undefined) continue;
    if (place.form !== 'narrative' || amounts.every((amount) => amount === first)) return first;
  }
  return null;
}
