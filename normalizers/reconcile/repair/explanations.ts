import Big from 'big.js';
import type { Assumption } from '../relation.ts';
import type { Reading, Readings } from './readings.ts';
import type { Witness } from './witnesses.ts';

/** One way to explain why witnesses contradict: readings that are changed, witnesses that are left contradicting. */
export interface Explanation {
  /** Negative natural logarithm of how likely it is beside the others. */
  readonly cost: number;
  /** Every witness in which a changed field stands holds, or is left. */
  readonly changes: ReadonlyMap<number, Reading>;
  readonly left: ReadonlySet<Witness>;
}

/** The ways found, the likeliest first. */
export interface Explanations {
  readonly list: readonly Explanation[];
  /** Whether all were found that cost no more than `span` above the first; where not, nothing follows from them. */
  readonly complete: boolean;
}

/** Who stands in what. */
export interface Court {
  readonly readings: Readings;
  /** Field → witnesses that speak of it. */
  readonly about: ReadonlyMap<number, readonly Witness[]>;
  /** How often a field may still be looked at; what is not looked at any more is not concluded on. */
  readonly budget: { looks: number };
}

/** What it costs to leave a contradiction to the publisher: in a table, in a sentence, of a changed field. */
const leave = { table: 7, sentence: 5, changed: 8 } as const;
/** Explanations this much costlier than the first weigh nothing beside it. */
const span = 6;
/** States of the search of one explanation; more are not looked at, and nothing is concluded. */
const mostStates = 1500;
/** Changed fields of one explanation. */
const mostChanges = 6;
/** A sum of more fields than this does not propose which of them is wrong: too many would explain it alike. */
const longest = 80;
/** So many fields of a long sum are passed over in the time of one look at a field. */
const looksALook = 10;
/** Each contradiction that a change resolves but for rounding: sums mostly hold to the last digit. */
const roundedOff = 3;

interface State {
  readonly cost: number;
  readonly changes: ReadonlyMap<number, Reading>;
  readonly values: Assumption;
  readonly left: ReadonlySet<Witness>;
  readonly key: string;
  /** What is held but for rounding is in the cost: nothing is open any more. */
  readonly isWhole?: boolean;
}

/**
 * Looks for the likeliest ways to explain the contradicting witnesses: best first over sets of changes, exact within its
 * bounds. A changed field has to satisfy every witness in which it stands; a witness without changed field may be left.
 */
export function explainContradictions(accused: readonly Witness[], court: Court): Explanations {
  const queue = openQueue();
  const list: Explanation[] = [];
  const seen = new Set<string>();
  queue.put({ cost: 0, changes: new Map(), values: new Map(), left: new Set(), key: '' });
  for (let count = 0; count < mostStates && court.budget.looks > 0; ) {
    const state = queue.take();
    if (state === null) return { list, complete: true };
    const limit = (list[0]?.cost ?? Number.POSITIVE_INFINITY) + span;
    if (state.cost > limit) return { list, complete: true };
    if (state.isWhole) {
      list.push({ cost: state.cost, changes: state.changes, left: state.left });
      continue;
    }
    if (seen.has(state.key)) continue;
    seen.add(state.key);
    count++;
    const open = openWitness(accused, state, court);
    if (open === null) {
      queue.put({ ...state, cost: state.cost + roundedOff * countRounded(state, court), isWhole: true });
      continue;
    }
    for (const next of waysOut(open, state, court)) if (next.cost <= limit) queue.put(next);
  }
  return { list, complete: false };
}

/** Contradictions that the changes resolve but for rounding. */
function countRounded({ changes, values, left }: State, { about }: Court): number {
  const witnesses = new Set([...changes.keys()].flatMap((field) => about.get(field) ?? []));
  return [...witnesses].filter(
    (witness) =>
      !witness.holdsAsRead && !witness.isBound && !left.has(witness) && !witness.holdsExactly(values),
  ).length;
}

/** The shortest witness that contradicts and was not left: of the accused, and of those that speak of what was changed. */
function openWitness(accused: readonly Witness[], state: State, { about }: Court): Witness | null {
  let best: Witness | null = null;
  const look = (witness: Witness) => {
    if (best !== null && !isBefore(witness, best)) return;
    if (!state.left.has(witness) && !witness.holds(state.values)) best = witness;
  };
  for (const witness of accused) look(witness);
  for (const field of state.changes.keys()) for (const witness of about.get(field) ?? []) look(witness);
  return best;
}

function isBefore(a: Witness, b: Witness): boolean {
  return a.fields.length < b.fields.length || (a.fields.length === b.fields.length && a.id < b.id);
}

/**
 * A contradiction is resolved by changing one of its fields, or left. One of a changed field is left only where it was there
 * before the change: then something else is wrong as well, and more others have to ask for the change.
 */
function waysOut(open: Witness, state: State, court: Court): State[] {
  const next: State[] = [];
  const isChanged = open.fields.some((field) => state.changes.has(field));
  if (!isChanged || !open.holdsAsRead) {
    const left = new Set([...state.left, open]);
    const cost = state.cost + leave[isChanged ? 'changed' : open.spoken ? 'sentence' : 'table'];
    next.push(stateOf(cost, state.changes, state.values, left));
  }
  if (state.changes.size >= mostChanges) return next;
  for (const field of suspectsOf(open, court)) {
    if (state.changes.has(field)) continue;
    court.budget.looks--;
    const about = court.about.get(field) ?? [];
    if (about.some((witness) => state.left.has(witness))) continue;
    for (const reading of otherReadings(field, state.values, court)) {
      const changes = new Map([...state.changes, [field, reading] as const]);
      const values = new Map([...state.values, [field, reading.value] as const]);
      next.push(stateOf(state.cost + reading.cost, changes, values, state.left));
    }
  }
  return next;
}

/** The fields that may be why it contradicts; in a long sum those of which something else speaks as well. */
function suspectsOf(witness: Witness, { readings, about, budget }: Court): readonly number[] {
  const doubtful = witness.fields.filter((field) => readings.isDoubtful(field));
  if (doubtful.length <= longest) return doubtful;
  budget.looks -= doubtful.length / looksALook;
  return doubtful.filter(
    (field) =>
      (!readings.isBlank(field) && readings.proposed(field).length > 0) ||
      (about.get(field) ?? []).some((other) => other !== witness && !other.holdsAsRead),
  );
}

/** What else a field may be: what its reading proposes, and what the witnesses that contradict ask for. */
export function otherReadings(field: number, values: Assumption, { readings, about }: Court): Reading[] {
  const found = new Map<string, Reading>();
  const add = (reading: Reading | null) => {
    if (reading === null) return;
    const key = reading.value.toFixed();
    const known = found.get(key);
    if (known === undefined || known.cost > reading.cost) found.set(key, reading);
  };
  if (!readings.isBlank(field)) for (const reading of readings.proposed(field)) add(reading);
  for (const witness of about.get(field) ?? []) {
    if (witness.fields.length > longest || witness.holds(values)) continue;
    const exact = witness.settles(field, values);
    if (exact === null) continue;
    add(readings.reading(field, exact));
    if (readings.isBlank(field)) continue;
    const place = lastPlace(readings.print(field, exact));
    if (witness.slack(field).lt(place)) continue;
    add(readings.reading(field, exact.plus(place)));
    add(readings.reading(field, exact.minus(place)));
  }
  return [...found.values()];
}

function lastPlace(printed: string): Big {
  const point = printed.indexOf('.');
  return new Big(10).pow(point < 0 ? 0 : point + 1 - printed.length);
}

function stateOf(
  cost: number,
  changes: ReadonlyMap<number, Reading>,
  values: Assumption,
  left: ReadonlySet<Witness>,
): State {
  const changed = [...values].map(([field, value]) => `${field}=${value.toFixed()}`).sort();
  const key = `${changed.join(';')}|${[...left]
    .map(({ id }) => id)
    .sort()
    .join(';')}`;
  return { cost, changes, values, left, key };
}

/** The cheapest state first, among equals the one with the lesser key: the order in which they came does not matter. */
function openQueue() {
  const heap: State[] = [];
  const before = (a: State | undefined, b: State | undefined) =>
    a !== undefined && b !== undefined && (a.cost < b.cost || (a.cost === b.cost && a.key < b.key));
  const swap = (i: number, j: number) => {
    const kept = heap[i] as State;
    heap[i] = heap[j] as State;
    heap[j] = kept;
  };
  return {
    put(state: State) {
      heap.push(state);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!before(heap[i], heap[parent])) break;
        swap(i, parent);
        i = parent;
      }
    },
    take(): State | null {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (heap.length === 0) return first;
      heap[0] = last;
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        let least = before(heap[left], heap[i]) ? left : i;
        if (before(heap[left + 1], heap[least])) least = left + 1;
        if (least === i) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}
