import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Field } from '../../schemas/field.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FormDefinition, FormLayout } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import type { Table } from '../../schemas/table.ts';
import { stripSpaces } from '../text.ts';
import { moneyUnitIn } from '../unit.ts';
import { bindCodeBlocks } from './code-blocks.ts';
import { bindCodeRows } from './code-rows.ts';
import { type Binder, toField, toGrid } from './draft-field.ts';
import { bindGeneric } from './generic.ts';
import { headerPaths } from './header-path.ts';
import { bindIndicators } from './indicators.ts';
import { matchForm } from './match-form.ts';
import { bindSingleRow } from './single-row.ts';
import { bindTwoSided } from './two-sided.ts';

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

/** Binds tables to forms and their value cells to rows and measures; a table of no known form goes by its own headers. */
export function bindTables(tables: readonly Table[], context: BindContext): BoundTables {
  const partOf = partCounter();
  const bound: BoundTable[] = [];
  const fields: Field[] = [];
  const findings: Finding[] = [];
  for (const table of tables) {
    const paths = headerPaths(table);
    const form = matchForm(table, paths, context.forms);
    const entity = entityOf(table, context.entity);
    const ownUnit = unitOf(table);
    const boundTable: BoundTable = {
      ...table,
      form: form?.id ?? table.id,
      unit: ownUnit || (form ? context.documentUnit : ''),
      entity,
      part: partOf(entity),
      rebuilt: false,
    };
    bound.push(boundTable);
    const grid = toGrid(boundTable, paths);
    const tableContext = {
      classification: context.classification,
      fiscalYear: context.fiscalYear,
      // The note speaks of the forms; elsewhere a blank says nothing.
      blankMeansZero: context.blankMeansZero && form !== null && form.layout !== 'indicators',
      unitAssumed: ownUnit === '',
    };
    const cells = form ? binders[form.layout](grid, form, tableContext) : bindGeneric(grid);
    if (form && cells.length === 0)
      findings.push({
        code: 'row-unbound',
        message: `No row of ${form.title} could be told.`,
        page: table.pages[0] ?? null,
        location: table.location,
      });
    if (form && boundTable.unit === '')
      findings.push({
        code: 'unit-unknown',
        message: `No unit stands at ${form.title}.`,
        page: table.pages[0] ?? null,
        location: table.location,
      });
    for (const cell of cells) fields.push(toField(cell, boundTable, tableContext));
  }
  return { tables: bound, fields: countOccurrences(fields), findings };
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

/** Who reports: the name at the table, completed by the document's where it is a shorter form of it. */
function entityOf(table: Table, entity: string): string {
  const own = table.entityText ?? '';
  if (own === '' || entity.includes(own) || own.includes(entity)) return entity;
  return sharedEnd(own, entity) >= Math.min(own.length, 4) ? entity : own;
}

function sharedEnd(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) shared++;
  return shared;
}

/** Numbers the units of a compiled report in the order in which they come: each entity is one. */
function partCounter(): (entity: string) => number {
  const parts = new Map<string, number>();
  return (entity) => {
    const known = parts.get(entity) ?? parts.size + 1;
    parts.set(entity, known);
    return known;
  };
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
