import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Field } from '../../schemas/field.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FormDefinition, FormLayout } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import type { Table } from '../../schemas/table.ts';
import { parseNumber } from '../number.ts';
import { stripSpaces } from '../text.ts';
import { moneyUnitIn } from '../unit.ts';
import { bindCodeBlocks } from './code-blocks.ts';
import { bindCodeRows } from './code-rows.ts';
import { type Binder, type BoundCell, type Grid, type TableContext, toField, toGrid } from './draft-field.ts';
import { bindGeneric } from './generic.ts';
import { headerPaths } from './header-path.ts';
import { bindIndicators } from './indicators.ts';
import { leftoverFigures } from './leftovers.ts';
import { type FormMatch, matchForm } from './match-form.ts';
import { assignParts, type Part } from './parts.ts';
import { bindSingleRow } from './single-row.ts';
import { bindTwoSided } from './two-sided.ts';
import { unitTrusts } from './unit-trust.ts';
import { isPictured, type WordTrust, wordTrust } from './word-trust.ts';

/** What binding tables is told of the document. */
export interface BindContext {
  readonly forms: readonly FormDefinition[];
  readonly classification: Classification;
  readonly entity: string;
  /** Four digits, '' if unknown. */
  readonly fiscalYear: string;
  readonly blankMeansZero: boolean;
  /** The unit most tables name, '' if none does. */
  readonly documentUnit: string;
  /** The document is a budget: only a title that says 决算 names a form of final accounts there. */
  readonly isBudget?: boolean;
}

/** Tables with their forms, and a field for every value cell. */
export interface BoundTables {
  readonly tables: readonly BoundTable[];
  /** Keys are left empty. */
  readonly fields: readonly Field[];
  readonly findings: readonly Finding[];
}

const binders: Readonly<Record<FormLayout, Binder>> = {
  'two-sided': bindTwoSided,
  'code-rows': bindCodeRows,
  'code-blocks': bindCodeBlocks,
  'single-row': bindSingleRow,
  indicators: bindIndicators,
};

/** A table with what its layout's binder made of it. */
interface Draft {
  readonly grid: Grid;
  readonly match: FormMatch;
  readonly context: TableContext;
  readonly cells: readonly BoundCell[];
  readonly leftovers: readonly BoundCell[];
  /** How sure the words are that told the row and measure of each. */
  readonly trust: WordTrust;
}

/**
 * Binds tables to forms and their value cells to rows and measures; a table of no known form goes by its own headers.
 * @returns a field for every value cell; findings where a form's rows, columns or unit could not be told
 */
export function bindTables(tables: readonly Table[], context: BindContext): BoundTables {
  const drafts: Draft[] = [];
  for (const table of tables) drafts.push(draft(table, context, drafts.at(-1)));
  const parts = assignParts(
    drafts.map(({ grid, match, cells }) => ({
      form: match.form?.id ?? null,
      entityText: grid.table.entityText,
      rows: rowsOf(cells),
    })),
    context.entity,
  );
  const units = unitTrusts(
    drafts.map(({ grid: { table } }) => ({ unit: unitOf(table), isPictured: isPictured(table) })),
  );
  const bound = drafts.map(({ grid }, i) => ({ ...grid.table, ...(parts[i] ?? wholeDocument(context)) }));
  const fields = drafts.flatMap(({ cells, leftovers, context: own, trust }, i) => {
    const table = bound[i];
    const ordered = [...cells, ...leftovers].sort(inReadingOrder);
    const unit = units[i] ?? 1;
    return table === undefined ? [] : ordered.map((cell) => toField(cell, table, own, trust(cell) * unit));
  });
  return { tables: bound, fields: countOccurrences(fields), findings: drafts.flatMap(findingsOf) };
}

function wholeDocument({ entity }: BindContext): Part {
  return { entity, part: 1 };
}

function draft(table: Table, context: BindContext, before: Draft | undefined): Draft {
  const goesOn = before !== undefined && isContinuation(table, before);
  const paths =
    goesOn && before.grid.table.columns === table.columns ? before.grid.paths : headerPaths(table);
  const match = goesOn
    ? { form: before.match.form, contradicted: null }
    : matchForm(table, paths, context.forms, context.fiscalYear, context.isBudget === true);
  const { form } = match;
  const ownUnit = unitOf(table) || (goesOn && !before.context.unitAssumed ? before.grid.table.unit : '');
  const grid = toGrid(
    {
      ...table,
      form: form?.id ?? table.id,
      unit: ownUnit || (form ? context.documentUnit : ''),
      ...wholeDocument(context),
      rebuilt: false,
    },
    paths,
    context.fiscalYear,
  );
  const tableContext = {
    classification: context.classification,
    fiscalYear: context.fiscalYear,
    // The note speaks of the forms; elsewhere a blank says nothing.
    blankMeansZero: context.blankMeansZero && form !== null && form.layout !== 'indicators',
    unitAssumed: ownUnit === '',
    ...(goesOn ? { before: before.grid } : {}),
  };
  const cells = form ? binders[form.layout](grid, form, tableContext) : bindGeneric(grid);
  const leftovers = form ? leftoverFigures(grid, cells) : [];
  const header = goesOn && before.grid.table.columns === table.columns ? before.grid : grid;
  const trust = wordTrust(grid, header, [...cells, ...leftovers]);
  return { grid, match, context: tableContext, cells, leftovers, trust };
}

/**
 * Whether a table is the rest of the one before it, cut off by a page: nothing stands over it, neither title nor header. One of
 * 绩效自评表 may have lost a column of groups.
 */
function isContinuation(table: Table, before: Draft): boolean {
  const isBare =
    table.headerRows === 0 && [table.title, table.mark, table.unitText].every((text) => text === null);
  const { form } = before.match;
  if (!isBare || form === null) return false;
  const cut = before.grid.table.columns - table.columns;
  return cut === 0 || (form.layout === 'indicators' && cut === 1);
}

function inReadingOrder(a: BoundCell, b: BoundCell): number {
  return a.cell.row - b.cell.row || a.cell.column - b.cell.column;
}

/** The named rows of a table; a table without any is one row itself. */
function rowsOf(cells: readonly BoundCell[]): ReadonlySet<string> {
  const named = cells.filter(({ code, label }) => code !== '' || label !== '');
  return new Set((named.length > 0 ? named : cells).map(({ code, label }) => `${code} ${label}`));
}

function findingsOf({ grid: { table }, match, cells, leftovers }: Draft): Finding[] {
  const { form, contradicted } = match;
  const found: Finding[] = [];
  const say = (code: Finding['code'], message: string, location = table.location) =>
    found.push({ code, message, page: table.pages[0] ?? null, location });
  if (contradicted !== null && form !== null)
    say(
      'column-unbound',
      `The title is that of ${contradicted.title}, the columns are those of ${form.title}.`,
    );
  if (form === null) return found;
  if (cells.length === 0) say('row-unbound', `No row of ${form.title} could be told.`);
  if (table.unit === '' && cells.some(({ cell }) => parseNumber(cell.text) !== null))
    say('unit-unknown', `No unit stands at ${form.title}.`);
  for (const { cell, label } of cells)
    if (label === '' && form.rowKey !== 'none' && cell.text.trim() !== '')
      say('row-unbound', `A figure of ${form.title} stands beside no label.`, cell.location);
  for (const { cell } of leftovers)
    say('column-unbound', `A figure of ${form.title} stands where the form has none.`, cell.location);
  return found;
}

/** The table's own unit: unit line, then title, then header cells; '' where it names none. */
function unitOf(table: Table): string {
  const named = moneyUnitIn(table.unitText ?? '') || moneyUnitIn(table.title ?? '');
  if (named !== '') return named;
  for (const cell of table.cells) {
    if (cell.role !== 'header') continue;
    const unit = moneyUnitIn(stripSpaces(cell.text));
    if (unit !== '') return unit;
  }
  return '';
}

function countOccurrences(fields: readonly Field[]): Field[] {
  const seen = new Map<string, number>();
  return fields.map((field) => {
    const key = [field.part, field.form, field.rowCode, field.rowLabel, field.measure].join('\u001f');
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return occurrence === 1 ? field : { ...field, occurrence };
  });
}
