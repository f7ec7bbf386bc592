import type { Court, Explanation, Explanations } from './explanations.ts';
import type { Reading } from './readings.ts';
import type { Witness } from './witnesses.ts';

/** A reading that is sure enough to be taken. */
export interface Choice {
  readonly reading: Reading;
  /** The contradictions that it resolves. */
  readonly witnesses: readonly Witness[];
  /** Its share of the likelihood of all explanations. */
  readonly share: number;
}

/** What follows from the ways in which contradictions can be explained. */
export interface Judgement {
  /** By field. */
  readonly changes: ReadonlyMap<number, Choice>;
  /** Blank cells in which the accounts ask for a figure. */
  readonly doubted: readonly number[];
}

/** A change is taken when it has this share of the likelihood of all explanations. */
const sureShare = 0.97;
/** A blank cell is doubted from this share on. */
const doubtShare = 0.5;
/**
 * Contradictions that have to agree on a value: one that the reading proposes, one that nothing but they ask for; one more
 * where another contradicts it before and after.
 */
const pins = { proposed: 1, unheard: 2, more: 1 } as const;

const nothing: ReadonlyMap<number, Choice> = new Map();

/**
 * Takes the likeliest explanation of which every change is far likelier than all that speaks against it, and pinned by
 * enough contradictions; nothing where there is none.
 */
export function judge({ list, complete }: Explanations, court: Court): Judgement {
  const first = list[0];
  if (first === undefined || !complete) return { changes: nothing, doubted: [] };
  const shareOf = openShares(list);
  const doubted = [...first.changes].flatMap(([field, reading]) =>
    court.readings.isBlank(field) && shareOf(field, reading) >= doubtShare ? [field] : [],
  );
  for (const explanation of list) {
    const changes = choose(explanation, shareOf, court);
    if (changes !== null) return { changes, doubted };
  }
  return { changes: nothing, doubted };
}

/** Null where one of its changes is not sure enough, or nothing is changed. */
function choose(
  { changes, left }: Explanation,
  shareOf: (field: number, reading: Reading) => number,
  court: Court,
): ReadonlyMap<number, Choice> | null {
  const values = new Map([...changes].map(([field, { value }]) => [field, value] as const));
  const chosen = new Map<number, Choice>();
  const pinning = new Set<string>();
  let wanted = 0;
  let isUnheard = false;
  for (const [field, reading] of changes) {
    const share = shareOf(field, reading);
    if (court.readings.isBlank(field) || share < sureShare) return null;
    const witnesses = pinningOf(field, left, court);
    const isContradicted = [...left].some(({ fields }) => fields.includes(field));
    const needed = (reading.proposed ? pins.proposed : pins.unheard) + (isContradicted ? pins.more : 0);
    // many values are near enough to what is held but for rounding
    const isExact = witnesses.some((witness) => witness.holdsExactly(values));
    if (witnesses.length < needed || !isExact) return null;
    for (const witness of witnesses) pinning.add(supportOf(witness));
    wanted++;
    isUnheard ||= !reading.proposed;
    chosen.set(field, { reading, witnesses, share });
  }
  // as many contradictions as unknown values can always be resolved: one more has to agree
  return chosen.size === 0 || pinning.size < wanted + (isUnheard ? 1 : 0) ? null : chosen;
}

/** The contradictions of a field, one for each set of fields: saying it twice confirms nothing. */
function pinningOf(field: number, left: ReadonlySet<Witness>, { about }: Court): Witness[] {
  const bySupport = new Map<string, Witness>();
  for (const witness of about.get(field) ?? []) {
    if (witness.holdsAsRead || witness.isBound || left.has(witness)) continue;
    if (!bySupport.has(supportOf(witness))) bySupport.set(supportOf(witness), witness);
  }
  return [...bySupport.values()];
}

function supportOf({ fields }: Witness): string {
  return [...fields].sort((a, b) => a - b).join(',');
}

/** How much of the likelihood of all explanations there is in those that give a field this value. */
function openShares(list: readonly Explanation[]): (field: number, reading: Reading) => number {
  const least = list[0]?.cost ?? 0;
  const weights = list.map(({ cost, changes }) => ({ weight: Math.exp(least - cost), changes }));
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  return (field, { value }) =>
    weights.reduce(
      (sum, { weight, changes }) => (changes.get(field)?.value.eq(value) ? sum + weight : sum),
      0,
    ) / whole;
}
