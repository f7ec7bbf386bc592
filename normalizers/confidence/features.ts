import Big from 'big.js';
import type { Check, CheckKind } from '../../schemas/check.ts';
import type { Field } from '../../schemas/field.ts';

/** What the checks say of one field. */
export interface Testimony {
  /** Identities that hold and in which it stands. */
  readonly passing: readonly Check[];
  /** Identities that do not hold. */
  readonly failing: readonly Check[];
}

/** Kinds that testify to a value: a name that fits a code, or a table that is there, says nothing of an amount. */
const testifying: ReadonlySet<CheckKind> = new Set<CheckKind>([
  'column-sum',
  'row-sum',
  'hierarchy',
  'balance',
  'cross-table',
  'narrative',
  'ratio',
  'difference',
]);

const nothing: Testimony = { passing: [], failing: [] };

/** Field key → what the checks say of it, in one pass; a field of no check is not in it. */
export function hearTestimony(checks: readonly Check[]): Map<string, Testimony> {
  const heard = new Map<string, { passing: Check[]; failing: Check[] }>();
  for (const check of checks) {
    if (check.status === 'skipped') continue;
    for (const key of new Set(check.fieldKeys)) {
      let entry = heard.get(key);
      if (entry === undefined) {
        entry = { passing: [], failing: [] };
        heard.set(key, entry);
      }
      (check.status === 'fail' ? entry.failing : entry.passing).push(check);
    }
  }
  return heard;
}

/** How many independent identities confirm a value; a bound that holds with room to spare does not. */
export function confirmations({ passing }: Testimony): number {
  return passing.filter((check) => testifying.has(check.kind) && isTight(check)).length;
}

/**
 * How many identities confirm every digit of an amount: a percentage, or a sum that only holds but for rounding, would
 * hold as well with another last digit, which is what pictures are misread by.
 */
export function exactConfirmations({ passing }: Testimony): number {
  return passing.filter(({ kind, residual }) => testifying.has(kind) && kind !== 'ratio' && isZero(residual))
    .length;
}

function isZero(residual: string): boolean {
  return residual !== '' && new Big(residual).eq(0);
}

function isTight({ residual, tolerance, kind }: Check): boolean {
  if (kind === 'ratio' || residual === '') return true;
  return new Big(residual).abs().lte(tolerance === '' ? 0 : tolerance);
}

/** One line of the evidence on a field, in both languages. */
export interface Evidence {
  readonly checkId: string;
  readonly en: string;
  readonly zh: string;
}

/**
 * What speaks for and against a field, in words: the checks it stands in, and where a recovered value comes from.
 * Both lists are empty where nothing was tried with it.
 */
export function explainField(
  field: Field,
  checks: readonly Check[],
): { readonly for: readonly Evidence[]; readonly against: readonly Evidence[] } {
  const { passing, failing } = hearTestimony(checks).get(field.key) ?? nothing;
  const wordsOf = ({ id, explanation, explanationZh }: Check): Evidence => ({
    checkId: id,
    en: explanation,
    zh: explanationZh,
  });
  const origin = field.origin === '' ? [] : [{ checkId: '', en: field.origin, zh: field.origin }];
  return { for: [...origin, ...passing.map(wordsOf)], against: failing.map(wordsOf) };
}
