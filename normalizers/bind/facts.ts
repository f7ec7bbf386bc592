import type { Field } from '../../schemas/field.ts';
import type { Fact, Statement } from '../../schemas/statement.ts';

/** Of whom and when the statements speak, where they do not say otherwise. */
export interface Speaker {
  readonly entity: string;
  /** Four digits, '' if unknown. */
  readonly fiscalYear: string;
}

/** How sure a stated figure belongs to its item: with a printed unit, and without one. */
const boundWithUnit = 1;
const boundWithoutUnit = 0.9;

/**
 * Every figure that a sentence states as a field of form `narrative`, in reading order; values and units stay as printed.
 * Keys are left empty: bind numbers the fields of the whole document.
 * @returns [] for no statements
 */
export function factFields(statements: readonly Statement[], speaker: Speaker): Field[] {
  const occurrences = new Map<string, number>();
  const fields: Field[] = [];
  for (const statement of statements) {
    for (const fact of statement.facts) {
      const place = `${fact.rowLabel}\u001f${fact.measure}`;
      const occurrence = (occurrences.get(place) ?? 0) + 1;
      occurrences.set(place, occurrence);
      fields.push(factField(fact, statement, speaker, occurrence));
    }
  }
  return fields;
}

function factField(fact: Fact, statement: Statement, speaker: Speaker, occurrence: number): Field {
  return {
    key: '',
    entity: speaker.entity,
    fiscalYear: speaker.fiscalYear,
    form: 'narrative',
    tableId: '',
    part: 1,
    row: null,
    column: null,
    location: statement.location,
    page: statement.page,
    bbox: null,
    rowCode: '',
    rowLabel: fact.rowLabel,
    level: null,
    measure: fact.measure,
    occurrence,
    phase: fact.measure === '预算数' ? fact.stage : fact.measure === '决算数' ? '决算' : '',
    period: periodOf(fact, speaker.fiscalYear),
    basis: fact.basis,
    raw: fact.raw,
    value: fact.value,
    qualifier: fact.qualifier,
    state: 'number',
    unit: fact.unit,
    reading: statement.reading ?? 1,
    binding: fact.unit === '' ? boundWithoutUnit : boundWithUnit,
    flags: [],
    method: statement.reading === undefined ? 'text' : 'ocr',
    factId: fact.id,
    origin: '',
    ...(statement.reading === undefined ? {} : { candidates: [] }),
  };
}

/** The year a figure speaks of: the one its clause names, else the report's, moved for 上年. */
function periodOf(fact: Fact, fiscalYear: string): string {
  if (fact.year !== null) return fact.year;
  if (!/^\d{4}$/u.test(fiscalYear)) return '';
  return String(Number(fiscalYear) + fact.yearOffset);
}
