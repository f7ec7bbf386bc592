import type { Check } from '../../schemas/check.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { BoundTable, DocumentResult } from '../../schemas/ports.ts';
import type { Fact, Statement } from '../../schemas/statement.ts';
import type { Cell } from '../../schemas/table.ts';
import { identifyChecks, identifyFields } from './field-identity.ts';
import { LazyList, printJsonPieces } from './json-text.ts';

/** The whole document, keys as CONTRACT.md names them (schemas/document-file.ts), described as it is printed: pieces of JSON. */
export function printDocument(result: DocumentResult): Iterable<string> {
  return printJsonPieces(describeDocument(result));
}

function describeDocument(result: DocumentResult): object {
  const ids = identifyFields(result.documentId, result.fields);
  const checkIds = identifyChecks(result.documentId, result.checks);
  const stated = new Map<string, { readonly id: string; readonly period: string }>();
  for (const field of result.fields) {
    if (field.form !== 'narrative' || field.factId === null || stated.has(field.factId)) continue;
    stated.set(field.factId, { id: ids.get(field.key) ?? '', period: field.period });
  }
  return {
    document_id: result.documentId,
    source: result.source,
    sha256: result.sha256,
    media_type: result.mediaType,
    title: result.title,
    entity: result.entity,
    fiscal_year: result.fiscalYear,
    document_type: result.documentType,
    entity_raw: result.entityRaw,
    entity_confidence: result.entityConfidence,
    fiscal_year_confidence: result.fiscalYearConfidence,
    region: result.region,
    pages: result.pages,
    tables: new LazyList(result.tables, describeTable),
    statements: new LazyList(result.statements, (statement) => describeStatement(statement, stated)),
    checks: new LazyList(result.checks, (check, index) => describeCheck(check, checkIds[index] ?? '', ids)),
    provenance: new LazyList(
      result.fields.filter((field) => field.origin !== ''),
      (field) => describeOrigin(field, ids),
    ),
    warnings: result.findings,
    attachments: result.attachments,
  };
}

function describeTable(table: BoundTable): object {
  return {
    id: table.id,
    form: table.form,
    title: table.title,
    unit: table.unit,
    entity: table.entity,
    pages: table.pages,
    header_rows: table.headerRows,
    rows: table.rows,
    columns: table.columns,
    mark: table.mark,
    part: table.part,
    rebuilt: table.rebuilt,
    location: table.location,
    notes: table.notes,
    cells: new LazyList(table.cells, (cell) => describeCell(table, cell)),
  };
}

function describeCell(table: BoundTable, cell: Cell): object {
  return {
    row: cell.row,
    column: cell.column,
    row_span: cell.rowSpan,
    column_span: cell.columnSpan,
    text: cell.text,
    // What was rebuilt stands on no page.
    page: table.rebuilt ? null : cell.page,
    bbox: cell.bbox,
    location: cell.location,
    confidence: cell.confidence,
    flags: cell.flags,
    role: cell.role,
    ...(cell.read === undefined ? {} : { read: cell.read }),
  };
}

/** The field that a fact became: its id and the year it speaks of, by fact id. */
type StatedFields = ReadonlyMap<string, { readonly id: string; readonly period: string }>;

function describeStatement(statement: Statement, stated: StatedFields): object {
  return {
    id: statement.id,
    quote: statement.quote,
    location: statement.location,
    page: statement.page,
    headings: statement.headings,
    facts: statement.facts.map((fact) => describeFact(fact, stated)),
  };
}

function describeFact(fact: Fact, stated: StatedFields): object {
  const field = stated.get(fact.id);
  return {
    id: fact.id,
    row_label: fact.rowLabel,
    measure: fact.measure,
    value: fact.value,
    unit: fact.unit,
    basis: fact.basis,
    period: field?.period ?? fact.year ?? '',
    qualifier: fact.qualifier,
    field_id: field?.id ?? null,
    raw: fact.raw,
  };
}

function describeCheck(check: Check, id: string, ids: ReadonlyMap<string, string>): object {
  return {
    check_id: id,
    kind: check.kind,
    tables: check.forms,
    expected: check.expected,
    actual: check.actual,
    residual: check.residual,
    tolerance: check.tolerance,
    unit: check.unit,
    status: check.status,
    field_ids: check.fieldKeys.flatMap((key) => ids.get(key) ?? []),
    explanation: check.explanation,
    explanation_zh: check.explanationZh,
  };
}

/** Where a value comes from that the table itself does not show. */
function describeOrigin(field: AssessedField, ids: ReadonlyMap<string, string>): object {
  return {
    field_id: ids.get(field.key) ?? '',
    form: field.form,
    row_label: field.rowLabel,
    measure: field.measure,
    method: field.method,
    fact: field.factId,
    origin: field.origin,
  };
}
