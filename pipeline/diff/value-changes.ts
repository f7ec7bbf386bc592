import type { CsvRecord } from '../results/csv-stream.ts';

/** What a difference between two folders of results is about. */
export const changeKinds = [
  'document-added',
  'document-removed',
  'document-changed',
  'value-added',
  'value-removed',
  'value-changed',
  'assessment-changed',
  'description-changed',
  'check-added',
  'check-removed',
  'check-changed',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One difference. */
export interface Change {
  readonly kind: ChangeKind;
  /** The value or check on either side, null where it is not there; documents have their lines of the manifest. */
  readonly old: CsvRecord | null;
  readonly new: CsvRecord | null;
  /** What differs, by column; for what was added or removed, what it says. */
  readonly columns: readonly ColumnChange[];
}

export interface ColumnChange {
  readonly column: string;
  readonly old: string;
  readonly new: string;
}

/** What makes a value the same value in two results; the field_id does not, it changes with the bytes. */
export const keyColumns = [
  'form',
  'row_code',
  'row_label',
  'measure',
  'occurrence',
  'period',
  'basis',
] as const;
const valueColumns = ['value', 'qualifier', 'unit', 'state'] as const;
const assessmentColumns = ['confidence', 'accepted', 'flags'] as const;
const descriptionColumns = ['entity', 'fiscal_year', 'phase', 'level', 'raw', 'method'] as const;
const checkColumns = ['status', 'expected', 'actual', 'residual', 'tolerance', 'unit'] as const;

/** What one document's values and checks differ in, in the order of the new document, what is gone last. */
export function compareDocuments(
  old: { readonly fields: readonly CsvRecord[]; readonly checks: readonly CsvRecord[] },
  next: { readonly fields: readonly CsvRecord[]; readonly checks: readonly CsvRecord[] },
): readonly Change[] {
  const forms = matchTables(old.fields, next.fields);
  const keyOfNew = (field: CsvRecord) => keyOf(field, '');
  const keyOfOld = (field: CsvRecord) => keyOf(field, forms.get(field.get('form') ?? '') ?? '');
  const fields = pairRows(old.fields, next.fields, keyOfOld, keyOfNew);
  const oldKeys = new Map(old.fields.map((field) => [field.get('field_id') ?? '', keyOfOld(field)]));
  const newKeys = new Map(next.fields.map((field) => [field.get('field_id') ?? '', keyOfNew(field)]));
  const checks = pairRows(
    old.checks,
    next.checks,
    (check) => checkKey(check, oldKeys, forms),
    (check) => checkKey(check, newKeys, new Map()),
  );
  return [
    ...fields.flatMap(([before, after]) => compareFields(before, after)),
    ...checks.flatMap(([before, after]) =>
      compareColumns(['check-added', 'check-removed', 'check-changed'], before, after, checkColumns),
    ),
  ];
}

type RowPair = readonly [old: CsvRecord | null, next: CsvRecord | null];

/** Rows with the same key, in the order of the new ones; several of one key in their order; then what is gone. */
function pairRows(
  olds: readonly CsvRecord[],
  news: readonly CsvRecord[],
  keyOfOld: (row: CsvRecord) => string,
  keyOfNew: (row: CsvRecord) => string,
): readonly RowPair[] {
  const waiting = new Map<string, CsvRecord[]>();
  for (const row of olds) {
    const key = keyOfOld(row);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [row]);
    else same.push(row);
  }
  const pairs: RowPair[] = [];
  const left = new Set(olds);
  for (const row of news) {
    const before = waiting.get(keyOfNew(row))?.shift() ?? null;
    if (before !== null) left.delete(before);
    pairs.push([before, row]);
  }
  for (const row of left) pairs.push([row, null]);
  return pairs;
}

function keyOf(field: CsvRecord, form: string): string {
  const cells = keyColumns.map((column) => field.get(column) ?? '');
  return JSON.stringify(form === '' ? cells : [form, ...cells.slice(1)]);
}

/** A check is the same where it compares the same values; one without values where it says the same of the same forms. */
function checkKey(
  check: CsvRecord,
  keys: ReadonlyMap<string, string>,
  forms: ReadonlyMap<string, string>,
): string {
  const fields = (check.get('field_ids') ?? '').split(';').map((id) => keys.get(id) ?? '');
  const tables = (check.get('tables') ?? '').split(';').map((form) => forms.get(form) ?? form);
  return JSON.stringify([check.get('kind') ?? '', tables, fields.sort()]);
}

const ownForm = /^t\d+$/u;

/**
 * Tables of no known form are named by their place (t3): one table more before them and all are others. The old ones by the
 * name of the new one that most of their values have in common; each once.
 */
function matchTables(olds: readonly CsvRecord[], news: readonly CsvRecord[]): ReadonlyMap<string, string> {
  const holders = new Map<string, Set<string>>();
  for (const field of news) {
    const form = field.get('form') ?? '';
    if (!ownForm.test(form)) continue;
    const key = keyOf(field, '*');
    holders.set(key, (holders.get(key) ?? new Set()).add(form));
  }
  const votes = new Map<string, number>();
  for (const field of olds) {
    const form = field.get('form') ?? '';
    if (!ownForm.test(form)) continue;
    for (const holder of holders.get(keyOf(field, '*')) ?? []) {
      const pair = `${form} ${holder}`;
      votes.set(pair, (votes.get(pair) ?? 0) + 1);
    }
  }
  const matched = new Map<string, string>();
  const taken = new Set<string>();
  // Of two that have as much in common the one that keeps its name.
  const isSame = (pair: string) => Number(pair.split(' ')[0] === pair.split(' ')[1]);
  for (const [pair] of [...votes].sort((a, b) => b[1] - a[1] || isSame(b[0]) - isSame(a[0]))) {
    const [before = '', after = ''] = pair.split(' ');
    if (matched.has(before) || taken.has(after)) continue;
    matched.set(before, after);
    taken.add(after);
  }
  // What has nothing in common with any new table must not meet one by chance of its name.
  for (const field of olds) {
    const form = field.get('form') ?? '';
    if (ownForm.test(form) && !matched.has(form)) matched.set(form, `${form} (old)`);
  }
  return matched;
}

function compareFields(before: CsvRecord | null, after: CsvRecord | null): readonly Change[] {
  // Of words the value is what is printed; beside a figure that changed its print says nothing new.
  const isText = before?.get('state') === 'text' || after?.get('state') === 'text';
  const values = compareColumns(
    ['value-added', 'value-removed', 'value-changed'],
    before,
    after,
    isText ? [...valueColumns, 'raw'] : valueColumns,
  );
  if (before === null || after === null) return values;
  const told = descriptionColumns.filter((column) => column !== 'raw' || (values.length === 0 && !isText));
  return [
    ...values,
    ...compareColumns(changed('assessment-changed'), before, after, assessmentColumns),
    ...compareColumns(changed('description-changed'), before, after, told),
  ];
}

type Kinds = readonly [added: ChangeKind, removed: ChangeKind, changed: ChangeKind];
const changed = (kind: ChangeKind): Kinds => [kind, kind, kind];

function compareColumns(
  [added, removed, altered]: Kinds,
  before: CsvRecord | null,
  after: CsvRecord | null,
  columns: readonly string[],
): readonly Change[] {
  const found = columns
    .map((column) => ({ column, old: before?.get(column) ?? '', new: after?.get(column) ?? '' }))
    .filter((change) => !saysSame(change.column, change.old, change.new));
  if (before === null) return [{ kind: added, old: before, new: after, columns: found }];
  if (after === null) return [{ kind: removed, old: before, new: after, columns: found }];
  return found.length === 0 ? [] : [{ kind: altered, old: before, new: after, columns: found }];
}

const figures = new Set(['value', 'expected', 'actual', 'residual', 'tolerance']);

/** Figures are the same whatever zeros stand at their end (140.80, 140.8); `raw` tells how they were printed. */
function saysSame(column: string, left: string, right: string): boolean {
  if (left === right) return true;
  return figures.has(column) && left !== '' && right !== '' && plainFigure(left) === plainFigure(right);
}

function plainFigure(text: string): string {
  return /^-?\d+\.\d+$/u.test(text) ? text.replace(/\.?0+$/u, '') : text;
}
