import Big from 'big.js';
import type { Field } from '../../schemas/field.ts';
import { isMoney } from '../unit.ts';
import { type Ledger, unitFactor } from './ledger.ts';
import { type Relation, type Term, tryRelation } from './relation.ts';
import { identityInWords } from './wording.ts';

/** How a derived value came about, surest first. */
const ways = { same: 0, total: 1, part: 2 } as const;

/**
 * How sure a derived value belongs where it is put, before the accounts confirm it. A figure that another table prints
 * is as good as printed but for the identity; a total of parts lacks what the parts list lacks; a part takes the
 * rounding of all the others.
 */
const derivedBinding: Readonly<Record<keyof typeof ways, number>> = { same: 0.95, total: 0.92, part: 0.9 };

/** Rounds of derivation: one for each step of the longest chain of identities, and each kind of step on its own. */
const maxRounds = 200;

interface Candidate {
  readonly field: number;
  readonly value: Big;
  readonly way: keyof typeof ways;
  readonly relation: Relation;
  /** How far off it may be by the rounding of what it is computed from. */
  readonly slack: Big;
  /** How many figures other than 0 it is computed from. */
  readonly from: number;
}

/** A value that was put, and what it replaced. */
interface Derivation {
  readonly candidate: Candidate;
  readonly before: Field;
  /** A sentence gave the figure: then the identity was not used up. */
  readonly stated: boolean;
}

/** What is under way. */
interface Work {
  readonly ledger: Ledger;
  readonly about: ReadonlyMap<number, readonly Relation[]>;
  readonly derived: Map<number, Derivation>;
  /** Fields on which identities disagree: they stay missing. */
  readonly blocked: Set<number>;
  readonly stated: ReadonlyMap<number, readonly StatedFigure[]>;
}

/** A figure that a sentence gives for a cell, exactly or as a bound. */
export interface StatedFigure {
  readonly factId: string;
  readonly value: string;
  readonly unit: string;
  /** How sure the sentence is read, 0–1. */
  readonly reading: number;
  readonly raw: string;
  readonly location: string;
  readonly page: number;
  readonly quote: string;
}

/**
 * Computes missing fields from identities, to a fixpoint: the surest ways first, and from few figures before from many.
 * A value must agree with every identity it stands in: where one fails, all computed values in it are taken back, and what
 * was computed from them. A residual that several unknown parts could share is left alone unless it is nothing (then all
 * of them are 0). Where a sentence states the value but for rounding, the figure of the sentence is taken.
 * @returns ids of the relations that were used up: they hold by construction and confirm nothing
 */
export function deriveMissing(
  ledger: Ledger,
  relations: readonly Relation[],
  stated: ReadonlyMap<number, readonly StatedFigure[]>,
): Set<string> {
  const about = relationsByField(relations, ledger);
  const work: Work = { ledger, about, derived: new Map(), blocked: new Set(), stated };
  const lacking = relations.filter((relation) => relation.derives && hasUnknown(relation, work));
  for (let round = 0; round < maxRounds; round++) {
    const pending = lacking.filter((relation) => hasUnknown(relation, work));
    const blocked = work.blocked.size;
    const taken = takeSurest(pending, work);
    if (taken.length === 0 && work.blocked.size === blocked) break;
    for (const candidate of taken) put(candidate, work);
    for (const { field } of taken) {
      for (const relation of about.get(field) ?? []) {
        if (tryRelation(relation, ledger)?.status === 'fail') takeBack(relation, work);
      }
    }
  }
  const used = [...work.derived.values()].filter((derivation) => !derivation.stated);
  return new Set(used.map(({ candidate }) => candidate.relation.id));
}

/**
 * Takes back every computed value of a relation that does not hold, and all that was computed from it.
 * @returns whether there was any
 */
function takeBack(relation: Relation, work: Work): boolean {
  const doubtful = operandsOf(relation).filter((field) => work.derived.has(field));
  const any = doubtful.length > 0;
  for (let field = doubtful.pop(); field !== undefined; field = doubtful.pop()) {
    const derivation = work.derived.get(field);
    if (derivation === undefined) continue;
    work.derived.delete(field);
    work.blocked.add(field);
    work.ledger.replace(field, derivation.before);
    for (const [other, { candidate }] of work.derived) {
      if (operandsOf(candidate.relation).includes(field)) doubtful.push(other);
    }
  }
  return any;
}

function hasBlocked(relation: Relation, { blocked }: Work): boolean {
  return operandsOf(relation).some((field) => blocked.has(field));
}

function operandsOf(relation: Relation): number[] {
  return [...relation.left, ...relation.right].map(({ field }) => field);
}

function hasUnknown(relation: Relation, { ledger, blocked }: Work): boolean {
  return operandsOf(relation).some((field) => isMissing(field, ledger) && !blocked.has(field));
}

/** Relations in which a field that is missing stands: those it must agree with. */
function relationsByField(relations: readonly Relation[], ledger: Ledger): Map<number, Relation[]> {
  const about = new Map<number, Relation[]>();
  for (const relation of relations) {
    for (const { field } of [...relation.left, ...relation.right]) {
      if (!isMissing(field, ledger)) continue;
      const list = about.get(field);
      if (list === undefined) about.set(field, [relation]);
      else if (list.at(-1) !== relation) list.push(relation);
    }
  }
  return about;
}

/** The candidates of the surest way there is now, one a field; fields on which candidates disagree are blocked. */
function takeSurest(pending: readonly Relation[], work: Work): Candidate[] {
  const { ledger, blocked } = work;
  const byField = new Map<number, Candidate[]>();
  for (const relation of pending) {
    for (const candidate of candidatesOf(relation, ledger)) {
      if (blocked.has(candidate.field)) continue;
      const list = byField.get(candidate.field);
      if (list === undefined) byField.set(candidate.field, [candidate]);
      else list.push(candidate);
    }
  }
  let best: Candidate[] = [];
  const disputed: Relation[] = [];
  for (const [field, list] of byField) {
    const first = list.reduce((a, b) => (surer(b, a) < 0 ? b : a));
    if (list.some((other) => !agree(first, other))) {
      blocked.add(field);
      disputed.push(...list.map(({ relation }) => relation));
      continue;
    }
    const order = best[0] === undefined ? -1 : surer(first, best[0]);
    if (order < 0) best = [];
    if (order <= 0) best.push(first);
  }
  // what was computed before may be the reason of the dispute
  const doubtful = disputed.some((relation) => takeBack(relation, work));
  return doubtful ? best.filter(({ relation }) => !hasBlocked(relation, work)) : best;
}

/** Negative where `a` is the surer way: printed elsewhere, a total, a part; then from fewer figures. */
function surer(a: Candidate, b: Candidate): number {
  return ways[a.way] - ways[b.way] || a.from - b.from;
}

function agree(a: Candidate, b: Candidate): boolean {
  return a.value.minus(b.value).abs().lte(a.slack.plus(b.slack));
}

/** What one relation gives: its only unknown, or zeros for all its unknown parts where nothing is left for them. */
function candidatesOf(relation: Relation, ledger: Ledger): Candidate[] {
  const unknownLeft = relation.left.filter(({ field }) => isMissing(field, ledger));
  const unknownRight = relation.right.filter(({ field }) => isMissing(field, ledger));
  const known = [...relation.left, ...relation.right].filter(({ field }) => !isMissing(field, ledger));
  if (known.some(({ field }) => ledger.amount(field) === null)) return [];
  if (!known.some(({ field }) => ledger.fields[field]?.state === 'number')) return [];
  const unknown = [...unknownLeft, ...unknownRight];
  const first = unknown[0];
  const unit = first === undefined ? '' : (ledger.fields[first.field]?.unit ?? '');
  if (first === undefined || unknown.some(({ field }) => ledger.fields[field]?.unit !== unit)) return [];
  const rest = remainder(relation, unit, ledger);
  if (rest === null) return [];
  const total = unknownLeft.length > 0;
  const single = relation.wording === 'same';
  const way = single ? 'same' : total ? 'total' : 'part';
  if (unknown.length === 1) {
    const value = solve(first, total, rest, way, unit);
    return value === null
      ? []
      : [{ field: first.field, value, way, relation, slack: rest.slack, from: rest.from }];
  }
  // several unknown parts: only where nothing is left for them to share
  const exhausted = rest.value.lte(0) && rest.value.abs().lte(rest.slack);
  if (total || !isMoney(unit) || !exhausted || unknown.some(({ sign }) => sign !== 1)) return [];
  return unknown.map(({ field }) => ({
    field,
    value: new Big(0),
    way,
    relation,
    slack: rest.slack,
    from: rest.from,
  }));
}

interface Remainder {
  /** Σ left − Σ right over what is known. */
  readonly value: Big;
  readonly slack: Big;
  readonly from: number;
}

function remainder(relation: Relation, unit: string, ledger: Ledger): Remainder | null {
  let value = new Big(0);
  let slack = new Big(0);
  let from = 0;
  const sides: readonly (readonly [readonly Term[], 1 | -1])[] = [
    [relation.left, 1],
    [relation.right, -1],
  ];
  for (const [terms, side] of sides) {
    for (const { field, sign } of terms) {
      const amount = ledger.amount(field);
      if (amount === null || amount.eq(0)) continue;
      const factor = unitFactor(ledger.fields[field]?.unit ?? '', unit);
      if (factor === null) return null;
      value = value.plus(amount.times(factor).times(sign * side));
      slack = slack.plus(ledger.half(field).times(factor));
      from++;
    }
  }
  return { value, slack, from };
}

/** Null where it would be negative money, or so small that rounding alone may have made it. */
function solve(
  term: Term,
  total: boolean,
  rest: Remainder,
  way: keyof typeof ways,
  unit: string,
): Big | null {
  const value = rest.value.times(total ? -term.sign : term.sign);
  if (way === 'part' && !value.eq(0) && value.abs().lte(rest.slack)) {
    return value.lt(0) ? new Big(0) : null;
  }
  return value.lt(0) && isMoney(unit) ? null : value;
}

function put(candidate: Candidate, work: Work): void {
  const { field, value, way, relation, slack } = candidate;
  const before = work.ledger.fields[field];
  if (before === undefined) return;
  const binding = Math.min(before.binding, derivedBinding[way]);
  const figure = (work.stated.get(field) ?? []).find((one) => meets(one, value, slack, before.unit));
  const found: Field =
    figure === undefined
      ? {
          ...before,
          raw: '',
          value: value.toFixed(),
          state: 'number',
          method: 'derived',
          reading: readingOf(relation, field, work.ledger),
          binding,
          origin: identityInWords(relation, field, work.ledger),
        }
      : {
          ...before,
          page: figure.page,
          location: figure.location,
          raw: figure.raw,
          value: figure.unit === before.unit ? figure.value : inUnit(figure, before.unit).toFixed(),
          state: 'number',
          method: 'narrative',
          reading: figure.reading,
          factId: figure.factId,
          binding,
          origin: `Stated in the text: ${figure.quote}`,
        };
  work.ledger.replace(field, found, way === 'same' || figure !== undefined ? undefined : slack);
  work.derived.set(field, { candidate, before, stated: figure !== undefined });
}

/** As sure as the figures it is computed from: what was misread in one of them is in it. */
function readingOf(relation: Relation, found: number, { fields }: Ledger): number {
  return operandsOf(relation).reduce(
    (sure, field) => (field === found ? sure : sure * (fields[field]?.reading ?? 1)),
    1,
  );
}

/** Whether the figure of a sentence is the computed value but for rounding. */
function meets(figure: StatedFigure, value: Big, slack: Big, unit: string): boolean {
  return unitFactor(figure.unit, unit) !== null && inUnit(figure, unit).minus(value).abs().lte(slack);
}

function inUnit({ value, unit }: StatedFigure, to: string): Big {
  return new Big(value).times(unitFactor(unit, to) ?? 1);
}

/** Listed as missing, with nothing put in its place yet. */
export function isMissing(index: number, ledger: Ledger): boolean {
  return ledger.fields[index]?.state === 'missing';
}
