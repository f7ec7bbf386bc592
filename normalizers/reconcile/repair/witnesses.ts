import Big from 'big.js';
import { type Ledger, unitFactor } from '../ledger.ts';
import {
  type Assumption,
  type Outcome,
  type Ratio,
  type Relation,
  tryRatio,
  tryRelation,
} from '../relation.ts';

/** A relation or percentage that can tell whether readings fit together. */
export interface Witness {
  readonly id: string;
  /** Indices in the ledger, each once. */
  readonly fields: readonly number[];
  /** Whether it holds as things were read. */
  readonly holdsAsRead: boolean;
  /** A bound holds for many values: it contradicts, but pins nothing. */
  readonly isBound: boolean;
  /** A sentence speaks: publishers' sentences err more often than their tables. */
  readonly spoken: boolean;
  /** Whether it holds, but for rounding, with these values instead. */
  holds(changes: Assumption): boolean;
  /** Whether it holds with them without any rounding. */
  holdsExactly(changes: Assumption): boolean;
  /** What the field would have to be for it to hold exactly under these changes; null where it does not pin a value. */
  settles(field: number, changes: Assumption): Big | null;
  /** How far a value may be off what settles it and still be rounding, in the field's unit. */
  readonly slack: (field: number) => Big;
}

const zero = new Big(0);

/**
 * The relations and percentages as witnesses. Those that are silent (a blank total, a part not found, no figure known) and
 * those whose failure is not certain are none.
 * @param unread fields whose text is no figure: they are taken as 0 until a value is found
 */
export function callWitnesses(
  relations: readonly Relation[],
  ratios: readonly Ratio[],
  ledger: Ledger,
  concerned: (field: number) => boolean,
  unread: Assumption,
): Witness[] {
  const witnesses: Witness[] = [];
  for (const relation of relations) {
    if (relation.soft !== undefined) continue;
    const fields = distinct([...relation.left, ...relation.right].map(({ field }) => field));
    if (!fields.some(concerned)) continue;
    const assumed =
      unread.size === 0 ? unread : new Map([...unread].filter(([field]) => fields.includes(field)));
    const outcome = tryRelation(relation, ledger, assumed);
    if (outcome === null || outcome.status === 'skipped' || outcome.residual === null) continue;
    witnesses.push(linear(relation, fields, outcome, ledger, assumed));
  }
  for (const ratio of ratios) {
    const fields = distinct(
      [...ratio.numerator, ...ratio.denominators.flat()].map(({ field }) => field).concat(ratio.percent),
    );
    if (!fields.some(concerned)) continue;
    const outcome = tryRatio(ratio, ledger);
    if (outcome === null || outcome.status === 'skipped') continue;
    witnesses.push(percentage(ratio, fields, outcome, ledger));
  }
  return witnesses;
}

/** Σ left − Σ right is kept as a residual: what a change adds to it is all that has to be computed. */
function linear(
  relation: Relation,
  fields: readonly number[],
  outcome: Outcome,
  ledger: Ledger,
  assumed: Assumption,
): Witness {
  const residual = outcome.residual ?? zero;
  const tolerance = outcome.tolerance ?? zero;
  const weights = weightsOf(relation, outcome.unit, ledger);
  const isSum = relation.wording === 'sum' || relation.left.length + relation.right.length > 2;
  const read = (field: number) => assumed.get(field) ?? ledger.amount(field) ?? zero;
  const sumUp = (changes: Assumption) => {
    let rest = residual;
    let allowed = tolerance;
    for (const [field, value] of changes) {
      const weight = weights.get(field);
      if (weight === undefined) continue;
      const before = read(field);
      rest = rest.plus(value.minus(before).times(weight));
      if (!isSum || before.eq(zero) === value.eq(zero)) continue;
      const half = ledger.half(field).times(weight).abs();
      allowed = value.eq(zero) ? allowed.minus(half) : allowed.plus(half);
    }
    return { rest, allowed };
  };
  return {
    id: relation.id,
    fields,
    holdsAsRead: outcome.status !== 'fail',
    isBound: relation.relation === 'at-most',
    spoken: relation.forms.includes('narrative'),
    holds(changes) {
      const { rest, allowed } = sumUp(changes);
      if (relation.relation === 'at-most' && rest.lt(zero)) return true;
      return rest.abs().lte(allowed);
    },
    holdsExactly: (changes) => sumUp(changes).rest.eq(zero),
    settles(field, changes) {
      const weight = weights.get(field);
      if (relation.relation !== 'equal' || weight === undefined || weight.eq(zero)) return null;
      return (changes.get(field) ?? read(field)).minus(sumUp(changes).rest.div(weight));
    },
    slack(field) {
      const weight = weights.get(field);
      return weight === undefined || weight.eq(zero) ? zero : tolerance.div(weight).abs();
    },
  };
}

/** Field → what one of its unit adds to the residual. */
function weightsOf(relation: Relation, unit: string, ledger: Ledger): Map<number, Big> {
  const weights = new Map<number, Big>();
  for (const [terms, side] of [
    [relation.left, 1],
    [relation.right, -1],
  ] as const) {
    for (const { field, sign } of terms) {
      const factor = unitFactor(ledger.fields[field]?.unit ?? '', unit) ?? zero;
      weights.set(field, (weights.get(field) ?? zero).plus(factor.times(sign * side)));
    }
  }
  return weights;
}

/** A percentage confirms and contradicts; too coarse to say what an amount has to be. */
function percentage(ratio: Ratio, fields: readonly number[], outcome: Outcome, ledger: Ledger): Witness {
  return {
    id: ratio.id,
    fields,
    holdsAsRead: outcome.status !== 'fail',
    isBound: false,
    spoken: true,
    holds: (changes) => tryRatio(ratio, ledger, changes)?.status !== 'fail',
    holdsExactly: (changes) => tryRatio(ratio, ledger, changes)?.status === 'pass',
    settles: () => null,
    slack: () => zero,
  };
}

function distinct(fields: readonly number[]): number[] {
  return [...new Set(fields)];
}
