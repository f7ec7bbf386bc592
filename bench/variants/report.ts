import type { Variant } from './variant.ts';

/** The figures of one document that the scorer gives and this report reads; null = nothing to measure. */
export interface Scored {
  readonly id: string;
  readonly failed: number;
  readonly cells: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly missing: number;
  readonly wrong: number;
  readonly silent: number;
  readonly spurious: number;
  readonly silent_spurious: number;
  readonly filled: number;
  readonly filled_zero: number;
  readonly unit: number | null;
  readonly entity: number | null;
  readonly year: number | null;
  readonly lost_recall: number | null;
  readonly lost_wrong: number;
  readonly invented: number;
  readonly jx_recall: number | null;
  readonly jx_wrong: number;
  readonly narrative_recall: number | null;
  readonly narrative_precision: number | null;
  readonly image_recall: number | null;
  readonly planted: number;
  readonly located: number;
  readonly accused_elsewhere: number;
  readonly sound_documents: number;
  readonly false_alarm_documents: number;
}

export interface Row {
  readonly variant: Variant;
  readonly scored: Scored;
}

/** What is wrong with one document, in words; empty where all is right. */
export function wrongs(scored: Scored): string[] {
  const below = (name: string, value: number | null): string[] =>
    value === null || value === 1 ? [] : [`${name} ${(value * 100).toFixed(1)} %`];
  const some = (name: string, count: number): string[] => (count > 0 ? [`${name} ${count}`] : []);
  return [
    ...some('failed', scored.failed),
    ...below('cells', scored.recall),
    ...some('wrong', scored.wrong),
    ...some('silent', scored.silent),
    ...some('spurious', scored.spurious),
    ...some('blanks filled', scored.filled + scored.filled_zero),
    ...below('unit', scored.unit),
    ...below('entity', scored.entity),
    ...below('year', scored.year),
    ...below('lost', scored.lost_recall),
    ...some('lost wrong', scored.lost_wrong),
    ...some('invented', scored.invented),
    ...below('jx', scored.jx_recall),
    ...below('facts', scored.narrative_recall),
    ...below('facts told', scored.narrative_precision),
    ...some('not located', scored.planted - scored.located),
    ...some('accused elsewhere', scored.accused_elsewhere),
    ...some('false alarm', scored.false_alarm_documents),
  ];
}

/** A table of means by seed, by transformation and by kind of contradiction, as lines. */
export function tellByGroup(rows: readonly Row[]): string[] {
  const groups = new Map<string, Row[]>();
  const into = (name: string, row: Row): void => {
    groups.set(name, [...(groups.get(name) ?? []), row]);
  };
  for (const row of rows) into(`seed ${row.variant.seed}`, row);
  for (const row of rows) if (row.variant.applied.length === 0) into('amounts and names only', row);
  for (const row of rows) for (const name of row.variant.applied) into(name, row);
  for (const row of rows) if (row.variant.plant !== '') into(`planted ${row.variant.plant}`, row);
  const head = [
    '',
    'docs',
    'right',
    'cells',
    'unit',
    'lost',
    'jx',
    'facts',
    'told',
    'entity',
    'year',
    'located',
    'alarms',
  ];
  return [head, ...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(tell)].map(
    ([name = '', ...cells]) => name.padEnd(32) + cells.map((cell) => cell.padStart(8)).join(''),
  );
}

function tell([name, rows]: [string, Row[]]): string[] {
  const mean = (of: (scored: Scored) => number | null): string => {
    const values = rows.flatMap(({ scored }) => of(scored) ?? []);
    return values.length === 0 ? '-' : ((values.reduce((a, b) => a + b, 0) / values.length) * 100).toFixed(1);
  };
  const total = (of: (scored: Scored) => number): number =>
    rows.reduce((sum, { scored }) => sum + of(scored), 0);
  return [
    name,
    String(rows.length),
    String(rows.filter(({ scored }) => wrongs(scored).length === 0).length),
    mean((s) => s.recall),
    mean((s) => s.unit),
    mean((s) => s.lost_recall),
    mean((s) => s.jx_recall),
    mean((s) => s.narrative_recall),
    mean((s) => s.narrative_precision),
    mean((s) => s.entity),
    mean((s) => s.year),
    `${total((s) => s.located)}/${total((s) => s.planted)}`,
    `${total((s) => s.false_alarm_documents)}/${total((s) => s.sound_documents)}`,
  ];
}
