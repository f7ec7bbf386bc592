import type { Field } from '../../schemas/field.ts';
import type { CellRef, FormDefinition, RowDefinition } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import { isPrintedIn, yearOf } from './rebuild.ts';
import { missingField } from './rebuilt-table.ts';

/**
 * Blanks that are pictures: the carrier lost what stood there, so they are `missing`, not blank, and no note on blanks speaks of
 * them.
 */
export function pictureCellsAsLost(fields: readonly Field[]): Field[] {
  return fields.map((field) => {
    const unread = field.state === 'blank' || field.flags.includes('blank-zero');
    if (!field.flags.includes('image-cell') || !unread) return field;
    return {
      ...field,
      state: 'missing',
      value: null,
      flags: field.flags.filter((flag) => flag !== 'blank-zero'),
    };
  });
}

/** Share of a form's own rows that a table must print before a sum row counts as cut off rather than never printed. */
const leastShare = 0.5;

/**
 * Sum rows that a form always prints and a table of it lacks (a 总计 cut off at the end of a page), as `missing` fields, so that
 * the identities can give them. Other rows are not asked for: offices leave out rows that have no figures.
 * @returns [] where every sum row stands
 */
export function cutOffSumRows(
  tables: readonly BoundTable[],
  fields: readonly Field[],
  forms: readonly FormDefinition[],
  fiscalYear: string,
): Field[] {
  const year = yearOf(fiscalYear);
  const lost: Field[] = [];
  for (const table of tables) {
    const form = forms.find(({ id }) => id === table.form);
    if (form === undefined || table.rebuilt) continue;
    const own = fields.filter(({ tableId }) => tableId === table.id);
    const expected = form.rows.filter((row) => row.optional !== true && isPrintedIn(row, year));
    const printed = expected.filter((row) => own.some((field) => isOfRow(field, row, form)));
    if (own.length === 0 || printed.length < expected.length * leastShare) continue;
    for (const row of expected) {
      if (printed.includes(row) || !isSumRow(row, form)) continue;
      for (const column of form.columns) {
        if (column.side !== row.side) continue;
        // a column that the table does not print at all is not lost
        if (!own.some(({ measure }) => measure === column.measure)) continue;
        lost.push(
          missingField({
            table,
            row: null,
            column: null,
            code: row.code ?? '',
            label: row.label,
            level: form.classification === null ? null : 0,
            measure: column.measure,
            occurrence: 1,
            fiscalYear,
          }),
        );
      }
    }
  }
  return lost;
}

function isOfRow(field: Field, row: RowDefinition, form: FormDefinition): boolean {
  if (row.code !== undefined && field.rowCode !== '') return field.rowCode === row.code;
  if (field.rowLabel !== row.label && row.variants?.includes(field.rowLabel) !== true) return false;
  const column = form.columns.find(({ measure }) => measure === field.measure);
  return column === undefined || column.side === row.side;
}

/** Whether the row is the total of an identity or one side of a balance: what identities can give back. */
function isSumRow(row: RowDefinition, form: FormDefinition): boolean {
  const means = (ref: CellRef['row']): boolean => {
    if (typeof ref === 'string') return row.code === undefined && ref === row.label;
    return 'code' in ref ? ref.code === row.code : ref.label === row.label;
  };
  return form.identities.some((identity) => {
    if (identity.kind === 'column-sum') return row.code === undefined && means(identity.total);
    if (identity.kind === 'hierarchy') return identity.totalRow !== undefined && means(identity.totalRow);
    return identity.kind === 'balance' && (means(identity.left.row) || means(identity.right.row));
  });
}
