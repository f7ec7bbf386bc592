import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Reconstruction } from '../../schemas/document.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import { bind } from './bind.ts';
import { documentContext } from './document-context.ts';
import type { ReportUnit } from './units.ts';

/** Binds a unit of a report, with the statements of its text. */
export type UnitBinder = (unit: ReportUnit, statements: readonly Statement[]) => Binding;

/**
 * Binds every unit of a report as a report of its own; what a unit's own words do not say (year, kind, usual money unit) it
 * has from the document. Keys of fields, ids of rebuilt tables and occurrences in running text count through the document;
 * parts do not. Nothing of a unit stays here once it is bound.
 * @param names of all the units, in their order
 * @returns binds the next unit, in the same order
 */
export function openUnitBinder(
  whole: Reconstruction,
  names: readonly (string | null)[],
  forms: readonly FormDefinition[],
  classification: Classification,
): UnitBinder {
  if (names.length < 2)
    return ({ reconstruction }, statements) => bind(reconstruction, statements, forms, classification);
  const context = documentContext(whole, forms);
  let keys = 0;
  let tables = whole.tables.length;
  const occurrences = new Map<string, number>();
  return ({ reconstruction, name, isSure }, statements) => {
    const bound = bind(reconstruction, statements, forms, classification, {
      name,
      isSure,
      others: names.flatMap((other) => (other === null || other === name ? [] : [other])),
      context,
    });
    const renamed = new Map<string, string>();
    for (const { id, rebuilt } of bound.tables) if (rebuilt) renamed.set(id, `t${++tables}`);
    const spoken = new Map<string, number>();
    const fields = bound.fields.map((field): Field => {
      const tableId = renamed.get(field.tableId) ?? field.tableId;
      const key = `f${++keys}`;
      if (field.form !== 'narrative') return { ...field, key, tableId };
      const place = `${field.rowLabel}\u001f${field.measure}`;
      spoken.set(place, Math.max(spoken.get(place) ?? 0, field.occurrence));
      return { ...field, key, tableId, occurrence: field.occurrence + (occurrences.get(place) ?? 0) };
    });
    for (const [place, count] of spoken) occurrences.set(place, (occurrences.get(place) ?? 0) + count);
    return {
      ...bound,
      fields,
      tables: bound.tables.map((table) => ({ ...table, id: renamed.get(table.id) ?? table.id })),
    };
  };
}
