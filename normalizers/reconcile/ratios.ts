import Big from 'big.js';
import { findBases } from './bases.ts';
import type { CellIndex } from './cells.ts';
import { companions, type FactIndex, isAmount, type StatedFact } from './facts.ts';
import { foldItem } from './items.ts';
import { type Ledger, unitFactor } from './ledger.ts';
import { type Ratio, type Term, tryRatio } from './relation.ts';

/**
 * Every stated percentage whose amounts are stated too: 完成率 of budget and outcome, 增减率 of change and base, 占比 of
 * part and whole. A percentage without amounts beside it (参保率95%) is nothing to recompute.
 */
export function spellRatios(facts: FactIndex, index: CellIndex, ledger: Ledger): Ratio[] {
  const ratios: Ratio[] = [];
  for (const stated of facts.all) {
    const { fact } = stated;
    if (fact.unit !== '%' || fact.qualifier !== '') continue;
    const ratio =
      fact.measure === '完成率'
        ? completion(stated, facts)
        : fact.measure === '增减率'
          ? change(stated, facts)
          : fact.measure === '占比'
            ? share(stated, facts, index, ledger)
            : null;
    if (ratio !== null) ratios.push(ratio);
  }
  return [...settleBases(ratios, ledger), ...executionRates(index)];
}

/**
 * A base that is worded in its own way is found out by the shares that follow from it: if one share of it fits a whole,
 * the others that are worded alike are shares of that whole too.
 */
function settleBases(ratios: readonly Ratio[], ledger: Ledger): Ratio[] {
  const keyOf = ({ wording, denominators }: Ratio) => {
    const base = denominators[0]?.[0]?.field ?? -1;
    return `${wording}|${ledger.amount(base)?.toFixed() ?? ''}|${ledger.fields[base]?.unit ?? ''}`;
  };
  const fitting = new Set(
    ratios.filter((ratio) => ratio.wording !== '' && tryRatio(ratio, ledger)?.status === 'pass').map(keyOf),
  );
  return ratios.map((ratio) => (fitting.has(keyOf(ratio)) ? { ...ratio, decisive: true } : ratio));
}

/** 完成率 = 决算数 / 预算数 of the same subject. */
function completion(stated: StatedFact, facts: FactIndex): Ratio | null {
  const beside = companions(stated, facts).filter(isAmount);
  const done = nearest(
    stated,
    beside.filter(({ fact }) => fact.measure === '决算数' && fact.yearOffset === 0),
  );
  const budgets = beside.filter(({ fact }) => fact.measure === '预算数');
  const stage =
    stated.fact.basis.includes('全年') || stated.fact.basis.includes('调整') ? '全年预算' : '年初预算';
  const meant = budgets.filter(({ fact }) => fact.stage === stage);
  const budget = nearest(stated, stated.fact.basis !== '' && meant.length > 0 ? meant : budgets);
  if (done === null || budget === null) return null;
  return ratioOf(stated, [plus(done)], [[plus(budget)]], true, others(stated, beside, [done, budget]));
}

/** 增减率 = 增减额 / (amount − 增减额), or (amount − base) / base where the base itself is stated. */
function change(stated: StatedFact, facts: FactIndex): Ratio | null {
  const beside = companions(stated, facts);
  const amounts = beside.filter(isAmount);
  const current = amounts.filter(({ fact }) => fact.yearOffset === stated.fact.yearOffset);
  const done = nearest(
    stated,
    current.filter(({ fact }) => fact.measure === '决算数'),
  );
  const ofBudget = /预算/u.test(stated.fact.basis);
  const years = betweenYears(stated, amounts);
  const value =
    years?.changed ??
    done ??
    (ofBudget
      ? null
      : nearest(
          stated,
          current.filter(({ fact }) => fact.measure === '预算数'),
        ));
  const base = years?.base ?? baseOf(stated, amounts, ofBudget);
  const delta = nearest(
    stated,
    beside.filter(
      ({ fact }) => fact.measure === '增减额' && fact.basis === stated.fact.basis && fact.qualifier === '',
    ),
  );
  if (delta !== null) {
    // the base may be stated, or follow from amount and change; the sentence may state another thing's base beside it
    const bases: Term[][] = base === null ? [] : [[plus(base)]];
    // a rise by more than the amount itself is another item's: the amount beside it is not the one that rose
    if (value !== null && isWithin(delta, value)) bases.push([plus(value), minus(delta)]);
    if (bases.length === 0) return null;
    const named = others(stated, amounts, base === null ? [] : [base]);
    return ratioOf(stated, [plus(delta)], bases, true, named);
  }
  if (value === null || base === null) return null;
  return ratioOf(stated, [plus(value), minus(base)], [[plus(base)]], true, []);
}

/** The stated base of a change: the budget it is compared with, or the amount of the year before. */
function baseOf(stated: StatedFact, amounts: readonly StatedFact[], ofBudget: boolean): StatedFact | null {
  const earlier = stated.fact.yearOffset - 1;
  return nearest(
    stated,
    amounts.filter(({ fact }) =>
      ofBudget
        ? fact.measure === '预算数'
        : fact.measure === '决算数' && fact.yearOffset === earlier && !/预算/u.test(stated.fact.basis),
    ),
  );
}

/** What changed from one named year to the next: 2023年执行数…，2024年预算…，比2023年…; null where no two are named. */
function betweenYears(
  stated: StatedFact,
  amounts: readonly StatedFact[],
): { readonly changed: StatedFact; readonly base: StatedFact } | null {
  if (stated.fact.basis !== '上年') return null;
  const named = amounts.filter(({ fact, order }) => fact.year !== null && order < stated.order);
  const changed = named.at(-1);
  const base = named.findLast(({ fact }) => Number(fact.year) === Number(changed?.fact.year) - 1);
  return changed && base ? { changed, base } : null;
}

/** 占比 = the amount beside it / the whole, or the base that the sentence names. */
function share(stated: StatedFact, facts: FactIndex, index: CellIndex, ledger: Ledger): Ratio | null {
  const amounts = companions(stated, facts).filter(isAmount);
  const deltas = companions(stated, facts).filter(
    ({ fact }) => fact.measure === '增减额' && foldItem(fact.rowLabel) === foldItem(stated.fact.rowLabel),
  );
  const part = nearest(stated, amounts.length > 0 ? amounts : deltas);
  if (part === null) return null;
  const bases = findBases(stated, part, facts, index, ledger);
  if (bases.fields.length === 0) return null;
  const denominators = bases.fields.map((field): Term[] => [{ field, sign: 1 }]);
  const elsewhere = bases.others.map((field): Term[] => [{ field, sign: 1 }]);
  return ratioOf(stated, [plus(part)], denominators, bases.decisive, elsewhere);
}

/** 执行率 of an evaluation table = 执行数 / 全年预算数 of its row. */
function executionRates(index: CellIndex): Ratio[] {
  const ratios: Ratio[] = [];
  for (const cells of index.values()) {
    for (const row of cells.rows) {
      const find = (pattern: RegExp) => [...row.cells].find(([measure]) => pattern.test(measure))?.[1];
      const percent = find(/^(?:预算)?执行率/u);
      const done = find(/执行数/u);
      const budget = find(/全年预算数|调整后预算数/u);
      if (percent === undefined || done === undefined || budget === undefined) continue;
      ratios.push({
        type: 'ratio',
        id: `${cells.form.id}${cells.part > 1 ? `/${cells.part}` : ''}/ratio/${row.label}`,
        forms: cells.alone,
        percent,
        numerator: [{ field: done, sign: 1 }],
        denominators: [[{ field: budget, sign: 1 }]],
        decisive: true,
        wording: '',
        others: [],
      });
    }
  }
  return ratios;
}

function ratioOf(
  stated: StatedFact,
  numerator: readonly Term[],
  denominators: readonly (readonly Term[])[],
  decisive: boolean,
  others: readonly (readonly Term[])[],
): Ratio {
  return {
    type: 'ratio',
    id: `narrative/ratio/${stated.fact.id}`,
    forms: ['narrative'],
    percent: stated.field,
    numerator,
    denominators,
    decisive,
    wording: stated.fact.basis,
    others,
  };
}

/** Amounts of the same breath that were not taken as the base, to name one that was taken by mistake. */
function others(
  stated: StatedFact,
  amounts: readonly StatedFact[],
  taken: readonly StatedFact[],
): readonly (readonly Term[])[] {
  return amounts
    .filter((other) => other !== stated && !taken.includes(other))
    .map((other): Term[] => [plus(other)]);
}

/** The one that stands last before it, else the first after it. */
function nearest(stated: StatedFact, list: readonly StatedFact[]): StatedFact | null {
  return list.findLast((other) => other.order < stated.order) ?? list[0] ?? null;
}

/** Whether the amount before the change would not be negative. */
function isWithin(delta: StatedFact, value: StatedFact): boolean {
  const factor = unitFactor(delta.fact.unit, value.fact.unit);
  return factor !== null && new Big(delta.fact.value).times(factor).lte(value.fact.value);
}

function plus({ field }: StatedFact): Term {
  return { field, sign: 1 };
}

function minus({ field }: StatedFact): Term {
  return { field, sign: -1 };
}
