import { companions, type FactIndex, isAmount, type StatedFact } from './facts.ts';
import { type Ledger, unitFactor } from './ledger.ts';
import { type Relation, type Term, tryRatio } from './relation.ts';

/**
 * 增减额 = the amount − its base, where the same breath states both. Not where the percentage beside it shows that it
 * is a change against something else than that base (完成预算的84.5%，与上年相比增加…).
 */
export function spellDifferences(facts: FactIndex, ledger: Ledger): Relation[] {
  const relations: Relation[] = [];
  for (const stated of facts.all) {
    const { fact } = stated;
    if (fact.measure !== '增减额' || fact.qualifier !== '' || unitFactor(fact.unit, '元') === null) continue;
    const beside = companions(stated, facts).filter(isAmount);
    const value = only(
      beside.filter((x) => x.fact.measure === '决算数' && x.fact.yearOffset === fact.yearOffset),
    );
    const base = only(
      beside.filter((x) =>
        /预算/u.test(fact.basis)
          ? x.fact.measure === '预算数'
          : /上年|去年|同期|20\d\d/u.test(fact.basis) &&
            x.fact.measure === '决算数' &&
            x.fact.yearOffset < fact.yearOffset,
      ),
    );
    if (value === null || base === null || againstAnother(stated, value, base, facts, ledger)) continue;
    relations.push({
      type: 'linear',
      id: `narrative/difference/${fact.id}`,
      kind: 'difference',
      forms: ['narrative'],
      relation: 'equal',
      left: [{ field: stated.field, sign: 1 }],
      right: [
        { field: value.field, sign: 1 },
        { field: base.field, sign: -1 },
      ],
      wording: 'difference',
      blame: 'left',
      derives: false,
    });
  }
  return relations;
}

/** Whether the rate that follows fits the base that follows from amount and change, and not the stated one. */
function againstAnother(
  stated: StatedFact,
  value: StatedFact,
  base: StatedFact,
  facts: FactIndex,
  ledger: Ledger,
): boolean {
  const rate = companions(stated, facts).find(
    ({ fact, order }) => fact.measure === '增减率' && order > stated.order,
  );
  if (rate === undefined) return false;
  const fits = (denominator: readonly Term[]) => {
    const outcome = tryRatio(
      {
        type: 'ratio',
        id: '',
        forms: [],
        percent: rate.field,
        numerator: [{ field: stated.field, sign: 1 }],
        denominators: [denominator],
        decisive: true,
        wording: '',
        others: [],
      },
      ledger,
    );
    // `skipped` fits as well: a change from nothing has no rate
    return outcome !== null && outcome.status !== 'fail';
  };
  const implied: readonly Term[] = [
    { field: value.field, sign: 1 },
    { field: stated.field, sign: -1 },
  ];
  return fits(implied) && !fits([{ field: base.field, sign: 1 }]);
}

function only<T>(list: readonly T[]): T | null {
  const [first, second] = list;
  return first !== undefined && second === undefined ? first : null;
}
