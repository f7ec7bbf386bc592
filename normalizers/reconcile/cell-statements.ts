import type { Ledger } from './ledger.ts';
import type { Relation } from './relation.ts';
import type { StatedMatch } from './stated.ts';

/** Cells against the sentences that state them; a cell that a sentence filled is not checked against that sentence. */
export function cellRelations(matches: readonly StatedMatch[], ledger: Ledger): Relation[] {
  const relations: Relation[] = [];
  for (const match of matches) {
    const cell = ledger.fields[match.cell];
    if (cell === undefined || cell.factId === match.stated.fact.id) continue;
    const base = {
      type: 'linear' as const,
      id: `${cell.form}/narrative/${cell.rowCode || cell.rowLabel}/${cell.measure}/${match.stated.fact.id}`,
      kind: 'narrative' as const,
      forms: [...match.forms, 'narrative'],
      relation: match.relation,
      left: [{ field: match.stated.field, sign: 1 as const }],
      right: [{ field: match.cell, sign: 1 as const }],
      derives: false,
    };
    const wording = match.relation === 'equal' ? ('stated' as const) : ('at-most' as const);
    const soft = match.offYear
      ? { en: 'the sentence names the year before', zh: '文中写作上一年度' }
      : mislabelled(match, matches, ledger);
    relations.push({ ...base, wording, blame: 'statement', soft: soft ?? undefined });
  }
  return relations;
}

/**
 * A figure that disagrees with the row it names and is exactly the figure of another row of the same column which the
 * same sentence leaves unnamed: the name is wrong, not the figure.
 */
function mislabelled(
  match: StatedMatch,
  matches: readonly StatedMatch[],
  ledger: Ledger,
): Relation['soft'] | null {
  const cell = ledger.fields[match.cell];
  const stated = ledger.fields[match.stated.field];
  const amount = ledger.amount(match.stated.field);
  if (cell === undefined || stated === undefined || amount === null || amount.eq(0)) return null;
  if (ledger.amount(match.cell)?.eq(amount) === true) return null;
  const named = new Set(
    matches.filter((m) => m.stated.statement === match.stated.statement).map((m) => m.cell),
  );
  for (const [index, other] of ledger.fields.entries()) {
    if (other.form !== cell.form || other.part !== cell.part || other.measure !== cell.measure) continue;
    if (index === match.cell || named.has(index) || other.unit !== stated.unit) continue;
    if (other.rowCode.length !== cell.rowCode.length || /[总合]计/u.test(other.rowLabel)) continue;
    if (ledger.amount(index)?.eq(amount) === true) {
      return {
        en: `the figure is that of ${other.rowLabel}: the name is mistaken`,
        zh: `该数与${other.rowLabel}一致，名称有误`,
      };
    }
  }
  return null;
}
