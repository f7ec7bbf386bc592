import type { Random } from './random.ts';

/** What is done to a seed besides new names, years and amounts; failures are traced to these. */
export const transformations = [
  'unit-yuan',
  'unit-yi',
  'real-rounding',
  'truncated-shares',
  'trimmed-zeros',
  'separators',
  'order-tables',
  'order-codes',
  'order-items',
  'order-lists',
  'order-sections',
  'paraphrase',
  'titles',
  'headers',
  'marks',
  'units',
  'captions',
  'pipes',
  'columns',
  'page-breaks',
  'wrapped',
  'wide-digits',
  'nbsp',
  'crlf',
  'utf-8-bom',
  'gb18030',
  'utf-16le',
] as const;
export type Transformation = (typeof transformations)[number];

/** Transformations that exclude each other, and those that need tables. */
const exclusive: readonly (readonly Transformation[])[] = [
  ['unit-yuan', 'unit-yi'],
  ['pipes', 'columns'],
  ['utf-8-bom', 'gb18030', 'utf-16le'],
];
const needTables: readonly Transformation[] = [
  'order-tables',
  'order-codes',
  'titles',
  'headers',
  'marks',
  'units',
  'captions',
  'pipes',
  'columns',
  'page-breaks',
];
/** Chance in percent that a mixed variant has a transformation. */
const mixChance = 22;

/**
 * What is done in the nth round over the seeds: nothing, then one transformation each, then mixtures.
 * Names that need tables are left out where a seed has none.
 */
export function chooseTransformations(random: Random, round: number, tables: boolean): Transformation[] {
  const usable = transformations.filter((name) => tables || !needTables.includes(name));
  // round 0: nothing but names, years, amounts; then one transformation each; then mixtures
  if (round === 0) return [];
  const single = transformations[round - 1];
  if (single !== undefined && usable.includes(single)) return [single];
  const drawn = usable.filter(() => random.chance(mixChance));
  return drawn.filter(
    (name) =>
      !exclusive.some((group) => group.includes(name) && drawn.find((d) => group.includes(d)) !== name),
  );
}
