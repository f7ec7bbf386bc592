import type { FormDefinition } from '../../schemas/form.ts';
import type { Table } from '../../schemas/table.ts';
import { codeIn } from '../code.ts';
import { rowLabel } from '../label.ts';
import { canonicalLabel } from '../text.ts';
import { isStubPath } from './column-words.ts';
import { formOfTitle } from './form-titles.ts';
import { groupColumns, itemReader } from './item-rows.ts';
import { type GroupedItems, groupsAndItems, matchColumns } from './match-columns.ts';

/** A title names the form when at least this share of the form's columns stands in the table, too. */
const shareWithTitle = 0.5;
/** Columns alone name the form from this share on, if no other form has as many. */
const shareAlone = 0.8;
/** … and only if there are at least this many of them: 基本支出 and 项目支出 stand in many tables. */
const leastAlone = 4;
/** Characters beyond which a text is no item of a form. */
const longestItem = 40;
/** Columns beyond which a table is no known form: the widest has a dozen. */
const widest = 64;
/** With fewer columns, at least this share of the form's own rows must stand in the table. */
const leastRows = 0.5;
/** Rows a form must have for them to tell it from others. */
const tellingRows = 8;

/** The form of a table, and what speaks against it. */
export interface FormMatch {
  /** Null for a table of no known form. */
  readonly form: FormDefinition | null;
  /** The form that the title names where the columns are those of another. */
  readonly contradicted: FormDefinition | null;
}

/**
 * The form that a table is, by title and columns, never by the number printed on it; where they contradict each other, the
 * columns decide. Without a title the columns, the rows or the note under the table name it.
 * @param paths header path of every column
 * @param year fiscal year, '' if unknown
 * @param isBudgetReport in a budget only a title that says 决算 names a form of final accounts
 */
export function matchForm(
  table: Table,
  paths: readonly string[],
  forms: readonly FormDefinition[],
  year: string,
  isBudgetReport: boolean,
): FormMatch {
  const named = titleForm(table.title, forms);
  if (isIndicatorTable(table) || (named?.layout === 'indicators' && hasMoneyHeader(table))) {
    return { form: forms.find((form) => form.layout === 'indicators') ?? null, contradicted: null };
  }
  if (paths.length > widest) return { form: null, contradicted: null };
  const isOfBudget = isBudget(table) || (isBudgetReport && table.title?.includes('决算') !== true);
  if (isOfBudget) return { form: null, contradicted: null };
  const told = forms.find(({ id }) => id === table.told?.form);
  if (told !== undefined) return { form: told, contradicted: null };
  const shares = forms
    .filter((form) => form.columns.length > 0)
    .map((form) => ({ form, share: columnShare(form, paths, year, table) }));
  const namedShare = shares.find(({ form }) => form === named)?.share ?? 0;
  const other = formByColumns(
    shares.filter(({ form }) => isOfFund(form, table.title)),
    namedShare,
  );
  if (named !== null && named.layout !== 'indicators' && namedShare >= shareWithTitle) {
    const isOther = other !== null && other !== named && namedShare < shareAlone;
    return isOther ? { form: other, contradicted: named } : { form: named, contradicted: null };
  }
  const byContent = other ?? (named === null ? formByRows(shares, table) : null);
  const found = byContent ?? (named === null ? formByNote(shares, table) : null);
  return { form: found, contradicted: found === null ? null : named };
}

/** The form a title names; what stands in brackets behind it (万元, 续表) does not matter. */
function titleForm(title: string | null, forms: readonly FormDefinition[]): FormDefinition | null {
  if (title === null) return null;
  const bare = canonicalLabel(title).replace(/(?:（[^（）]*）)+$/u, '');
  return formOfTitle(title, forms) ?? formOfTitle(bare, forms);
}

/** Funds of which each has forms of the same columns. */
const funds = [/一般公共/u, /政府性基金/u, /国有资本/u, /社会?保险?基金/u];

/** Whether a title, if there is one, speaks of no fund but the form's own: 一般公共预算 has no place in the form of 政府性基金. */
function isOfFund(form: FormDefinition, title: string | null): boolean {
  return (
    title === null ||
    funds.every(
      (fund) => !fund.test(title) || [form.title, ...form.titleVariants].some((own) => fund.test(own)),
    )
  );
}

interface Share {
  readonly form: FormDefinition;
  readonly share: number;
}

/** The form with the most columns in the table, if that is clear and they are many; better than the title's own share. */
function formByColumns(shares: readonly Share[], atLeast: number): FormDefinition | null {
  const [best, second] = shares
    .filter(({ form, share }) => form.columns.length >= leastAlone && share >= shareAlone && share > atLeast)
    .sort((a, b) => b.share - a.share || b.form.columns.length - a.form.columns.length);
  if (!best) return null;
  const isClear =
    !second || second.share < best.share || second.form.columns.length < best.form.columns.length;
  return isClear ? best.form : null;
}

/** The form whose own rows and columns stand in a table without title. */
function formByRows(shares: readonly Share[], table: Table): FormDefinition | null {
  const labels = new Set<string>();
  for (const { text, row } of table.cells)
    if (row >= table.headerRows) labels.add(codeIn(text) || rowLabel(text));
  const [best, second] = shares
    .filter(({ form, share }) => form.rows.length >= tellingRows && share >= shareAlone)
    .map(({ form }) => ({ form, share: rowShare(form, labels) }))
    .filter(({ share }) => share >= leastRows)
    .sort((a, b) => b.share - a.share || b.form.columns.length - a.form.columns.length);
  return best && best.share !== second?.share ? best.form : null;
}

function rowShare(form: FormDefinition, labels: ReadonlySet<string>): number {
  const rows = form.rows.filter((row) => row.optional !== true);
  const found = rows.filter(({ code, label, variants }) =>
    [code, label, ...(variants ?? [])].some((name) => name !== undefined && labels.has(name)),
  );
  return found.length / rows.length;
}

/** The form that the note under the table names (本表反映…). */
function formByNote(shares: readonly Share[], table: Table): FormDefinition | null {
  const notes = table.notes.map(canonicalLabel);
  const named = shares.filter(
    ({ form, share }) =>
      share >= shareWithTitle &&
      form.noteSignatures.some((signature) => notes.some((note) => note.includes(canonicalLabel(signature)))),
  );
  const [only, second] = named;
  return only && !second ? only.form : null;
}

/** Share of the form's columns that stand in the table; of a form of groups also as rows. */
function columnShare(form: FormDefinition, paths: readonly string[], year: string, table: Table): number {
  const required = form.columns.filter((column) => column.optional !== true);
  if (required.length === 0) return 0;
  const found = new Set(matchColumns(paths, form, year).map((match) => match.definition));
  const upright = required.filter((column) => found.has(column)).length / required.length;
  const groups = groupsAndItems(form);
  if (groups === null) return upright;
  const standing = new Set(groupColumns(paths, 0, [...groups.keys()], year).values());
  const hasGroups = [...groups.keys()].every((group) => standing.has(group));
  return hasGroups ? Math.max(upright, turnedShare(form, groups, year, table)) : upright;
}

/** Share of the items of a form of groups that are rows of the table. */
function turnedShare(form: FormDefinition, groups: GroupedItems, year: string, table: Table): number {
  const [items] = groups.values();
  const itemOfText = itemReader(form, groups, year);
  const found = new Set<string>();
  for (const { text, row } of table.cells) {
    const isLabel = row >= table.headerRows && text.length <= longestItem && /\p{Script=Han}/u.test(text);
    const item = isLabel && !isStubPath(text) ? itemOfText(text) : null;
    if (item !== null) found.add(item);
  }
  return items === undefined ? 0 : found.size / items.size;
}

/** 绩效自评表: names levels of indicators and scores. */
function isIndicatorTable(table: Table): boolean {
  const texts = new Set(table.cells.map((cell) => canonicalLabel(cell.text)));
  const has = (pattern: RegExp) => [...texts].some((text) => pattern.test(text));
  return has(/^(?:一级指标|二级指标|三级指标)$/u) && has(/^(?:分值|权重|得分)/u);
}

/** Whether a table has the header of the money in an evaluation: the rest of it may stand in a table of its own. */
function hasMoneyHeader(table: Table): boolean {
  const texts = table.cells.map((cell) => canonicalLabel(cell.text));
  const has = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  return has(/^(?:年初|全年)预算数/u) && has(/^全年执行数/u) && has(/^(?:分值|执行率|得分)/u);
}

/** A budget has the same columns as final accounts; its title says so. */
function isBudget({ title }: Table): boolean {
  return title !== null && isTitleOfBudget(title);
}

/** Whether a title speaks of a budget and of no final accounts; the names of funds say neither. */
export function isTitleOfBudget(title: string): boolean {
  const words = title.replace(/一般公共预算|政府性基金预算|国有资本经营预算|预决算/gu, '');
  return words.includes('预算') && !title.includes('决算');
}
