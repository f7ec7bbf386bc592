import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Field } from '../../schemas/field.ts';
import type { CellRef, FormDefinition } from '../../schemas/form.ts';

/** A row of a form as it stands in a part of the document. */
export interface FormRow {
  readonly code: string;
  /** As bound. */
  readonly label: string;
  /** The form's own name of it where it is one of the form's rows, else the label. */
  readonly canonical: string;
  readonly occurrence: number;
  /** Measure → index in the ledger. */
  readonly cells: ReadonlyMap<string, number>;
  /** Where it stands in its table; null for a row that was rebuilt without a place. */
  readonly position: number | null;
}

/** The cells of one form in one part, looked up by what they are. */
export interface FormCells {
  readonly form: FormDefinition;
  readonly part: number;
  /** The form's id alone: the forms that a relation within it concerns. */
  readonly alone: readonly [string];
  readonly rows: readonly FormRow[];
  /** Index in the ledger of a cell, null where the form does not print it. */
  cell(row: CellRef['row'], measure: string): number | null;
}

/** Form id and part → cells. */
export type CellIndex = ReadonlyMap<string, FormCells>;

/** The key of a form in a part. */
export function formKey(form: string, part: number): string {
  return `${form}|${part}`;
}

/** Sorts the fields of known forms by form, part and row, in one pass. */
export function indexCells(fields: readonly Field[], forms: readonly FormDefinition[]): CellIndex {
  const definitions = new Map(forms.map((form) => [form.id, form]));
  const rows = new Map<string, Map<string, { row: FormRow; cells: Map<string, number> }>>();
  fields.forEach((field, index) => {
    const form = definitions.get(field.form);
    if (form === undefined) return;
    const key = formKey(field.form, field.part);
    let table = rows.get(key);
    if (table === undefined) {
      table = new Map();
      rows.set(key, table);
    }
    const rowKey = `${field.rowCode}|${field.rowLabel}|${field.occurrence}`;
    let entry = table.get(rowKey);
    if (entry === undefined) {
      const cells = new Map<string, number>();
      const row: FormRow = {
        // a sum row has no code, whatever was read beside it
        code: /^[合总]计$/u.test(field.rowLabel) ? '' : field.rowCode,
        label: field.rowLabel,
        canonical: canonicalRow(form, field.rowLabel),
        occurrence: field.occurrence,
        cells,
        position: field.row,
      };
      entry = { row, cells };
      table.set(rowKey, entry);
    }
    if (!entry.cells.has(field.measure)) entry.cells.set(field.measure, index);
  });
  const index = new Map<string, FormCells>();
  for (const [key, table] of rows) {
    const [id = '', part = '1'] = key.split('|');
    const form = definitions.get(id);
    if (form !== undefined)
      index.set(
        key,
        cellsOf(
          form,
          Number(part),
          [...table.values()].map((x) => x.row),
        ),
      );
  }
  return index;
}

function cellsOf(form: FormDefinition, part: number, rows: readonly FormRow[]): FormCells {
  const byCode = new Map<string, FormRow[]>();
  const byLabel = new Map<string, FormRow[]>();
  for (const row of rows) {
    if (row.code !== '') add(byCode, row.code, row);
    add(byLabel, row.canonical, row);
  }
  return {
    form,
    part,
    alone: [form.id],
    rows,
    cell(ref, measure) {
      const occurrence = typeof ref === 'object' && 'occurrence' in ref ? ref.occurrence : 1;
      const named =
        typeof ref === 'object' && 'code' in ref
          ? byCode.get(ref.code)
          : byLabel.get(typeof ref === 'string' ? ref : ref.label);
      // counted in the order of the page among rows of one meaning, however each of them is worded
      let count = 0;
      for (const row of named ?? []) {
        const index = row.cells.get(measure);
        if (index === undefined) continue;
        count++;
        if (count === occurrence) return index;
      }
      return null;
    },
  };
}

/** The form's own name of a row, the label itself where the form does not know it. */
function canonicalRow(form: FormDefinition, label: string): string {
  const known = form.rows.find((row) => row.label === label || row.variants?.includes(label));
  return known?.label ?? label;
}

/** Functional codes of 类 level (three digits) that carry a name; older names count. */
export function classCodes(label: string, classification: Classification): readonly string[] {
  const names = label.endsWith('支出') ? [label, label.slice(0, -2)] : [label, `${label}支出`];
  const codes = new Set<string>();
  for (const name of names) {
    for (const code of classification.codesOf('functional', name, '', null)) {
      if (code.length === 3) codes.add(code);
    }
  }
  return [...codes];
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
