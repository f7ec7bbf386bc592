import type Big from 'big.js';
import type { CheckKind } from '../../schemas/check.ts';
import type { Flag } from '../../schemas/field.ts';
import { findDisplaced, tableOf } from './displacement.ts';
import { type Ledger, unitFactor } from './ledger.ts';
import { type Ratio, type Relation, tryRatio } from './relation.ts';
import {
  type Failures,
  likelier,
  type Suspicion,
  stillOpen,
  suspect,
  type TriedRatio,
  type TriedRelation,
  weight,
} from './suspicion.ts';

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

/** A field must explain at least this many failures at once to be accused against the default. */
const minExplained = 2;

/** A reading this sure, and a binding this sure, leave only the publisher to blame. */
const sureReading = 0.999;
const sureBinding = 0.97;
/** So many equalities that hold exactly make a reading sure. */
const minWitnesses = 2;

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
    if (!explained) {
      const isSure = [ratio.percent, ...amountsOf(ratio)].every((field) => isReadSurely(field, court));
      accuse(court, ratio.percent, ratio.id, 'ratio', isSure);
    }
  }
  for (const { relation, outcome } of relations) {
    if (outcome.status !== 'rounding') continue;
    const total = relation.left[0];
    if (total !== undefined && ledger.fields[total.field]?.state === 'number')
      flag(court, total.field, 'rounding');
  }
  return { flags: court.flags, accused: court.accused };
}

interface Court extends Failures {
  /** Narrative facts by id → field: a recovered cell answers through its sentence. */
  readonly sentences: ReadonlyMap<string, number>;
  readonly estrangements: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Tables whose columns are in doubt. */
  readonly displaced: ReadonlySet<string>;
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
  return {
    ledger,
    open,
    equalities,
    percentages,
    sentences,
    estrangements: countEstrangements(relations),
    displaced: findDisplaced(relations, ledger),
    flags: new Map(),
    accused: new Map(),
  };
}

/** Accuses, one after the other, the fields whose one change explains the most failures; their corrected values come back. */
function accuseCommonCauses(court: Court): Map<number, Big> {
  const corrections = new Map<number, Big>();
  let suspicions = suspect(court);
  for (;;) {
    suspicions = suspicions.flatMap((suspicion) => stillOpen(suspicion, court));
    const best = suspicions.reduce<Suspicion | null>((a, b) => (a === null || likelier(b, a) ? b : a), null);
    if (best === null || weight(best) < minExplained) return corrections;
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

function accuseByDefault(tried: TriedRelation, court: Court): void {
  const { relation } = tried;
  const left = relation.left[0];
  const right = relation.right[0];
  if (left === undefined || right === undefined) return;
  const single = relation.left.length === 1 && relation.right.length === 1;
  if (relation.blame === 'left') {
    accuseFor(court, left.field, tried);
  } else if (relation.blame === 'statement') {
    // where the whole table stands apart from the others by this very amount, the sentence is only told
    const form = estranged(tried, court);
    accuseFor(court, left.field, tried, form === null);
    if (relation.soft === undefined && !hasWitness(right.field, tried, court)) {
      accuseFor(court, right.field, tried);
    }
  } else if (relation.relation === 'equal' && estranged(tried, court) !== null) {
    const form = estranged(tried, court);
    for (const field of fieldsOf(relation)) {
      if (court.ledger.fields[field]?.form === form) accuseFor(court, field, tried);
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

/** The form that differs from several others by what it differs here, where the other one of these two does not: null for none. */
function estranged({ relation, outcome }: TriedRelation, court: Court): string | null {
  const size = outcome.residual;
  if (size === null || relation.forms.length !== 2) return null;
  const counts = court.estrangements.get(rough(size, outcome.unit));
  const [a = '', b = ''] = relation.forms;
  const ofA = counts?.get(a) ?? 0;
  const ofB = counts?.get(b) ?? 0;
  if (Math.max(ofA, ofB) < minExplained || ofA === ofB) return null;
  return ofA > ofB ? a : b;
}

/** Residual, roughly → form → how many other forms it differs from by that. */
function countEstrangements(relations: readonly TriedRelation[]): Map<string, Map<string, number>> {
  const seen = new Set<string>();
  const counts = new Map<string, Map<string, number>>();
  for (const { relation, outcome } of relations) {
    if (outcome.status !== 'fail' || outcome.residual === null) continue;
    if (relation.kind !== 'cross-table' || relation.relation !== 'equal') continue;
    const size = rough(outcome.residual, outcome.unit);
    const pair = `${size}|${[...relation.forms].sort().join('|')}`;
    if (seen.has(pair)) continue;
    seen.add(pair);
    const forms = counts.get(size) ?? new Map<string, number>();
    for (const form of relation.forms) forms.set(form, (forms.get(form) ?? 0) + 1);
    counts.set(size, forms);
  }
  return counts;
}

/** Two digits of a residual: what rounding adds elsewhere does not matter. */
function rough(residual: Big, unit: string): string {
  return residual
    .abs()
    .times(unitFactor(unit, '元') ?? 1)
    .toExponential(1);
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

function accuseFor(court: Court, field: number, { relation }: TriedRelation, hard = true): void {
  const displaced = fieldsOf(relation).some((operand) => court.displaced.has(tableOf(operand, court.ledger)));
  const isSure = hard && relation.soft === undefined && !displaced;
  const isRead = fieldsOf(relation).every((operand) => isReadSurely(operand, court));
  accuse(court, field, relation.id, relation.kind, isSure && isRead);
  if (displaced && court.displaced.has(tableOf(field, court.ledger))) flag(court, field, 'shifted');
}

function accuse(court: Court, field: number, id: string, kind: CheckKind, hard: boolean): void {
  const accused = answerable(field, court);
  if (accused === null) return;
  const list = court.accused.get(id);
  if (list === undefined) court.accused.set(id, [accused]);
  else if (!list.includes(accused)) list.push(accused);
  flag(court, accused, mismatch[kind]);
  const entry = court.ledger.fields[accused];
  if (hard && entry !== undefined && isReadSurely(accused, court) && entry.binding >= sureBinding) {
    flag(court, accused, 'source-error');
  }
}

/**
 * Whether a figure is surely what is printed: text is; what was read from a picture, or computed from that, is where the
 * reading is sure or enough other printings and sums say the same. Only then the publisher is the one who erred.
 */
function isReadSurely(field: number, court: Court): boolean {
  const entry = court.ledger.fields[field];
  if (entry === undefined) return true;
  if (entry.method !== 'ocr') return entry.reading >= sureReading;
  if (entry.binding < sureBinding) return false;
  if (entry.reading >= sureReading) return true;
  const passed = (court.equalities.get(field) ?? []).filter(({ outcome }) => outcome.status === 'pass');
  return passed.length >= minWitnesses;
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

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
