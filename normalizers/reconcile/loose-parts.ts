import type { FormDefinition } from '../../schemas/form.ts';
import type { Binding, BoundTable } from '../../schemas/ports.ts';
import type { Relation } from './relation.ts';

/** 类, 款 or 项, or their economic counterparts. */
const code = /^\d{3}(?:\d{2}){0,2}$/u;

/**
 * Identities of forms that go on in a table of no known form: a page set in other places, whose columns could not be
 * told. Sums over its rows may fall short of what is printed, which is no contradiction.
 */
export function openLooseParts(
  identities: readonly Relation[],
  { tables }: Binding,
  forms: readonly FormDefinition[],
): Relation[] {
  const coded = new Set(forms.filter(({ rowKey }) => rowKey === 'code').map(({ id }) => id));
  const loose = new Set(
    tables.flatMap((table, i) => {
      const next = tables[i + 1];
      return coded.has(table.form) && next !== undefined && goesOn(next, forms) ? [table.form] : [];
    }),
  );
  return identities.map((relation) =>
    (relation.kind === 'hierarchy' || relation.kind === 'column-sum') && loose.has(relation.forms[0] ?? '')
      ? { ...relation, open: true, derives: false }
      : relation,
  );
}

/** A table without title, of no known form, whose rows have codes. */
function goesOn(table: BoundTable, forms: readonly FormDefinition[]): boolean {
  return (
    table.title === null &&
    !forms.some(({ id }) => id === table.form) &&
    table.cells.some(({ text }) => code.test(text.replace(/\s/gu, '')))
  );
}
