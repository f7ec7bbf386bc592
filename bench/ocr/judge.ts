import { streamRecords } from '../../pipeline/results/csv-stream.ts';
import type { Truth, TruthField } from '../variants/truth.ts';

/** A row of fields.csv as far as it is judged. */
export interface Row {
  readonly table: string;
  readonly code: string;
  readonly label: string;
  readonly column: string;
  readonly raw: string;
  readonly value: string;
  readonly state: string;
  readonly unit: string;
  readonly confidence: number;
  readonly accepted: boolean;
  readonly flags: readonly string[];
  readonly method: string;
}

/** An amount that is printed, or one that was given and is not; and what is said of it. */
export interface Judged {
  readonly document: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** What is printed, canonical; null where nothing is. */
  readonly truth: string | null;
  /** What was read there, before any reconciliation; null where nothing that is a number. */
  readonly read: string | null;
  /** What came out; null where nothing did. */
  readonly value: string | null;
  readonly given: Row | null;
  /** Where nothing came out: a doubted value of this amount that stands under another row or column, or in a table of no known form. */
  readonly elsewhere?: Row;
}

/** Flags by which a value asks for eyes, as the scorer of final accounts counts them. */
const doubts: ReadonlySet<string> = new Set([
  'low-confidence',
  'sum-mismatch',
  'cross-table-mismatch',
  'narrative-mismatch',
  'ratio-mismatch',
  'source-error',
  'repaired',
]);
/** The level below which a confidence is doubt (CONTRACT: low-confidence). */
const doubtLevel = 0.9;

/** Whether eyes are asked for. */
export function isDoubted({ confidence, flags }: Row): boolean {
  return confidence < doubtLevel || flags.some((flag) => doubts.has(flag));
}

/** The rows of a results folder's fields.csv by source. */
export async function readRows(file: string): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>();
  for await (const record of streamRecords(file)) {
    const get = (name: string): string => record.get(name) ?? '';
    const source = get('source').split('/').at(-1) ?? '';
    const list = rows.get(source) ?? [];
    if (list.length === 0) rows.set(source, list);
    list.push({
      table: get('form'),
      code: get('row_code'),
      label: get('row_label'),
      column: get('measure'),
      raw: get('raw'),
      value: get('value'),
      state: get('state'),
      unit: get('unit'),
      confidence: Number(get('confidence')),
      accepted: get('accepted') === 'true',
      flags: get('flags').split(';').filter(Boolean),
      method: get('method'),
    });
  }
  return rows;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s“”"'‘’《》]/gu, '')
    .replace(/[[【〔]/gu, '(')
    .replace(/[\]】〕]/gu, ')');

/** A decimal without separators, leading or trailing zeros; null for what is none. */
export function canonical(text: string): string | null {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/u.exec(text.normalize('NFKC').replace(/[\s,，]/gu, ''));
  if (!found || !(found[2] || found[3])) return null;
  const whole = (found[2] ?? '').replace(/^0+/u, '') || '0';
  const part = (found[3] ?? '').replace(/0+$/u, '');
  const digits = part === '' ? whole : `${whole}.${part}`;
  return found[1] === '-' && digits !== '0' ? `-${digits}` : digits;
}

/**
 * Amounts of the forms of one document: every printed one, then every one that was given where nothing is printed. Rows
 * are found by code, else by label, cells by measure; where a key stands more than once, equal values first.
 */
export function judgeAmounts(truth: Truth, rows: readonly Row[]): Judged[] {
  const own = rows.filter(({ table }) => /^gk0\d$/u.test(table));
  const fields = truth.fields.filter(({ table }) => /^gk0\d$/u.test(table));
  const pairs = pair(fields, own);
  const used = new Set(pairs.values());
  const of = (
    table: string,
    row: string,
    column: string,
    printed: string | null,
    given: Row | null,
  ): Judged => ({
    document: truth.id,
    table,
    row,
    column,
    truth: printed,
    // what was not read but worked out has no raw text
    read: given ? canonical(given.raw) : null,
    value: given && given.value !== '' ? canonical(given.value) : null,
    given,
  });
  const printed = fields
    .filter((field) => field.state === 'printed' && !field.optional)
    .map((field) => {
      const amount = field.blank ? null : canonical(field.value ?? '');
      return of(
        field.table,
        field.row_code || field.row_label,
        field.column,
        amount,
        pairs.get(field) ?? null,
      );
    });
  const found = elsewhere(printed, rows, used);
  const covered = new Set(fields.map(({ table }) => table));
  const extra = own
    // a table that the document lacks may be told by its text
    .filter((row) => !used.has(row) && row.value !== '' && (covered.has(row.table) || isRead(row)))
    .filter((row) => !(truth.optional_rows ?? []).some((other) => isSameRow(other, row)))
    .map((row) => of(row.table, row.code || row.label, row.column, null, row));
  const told = printed.map((one) => {
    const place = found.get(one);
    return place === undefined ? one : { ...one, elsewhere: place };
  });
  return [...told.filter((one) => one.truth !== null || one.value !== null), ...extra];
}

/**
 * Amounts that are not in their place, but in the output: read, doubted, and in a table of the same form or of none. Each value
 * stands for one amount; a zero is looked for in its own form only: elsewhere one may be anybody’s.
 */
function elsewhere(
  printed: readonly Judged[],
  rows: readonly Row[],
  used: ReadonlySet<Row>,
): ReadonlyMap<Judged, Row> {
  const free = new Map<string, Row[]>();
  for (const row of rows) {
    if (used.has(row) || row.table === 'narrative' || !isRead(row) || !isDoubted(row)) continue;
    const value = canonical(row.value);
    if (value !== null) free.set(value, [...(free.get(value) ?? []), row]);
  }
  const places = new Map<Judged, Row>();
  for (const isOwnForm of [true, false])
    for (const one of printed) {
      if (one.truth === null || one.value !== null || places.has(one)) continue;
      const left = free.get(one.truth) ?? [];
      const isPlace = ({ table }: Row) =>
        isOwnForm ? table === one.table : one.truth !== '0' && !/^gk0\d$/u.test(table);
      const place = left.find(isPlace);
      if (place === undefined) continue;
      places.set(one, place);
      free.set(
        one.truth,
        left.filter((row) => row !== place),
      );
    }
  return places;
}

const isRead = ({ method }: Row): boolean => method === 'text' || method === 'ocr';

function isSameRow(other: { table: string; row_label: string; value: string }, row: Row): boolean {
  return (
    other.table === row.table &&
    plain(other.row_label) === plain(row.label) &&
    canonical(other.value) === canonical(row.value)
  );
}

function pair(fields: readonly TruthField[], rows: readonly Row[]): Map<TruthField, Row> {
  const pairs = new Map<TruthField, Row>();
  const used = new Set<Row>();
  const take = (keyOfField: (field: TruthField) => string, keyOfRow: (row: Row) => string): void => {
    const byKey = new Map<string, Row[]>();
    for (const row of rows)
      if (!used.has(row) && keyOfRow(row) !== '')
        byKey.set(keyOfRow(row), [...(byKey.get(keyOfRow(row)) ?? []), row]);
    const open = fields.filter((field) => !pairs.has(field) && keyOfField(field) !== '');
    const give = (field: TruthField, row: Row | undefined): void => {
      if (!row) return;
      pairs.set(field, row);
      used.add(row);
    };
    const free = (field: TruthField): Row[] =>
      (byKey.get(keyOfField(field)) ?? []).filter((row) => !used.has(row));
    const isEqual = (field: TruthField, row: Row): boolean =>
      field.blank ? row.value === '' : canonical(row.value) === canonical(field.value ?? '');
    for (const field of open)
      give(
        field,
        free(field).find((row) => isEqual(field, row)),
      );
    for (const field of open) if (!pairs.has(field)) give(field, free(field)[0]);
  };
  const code = (text: string): string => plain(text).replace(/\D/gu, '');
  const key = (table: string, row: string, column: string): string =>
    row === '' ? '' : `${table}|${row}|${plain(column).replace(/^\/|\/$/gu, '')}`;
  take(
    (field) => key(field.table, field.row_code, field.column),
    (row) => key(row.table, code(row.code), row.column),
  );
  const label = (text: string): string => plain(text) || '-';
  take(
    (field) => (field.row_code === '' ? key(field.table, label(field.row_label), field.column) : ''),
    (row) => key(row.table, label(row.label), row.column),
  );
  take(
    (field) => (field.row_code === '' ? '' : key(field.table, label(field.row_label), field.column)),
    (row) => (code(row.code) === '' ? key(row.table, label(row.label), row.column) : ''),
  );
  return pairs;
}
