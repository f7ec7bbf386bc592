import Big from 'big.js';
import { decimalPlaces } from '../number.ts';
import { spellDifferences } from './differences.ts';
import { companions, type FactIndex, isAmount, type StatedFact, speaksOf } from './facts.ts';
import { foldItem, itemKey } from './items.ts';
import { halfUnit, type Ledger, unitFactor } from './ledger.ts';
import type { Relation, Term } from './relation.ts';
import type { StatedMatch } from './stated.ts';

/** Statements against each other: lists that claim to be complete, one figure stated twice, budgets of part and whole. */
export function statementRelations(
  facts: FactIndex,
  matches: readonly StatedMatch[],
  ledger: Ledger,
  fiscalYear: string,
): Relation[] {
  return [
    ...completeLists(facts, ledger),
    ...repeatedFigures(facts, matches, ledger, fiscalYear),
    ...budgetBounds(facts, fiscalYear),
    ...spellDifferences(facts, ledger),
  ];
}

/** Parts of a 其中 list, with the whole. */
interface List {
  readonly whole: StatedFact;
  readonly parts: readonly StatedFact[];
}

function listOf(whole: StatedFact, facts: FactIndex): List {
  const parts = (facts.partsOf.get(whole.fact.id) ?? []).filter(
    (part) =>
      isAmount(part) &&
      part.fact.measure === whole.fact.measure &&
      (part.fact.stage === whole.fact.stage || part.fact.stage === '') &&
      part.fact.yearOffset === whole.fact.yearOffset &&
      part !== whole,
  );
  return { whole, parts };
}

function completeLists(facts: FactIndex, ledger: Ledger): Relation[] {
  const relations: Relation[] = [];
  for (const whole of facts.all) {
    if (!isAmount(whole) || !facts.partsOf.has(whole.fact.id)) continue;
    const list = listOf(whole, facts);
    if (list.parts.length < 2) continue;
    const own = ties(list, ledger);
    if (!own && !sharesReachAll(list, facts) && !anotherMeasureTies(list, facts, ledger)) continue;
    relations.push({
      type: 'linear',
      id: `narrative/parts/${whole.fact.id}`,
      kind: 'narrative',
      forms: ['narrative'],
      relation: 'equal',
      left: [{ field: whole.field, sign: 1 }],
      right: list.parts.map((part): Term => ({ field: part.field, sign: 1 })),
      wording: 'sum',
      blame: 'left',
      derives: false,
      // an item with a budget and no spending is often left out of the list
      open: whole.fact.measure === '预算数',
    });
  }
  return relations;
}

/** Whether the parts add up to the whole within rounding. */
function ties(list: List, ledger: Ledger): boolean {
  const unit = list.whole.fact.unit;
  let rest = ledger.amount(list.whole.field);
  if (rest === null) return false;
  let slack = ledger.half(list.whole.field);
  for (const part of list.parts) {
    const factor = unitFactor(part.fact.unit, unit);
    const amount = ledger.amount(part.field);
    if (factor === null || amount === null) return false;
    rest = rest.minus(amount.times(factor));
    if (!amount.eq(0)) slack = slack.plus(ledger.half(part.field).times(factor));
  }
  return rest.abs().lte(slack);
}

/** Whether every part has a share, and the shares reach 100 within a unit of each. */
function sharesReachAll(list: List, facts: FactIndex): boolean {
  let rest = new Big(100);
  let slack = new Big(0);
  for (const part of list.parts) {
    const share = companions(part, facts).filter(({ fact }) => fact.measure === '占比' && fact.unit === '%');
    const [only, second] = share;
    if (only === undefined || second !== undefined) return false;
    rest = rest.minus(only.fact.value);
    slack = slack.plus(halfUnit(decimalPlaces(only.fact.value)).times(2));
  }
  return rest.abs().lte(slack);
}

/** Whether the same items, listed with another measure, add up to that measure of the whole. */
function anotherMeasureTies(list: List, facts: FactIndex, ledger: Ledger): boolean {
  return companions(list.whole, facts).some((other) => {
    if (!isAmount(other) || other.fact.measure === list.whole.fact.measure) return false;
    const twin = listOf(other, facts);
    return twin.parts.length === list.parts.length && ties(twin, ledger);
  });
}

/**
 * One figure stated more than once: the same item of the same year, as a part of wholes of one amount, or as the same
 * cell that the document lacks. Anything less alike is left alone (人员经费 of everything and of 财政拨款 are two things).
 */
function repeatedFigures(
  facts: FactIndex,
  matches: readonly StatedMatch[],
  ledger: Ledger,
  fiscalYear: string,
): Relation[] {
  const groups = new Map<string, StatedFact[]>();
  const cellsOf = new Map<StatedFact, Set<number>>();
  for (const { cell, stated, relation, offYear } of matches) {
    if (relation !== 'equal') continue;
    const known = cellsOf.get(stated);
    if (known === undefined) cellsOf.set(stated, new Set([cell]));
    else known.add(cell);
    const field = ledger.fields[cell];
    if (field !== undefined && field.method === 'text' && field.state === 'number') continue;
    if (!offYear) add(groups, `cell|${cell}`, stated);
  }
  for (const stated of facts.all) {
    if (!isAmount(stated) || stated.fact.whole === null) continue;
    if (speaksOf(stated.fact, fiscalYear) !== 'yes') continue;
    const whole = facts.byId.get(stated.fact.whole);
    const amount = whole === undefined ? null : ledger.amount(whole.field);
    const factor = whole === undefined ? null : unitFactor(whole.fact.unit, '元');
    if (whole === undefined || amount === null || factor === null || amount.eq(0)) continue;
    if (whole.fact.measure !== stated.fact.measure) continue;
    const key = [itemKey(stated.fact.rowLabel), stated.fact.measure, amount.times(factor).toFixed()].join(
      '|',
    );
    add(groups, `whole|${key}`, stated);
  }
  const relations = new Map<string, Relation>();
  for (const group of groups.values()) {
    const sentences = new Map(group.map((stated) => [stated.statement.id, stated] as const));
    if (sentences.size < 2 || sentences.size < group.length || listsEach(group)) continue;
    const reference = commonest(group, ledger);
    for (const stated of group) {
      if (stated === reference || shareACell(stated, reference, cellsOf, ledger)) continue;
      const id = `narrative/again/${stated.fact.id}/${reference.fact.id}`;
      if (!relations.has(id)) relations.set(id, again(id, stated, reference));
    }
  }
  return [...relations.values()];
}

/** One whole has the item several times: a list of projects, each with its 结余, not one figure stated again. */
function listsEach(group: readonly StatedFact[]): boolean {
  const wholes = group.flatMap(({ fact }) => fact.whole ?? []);
  return new Set(wholes).size < wholes.length;
}

/** Both are checked against one printed cell already. */
function shareACell(
  a: StatedFact,
  b: StatedFact,
  cellsOf: ReadonlyMap<StatedFact, ReadonlySet<number>>,
  ledger: Ledger,
): boolean {
  const theirs = cellsOf.get(b);
  return [...(cellsOf.get(a) ?? [])].some((cell) => {
    const field = ledger.fields[cell];
    return theirs?.has(cell) === true && field?.state === 'number' && field.method === 'text';
  });
}

/** The first statement of the figure that most of them state. */
function commonest(group: readonly StatedFact[], ledger: Ledger): StatedFact {
  const count = new Map<string, number>();
  const keyOf = ({ field, fact }: StatedFact) => {
    const factor = unitFactor(fact.unit, '元');
    const amount = ledger.amount(field);
    return amount === null || factor === null ? '' : amount.times(factor).toFixed();
  };
  for (const stated of group) count.set(keyOf(stated), (count.get(keyOf(stated)) ?? 0) + 1);
  let best = group[0] as StatedFact;
  for (const stated of group) {
    if ((count.get(keyOf(stated)) ?? 0) > (count.get(keyOf(best)) ?? 0)) best = stated;
  }
  return best;
}

function again(id: string, stated: StatedFact, reference: StatedFact): Relation {
  return {
    type: 'linear',
    id,
    kind: 'narrative',
    forms: ['narrative'],
    relation: 'equal',
    left: [{ field: stated.field, sign: 1 }],
    right: [{ field: reference.field, sign: 1 }],
    wording: 'same',
    blame: 'both',
    derives: false,
  };
}

/** How a sentence names the budget of everything a unit has, and the part of it that is 财政拨款. */
const wholeBudget =
  /^(?:年初)?(?:部门|单位|整体支出|整体)?(?:收支|收入|支出)?(?:年初)?预算(?:收入|支出|安排|总额|数)?$|^整体支出$/u;
const fiscalBudget = /^(?:一般公共预算)?(?:财政)?拨款(?:支出)?$/u;

/** The opening budget of a part is at most that of the whole. */
function budgetBounds(facts: FactIndex, fiscalYear: string): Relation[] {
  const opening = facts.all.filter(
    (stated) =>
      isAmount(stated) &&
      stated.fact.measure === '预算数' &&
      stated.fact.stage === '年初预算' &&
      speaksOf(stated.fact, fiscalYear) === 'yes',
  );
  const part = opening.find(({ fact }) => fact.whole === null && fiscalBudget.test(foldItem(fact.rowLabel)));
  if (part === undefined) return [];
  return opening
    .filter(({ fact }) => wholeBudget.test(foldItem(fact.rowLabel)))
    .map((whole) => ({
      type: 'linear',
      id: `narrative/budget/${part.fact.id}/${whole.fact.id}`,
      kind: 'narrative',
      forms: ['narrative'],
      relation: 'at-most',
      left: [{ field: part.field, sign: 1 }],
      right: [{ field: whole.field, sign: 1 }],
      wording: 'at-most',
      blame: 'both',
      derives: false,
    }));
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
