import type { ColumnDefinition, FormDefinition } from '../../schemas/form.ts';
import { foldHeader, foldPath, isStubPath, saysNothing, saysOther } from './column-words.ts';

/** A column of the table that is a value column of the form. */
export interface MatchedColumn {
  readonly column: number;
  readonly definition: ColumnDefinition;
  /** 1 for a header that the form knows word for word, less for one told by a part of it. */
  readonly certainty: number;
}

/** Group → item → definition, of forms whose groups all have the same items (预算数 and 决算数 of gk07). */
export type GroupedItems = ReadonlyMap<string, ReadonlyMap<string, ColumnDefinition>>;

/** How far a header may be from the form's own, and how sure it then is (0–1): guesses of an order, refit with the bench. */
const fits = {
  wordForWord: 1,
  /** All words of the form stand in the path, beside groups that offices word freely. */
  withGroups: 0.99,
  /** Only the last words stand there: the groups above were lost. */
  withoutGroups: 0.97,
  /** Told by the order of the columns under groups whose spans were lost. */
  byOrder: 0.96,
  /** A column without any header in the only place that is left. */
  bySpace: 0.9,
} as const;

/**
 * Value columns of the form among the table's header paths, best fit first; each definition once, but for blocks side by side.
 * @param paths header path of every column, '' where none
 * @param year fiscal year, '' if unknown: columns of other years are other columns
 */
export function matchColumns(
  paths: readonly string[],
  form: Pick<FormDefinition, 'columns' | 'layout'>,
  year: string,
): MatchedColumn[] {
  const parts = partsOf(paths, year);
  const chosen = choose(parts, form, year);
  const halves = matchHalves(parts, form, year);
  return fillGaps(parts, halves.length > chosen.length ? halves : chosen, form);
}

/** Folded paths by their list and year: all forms are tried on the paths of a table. */
const foldedPaths = new WeakMap<readonly string[], Map<string, readonly (readonly string[] | null)[]>>();

/** The folded words of every path, null for a path that is no value column's. */
function partsOf(paths: readonly string[], year: string): readonly (readonly string[] | null)[] {
  const byYear = foldedPaths.get(paths) ?? new Map<string, readonly (readonly string[] | null)[]>();
  foldedPaths.set(paths, byYear);
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const parts = paths.map((path) => (isStubPath(path) ? null : foldPath(path, year)));
  byYear.set(year, parts);
  return parts;
}

interface Candidate extends MatchedColumn {
  /** Words of the form that the path holds: the more, the surer. */
  readonly depth: number;
}

function choose(
  parts: readonly (readonly string[] | null)[],
  form: Pick<FormDefinition, 'columns' | 'layout'>,
  year: string,
): MatchedColumn[] {
  const candidates: Candidate[] = [];
  for (const definition of form.columns) {
    const variants = variantsOf(definition, year);
    parts.forEach((path, column) => {
      if (path === null || path.length === 0) return;
      for (const variant of variants) {
        const certainty = fitOf(path, variant);
        if (certainty > 0) candidates.push({ column, definition, certainty, depth: variant.length });
      }
    });
  }
  candidates.sort((a, b) => b.certainty - a.certainty || b.depth - a.depth || a.column - b.column);
  const byColumn = new Map<number, MatchedColumn>();
  const used = new Set<ColumnDefinition>();
  for (const { column, definition, certainty } of candidates) {
    if (byColumn.has(column) || (used.has(definition) && form.layout !== 'code-blocks')) continue;
    byColumn.set(column, { column, definition, certainty });
    used.add(definition);
  }
  return [...byColumn.values()].sort((a, b) => a.column - b.column);
}

/** Folded wordings by definition and year: forms never change, and every table is held against them. */
const foldedVariants = new WeakMap<ColumnDefinition, Map<string, readonly (readonly string[])[]>>();

function variantsOf(definition: ColumnDefinition, year: string): readonly (readonly string[])[] {
  const byYear = foldedVariants.get(definition) ?? new Map<string, readonly (readonly string[])[]>();
  foldedVariants.set(definition, byYear);
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const variants = [definition.measure, ...definition.variants].map((variant) => foldPath(variant, year));
  byYear.set(year, variants);
  return variants;
}

/** How well a header path is the variant, 0 for not at all. */
function fitOf(path: readonly string[], variant: readonly string[]): number {
  const words = variant.join('');
  const holdsAll = variant.every((part) => path.includes(part));
  // Nearly all pairs are unlike: any fit needs all words of the form, or its last.
  if (!holdsAll && !words.endsWith(path.at(-1) ?? '')) return 0;
  if (path.join('') === words) return fits.wordForWord;
  const extra = path.filter((part) => !variant.includes(part));
  if (path.some((_, from) => from > 0 && path.slice(from).join('') === words))
    return path.some((part) => !words.includes(part) && saysOther(part)) ? 0 : fits.withGroups;
  if (extra.some(saysOther)) return 0;
  if (holdsAll) {
    // The deepest word of the form must be the path's last that says anything: 事业收入/其中：教育收费 is another column.
    const deepest = Math.max(...variant.map((part) => path.lastIndexOf(part)));
    return path.slice(deepest + 1).every(saysNothing) ? fits.withGroups : 0;
  }
  const isEnd = path.at(-1) === variant.at(-1) && extra.length === 0;
  return isEnd ? fits.withoutGroups : 0;
}

/**
 * Columns of a form whose groups have the same items (预算数 and 决算数 of gk07), where the items stand twice in the same order:
 * the first half is the first group, whatever the spans of the group headers are.
 * @returns [] where the form or the table is not so
 */
function matchHalves(
  parts: readonly (readonly string[] | null)[],
  form: Pick<FormDefinition, 'columns' | 'layout'>,
  year: string,
): MatchedColumn[] {
  const groups = groupsOf(form);
  if (groups.size < 2) return [];
  const folded = new Map([...groups.keys()].map((group) => [foldHeader(group, year), group]));
  const order = [...new Set(parts.flatMap((path) => path ?? []))].flatMap((part) => folded.get(part) ?? []);
  if (order.length !== groups.size) return [];
  const items = parts.map((path) => {
    const rest = path?.filter((part) => !folded.has(part)) ?? [];
    return rest.length === 0 ? null : itemOf(rest, groups, year);
  });
  const columns = items.flatMap((item, column) => (item === null ? [] : [column]));
  const size = columns.length / groups.size;
  if (!Number.isInteger(size) || size < 2) return [];
  const isRepeated = columns.every((column, at) => items[column] === items[columns[at % size] ?? -1]);
  if (!isRepeated || new Set(columns.slice(0, size).map((column) => items[column])).size !== size) return [];
  return columns.flatMap((column, at) => {
    const definition = groups.get(order[Math.floor(at / size)] ?? '')?.get(items[column] ?? '');
    return definition ? [{ column, definition, certainty: fits.byOrder }] : [];
  });
}

/** Group → item → definition, of forms whose groups all have the same items; else empty. */
function groupsOf(form: Pick<FormDefinition, 'columns'>): Map<string, Map<string, ColumnDefinition>> {
  const groups = new Map<string, Map<string, ColumnDefinition>>();
  for (const definition of form.columns) {
    const [group = '', ...item] = definition.measure.split('/');
    if (item.length === 0) return new Map();
    const items = groups.get(group) ?? new Map<string, ColumnDefinition>();
    items.set(item.join('/'), definition);
    groups.set(group, items);
  }
  const [first, ...others] = [...groups.values()];
  const isAlike = others.every(
    (items) => items.size === first?.size && [...items.keys()].every((item) => first.has(item)),
  );
  return isAlike && first !== undefined && first.size > 1 ? groups : new Map();
}

/** The item of a group whose wording the path fits best, null for none. */
export function itemOf(path: readonly string[], groups: GroupedItems, year: string): string | null {
  const [items] = groups.values();
  let best: string | null = null;
  let bestFit = 0;
  for (const [item, definition] of items ?? []) {
    for (const variant of variantsOf(definition, year)) {
      const certainty = fitOf(path, variant.slice(1)) + variant.length / 1000;
      if (certainty < fits.withoutGroups || certainty <= bestFit) continue;
      best = item;
      bestFit = certainty;
    }
  }
  return best;
}

/** A form of groups and items, for tables that print the items as rows; null where the form is not so. */
export function groupsAndItems(form: Pick<FormDefinition, 'columns'>): GroupedItems | null {
  const groups = groupsOf(form);
  return groups.size === 0 ? null : groups;
}

/**
 * A column without header between two columns that are neighbours but one in the form is the one between them. Columns with a
 * header of their own are left alone: they are other columns.
 */
function fillGaps(
  parts: readonly (readonly string[] | null)[],
  matched: readonly MatchedColumn[],
  form: Pick<FormDefinition, 'columns' | 'layout'>,
): MatchedColumn[] {
  if (form.layout === 'code-blocks') return [...matched];
  const filled = [...matched];
  const place = (definition: ColumnDefinition) => form.columns.indexOf(definition);
  for (const [i, left] of matched.entries()) {
    const right = matched[i + 1];
    if (!right || right.column !== left.column + 2) continue;
    if (place(right.definition) !== place(left.definition) + 2) continue;
    const definition = form.columns[place(left.definition) + 1];
    const column = left.column + 1;
    if (!definition || parts[column]?.length !== 0 || matched.some((m) => m.definition === definition)) {
      continue;
    }
    filled.push({ column, definition, certainty: fits.bySpace });
  }
  return filled.sort((a, b) => a.column - b.column);
}
