import { toYuan } from '../../normalizers/unit.ts';
import type { Check } from '../../schemas/check.ts';
import { checksFile, fieldsFile } from '../../schemas/columns.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult, OutputWriter, RunContext, RunFile, RunWriter } from '../../schemas/ports.ts';
import { rowsToCsv, tableToCsv } from '../csv-text.ts';
import { identifyChecks, identifyFields } from '../field-identity.ts';
import { sortFields } from '../field-order.ts';
import { documentTables } from '../table-layout.ts';

/** Decimals of a confidence in the files. */
const confidencePlaces = 4;

/** fields.csv and checks.csv over all documents, tables/ in the folder of each. */
export const writer: OutputWriter = {
  id: 'csv',
  formats: ['csv'],
  document: writeTables,
  parts: writeParts,
  run: openRun,
};

async function writeTables(
  result: DocumentResult,
  options: { readonly bom: boolean },
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const table of documentTables(result)) {
    files.set(`tables/${table.name}.csv`, tableToCsv(table.header, table.rows, options.bom));
  }
  return files;
}

async function writeParts(result: DocumentResult): Promise<ReadonlyMap<string, string>> {
  const ids = identifyFields(result.documentId, result.fields);
  const checkIds = identifyChecks(result.documentId, result.checks);
  return new Map([
    [
      fieldsFile.path,
      rowsToCsv(sortFields(result).map((field) => fieldRow(result, field, ids.get(field.key) ?? ''))),
    ],
    [
      checksFile.path,
      rowsToCsv(result.checks.map((check, index) => checkRow(result, check, checkIds[index] ?? '', ids))),
    ],
  ]);
}

function openRun(context: RunContext): RunWriter {
  const specs = [fieldsFile, checksFile];
  const files: readonly { path: string; header: readonly string[]; file: RunFile }[] = specs.map((spec) => ({
    path: spec.path,
    header: spec.columns.map((column) => column.name),
    file: context.open(spec.path),
  }));
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    for (const { file, header } of files) await file.write(tableToCsv(header, [], context.options.bom));
  };
  return {
    async add(record) {
      await begin();
      for (const { file, path } of files) await file.write(await record.part(path));
    },
    async end() {
      await begin();
      for (const { file } of files) await file.close();
    },
  };
}

function fieldRow(result: DocumentResult, field: AssessedField, id: string): readonly string[] {
  const cells: Readonly<Record<string, string>> = {
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
  return fieldsFile.columns.map((column) => cells[column.name] ?? '');
}

function checkRow(
  result: DocumentResult,
  check: Check,
  id: string,
  ids: ReadonlyMap<string, string>,
): readonly string[] {
  const cells: Readonly<Record<string, string>> = {
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
  return checksFile.columns.map((column) => cells[column.name] ?? '');
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}
