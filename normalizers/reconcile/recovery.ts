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

/** Rounds of derivation: the longest chain of identities in a set of accounts is shorter than this. */
const maxRounds = 40;

interface Candidate {
  readonly field: number;
  readonly value: Big;
  readonly way: keyof typeof ways;
  readonly relation: Relation;
  /** How far off it may be by the rounding of what it is computed from. */
  readonly slack: Big;
}

/**
 * Computes missing fields from identities, to a fixpoint: the surest ways first; a value must agree with every identity
 * it stands in, two that disagree are both dropped, a residual that several unknown parts could share is left alone
 * unless it is nothing (then all of them are 0).
 * @returns ids of the relations that were used up: they hold by construction and confirm nothing
 */
export function deriveMissing(ledger: Ledger, relations: readonly Relation[]): Set<string> {
  const used = new Set<string>();
  const blocked = new Set<number>();
  const about = relationsByField(relations, ledger);
  const open = () =>
    relations.filter((relation) => relation.derives && hasUnknown(relation, ledger, blocked));
  let pending = open();
  for (let round = 0; round < maxRounds && pending.length > 0; round++) {
    const taken = takeSurest(pending, ledger, blocked);
    if (taken.length === 0) break;
    const before = taken.map(({ field }) => ledger.fields[field]);
    for (const candidate of taken) put(candidate, ledger);
    const refused = new Set(
      taken.filter(({ field }) =>
        (about.get(field) ?? []).some((relation) => tryRelation(relation, ledger)?.status === 'fail'),
      ),
    );
    taken.forEach((candidate, at) => {
      const old = before[at];
      if (refused.has(candidate) && old !== undefined) {
        ledger.replace(candidate.field, old);
        blocked.add(candidate.field);
      } else {
        used.add(candidate.relation.id);
      }
    });
    pending = open();
  }
  return used;
}

function hasUnknown(relation: Relation, ledger: Ledger, blocked: ReadonlySet<number>): boolean {
  return [...relation.left, ...relation.right].some(
    ({ field }) => isMissing(field, ledger) && !blocked.has(field),
  );
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
function takeSurest(pending: readonly Relation[], ledger: Ledger, blocked: Set<number>): Candidate[] {
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
  let way = Number.POSITIVE_INFINITY;
  for (const [field, list] of byField) {
    const first = list.reduce((a, b) => (ways[b.way] < ways[a.way] ? b : a));
    if (list.some((other) => !agree(first, other))) {
      blocked.add(field);
      continue;
    }
    if (ways[first.way] < way) {
      way = ways[first.way];
      best = [];
    }
    if (ways[first.way] === way) best.push(first);
  }
  return best;
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
  const single = relation.left.length === 1 && relation.right.length === 1;
  const way = single ? 'same' : total ? 'total' : 'part';
  if (unknown.length === 1) {
    const value = solve(first, total, rest, way, unit);
    return value === null ? [] : [{ field: first.field, value, way, relation, slack: rest.slack }];
  }
  // several unknown parts: only where nothing is left for them to share
  const exhausted = rest.value.lte(0) && rest.value.abs().lte(rest.slack);
  if (total || !isMoney(unit) || !exhausted || unknown.some(({ sign }) => sign !== 1)) return [];
  return unknown.map(({ field }) => ({ field, value: new Big(0), way, relation, slack: rest.slack }));
}

interface Remainder {
  /** Σ left − Σ right over what is known. */
  readonly value: Big;
  readonly slack: Big;
}

function remainder(relation: Relation, unit: string, ledger: Ledger): Remainder | null {
  let value = new Big(0);
  let slack = new Big(0);
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
    }
  }
  return { value, slack };
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

function put({ field, value, way, relation, slack }: Candidate, ledger: Ledger): void {
  const old = ledger.fields[field];
  if (old === undefined) return;
  const found: Field = {
    ...old,
    raw: '',
    value: value.toFixed(),
    state: 'number',
    method: 'derived',
    binding: Math.min(old.binding, derivedBinding[way]),
    origin: identityInWords(relation, field, ledger),
  };
  ledger.replace(field, found, way === 'same' ? undefined : slack);
}

/** Listed as missing, with nothing put in its place yet. */
export function isMissing(index: number, ledger: Ledger): boolean {
  return ledger.fields[index]?.state === 'missing';
}
