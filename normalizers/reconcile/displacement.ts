import { type Ledger, unitFactor } from './ledger.ts';
import type { TriedRelation } from './suspicion.ts';

/** So many figures of a table that sentences put into other cells of their rows are no coincidence. */
const minDisplaced = 2;

/**
 * Tables whose figures stand in other columns of their rows than the sentences say: there the binding is in doubt, not the
 * publisher. Nothing found: empty.
 */
export function findDisplaced(relations: readonly TriedRelation[], ledger: Ledger): Set<string> {
  const rows = rowsOf(relations, ledger);
  const counts = new Map<string, number>();
  for (const { relation, outcome } of relations) {
    const stated = relation.left[0]?.field;
    const cell = relation.right[0]?.field;
    if (relation.wording !== 'stated' || outcome.status !== 'fail') continue;
    if (stated === undefined || cell === undefined) continue;
    const amount = ledger.amount(stated);
    // a 0 where a figure should be is an omission: the figure stands in its own cell beside it
    if (amount === null || amount.eq(0) || ledger.amount(cell)?.eq(0) === true) continue;
    const elsewhere = (rows.get(rowOf(cell, ledger)) ?? []).some((other) => {
      const factor = unitFactor(ledger.fields[stated]?.unit ?? '', ledger.fields[other]?.unit ?? '');
      return other !== cell && factor !== null && ledger.amount(other)?.eq(amount.times(factor)) === true;
    });
    if (!elsewhere) continue;
    const table = tableOf(cell, ledger);
    counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= minDisplaced).map(([table]) => table));
}

/** The table a field stands in, by form and part; '' for none. */
export function tableOf(index: number, ledger: Ledger): string {
  const field = ledger.fields[index];
  return field === undefined || field.tableId === '' ? '' : `${field.form}|${field.part}`;
}

function rowOf(index: number, ledger: Ledger): string {
  const field = ledger.fields[index];
  return field === undefined
    ? ''
    : [tableOf(index, ledger), field.rowCode, field.rowLabel, field.occurrence].join('|');
}

/** The fields of every table that a failing statement touches, by row. */
function rowsOf(relations: readonly TriedRelation[], ledger: Ledger): Map<string, number[]> {
  const touched = new Set(
    relations
      .filter(({ relation, outcome }) => relation.wording === 'stated' && outcome.status === 'fail')
      .map(({ relation }) => tableOf(relation.right[0]?.field ?? -1, ledger)),
  );
  const rows = new Map<string, number[]>();
  if (touched.size === 0) return rows;
  ledger.fields.forEach((_, index) => {
    if (!touched.has(tableOf(index, ledger))) return;
    const key = rowOf(index, ledger);
    const list = rows.get(key);
    if (list === undefined) rows.set(key, [index]);
    else list.push(index);
  });
  return rows;
}
