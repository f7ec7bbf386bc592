import { toYuan } from '../../normalizers/unit.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult, Row } from '../../schemas/ports.ts';
import type { CodeRow, SummableRow } from './code-tree.ts';
import { depthOf, summableRows } from './code-tree.ts';
import { identifyFields } from './field-identity.ts';
import { groupBy } from './grouping.ts';

/** A form of codes as a view takes it. */
interface ViewForm {
  readonly form: string;
  readonly total: string;
  readonly kinds: readonly string[];
  /** Labels of the rows without code that together are the total of the form. */
  readonly totalRows: readonly string[];
}

const expenditure: ViewForm = {
  form: 'gk03',
  total: '本年支出合计',
  kinds: ['基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
  totalRows: ['合计'],
};
const basicExpenditure: ViewForm = {
  form: 'gk06',
  total: '决算数',
  kinds: [],
  totalRows: ['人员经费合计', '公用经费合计'],
};

/** Rows of fiscal-functional.csv of a document. */
export function functionalRows(result: DocumentResult): readonly Row[] {
  return viewRows(result, expenditure);
}

/** Rows of fiscal-economic.csv of a document. */
export function economicRows(result: DocumentResult): readonly Row[] {
  return viewRows(result, basicExpenditure);
}

/** Unit after unit of the report: no row is a total of others in it. */
function viewRows(result: DocumentResult, view: ViewForm): readonly Row[] {
  const amounts = result.fields.filter(
    (field) => field.form === view.form && field.value !== null && toYuan(field.value, field.unit) !== '',
  );
  const ids = identifyFields(result.documentId, result.fields);
  return [...groupBy(amounts, (field) => field.part).values()].flatMap((fields) => {
    const totals = view.totalRows.flatMap((label) => findCell(fields, '', label, view.total) ?? []);
    const all = totals.length === view.totalRows.length ? totals : [];
    const { rows, complete } = summableRows(codeRows(fields, view), all);
    return rows.map((row) => ({
      ...rowOf(row),
      field_id: ids.get(row.field.key) ?? '',
      document_id: result.documentId,
      complete: String(complete),
    }));
  });
}

/** What stands twice counts once, where it stands first. */
function findCell(
  fields: readonly AssessedField[],
  code: string,
  label: string | null,
  measure: string,
): AssessedField | undefined {
  return fields.find(
    (field) =>
      field.rowCode === code && field.measure === measure && (label === null || field.rowLabel === label),
  );
}

function codeRows(fields: readonly AssessedField[], { total, kinds }: ViewForm): readonly CodeRow[] {
  const byCode = groupBy(
    fields.filter((field) => field.rowCode !== ''),
    (field) => field.rowCode,
  );
  return [...byCode].map(([code, own]) => ({
    code,
    label: own[0]?.rowLabel ?? '',
    total: findCell(own, code, null, total) ?? null,
    kinds: kinds.flatMap((kind) => findCell(own, code, null, kind) ?? []),
  }));
}

function rowOf({ field, path, isKind }: SummableRow): Row {
  const levels = path.flatMap(({ code, label }) => {
    const depth = depthOf(code);
    return [
      [`level${depth}_code`, code],
      [`level${depth}_label`, label],
    ];
  });
  return {
    ...Object.fromEntries(levels),
    entity: field.entity,
    fiscal_year: field.fiscalYear,
    phase: field.phase,
    direction: 'expenditure',
    kind: isKind ? field.measure : '',
    amount_cny: toYuan(field.value ?? '', field.unit),
    accepted: String(field.accepted),
  };
}
