import type { FormDefinition } from '../../schemas/form.ts';
import type { Table } from '../../schemas/table.ts';
import { canonicalLabel } from '../text.ts';
import { formOfTitle } from './form-titles.ts';
import { matchColumns } from './match-columns.ts';

/** A title names the form when at least this share of the form's columns stands in the table, too. */
const shareWithTitle = 0.5;
/** Columns alone name the form from this share on, if no other form has as many. */
const shareAlone = 0.8;
/** … and only if there are at least this many of them: 基本支出 and 项目支出 stand in many tables. */
const leastAlone = 4;

/**
 * The form that a table is, by title and columns, never by the number printed on it.
 * @param paths header path of every column
 * @returns null for a table of no known form
 */
export function matchForm(
  table: Table,
  paths: readonly string[],
  forms: readonly FormDefinition[],
): FormDefinition | null {
  const named = table.title === null ? null : formOfTitle(table.title, forms);
  if (isIndicatorTable(table)) return forms.find((form) => form.layout === 'indicators') ?? null;
  if (named && named.layout !== 'indicators' && share(named, paths) >= shareWithTitle) return named;
  if (named?.layout === 'indicators') return null;
  const scored = forms
    .filter((form) => form.columns.length >= leastAlone)
    .map((form) => ({ form, share: share(form, paths) }))
    .filter((candidate) => candidate.share >= shareAlone)
    .sort((a, b) => b.share - a.share || b.form.columns.length - a.form.columns.length);
  const [best, second] = scored;
  if (!best) return null;
  const isClear =
    !second || second.share < best.share || second.form.columns.length < best.form.columns.length;
  return isClear && !isBudget(table) ? best.form : null;
}

function share(form: FormDefinition, paths: readonly string[]): number {
  const required = form.columns.filter((column) => column.optional !== true);
  const found = new Set(matchColumns(paths, form).map((match) => match.definition));
  return required.length === 0 ? 0 : required.filter((column) => found.has(column)).length / required.length;
}

/** 绩效自评表: names levels of indicators and scores. */
function isIndicatorTable(table: Table): boolean {
  const texts = new Set(table.cells.map((cell) => canonicalLabel(cell.text)));
  const has = (pattern: RegExp) => [...texts].some((text) => pattern.test(text));
  return has(/^(?:一级指标|二级指标|三级指标)$/u) && has(/^(?:分值|权重|得分)/u);
}

/** A budget has the same columns as final accounts; its title says so. */
function isBudget(table: Table): boolean {
  return table.title !== null && /预算/u.test(table.title) && !/决算/u.test(table.title);
}
