import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Field } from '../../schemas/field.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ColumnDefinition, FormDefinition, RowDefinition } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import { canonicalLabel } from '../text.ts';
import { isMoney } from '../unit.ts';
import { namedRows, standsUnder } from './named-rows.ts';
import { formPresence, type PresenceEvidence } from './presence.ts';
import { buildTable, type Row } from './rebuilt-table.ts';

/** What lost forms are rebuilt from. */
export interface RebuildContext extends PresenceEvidence {
  readonly entity: string;
  readonly fiscalYear: string;
  readonly documentUnit: string;
}

/** Tables and fields that the carrier lost, put back without values. */
export interface Rebuilt {
  readonly tables: readonly BoundTable[];
  /** All of state `missing`; reconcile fills them. Keys are left empty. */
  readonly fields: readonly Field[];
  readonly findings: readonly Finding[];
}

/**
 * Rebuilds the forms of final accounts whose cells are lost, or that the contents announce and the document lacks: their known
 * rows of the year and the rows that the text names, every value `missing`.
 * A table that stands in the document, blank or not, is never touched.
 * @returns empty lists where nothing is lost
 */
export function rebuildForms(
  forms: readonly FormDefinition[],
  classification: Classification,
  context: RebuildContext,
): Rebuilt {
  const presence = formPresence(forms, context);
  const tables: BoundTable[] = [];
  const fields: Field[] = [];
  const findings: Finding[] = [];
  let number = lastTableNumber(context.tables);
  for (const form of forms) {
    const { how, page } = presence.get(form.id) ?? { how: 'none', page: null };
    if (how !== 'present' && how !== 'empty' && context.announced.includes(form.id)) {
      findings.push(notThere(form, how === 'lost'));
    }
    if (how === 'present' || how === 'none') continue;
    const rows = how === 'empty' ? emptyRows(form) : rowsOf(form, how === 'lost', classification, context);
    const columns = columnsOf(form, context);
    if (rows.length === 0 || columns.length === 0) continue;
    number += 1;
    const built = buildTable(form, `t${number}`, rows, columns, {
      entity: context.entity,
      fiscalYear: context.fiscalYear,
      unit: unitOf(form, context),
      page,
      isEmpty: how === 'empty',
    });
    tables.push(built.table);
    fields.push(...built.fields);
    findings.push({
      code: 'form-rebuilt',
      message: `${form.title} (${form.id}) was rebuilt from the form's own rows: ${
        how === 'empty'
          ? 'it is printed empty'
          : how === 'lost'
            ? 'its cells are lost'
            : 'the document does not hold it'
      }.`,
      page: null,
      location: '',
    });
  }
  return { tables, fields, findings };
}

function notThere(form: FormDefinition, remains: boolean): Finding {
  return {
    code: 'table-announced-missing',
    message: `The list of contents announces ${form.title} (${form.id}); ${
      remains ? 'only remains of it stand in the document' : 'it is not in the document'
    }.`,
    page: null,
    location: '',
  };
}

function lastTableNumber(tables: readonly BoundTable[]): number {
  return tables.reduce((last, { id }) => {
    const found = /^t(\d+)$/u.exec(id);
    return found ? Math.max(last, Number(found[1])) : last;
  }, 0);
}

/** Years that print a row, as a number, null where the year is unknown. */
export function yearOf(fiscalYear: string): number | null {
  return /^\d{4}$/u.test(fiscalYear) ? Number(fiscalYear) : null;
}

/** Whether a form prints the row in the year; an unknown year gets the rows of today. */
export function isPrintedIn(row: RowDefinition, year: number | null): boolean {
  if (year === null) return row.until === undefined;
  return (row.from === undefined || year >= row.from) && (row.until === undefined || year <= row.until);
}

function rowsOf(
  form: FormDefinition,
  remains: boolean,
  classification: Classification,
  context: RebuildContext,
): Row[] {
  const year = yearOf(context.fiscalYear);
  const fixed = form.rows
    .filter((row) => row.optional !== true && isPrintedIn(row, year))
    .filter(
      // of an absent form with blocks of codes only the sums are known to have stood there
      (row) => form.layout !== 'code-blocks' || remains || row.code === undefined,
    )
    .map((row) => fixedRow(form, row));
  const named = namedRows(form, context.statements, classification, year)
    .filter(({ code, label }) => !fixed.some((row) => sameRow(row, code, label)))
    .map((row) => ({ ...row, side: null }));
  const rows = [...fixed, ...named];
  if (form.layout === 'single-row' && rows.length === 0) {
    return [{ code: '', label: '', level: null, side: null }];
  }
  if (form.layout === 'code-rows' && !rows.some(({ code }) => code === '')) {
    return [{ code: '', label: '合计', level: 0, side: null }, ...rows];
  }
  return rows;
}

/** The one row that an empty form is sure to have printed: its sum, or that of a single row. */
function emptyRows(form: FormDefinition): Row[] {
  if (form.layout === 'single-row') return [{ code: '', label: '', level: null, side: null }];
  return form.layout === 'code-rows' ? [{ code: '', label: '合计', level: 0, side: null }] : [];
}

function sameRow(row: Row, code: string, label: string): boolean {
  return code === '' ? row.label === label : row.code === code;
}

const levelByCode: Readonly<Record<number, 1 | 2 | 3>> = { 3: 1, 5: 2, 7: 3 };

function fixedRow(form: FormDefinition, row: RowDefinition): Row {
  const code = row.code ?? '';
  const level = form.classification === null ? null : (levelByCode[code.length] ?? 0);
  return { code, label: row.label, level, side: row.side ?? null };
}

/** Columns of the form; an optional one only where the document's own words speak of it. */
function columnsOf(form: FormDefinition, context: RebuildContext): ColumnDefinition[] {
  return form.columns.filter((column) => column.optional !== true || isNamed(column, context));
}

/** 财政拨款 at the end of a column's name is often left out in running text. */
const dispensable = /财政拨款$/u;

function isNamed(column: ColumnDefinition, context: RebuildContext): boolean {
  const leaf = column.measure.split('/').at(-1) ?? '';
  const word = canonicalLabel(leaf).replace(dispensable, '');
  return context.reconstruction.blocks.some(
    ({ kind, text }) => kind !== 'artifact' && canonicalLabel(text).includes(word),
  );
}

/** The money unit in which the text states the form's cells; else the document's, else the template's. */
function unitOf(form: FormDefinition, context: RebuildContext): string {
  const conditions = [...form.stated, ...form.statedRows];
  const stating = context.statements.filter((statement) =>
    conditions.some((condition) => standsUnder(statement, condition)),
  );
  return (
    mostFrequentUnit(stating) || mostFrequentUnit(context.statements) || context.documentUnit || form.unit
  );
}

function mostFrequentUnit(statements: readonly Statement[]): string {
  const counts = new Map<string, number>();
  for (const { facts } of statements) {
    for (const { unit } of facts) {
      if (isMoney(unit)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  let usual = '';
  for (const [unit, times] of counts) if (times > (counts.get(usual) ?? 0)) usual = unit;
  return usual;
}
