import Big from 'big.js';
import { type Ledger, unitFactor } from './ledger.ts';
import {
  type Assumption,
  type Outcome,
  type Ratio,
  type Relation,
  type Term,
  tryRatio,
  tryRelation,
} from './relation.ts';

/** A linear relation that was tried. */
export interface TriedRelation {
  readonly relation: Relation;
  readonly outcome: Outcome;
}

/** A percentage that was recomputed. */
export interface TriedRatio {
  readonly ratio: Ratio;
  readonly outcome: Outcome;
}

/** What is known of the failures so far. */
export interface Failures {
  readonly ledger: Ledger;
  /** Failing equalities and bounds that nothing explains yet. */
  readonly open: Set<TriedRelation>;
  /** Field → equalities it stands in. */
  readonly equalities: ReadonlyMap<number, readonly TriedRelation[]>;
  /** Field → percentages its amount is part of. */
  readonly percentages: ReadonlyMap<number, readonly TriedRatio[]>;
}

/**
 * A change of one field explains a failure when hardly anything of the residual is left: within the tolerance, or within
 * this share of it (two errors of very different size stand in one sum).
 */
const restExplained = new Big('0.02');

/** A field, what it would have to be, and what that would explain. */
export interface Suspicion {
  readonly field: number;
  /** What it would have to be. */
  readonly value: Big;
  readonly explains: readonly TriedRelation[];
  /** Failing percentages it explains as well. */
  readonly percentages: number;
  /** Relations that hold and would not hold any more. */
  readonly breaks: number;
}

/** How many failures it explains, percentages included. */
export function weight(suspicion: Suspicion): number {
  return suspicion.explains.length + suspicion.percentages;
}

/** A suspicion with what it explains that nothing else explains yet; nothing where nothing is left. */
export function stillOpen(suspicion: Suspicion, failures: Failures): Suspicion[] {
  const explains = suspicion.explains.filter((tried) => failures.open.has(tried));
  if (explains.length === suspicion.explains.length) return [suspicion];
  return explains.length === 0 ? [] : [{ ...suspicion, explains }];
}

/** It explains more, or as much and breaks less, or stands first. */
export function likelier(a: Suspicion, b: Suspicion): boolean {
  return (weight(a) - weight(b) || b.breaks - a.breaks || b.field - a.field) > 0;
}

/** Every field of an open equality with the change that would settle it. */
export function suspect(failures: Failures): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const seen = new Set<string>();
  for (const tried of failures.open) {
    if (tried.relation.relation !== 'equal') continue;
    for (const [terms, side] of sidesOf(tried.relation)) {
      for (const term of terms) {
        const value = settling(term, side, tried, failures.ledger);
        if (value === null) continue;
        const key = `${term.field}|${value.toFixed()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        suspicions.push(weigh(term.field, value, failures));
      }
    }
  }
  return suspicions;
}

function weigh(field: number, value: Big, failures: Failures): Suspicion {
  const assumed: Assumption = new Map([[field, value]]);
  const explains: TriedRelation[] = [];
  let breaks = 0;
  for (const tried of failures.equalities.get(field) ?? []) {
    const amended = tryRelation(tried.relation, failures.ledger, assumed);
    if (failures.open.has(tried)) {
      if (settled(amended, tried.outcome)) explains.push(tried);
    } else if (tried.outcome.status !== 'fail' && amended?.status === 'fail') {
      breaks++;
    }
  }
  let percentages = 0;
  for (const { ratio, outcome } of failures.percentages.get(field) ?? []) {
    const amended = tryRatio(ratio, failures.ledger, assumed)?.status;
    if (outcome.status === 'fail' && amended !== undefined && amended !== 'fail') percentages++;
    else if (outcome.status !== 'fail' && amended === 'fail') breaks++;
  }
  return { field, value, explains, percentages, breaks };
}

function settled(amended: Outcome | null, before: Outcome): boolean {
  if (amended === null) return false;
  if (amended.status === 'pass' || amended.status === 'rounding') return true;
  if (amended.residual === null || before.residual === null) return false;
  return amended.residual.abs().lte(before.residual.abs().times(restExplained));
}

/** What a field would have to be for the relation to hold exactly; null for one that cannot be accused. */
function settling(term: Term, side: 1 | -1, { outcome }: TriedRelation, ledger: Ledger): Big | null {
  const field = ledger.fields[term.field];
  const amount = ledger.amount(term.field);
  if (field === undefined || amount === null || outcome.residual === null) return null;
  if (field.method === 'derived' || field.state === 'missing') return null;
  const factor = unitFactor(outcome.unit, field.unit);
  if (factor === null) return null;
  return amount.minus(outcome.residual.times(factor).times(side * term.sign));
}

function sidesOf(relation: Relation): readonly (readonly [readonly Term[], 1 | -1])[] {
  return [
    [relation.left, 1],
    [relation.right, -1],
  ];
}
