import { stripSpaces } from '../text.ts';

/** A table as far as the units of a compiled report are concerned. */
export interface PartTable {
  /** Null for a table of no known form. */
  readonly form: string | null;
  /** What follows 部门： beside the table, null where nothing does. */
  readonly entityText: string | null;
  /** Its rows by code and label, without those that have neither: a form repeated has the same rows again. */
  readonly rows: ReadonlySet<string>;
}

/** Who reports in a table, and which unit of a compiled report that is, from 1. */
export interface Part {
  readonly entity: string;
  readonly part: number;
}

/** Forms that stand once a unit; of 绩效自评表 one document may have any number. */
const onceAUnit = /^gk\d+$/u;

/**
 * The unit of each table: a form that stands again begins another unit, or goes on with one that has not had it; a piece of a
 * table that goes on without repeating rows does not. Names of units count only where forms repeat: else the document's one
 * entity is worded this way and that.
 * @param entity the document's own
 */
export function assignParts(tables: readonly PartTable[], entity: string): Part[] {
  const isCompiled = hasRepeatedForms(tables);
  const units: { name: string; forms: Map<string, Set<string>> }[] = [];
  let current: (typeof units)[number] | undefined;
  return tables.map((table) => {
    const name = isCompiled ? nameOf(table.entityText, entity) : entity;
    const isForm = table.form !== null && onceAUnit.test(table.form);
    if (isForm || current === undefined) {
      const said = table.entityText !== null && isCompiled ? name : (current?.name ?? entity);
      const fitsIn = (unit: (typeof units)[number] | undefined) =>
        unit !== undefined && unit.name === said && !repeats(unit.forms, table);
      if (!fitsIn(current)) {
        const known = units.find(fitsIn);
        current = known ?? { name: said, forms: new Map() };
        if (known === undefined) units.push(current);
      }
      if (isForm) addRows(current?.forms, table);
    } else if (table.entityText !== null && isCompiled) {
      const known = units.findIndex((unit) => unit.name === name);
      return { entity: name, part: known < 0 ? units.length : known + 1 };
    }
    return { entity: current?.name ?? entity, part: current === undefined ? 1 : units.indexOf(current) + 1 };
  });
}

function hasRepeatedForms(tables: readonly PartTable[]): boolean {
  const seen = new Map<string, Set<string>>();
  return tables.some((table) => {
    if (table.form === null || !onceAUnit.test(table.form)) return false;
    const again = repeats(seen, table);
    addRows(seen, table);
    return again;
  });
}

/** Whether the form stands there already with one of these rows. */
function repeats(forms: ReadonlyMap<string, ReadonlySet<string>>, { form, rows }: PartTable): boolean {
  const before = form === null ? undefined : forms.get(form);
  return before !== undefined && [...rows].some((row) => before.has(row));
}

function addRows(forms: Map<string, Set<string>> | undefined, { form, rows }: PartTable): void {
  if (form === null || forms === undefined) return;
  const known = forms.get(form) ?? new Set<string>();
  for (const row of rows) known.add(row);
  forms.set(form, known);
}

/** The name at the table, the document's own where one is a shorter form of the other. */
function nameOf(text: string | null, entity: string): string {
  const own = stripSpaces(text ?? '');
  if (own === '' || entity.includes(own)) return entity;
  return isAbbreviation(own, entity) ? entity : own;
}

/** Whether the characters of the shorter stand in the longer in their order, the first or last at its place. */
export function isAbbreviation(short: string, long: string): boolean {
  if (short.length >= long.length) return false;
  let at = 0;
  for (const character of long) if (character === short[at]) at++;
  return at === short.length && long.at(-1) === short.at(-1);
}
