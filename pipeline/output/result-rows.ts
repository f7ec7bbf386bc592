import { toYuan } from '../../normalizers/unit.ts';
import type { Check } from '../../schemas/check.ts';
import type { FileSpec } from '../../schemas/columns.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult, Row } from '../../schemas/ports.ts';
import { identifyChecks, identifyFields } from './field-identity.ts';
import { sortFields } from './field-order.ts';

/** Decimals of a confidence in the files. */
const confidencePlaces = 4;

/** The rows of fields.csv of a document, in its order. */
export function* fieldRows(result: DocumentResult): Generator<Row> {
  const ids = identifyFields(result.documentId, result.fields);
  for (const field of sortFields(result)) yield fieldRow(result, field, ids.get(field.key) ?? '');
}

/** The rows of checks.csv of a document, in its order. */
export function* checkRows(result: DocumentResult): Generator<Row> {
  const ids = identifyFields(result.documentId, result.fields);
  const checkIds = identifyChecks(result.documentId, result.checks);
  for (const [index, check] of result.checks.entries())
    yield checkRow(result, check, checkIds[index] ?? '', ids);
}

/** The cells of a row in the order of the columns of its file. */
export function cellsInOrder(file: FileSpec, row: Row): readonly string[] {
  return file.columns.map((column) => row[column.name] ?? '');
}

function fieldRow(result: DocumentResult, field: AssessedField, id: string): Row {
  return {
    field_id: id,
    document_id: result.documentId,
    source: result.source,
    entity: field.entity,
    fiscal_year: field.fiscalYear,
    form: field.form,
    table_id: field.tableId,
    row: textOf(field.row),
    col: textOf(field.column),
    location: field.location,
    page: textOf(field.page),
    bbox: field.bbox === null ? '' : field.bbox.join(' '),
    row_code: field.rowCode,
    row_label: field.rowLabel,
    level: textOf(field.level),
    measure: field.measure,
    occurrence: String(field.occurrence),
    phase: field.phase,
    period: field.period,
    basis: field.basis,
    raw: field.raw,
    value: field.value ?? '',
    qualifier: field.qualifier,
    state: field.state,
    unit: field.unit,
    amount_cny: field.value === null ? '' : toYuan(field.value, field.unit),
    confidence: field.confidence.toFixed(confidencePlaces),
    accepted: String(field.accepted),
    flags: field.flags.join(';'),
    method: field.method,
  };
}

function checkRow(result: DocumentResult, check: Check, id: string, ids: ReadonlyMap<string, string>): Row {
  return {
    check_id: id,
    document_id: result.documentId,
    source: result.source,
    kind: check.kind,
    tables: check.forms.join(';'),
    expected: check.expected,
    actual: check.actual,
    residual: check.residual,
    tolerance: check.tolerance,
    unit: check.unit,
    status: check.status,
    field_ids: check.fieldKeys.flatMap((key) => ids.get(key) ?? []).join(';'),
    explanation: check.explanation,
    explanation_zh: check.explanationZh,
  };
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}
