import Big from 'big.js';
import type { CheckKind } from '../../schemas/check.ts';
import type { Flag } from '../../schemas/field.ts';
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

/** What is to be said of the fields, by index in the ledger. */
export interface Verdicts {
  readonly flags: ReadonlyMap<number, ReadonlySet<Flag>>;
  /** Relation or ratio id → fields that stand accused for it, the likeliest first. */
  readonly accused: ReadonlyMap<string, readonly number[]>;
}

const mismatch: Readonly<Record<CheckKind, Flag>> = {
  'column-sum': 'sum-mismatch',
  'row-sum': 'sum-mismatch',
  hierarchy: 'sum-mismatch',
  balance: 'sum-mismatch',
  'cross-table': 'cross-table-mismatch',
  narrative: 'narrative-mismatch',
  ratio: 'ratio-mismatch',
  difference: 'narrative-mismatch',
  'code-name': 'code-name-mismatch',
  completeness: 'sum-mismatch',
};

/**
 * A change of one field explains a failure when hardly anything of the residual is left: within the tolerance, or within
 * this share of it (two errors of very different size stand in one sum).
 */
const restExplained = new Big('0.02');

/** A field must explain at least this many failures at once to be accused against the default. */
const minExplained = 2;

/** A reading this sure, and a binding this sure, leave only the publisher to blame. */
const sureReading = 0.999;
const sureBinding = 0.9;

/**
 * Puts the blame narrowly. A field whose one change explains several failing relations at once is accused alone, the
 * rest of those fields are not; what remains falls on the total of a sum, on both printings of a figure unless one of them
 * has another witness, on the statement and — where only these two speak — the cell. A percentage is accused only
 * when no accused amount explains it.
 */
export function putBlame(
  relations: readonly TriedRelation[],
  ratios: readonly TriedRatio[],
  ledger: Ledger,
): Verdicts {
  const court = convene(relations, ratios, ledger);
  const corrections = accuseCommonCauses(court);
  for (const tried of court.open) accuseByDefault(tried, court);
  for (const { ratio, outcome } of ratios) {
    if (outcome.status === 'rounding') flag(court, ratio.percent, 'rounding');
    if (outcome.status !== 'fail') continue;
    const amended = tryRatio(ratio, ledger, corrections);
    const explained = touches(ratio, corrections) && amended !== null && amended.status !== 'fail';
    if (!explained) accuse(court, ratio.percent, ratio.id, 'ratio', true);
  }
  for (const { relation, outcome } of relations) {
    if (outcome.status !== 'rounding') continue;
    const total = relation.left[0];
    if (total !== undefined && ledger.fields[total.field]?.state === 'number')
      flag(court, total.field, 'rounding');
  }
  return { flags: court.flags, accused: court.accused };
}

interface Court {
  readonly ledger: Ledger;
  /** Failing equalities and bounds that nothing explains yet. */
  readonly open: Set<TriedRelation>;
  /** Field → equalities it stands in. */
  readonly equalities: ReadonlyMap<number, readonly TriedRelation[]>;
  /** Field → percentages its amount is part of. */
  readonly percentages: ReadonlyMap<number, readonly TriedRatio[]>;
  /** Narrative facts by id → field: a recovered cell answers through its sentence. */
  readonly sentences: ReadonlyMap<string, number>;
  readonly flags: Map<number, Set<Flag>>;
  readonly accused: Map<string, number[]>;
}

function convene(relations: readonly TriedRelation[], ratios: readonly TriedRatio[], ledger: Ledger): Court {
  const equalities = new Map<number, TriedRelation[]>();
  for (const tried of relations) {
    if (tried.relation.relation !== 'equal') continue;
    for (const field of fieldsOf(tried.relation)) add(equalities, field, tried);
  }
  const percentages = new Map<number, TriedRatio[]>();
  for (const tried of ratios) {
    for (const field of amountsOf(tried.ratio)) add(percentages, field, tried);
  }
  const sentences = new Map<string, number>();
  ledger.fields.forEach((field, index) => {
    if (field.form === 'narrative' && field.factId !== null) sentences.set(field.factId, index);
  });
  const open = new Set(relations.filter(({ outcome }) => outcome.status === 'fail'));
  return { ledger, open, equalities, percentages, sentences, flags: new Map(), accused: new Map() };
}

interface Suspicion {
  readonly field: number;
  /** What it would have to be. */
  readonly value: Big;
  readonly explains: readonly TriedRelation[];
  /** Failing percentages it explains as well. */
  readonly percentages: number;
  /** Relations that hold and would not hold any more. */
  readonly breaks: number;
}

/** Accuses, one after the other, the fields whose one change explains the most failures; their corrected values come back. */
function accuseCommonCauses(court: Court): Map<number, Big> {
  const corrections = new Map<number, Big>();
  for (;;) {
    const suspicions = suspect(court);
    const best = suspicions[0];
    if (best === undefined || weight(best) < minExplained) return corrections;
    const equals = suspicions.filter(
      (other) => weight(other) === weight(best) && other.breaks === best.breaks && sameFailures(other, best),
    );
    // three or more that explain it alike: nobody is the likelier one
    if (equals.length > 2) {
      const settled = accuseTotals(equals, court);
      if (!settled) return corrections;
      continue;
    }
    for (const { field, explains, value } of equals) {
      for (const tried of explains) accuseFor(court, field, tried);
      if (equals.length === 1) corrections.set(field, value);
    }
    for (const tried of best.explains) court.open.delete(tried);
  }
}

/** Among many equals the total of one of the failing sums is the one to name. */
function accuseTotals(equals: readonly Suspicion[], court: Court): boolean {
  const explains = equals[0]?.explains ?? [];
  for (const tried of explains) {
    accuseByDefault(tried, court);
    court.open.delete(tried);
  }
  return explains.length > 0;
}

function sameFailures(a: Suspicion, b: Suspicion): boolean {
  return a.explains.length === b.explains.length && a.explains.every((tried) => b.explains.includes(tried));
}

function weight(suspicion: Suspicion): number {
  return suspicion.explains.length + suspicion.percentages;
}

/** Every field of an open equality with the change that would settle it, the best explanation first. */
function suspect(court: Court): Suspicion[] {
  const suspicions: Suspicion[] = [];
  const seen = new Set<string>();
  for (const tried of court.open) {
    if (tried.relation.relation !== 'equal') continue;
    for (const [terms, side] of sidesOf(tried.relation)) {
      for (const term of terms) {
        const value = settling(term, side, tried, court.ledger);
        if (value === null) continue;
        const key = `${term.field}|${value.toFixed()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        suspicions.push(weigh(term.field, value, court));
      }
    }
  }
  return suspicions.sort((a, b) => weight(b) - weight(a) || a.breaks - b.breaks || a.field - b.field);
}

function weigh(field: number, value: Big, court: Court): Suspicion {
  const assumed: Assumption = new Map([[field, value]]);
  const explains: TriedRelation[] = [];
  let breaks = 0;
  for (const tried of court.equalities.get(field) ?? []) {
    const amended = tryRelation(tried.relation, court.ledger, assumed);
    if (court.open.has(tried)) {
      if (settled(amended, tried.outcome)) explains.push(tried);
    } else if (tried.outcome.status !== 'fail' && amended?.status === 'fail') {
      breaks++;
    }
  }
  let percentages = 0;
  for (const { ratio, outcome } of court.percentages.get(field) ?? []) {
    const amended = tryRatio(ratio, court.ledger, assumed)?.status;
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

function accuseByDefault(tried: TriedRelation, court: Court): void {
  const { relation } = tried;
  const left = relation.left[0];
  const right = relation.right[0];
  if (left === undefined || right === undefined) return;
  const single = relation.left.length === 1 && relation.right.length === 1;
  if (relation.blame === 'left') {
    accuseFor(court, left.field, tried);
  } else if (relation.blame === 'statement') {
    accuseFor(court, left.field, tried);
    if (relation.soft === undefined && !hasWitness(right.field, tried, court)) {
      accuseFor(court, right.field, tried);
    }
  } else if (relation.relation === 'equal' && single) {
    const leftSure = hasWitness(left.field, tried, court);
    const rightSure = hasWitness(right.field, tried, court);
    if (!leftSure || rightSure) accuseFor(court, left.field, tried);
    if (!rightSure || leftSure) accuseFor(court, right.field, tried);
  } else {
    for (const field of fieldsOf(relation)) {
      if (court.ledger.amount(field)?.eq(0) !== true || single) accuseFor(court, field, tried);
    }
  }
}

/** Whether another printing of the figure, in another table or sentence, says the same. */
function hasWitness(field: number, besides: TriedRelation, court: Court): boolean {
  return (court.equalities.get(field) ?? []).some(
    ({ relation, outcome }) =>
      relation !== besides.relation &&
      outcome.status === 'pass' &&
      (relation.wording === 'same' || relation.wording === 'stated') &&
      court.ledger.amount(field)?.eq(0) === false,
  );
}

function accuseFor(court: Court, field: number, { relation }: TriedRelation): void {
  accuse(court, field, relation.id, relation.kind, relation.soft === undefined);
}

function accuse(court: Court, field: number, id: string, kind: CheckKind, hard: boolean): void {
  const accused = answerable(field, court);
  if (accused === null) return;
  const list = court.accused.get(id);
  if (list === undefined) court.accused.set(id, [accused]);
  else if (!list.includes(accused)) list.push(accused);
  flag(court, accused, mismatch[kind]);
  const entry = court.ledger.fields[accused];
  if (hard && entry !== undefined && entry.reading >= sureReading && entry.binding >= sureBinding) {
    flag(court, accused, 'source-error');
  }
}

/** The field that answers for a figure: a cell filled from a sentence answers through the sentence, a derived one not at all. */
function answerable(field: number, court: Court): number | null {
  const entry = court.ledger.fields[field];
  if (entry === undefined || entry.method === 'derived') return null;
  if (entry.method === 'narrative') return court.sentences.get(entry.factId ?? '') ?? null;
  return field;
}

function flag(court: Court, field: number, name: Flag): void {
  const flags = court.flags.get(field);
  if (flags === undefined) court.flags.set(field, new Set([name]));
  else flags.add(name);
}

function touches(ratio: Ratio, corrections: ReadonlyMap<number, Big>): boolean {
  return amountsOf(ratio).some((field) => corrections.has(field));
}

function amountsOf(ratio: Ratio): number[] {
  return [...new Set([...ratio.numerator, ...ratio.denominators.flat()].map(({ field }) => field))];
}

function fieldsOf(relation: Relation): number[] {
  return [...new Set([...relation.left, ...relation.right].map(({ field }) => field))];
}

function sidesOf(relation: Relation): readonly (readonly [readonly Term[], 1 | -1])[] {
  return [
    [relation.left, 1],
    [relation.right, -1],
  ];
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
