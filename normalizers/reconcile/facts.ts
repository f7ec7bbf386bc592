import type { Field } from '../../schemas/field.ts';
import type { Fact, Statement } from '../../schemas/statement.ts';
import { isMoney } from '../unit.ts';
import { foldBasis } from './items.ts';

/** A fact with its sentence and its field. */
export interface StatedFact {
  readonly fact: Fact;
  readonly statement: Statement;
  /** Index in the ledger of the field of form `narrative`. */
  readonly field: number;
  /** Place in reading order. */
  readonly order: number;
}

/** What sentences state, looked up by what it is. */
export interface FactIndex {
  readonly all: readonly StatedFact[];
  readonly byId: ReadonlyMap<string, StatedFact>;
  /** Facts of one subject, in reading order. */
  readonly bySubject: ReadonlyMap<string, readonly StatedFact[]>;
  /** Facts that are parts of a whole, by its id. */
  readonly partsOf: ReadonlyMap<string, readonly StatedFact[]>;
  /** Amounts of the year itself, by their item as a base of shares (see `foldBasis`), each in reading order. */
  readonly byBasis: ReadonlyMap<string, readonly StatedFact[]>;
}

/** Sorts the facts that became fields, in one pass. */
export function indexFacts(statements: readonly Statement[], fields: readonly Field[]): FactIndex {
  const fieldOf = new Map<string, number>();
  fields.forEach((field, index) => {
    if (field.form === 'narrative' && field.factId !== null && !fieldOf.has(field.factId)) {
      fieldOf.set(field.factId, index);
    }
  });
  const all: StatedFact[] = [];
  const byId = new Map<string, StatedFact>();
  const bySubject = new Map<string, StatedFact[]>();
  const partsOf = new Map<string, StatedFact[]>();
  const byBasis = new Map<string, StatedFact[]>();
  for (const statement of statements) {
    for (const fact of statement.facts) {
      const field = fieldOf.get(fact.id);
      if (field === undefined) continue;
      const stated: StatedFact = { fact, statement, field, order: all.length };
      all.push(stated);
      byId.set(fact.id, stated);
      add(bySubject, fact.subject, stated);
      if (fact.whole !== null) add(partsOf, fact.whole, stated);
      if (fact.yearOffset === 0 && isAmount(stated)) add(byBasis, foldBasis(fact.rowLabel), stated);
    }
  }
  return { all, byId, bySubject, partsOf, byBasis };
}

/** Whether it is an exact amount of money. */
export function isAmount({ fact }: StatedFact): boolean {
  const amount = fact.measure === '预算数' || fact.measure === '决算数';
  return amount && isMoney(fact.unit) && fact.qualifier === '';
}

/** Facts of the same subject, itself left out. */
export function companions(stated: StatedFact, index: FactIndex): readonly StatedFact[] {
  return (index.bySubject.get(stated.fact.subject) ?? []).filter((other) => other !== stated);
}

/**
 * Whether a fact speaks of the year reported: `yes`, `no` (上年, a year after it …), or `named` where the sentence
 * itself names the year before without comparing (a line kept from last year's report, or really last year's).
 */
export function speaksOf(fact: Fact, fiscalYear: string): 'yes' | 'no' | 'named' {
  if (fact.yearOffset !== 0) return 'no';
  if (fact.year === null || fiscalYear === '' || fact.year === fiscalYear) return 'yes';
  return Number(fact.year) === Number(fiscalYear) - 1 ? 'named' : 'no';
}

/** Whether the headings over a sentence admit it: one contains a word of `within`, none a word of `notWithin`. */
export function headingsAdmit(
  statement: Statement,
  within: readonly string[] | undefined,
  notWithin: readonly string[] | undefined,
): boolean {
  const headings = statement.headings.map((heading) => heading.replace(/\s+/gu, ''));
  const over = (words: readonly string[]) =>
    headings.some((heading) => words.some((word) => heading.includes(word)));
  return (within === undefined || over(within)) && (notWithin === undefined || !over(notWithin));
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
