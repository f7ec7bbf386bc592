import type { ColumnDefinition, FormDefinition } from '../../schemas/form.ts';
import { rowLabel } from '../label.ts';
import { foldHeader, isLineNumber, isRemark, saysNothing } from './column-words.ts';
import type { Grid } from './draft-field.ts';
import { unnamedColumn } from './draft-field.ts';
import { matchColumns } from './match-columns.ts';
import { bodyTexts, holdsLabels, isNumbered } from './row-structure.ts';

export type SideName = '收入' | '支出';

/** A column of figures of one side. */
export interface SideColumn {
  readonly column: number;
  /** The form's measure, else the header as printed. */
  readonly measure: string;
  readonly certainty: number;
  readonly isKnown: boolean;
}

/** One side of an account: a column of labels and what stands at its right up to the next one. */
export interface Side {
  readonly name: SideName;
  readonly label: number;
  /** Columns between label and figures that hold neither: line numbers, blanks. */
  readonly others: readonly number[];
  readonly columns: readonly SideColumn[];
  /** The columns of figures among them all, by place. */
  readonly figures: readonly number[];
}

/** So many labels that the form knows make a column one of labels, whatever its header says. */
const leastKnownLabels = 3;

/** A single column of figures whose header says nothing: the side has no other. */
const onlyColumn = 0.9;

/**
 * The sides of an account. Which side it is, its row labels say first, then its header: in dumps the spans of 收入 and 支出 are
 * often lost.
 * @param skip rows without values
 * @returns [] where no column holds labels
 */
export function findSides(grid: Grid, form: FormDefinition, skip: ReadonlySet<number>): Side[] {
  const texts = Array.from({ length: grid.table.columns }, (_, column) => bodyTexts(grid, column, skip));
  const labels = texts.flatMap((own, column) =>
    isLabelColumn(own, grid.paths[column] ?? '', form) ? [column] : [],
  );
  return labels.flatMap((label, i) => {
    const end = labels[i + 1] ?? grid.table.columns;
    const within = Array.from({ length: end - label - 1 }, (_, offset) => label + 1 + offset);
    const name =
      sideByRows(texts[label] ?? [], form) ??
      sideByHeader(grid, [label, ...within]) ??
      sideByOrder(i, labels);
    const figures = within.filter((column) => {
      const path = withoutSides(grid.paths[column] ?? '');
      const own = texts[column] ?? [];
      if (isLineNumber(path)) return false;
      return path !== '' || (own.length > 0 && !isNumbered(own));
    });
    const columns = sideColumns(grid, form, name, figures);
    const others = within.filter((column) => !columns.some((known) => known.column === column));
    return columns.length === 0 ? [] : [{ name, label, others, columns, figures }];
  });
}

function isLabelColumn(texts: readonly string[], path: string, form: FormDefinition): boolean {
  const known = texts.filter((text) => isRowOf(form, rowLabel(text)));
  if (known.length >= leastKnownLabels) return true;
  return holdsLabels(texts) && !isRemark(path) && !saysNothing(foldHeader(path.split('/').at(-1) ?? '', ''));
}

function isRowOf(form: FormDefinition, label: string): boolean {
  return form.rows.some((row) => row.label === label || row.variants?.includes(label));
}

/** The figures of a side with the form's measures: within a side its name in the header says nothing. */
export function sideColumns(
  grid: Grid,
  form: FormDefinition,
  name: SideName,
  figures: readonly number[],
): SideColumn[] {
  const definitions = form.columns.filter(({ side }) => side === name).map(withoutSide);
  const matched = matchColumns(
    figures.map((column) => withoutSides(grid.paths[column] ?? '')),
    { columns: definitions.map(({ bare }) => bare), layout: form.layout },
    grid.year,
  );
  const measureOf = new Map(definitions.map(({ bare, measure }) => [bare, measure]));
  const known = new Map(
    matched.map((match) => [
      figures[match.column] ?? -1,
      { measure: measureOf.get(match.definition) ?? '', certainty: match.certainty },
    ]),
  );
  const [only, second] = figures;
  const [single, another] = definitions;
  const isOnly = known.size === 0 && only !== undefined && second === undefined;
  if (isOnly && single !== undefined && another === undefined && headerSaysNothing(grid.paths[only] ?? '')) {
    known.set(only, { measure: single.measure, certainty: onlyColumn });
  }
  return figures.map((column) => {
    const match = known.get(column);
    const printed = grid.paths[column] || unnamedColumn(column);
    return match
      ? { column, ...match, isKnown: true }
      : { column, measure: printed, certainty: 1, isKnown: false };
  });
}

function headerSaysNothing(path: string): boolean {
  return /^(?:|金额|数额|本年|本期)$/u.test(withoutSides(path));
}

/** A definition without 收入/ or 支出/ in front: within a side they say nothing. */
function withoutSide(definition: ColumnDefinition): { bare: ColumnDefinition; measure: string } {
  const variants = definition.variants.map(withoutSides).filter((variant) => variant !== '');
  return {
    bare: { ...definition, measure: withoutSides(definition.measure), variants },
    measure: definition.measure,
  };
}

function withoutSides(path: string): string {
  const parts = path.split('/');
  return parts
    .filter((part, i) => !/^(?:收入|支出)(?:决算)?$/u.test(part) && (part !== '' || i > 0))
    .join('/');
}

/** The side whose rows most of the labels are; null for a draw. */
function sideByRows(texts: readonly string[], form: FormDefinition): SideName | null {
  const known = { 收入: new Set<string>(), 支出: new Set<string>() };
  for (const { label, variants, side } of form.rows)
    if (side !== undefined) for (const name of [label, ...(variants ?? [])]) known[side].add(name);
  let balance = 0;
  for (const text of texts) {
    const label = rowLabel(text);
    const [income, spending] = [known.收入.has(label), known.支出.has(label)];
    if (income !== spending) balance += income ? 1 : -1;
  }
  if (balance === 0) return null;
  return balance > 0 ? '收入' : '支出';
}

function sideByHeader(grid: Grid, columns: readonly number[]): SideName | null {
  for (const column of columns) {
    const parts = (grid.paths[column] ?? '').split('/');
    if (parts.some((part) => /^收入/u.test(part))) return '收入';
    if (parts.some((part) => /^支出/u.test(part))) return '支出';
  }
  return null;
}

function sideByOrder(index: number, labels: readonly number[]): SideName {
  return index === 0 && labels.length > 1 ? '收入' : '支出';
}
