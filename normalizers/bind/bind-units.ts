import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Reconstruction } from '../../schemas/document.ts';
import type { Field } from '../../schemas/field.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import { bind } from './bind.ts';
import { documentContext } from './document-context.ts';
import type { ReportUnit } from './units.ts';

/**
 * Binds every unit of a report as a report of its own; what a unit's own words do not say (year, kind, usual money unit) it has from the
 * document. Keys of fields, ids of rebuilt tables and occurrences in running text count through the document; parts do not.
 * @param statements of each unit, in the order of the units
 */
export function bindUnits(
  whole: Reconstruction,
  units: readonly ReportUnit[],
  statements: readonly (readonly Statement[])[],
  forms: readonly FormDefinition[],
  classification: Classification,
): Binding[] {
  const [only] = units;
  if (only === undefined || units.length === 1)
    return [bind(only?.reconstruction ?? whole, statements[0] ?? [], forms, classification)];
  const context = documentContext(whole, forms);
  let keys = 0;
  let tables = whole.tables.length;
  const occurrences = new Map<string, number>();
  return units.map(({ reconstruction, name, isSure }, i) => {
    const bound = bind(reconstruction, statements[i] ?? [], forms, classification, {
      name,
      isSure,
      others: units.flatMap((other) => (other.name === null || other.name === name ? [] : [other.name])),
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
  });
}
