import type { Truth, TruthFact } from '../variants/truth.ts';
import { canonical, isDoubted, type Row } from './judge.ts';

/** Figures of running text. */
export interface FactFigures {
  readonly stated: number;
  readonly right: number;
  /** Told, and in no sentence; of those without doubt. */
  readonly untrue: number;
  readonly untrueSilent: number;
}

/** Counts the figures of running text that were told. */
export function judgeFacts(truth: Truth, rows: readonly Row[]): FactFigures {
  const told = rows.filter(({ table, value }) => table === 'narrative' && value !== '');
  const isOf = (fact: TruthFact, row: Row): boolean =>
    canonical(fact.value) === canonical(row.value) &&
    row.column.split('/').at(-1) === fact.column &&
    [fact.row_label, ...fact.aliases].some((name) => isAlike(name, row.label));
  const stated = truth.narrative.filter(({ optional }) => !optional);
  const isValue = (row: Row): boolean =>
    [...truth.narrative, ...truth.narrative_optional].some(
      ({ value }) => canonical(value) === canonical(row.value),
    );
  const untrue = told.filter((row) => !isValue(row));
  return {
    stated: stated.length,
    right: stated.filter((fact) => told.some((row) => isOf(fact, row))).length,
    untrue: untrue.length,
    untrueSilent: untrue.filter((row) => !isDoubted(row)).length,
  };
}

function isAlike(name: string, label: string): boolean {
  const [one, other] = [name, label].map((text) =>
    text.normalize('NFKC').replace(/\((?:类|款|项)\)|[\s“”"、,;:]/gu, ''),
  );
  if (!one || !other) return false;
  return (
    one === other || (one.length >= 4 && other.includes(one)) || (other.length >= 4 && one.includes(other))
  );
}
