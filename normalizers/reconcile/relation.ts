import Big from 'big.js';
import type { CheckKind, CheckStatus } from '../../schemas/check.ts';
import { nameOf } from './field-name.ts';
import { type Ledger, unitFactor } from './ledger.ts';

/** A field with its sign in a sum. */
export interface Term {
  /** Index in the ledger. */
  readonly field: number;
  readonly sign: 1 | -1;
}

/** Words in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A linear relation that the accounts must keep: Σ left = Σ right, or Σ left ≤ Σ right. */
export interface Relation {
  readonly type: 'linear';
  /** Stable within the document. */
  readonly id: string;
  readonly kind: CheckKind;
  readonly forms: readonly string[];
  readonly relation: 'equal' | 'at-most';
  /** What is checked (a total, the first printing of a figure). */
  readonly left: readonly Term[];
  /** What it is checked against (parts, the other printing). */
  readonly right: readonly Term[];
  /** How a failure is put: a total against its parts, one figure printed twice, a bound. */
  readonly wording: 'sum' | 'same' | 'at-most' | 'stated' | 'difference';
  /**
   * Which field stands accused when nothing else explains the failure: the total of a sum, both printings of a figure,
   * the statement (and the cell where only these two speak).
   */
  readonly blame: 'left' | 'both' | 'statement';
  /** May a missing operand be computed from it? Never from a bound. */
  readonly derives: boolean;
  /** A failure is told, but not as the publisher's certain contradiction. */
  readonly soft?: Words | undefined;
  /** Parts that fall short of the total may be unlisted: then it is skipped, not failed. */
  readonly open?: boolean;
  /** A part that the form always prints was not found in the table: a failure is skipped. */
  readonly partial?: boolean;
}

/** A stated percentage: percent = Σ numerator / Σ denominator × 100. */
export interface Ratio {
  readonly type: 'ratio';
  readonly id: string;
  readonly forms: readonly string[];
  readonly percent: number;
  readonly numerator: readonly Term[];
  /** Bases it may speak of, best first. */
  readonly denominators: readonly (readonly Term[])[];
  /** Whether the first base is surely the one that is meant; if not, a miss is `skipped`. */
  readonly decisive: boolean;
  /** How the sentence words the base; '' where it does not. */
  readonly wording: string;
  /** Other stated bases: one that gives the percentage exactly is named as the one that was taken by mistake. */
  readonly others: readonly (readonly Term[])[];
}

/** What became of a relation. All decimals in `unit`. */
export interface Outcome {
  readonly status: CheckStatus;
  readonly actual: Big | null;
  readonly expected: Big | null;
  readonly residual: Big | null;
  readonly tolerance: Big | null;
  readonly unit: string;
  /** Why it was skipped, or what else there is to say. */
  readonly note: Words | null;
}

/** Values to assume instead of the ledger's. */
export type Assumption = ReadonlyMap<number, Big>;

const zero = new Big(0);
const none: Assumption = new Map();

/**
 * Tries a linear relation with exact arithmetic.
 * @returns null where there is nothing to try: no figure stands in it, or its units do not measure the same thing
 */
export function tryRelation(relation: Relation, ledger: Ledger, assumed: Assumption = none): Outcome | null {
  const unit = commonUnit(relation, ledger);
  if (unit === null) return null;
  const left = addUp(relation.left, unit, ledger, assumed);
  const right = addUp(relation.right, unit, ledger, assumed);
  const base = { actual: left.total, expected: right.total, unit };
  if (left.unknown > 0 || right.unknown > 0) {
    return { ...base, status: 'skipped', residual: null, tolerance: null, note: unknownWords };
  }
  if (left.figures + right.figures === 0) return null;
  const single = relation.left.length === 1 && relation.right.length === 1 && relation.wording !== 'sum';
  const residual = left.total.minus(right.total);
  const oneUnit = left.units.size + right.units.size === 0 || sameUnits(left.units, right.units);
  const tolerance = single ? sameTolerance(left, right, oneUnit) : left.slack.plus(right.slack);
  const outcome = { ...base, residual, tolerance, note: null };
  if (residual.eq(zero)) return { ...outcome, status: 'pass' };
  if (relation.relation === 'at-most' && residual.lt(zero)) return { ...outcome, status: 'pass' };
  if (residual.abs().lte(tolerance)) return { ...outcome, status: single ? 'pass' : 'rounding' };
  if (!assumed.size) {
    const silent = silence(relation, left, right);
    if (silent !== null) return { ...outcome, status: 'skipped', note: silent };
  }
  return { ...outcome, status: 'fail' };
}

/** Two printings of a figure: none in one unit, half a unit of the coarser in two; what was computed brings its rounding. */
function sameTolerance(left: Sum, right: Sum, oneUnit: boolean): Big {
  const printed = oneUnit ? zero : left.coarsest.gt(right.coarsest) ? left.coarsest : right.coarsest;
  return printed.plus(left.computed).plus(right.computed);
}

/** A blank that stands for a figure is not a contradiction, it is silence. */
function silence(relation: Relation, left: Sum, right: Sum): Words | null {
  if (relation.wording === 'stated' && (left.figures === 0 || right.figures === 0)) {
    return { en: 'the cell is blank', zh: '表中为空白' };
  }
  if (relation.wording === 'sum' && relation.relation === 'equal') {
    if (left.figures === 0) return { en: 'the total is blank', zh: '合计为空白' };
    if (right.figures === 0) return { en: 'none of the parts is given', zh: '各项均为空白' };
  }
  if (relation.partial) return { en: 'a column of the form was not found', zh: '有栏目未识别' };
  if (relation.open && left.total.gt(right.total)) {
    return {
      en: 'the parts named fall short of the whole, others may be unlisted',
      zh: '所列各项不足合计，可能另有未列项目',
    };
  }
  return null;
}

const unknownWords: Words = { en: 'not every figure is known', zh: '部分数据缺失' };

interface Sum {
  readonly total: Big;
  /** Operands that are not known. */
  readonly unknown: number;
  /** Operands that are figures (blanks are not). */
  readonly figures: number;
  /** Half a unit for each operand that is not zero. */
  readonly slack: Big;
  readonly coarsest: Big;
  /** Rounding that computed operands carry. */
  readonly computed: Big;
  readonly units: ReadonlySet<string>;
}

function addUp(terms: readonly Term[], unit: string, ledger: Ledger, assumed: Assumption): Sum {
  let total = zero;
  let slack = zero;
  let coarsest = zero;
  let computed = zero;
  let unknown = 0;
  let figures = 0;
  const units = new Set<string>();
  for (const { field, sign } of terms) {
    const amount = assumed.get(field) ?? ledger.amount(field);
    const entry = ledger.fields[field];
    if (amount === null || entry === undefined) {
      unknown++;
      continue;
    }
    if (entry.state !== 'blank') {
      figures++;
      units.add(entry.unit);
    }
    if (amount.eq(zero)) continue;
    const factor = unitFactor(entry.unit, unit);
    if (factor === null) {
      unknown++;
      continue;
    }
    const one = amount.times(factor);
    total = sign === 1 ? total.plus(one) : total.minus(one);
    const half = ledger.half(field).times(factor);
    slack = slack.plus(half);
    if (half.gt(coarsest)) coarsest = half;
    computed = computed.plus(ledger.slack(field).times(factor));
  }
  return { total, unknown, figures, slack, coarsest, computed, units };
}

function sameUnits(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return new Set([...a, ...b]).size <= 1;
}

/** The unit a relation is told in: that of its first figure; null where the figures do not measure the same thing. */
function commonUnit(relation: Relation, ledger: Ledger): string | null {
  let unit: string | null = null;
  for (const { field } of [...relation.left, ...relation.right]) {
    const entry = ledger.fields[field];
    if (entry === undefined || entry.state !== 'number') continue;
    if (unit === null) unit = entry.unit;
    else if (unitFactor(entry.unit, unit) === null) return null;
  }
  return unit;
}

const hundred = new Big(100);

/**
 * Recomputes a stated percentage from the stated amounts.
 * Within half a unit of its last digit, widened by the rounding of the amounts, it passes; within one unit it is
 * `rounding` (truncated, or balanced to 100); a base of 0 is skipped.
 * @returns null where its amounts are not known
 */
export function tryRatio(ratio: Ratio, ledger: Ledger, assumed: Assumption = none): Outcome | null {
  const percent = assumed.get(ratio.percent) ?? ledger.amount(ratio.percent);
  const printed = ledger.fields[ratio.percent]?.value ?? null;
  if (percent === null || printed === null) return null;
  const half = lastPlace(printed);
  let first: Outcome | null = null;
  let onZero = false;
  for (const denominator of ratio.denominators) {
    const outcome = tryBase(percent, half, ratio.numerator, denominator, ledger, assumed);
    if (outcome === null) continue;
    if (outcome === 'zero') {
      onZero = true;
      continue;
    }
    if (outcome.status !== 'fail') return outcome;
    first ??= outcome;
  }
  if (first === null) {
    if (!onZero) return null;
    // Nothing is a rate of 0; if it is exactly that of another budget stated beside, the wrong one was named.
    const meant = wrongBase(onlyBudgets(ratio, ledger), percent, half, ledger, assumed);
    return {
      status: meant === null ? 'skipped' : 'fail',
      actual: percent,
      expected: null,
      residual: null,
      tolerance: null,
      unit: '%',
      note: meant ?? { en: 'the base is 0', zh: '基数为0' },
    };
  }
  if (!ratio.decisive) {
    return { ...first, status: 'skipped', note: { en: 'it is not said of what', zh: '未说明基数' } };
  }
  return { ...first, note: wrongBase(ratio, percent, half, ledger, assumed) };
}

/** A rise from 0 is 100 % of itself, which says nothing: only budgets can be the base that was meant. */
function onlyBudgets(ratio: Ratio, ledger: Ledger): Ratio {
  return {
    ...ratio,
    others: ratio.others.filter(([term]) => ledger.fields[term?.field ?? -1]?.measure === '预算数'),
  };
}

/** The stated base that gives the percentage exactly, in words; null where none does. */
function wrongBase(ratio: Ratio, percent: Big, half: Big, ledger: Ledger, assumed: Assumption): Words | null {
  for (const other of ratio.others) {
    const outcome = tryBase(percent, half, ratio.numerator, other, ledger, assumed);
    if (outcome === null || outcome === 'zero' || outcome.status !== 'pass') continue;
    const field = ledger.fields[other[0]?.field ?? -1];
    if (field === undefined) continue;
    const name = `${nameOf(field)} ${field.value ?? ''}${field.unit}`;
    return { en: `it would be right of ${name}`, zh: `按${name}计算才相符` };
  }
  return null;
}

function tryBase(
  percent: Big,
  half: Big,
  numerator: readonly Term[],
  denominator: readonly Term[],
  ledger: Ledger,
  assumed: Assumption,
): Outcome | 'zero' | null {
  const unit = ledger.fields[numerator[0]?.field ?? -1]?.unit;
  if (unit === undefined) return null;
  const above = addUp(numerator, unit, ledger, assumed);
  const below = addUp(denominator, unit, ledger, assumed);
  if (above.unknown > 0 || below.unknown > 0) return null;
  if (below.total.eq(zero)) return 'zero';
  const expected = above.total.div(below.total).times(hundred);
  // d(a/b) ≤ (da + |a/b| db) / |b|, exact enough for half units of the last place
  const widening = above.slack
    .plus(above.total.div(below.total).abs().times(below.slack))
    .div(below.total.abs())
    .times(hundred);
  const residual = percent.minus(expected);
  const tolerance = half.plus(widening);
  const off = residual.abs();
  const status = off.lte(tolerance) ? 'pass' : off.lte(half.times(2).plus(widening)) ? 'rounding' : 'fail';
  return {
    status,
    actual: percent,
    expected: expected.round(6),
    residual: residual.round(6),
    tolerance: tolerance.round(6),
    unit: '%',
    note: null,
  };
}

/** Half a unit of the last digit printed. */
function lastPlace(printed: string): Big {
  const point = printed.indexOf('.');
  return new Big(5).times(new Big(10).pow(-(point < 0 ? 0 : printed.length - point - 1) - 1));
}
