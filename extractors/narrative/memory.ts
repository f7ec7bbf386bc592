import type { Fact, FactMeasure, ItemStep } from '../../schemas/statement.ts';
import { areSiblings } from './lexicon.ts';

/** What is spoken of. */
export interface Subject {
  readonly id: string;
  readonly label: string;
  readonly path: readonly ItemStep[];
  /** Number of the sentence that names it. */
  readonly sentence: number;
  /** Whose part it is. */
  readonly partOf: Subject | null;
  /** First fact of each measure that states it: the wholes of parts that follow. */
  readonly facts: Map<FactMeasure, string>;
  /** First budget figure of each stage. */
  readonly staged: Map<Fact['stage'], string>;
  /** Unit of its count: only what is counted alike is a part of it. */
  countedIn: string | null;
  /** Measure that parts of it take where they do not say. */
  measure: FactMeasure | null;
  /** The fact that states its amount. */
  amount: string | null;
  /** Number of the sentence that states it. */
  statedIn: number;
  /** That amount. */
  value: { readonly value: string; readonly unit: string } | null;
  /** Its share of the whole has been stated: what is compared next is the whole. */
  hasShare: boolean;
}

/** What is remembered from one sentence to the next. */
export interface Memory {
  subjects: number;
  /** Sentences that state figures, so far. */
  sentence: number;
  current: Subject | null;
  /** Whose parts are being named. */
  whole: Subject | null;
  /** The whole of a list whose items are sentences of their own (…，其中：). */
  listed: Subject | null;
  /** Those lists, outermost first, with the kind of the list number before the paragraph that opened each ('' for none). */
  lists: { readonly whole: Subject; readonly kind: string }[];
  /** Subjects whose amount was stated in this sentence and the one before, since the heading, in order. */
  spoken: Subject[];
  heading: string;
  /** The year last named by a heading or at the beginning of a clause. */
  year: string | null;
}

/** A memory of nothing. */
export function emptyMemory(): Memory {
  return {
    subjects: 0,
    sentence: 0,
    current: null,
    whole: null,
    listed: null,
    lists: [],
    spoken: [],
    heading: '',
    year: null,
  };
}

/** A subject that nothing has been stated of yet. */
export function newSubject(
  memory: Memory,
  label: string,
  path: readonly ItemStep[],
  whole: Subject | null,
): Subject {
  let partOf = whole;
  memory.subjects++;
  // “基本支出…，其中：工资…；项目支出…”: an item beside the whole ends the list of its parts.
  for (let outer = partOf; outer !== null; outer = outer.partOf)
    if (areSiblings(outer.label, label)) {
      partOf = outer.partOf;
      if (memory.whole !== null) memory.whole = partOf;
      break;
    }
  return {
    id: `i${memory.subjects}`,
    label,
    path: path.length > 0 ? path : [{ label, depth: null }],
    sentence: memory.sentence,
    partOf,
    facts: new Map(),
    staged: new Map(),
    countedIn: null,
    measure: null,
    amount: null,
    statedIn: 0,
    value: null,
    hasShare: false,
  };
}

/**
 * The fact that states the whole of a part: of the same measure, and for budgets of the same stage, where one stands,
 * else its amount.
 */
export function wholeOf(subject: Subject, measure: FactMeasure, stage: Fact['stage']): string | null {
  const { partOf } = subject;
  if (partOf === null) return null;
  if (measure === '数量') return partOf.facts.get('数量') ?? null;
  const same = stage === '' ? undefined : partOf.staged.get(stage);
  if (measure === '预算数' || measure === '决算数') return same ?? partOf.facts.get(measure) ?? partOf.amount;
  return partOf.amount;
}

/** Keeps what a fact says of its subject. */
export function remember(fact: Fact, memory: Memory): void {
  const subject = memory.current;
  if (!subject || subject.id !== fact.subject || fact.yearOffset !== 0) return;
  if (fact.measure === '占比') subject.hasShare = true;
  if (fact.measure === '数量') subject.countedIn ??= fact.unit;
  if (!subject.facts.has(fact.measure)) subject.facts.set(fact.measure, fact.id);
  if (fact.stage !== '' && !subject.staged.has(fact.stage)) subject.staged.set(fact.stage, fact.id);
  if (fact.measure !== '决算数' && fact.measure !== '预算数') return;
  if (!memory.spoken.includes(subject)) memory.spoken.push(subject);
  if (subject.amount !== null && fact.measure !== '决算数') return;
  subject.amount = fact.id;
  subject.statedIn = memory.sentence;
  subject.value = { value: fact.value, unit: fact.unit };
  subject.measure = fact.measure;
}
