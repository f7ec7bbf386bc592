import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Reconstruction } from '../../schemas/document.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding, BoundTable } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import { completes, hasRegion } from '../entity.ts';
import { bindTables } from './bind-tables.ts';
import { type DocumentContext, documentContext } from './document-context.ts';
import { factFields } from './facts.ts';
import { cutOffSumRows, pictureCellsAsLost } from './lost-cells.ts';
import { rebuildForms } from './rebuild.ts';
import { sourceTrust } from './source-trust.ts';

/** What a unit of a compiled report has from the document. */
export interface Announced {
  /** Who it is, null where nothing but its own words say it. */
  readonly name: string | null;
  /** Its accounts are announced under that name. */
  readonly isSure: boolean;
  /** The names of the other units. */
  readonly others: readonly string[];
  readonly context: DocumentContext;
}

/**
 * Binds what was reconstructed to what it means: document → entity, year, kind; tables → forms and fields; sentences → fields
 * of form `narrative`; forms whose cells are lost → fields of state `missing`.
 * @param announced for a unit of a compiled report; none for a report of one
 * @returns fields keyed `f1`, `f2`, … in the order of fields.csv; never throws for bad data, findings say what was not found
 */
export function bind(
  reconstruction: Reconstruction,
  statements: readonly Statement[],
  forms: readonly FormDefinition[],
  classification: Classification,
  announced?: Announced,
): Binding {
  const own = documentContext(reconstruction, forms);
  const context = announced ? inContext(own, announced) : own;
  const { entity, fiscalYear, blankMeansZero, documentUnit } = context;
  const bound = bindTables(reconstruction.tables, {
    forms,
    classification,
    entity,
    fiscalYear,
    blankMeansZero,
    documentUnit,
    isBudget: context.documentType === 'budget',
  });
  const printed = pictureCellsAsLost(bound.fields);
  const rebuilt = rebuildForms(forms, classification, {
    ...context,
    reconstruction,
    statements,
    tables: bound.tables,
    fields: printed,
  });
  const ordinary = withoutEmptyForms(bound.tables, printed, rebuilt.tables);
  const tables = [...ordinary, ...rebuilt.tables];
  const fields = inOrder(
    [
      ...printed,
      ...cutOffSumRows(ordinary, printed, forms, fiscalYear),
      ...factFields(statements, context),
      ...rebuilt.fields,
    ],
    tables,
  );
  const trust = sourceTrust(reconstruction, context);
  return {
    title: context.title,
    entity,
    entityRaw: context.entityRaw,
    entityConfidence: context.confidence,
    fiscalYear,
    fiscalYearConfidence: context.fiscalYearConfidence,
    region: context.region,
    documentType: context.documentType,
    tables,
    fields: trust === 1 ? fields : fields.map((field) => withTrust(field, trust)),
    statements,
    reconstruction,
    announced: context.announced,
    blankMeansZero,
    findings: [...context.findings, ...bound.findings, ...rebuilt.findings],
  };
}

/** What was read from a picture is no surer than the name and year that it is told under. */
function withTrust(field: Field, trust: number): Field {
  return field.method === 'ocr' ? { ...field, binding: field.binding * trust } : field;
}

/** What a unit does not say itself is as the document says; who it is, where its words name no one or another unit. */
function inContext(own: DocumentContext, { name, isSure, others, context }: Announced): DocumentContext {
  const isOf = (body: string) => own.entity === body || completes(body, own.entity);
  const isNamed =
    name === null || isOf(name) || (own.entity !== '' && !(isSure && hasRegion(name)) && !others.some(isOf));
  return {
    ...own,
    ...(isNamed ? {} : { entity: name, entityRaw: name, confidence: context.confidence }),
    ...(own.fiscalYear === ''
      ? { fiscalYear: context.fiscalYear, fiscalYearConfidence: context.fiscalYearConfidence }
      : {}),
    documentType: own.documentType === 'other' ? context.documentType : own.documentType,
    documentUnit: own.documentUnit || context.documentUnit,
    findings: own.findings.filter(
      ({ code }) =>
        !(code === 'entity-unknown' && !isNamed) && !(code === 'year-unknown' && context.fiscalYear !== ''),
    ),
  };
}

/** A form has one table: bodiless remains of one that was rebuilt stay listed as a table of no form. */
function withoutEmptyForms(
  tables: readonly BoundTable[],
  fields: readonly Field[],
  rebuilt: readonly BoundTable[],
): BoundTable[] {
  const forms = new Set(rebuilt.map(({ form }) => form));
  return tables.map((table) =>
    forms.has(table.form) && !fields.some(({ tableId }) => tableId === table.id)
      ? { ...table, form: table.id }
      : table,
  );
}

/** Page, table, row, column; what has no page stands last, running text after the tables of its page. Numbers the fields. */
function inOrder(fields: readonly Field[], tables: readonly BoundTable[]): Field[] {
  const order = new Map(tables.map(({ id }, index) => [id, index]));
  const rank = (field: Field): readonly number[] => [
    field.page ?? Number.POSITIVE_INFINITY,
    order.get(field.tableId) ?? tables.length,
    field.row ?? Number.POSITIVE_INFINITY,
    field.column ?? Number.POSITIVE_INFINITY,
  ];
  return fields
    .map((field) => ({ field, rank: rank(field) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ field }, index) => ({ ...field, key: `f${index + 1}` }));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
