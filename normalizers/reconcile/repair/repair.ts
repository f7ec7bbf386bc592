import Big from 'big.js';
import { type Field, flags as flagOrder } from '../../../schemas/field.ts';
import type { Ledger } from '../ledger.ts';
import type { Assumption, Ratio, Relation } from '../relation.ts';
import { type Court, explainContradictions, otherReadings } from './explanations.ts';
import { openReadings, type Reading } from './readings.ts';
import { type Judgement, judge } from './verdict.ts';
import { callWitnesses, type Witness } from './witnesses.ts';

/** What the accounts have to say, spelt for the ledger as it stands. */
export interface Testimonies {
  readonly relations: readonly Relation[];
  readonly ratios: readonly Ratio[];
}

/** Rounds: what one settles may settle the next. */
const mostRounds = 6;
/** Searches of one round, those that explain the most at the least cost first. */
const mostSearches = 250;
/** Looks at a field in all searches of a document: some seconds. */
const mostLooks = 40_000;
/** How sure a picture is of a cell in which it shows nothing. */
const blankReading = 0.99;
/** The same where the accounts ask for a figure there. */
const doubtedBlank = 0.5;

/**
 * Lets the accounts choose among the readings of fields that were read from pictures. A field gets another value only
 * where it makes every identity hold in which the field stands, where no other explanation comes near, and where it is
 * proposed by its reading or pinned by two identities; it is flagged `repaired` and keeps its raw text. Nothing happens in
 * a document that holds none.
 * @param spell spells the relations and percentages for what the ledger holds now
 */
export function repairReadings(ledger: Ledger, spell: () => Testimonies): void {
  if (!ledger.fields.some(({ method }) => method === 'ocr')) return;
  const blanks = takeBlanks(ledger);
  const budget = { looks: mostLooks };
  for (let round = 0; round < mostRounds; round++) {
    const court = convene(ledger, blanks, spell(), budget);
    const judgements = hear(court);
    const changes = agreed(judgements);
    if (changes.size === 0) {
      for (const { doubted } of judgements) for (const field of doubted) doubt(field, ledger);
      return;
    }
    const byKey = [...changes].sort(([a], [b]) => a - b);
    for (const [field, { reading, witnesses, share }] of byKey) {
      put(field, reading, court.readings.print(field, reading.value), witnesses, share, ledger);
    }
  }
}

/** The blank cells of tables that were read from pictures: they are read as blank, which is not as sure as text. */
function takeBlanks(ledger: Ledger): Set<number> {
  const tables = new Set(ledger.fields.flatMap(({ method, tableId }) => (method === 'ocr' ? tableId : [])));
  tables.delete('');
  const blanks = new Set<number>();
  ledger.fields.forEach((field, index) => {
    const isBlank = field.state === 'blank' || field.flags.includes('blank-zero');
    if (!isBlank || !tables.has(field.tableId)) return;
    blanks.add(index);
    if (field.method !== 'text') return;
    const reading = Math.min(field.reading, blankReading);
    ledger.replace(index, { ...field, method: 'ocr', reading, candidates: [] });
  });
  return blanks;
}

interface Hearing extends Court {
  readonly contradicting: readonly Witness[];
}

function convene(
  ledger: Ledger,
  blanks: ReadonlySet<number>,
  { relations, ratios }: Testimonies,
  budget: Court['budget'],
): Hearing {
  const readings = openReadings(ledger, blanks);
  const unread = new Map<number, Big>();
  ledger.fields.forEach((field, index) => {
    if (field.state === 'text' && readings.isDoubtful(index)) unread.set(index, new Big(0));
  });
  const witnesses = callWitnesses(relations, ratios, ledger, readings.isDoubtful, unread);
  const about = new Map<number, Witness[]>();
  for (const witness of witnesses) {
    for (const field of witness.fields) {
      const list = about.get(field);
      if (list === undefined) about.set(field, [witness]);
      else list.push(witness);
    }
  }
  return { readings, about, budget, contradicting: witnesses.filter(({ holdsAsRead }) => !holdsAsRead) };
}

/** A field that may be the reason of contradictions. */
interface Suspect {
  readonly accused: readonly Witness[];
  readonly explains: number;
  readonly cost: number;
  readonly key: string;
}

const asRead: Assumption = new Map();

/** Every set of contradictions that a change of one field bears on, explained once. */
function hear(court: Hearing): Judgement[] {
  const suspects = new Map<string, Suspect>();
  for (const field of new Set(court.contradicting.flatMap(({ fields }) => fields))) {
    if (!court.readings.isDoubtful(field)) continue;
    const about = court.about.get(field) ?? [];
    const accused = about.filter(({ holdsAsRead }) => !holdsAsRead);
    const key = accused
      .map(({ id }) => id)
      .sort()
      .join('\n');
    for (const reading of otherReadings(field, asRead, court)) {
      const changed: Assumption = new Map([[field, reading.value]]);
      const settled = accused.filter((witness) => witness.holds(changed)).length;
      if (settled === 0 || (accused.length < 2 && !reading.proposed)) continue;
      const broken = about.filter((one) => one.holdsAsRead && !one.holds(changed)).length;
      const suspect = { accused, explains: settled - broken, cost: reading.cost, key };
      const known = suspects.get(key);
      if (known === undefined || isLikelier(suspect, known)) suspects.set(key, suspect);
    }
  }
  return [...suspects.values()]
    .sort((a, b) => (isLikelier(a, b) ? -1 : 1))
    .slice(0, mostSearches)
    .map(({ accused }) => judge(explainContradictions(accused, court), court));
}

function isLikelier(a: Suspect, b: Suspect): boolean {
  return (b.explains - a.explains || a.cost - b.cost || (a.key < b.key ? -1 : 1)) < 0;
}

/** The changes on which all judgements that speak of a field agree. */
function agreed(judgements: readonly Judgement[]): Judgement['changes'] {
  const taken = new Map<number, { reading: Reading; witnesses: readonly Witness[]; share: number }>();
  const disputed = new Set<number>();
  for (const { changes } of judgements) {
    for (const [field, change] of changes) {
      const known = taken.get(field);
      if (known !== undefined && !known.reading.value.eq(change.reading.value)) disputed.add(field);
      else if (known === undefined || known.share > change.share) taken.set(field, change);
    }
  }
  for (const { changes } of judgements) {
    if (![...changes.keys()].some((field) => disputed.has(field))) continue;
    for (const field of changes.keys()) taken.delete(field);
  }
  return taken;
}

function put(
  index: number,
  { proposed }: Reading,
  value: string,
  witnesses: readonly Witness[],
  share: number,
  ledger: Ledger,
): void {
  const field = ledger.fields[index];
  if (field === undefined) return;
  const earned = new Set([...field.flags, 'repaired' as const]);
  const found: Field = {
    ...field,
    value,
    state: 'number',
    reading: Math.min(
      share,
      witnesses.length > 2 ? pinned.often : witnesses.length > 1 ? pinned.twice : pinned.once,
    ),
    flags: flagOrder.filter((flag) => earned.has(flag) && flag !== 'unexpected-text'),
    origin: inWords(field, value, proposed, witnesses),
    candidates: [],
  };
  ledger.replace(index, found);
}

/** How sure a repaired reading is at most, by how many identities ask for it. */
const pinned = { once: 0.9, twice: 0.97, often: 0.99 } as const;

/** At most this many identities are named. */
const mostNamed = 4;

function inWords(field: Field, value: string, proposed: boolean, witnesses: readonly Witness[]): string {
  const names = witnesses.slice(0, mostNamed).map(({ id }) => id);
  const more = witnesses.length > mostNamed ? ` and ${witnesses.length - mostNamed} more` : '';
  const why = proposed ? 'another reading of the picture' : 'the only figure that is misread like this';
  const hold = witnesses.length > 1 ? 'these identities hold' : 'this identity holds';
  return `Read as “${field.raw}”; ${value} is ${why} with which ${hold}: ${names.join(', ')}${more}.`;
}

function doubt(index: number, ledger: Ledger): void {
  const field = ledger.fields[index];
  if (field !== undefined)
    ledger.replace(index, { ...field, reading: Math.min(field.reading, doubtedBlank) });
}
