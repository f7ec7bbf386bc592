import type { ColumnDefinition, FormDefinition } from '../../schemas/form.ts';

/** A column of the table that is a value column of the form. */
export interface MatchedColumn {
  readonly column: number;
  readonly definition: ColumnDefinition;
  /** 1 for a header that the form knows word for word, less for one told by its last part. */
  readonly certainty: number;
}

/** A header that agrees in its last part only is nearly as good: the rest are groups that offices word freely. */
const leafCertainty = 0.97;

/** White space is gone and brackets full-width already; quotes, money units in brackets, and/or and 维护 do not matter either. */
function fold(path: string): string {
  return (
    path
      .replace(/[“”"'‘’]|（[^（）]{0,4}元）|（项目）/gu, '')
      .replace(/^项目\//u, '')
      .replace(/[和与、]/gu, '及')
      .replace(/购置费及/gu, '购置及')
      .replace(/运行维护/gu, '运行')
      .replace(/费用/gu, '费')
      // A group that only repeats the title, and the stage printed below what it is the stage of.
      .replace(/^[^/]*三公[^/]*\//u, '')
      .replace(/^(.+)\/(预算数|决算数)$/u, '$2/$1')
  );
}

/**
 * Value columns of the form among the table's header paths, each used once, exact ones first.
 * @param paths header path of every column, '' where none
 */
export function matchColumns(paths: readonly string[], form: FormDefinition): MatchedColumn[] {
  const matched = new Map<number, MatchedColumn>();
  const used = new Set<ColumnDefinition>();
  const folded = paths.map(fold);
  const take = (column: number, definition: ColumnDefinition, certainty: number) => {
    if (matched.has(column) || (used.has(definition) && form.layout !== 'code-blocks')) return;
    matched.set(column, { column, definition, certainty });
    used.add(definition);
  };
  for (const definition of form.columns)
    for (const variant of [definition.measure, ...definition.variants])
      folded.forEach((path, column) => {
        if (path === fold(variant)) take(column, definition, 1);
      });
  for (const definition of form.columns)
    for (const variant of [definition.measure, ...definition.variants])
      folded.forEach((path, column) => {
        if (path !== '' && sharesLeaf(path, fold(variant))) take(column, definition, leafCertainty);
      });
  return [...matched.values()].sort((a, b) => a.column - b.column);
}

/** Same last part, and no part of the shorter path is contradicted by the longer one's outermost group. */
function sharesLeaf(path: string, variant: string): boolean {
  const [a, b] = [path.split('/'), variant.split('/')];
  if (a.at(-1) !== b.at(-1)) return false;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return short.every((part) => long.includes(part));
}
