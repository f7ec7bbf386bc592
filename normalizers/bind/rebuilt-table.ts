import type { Field } from '../../schemas/field.ts';
import type { ColumnDefinition, FormDefinition } from '../../schemas/form.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import type { Cell } from '../../schemas/table.ts';

/** A row to be rebuilt. */
export interface Row {
  readonly code: string;
  readonly label: string;
  readonly level: 0 | 1 | 2 | 3 | null;
  readonly side: '收入' | '支出' | null;
}

/** A value cell of the rebuilt grid. */
interface Slot {
  readonly row: Row;
  readonly measure: string;
  readonly at: readonly [row: number, column: number];
}

/** The grid of a rebuilt form: one header row, then a row each (two sides stand beside each other as in print). */
function layOut(
  form: FormDefinition,
  rows: readonly Row[],
  columns: readonly ColumnDefinition[],
): {
  readonly header: string[];
  readonly stubs: Map<string, string>;
  readonly slots: Slot[];
  readonly height: number;
} {
  const header: string[] = [];
  const stubs = new Map<string, string>();
  const slots: Slot[] = [];
  let height = 0;
  const block = (
    of: readonly Row[],
    stubHeads: readonly string[],
    values: readonly ColumnDefinition[],
  ): void => {
    const left = header.length;
    header.push(...stubHeads, ...values.map(({ measure }) => measure));
    of.forEach((row, index) => {
      const line = index + 1;
      const words = stubHeads.length === 2 ? [row.code, row.label] : [row.label];
      stubHeads.forEach((_, offset) => {
        stubs.set(`${line}:${left + offset}`, words[offset] ?? '');
      });
      values.forEach(({ measure }, offset) => {
        slots.push({ row, measure, at: [line, left + stubHeads.length + offset] });
      });
      height = Math.max(height, line);
    });
  };
  if (form.layout === 'two-sided') {
    for (const side of ['收入', '支出'] as const) {
      const own = columns.filter((column) => column.side === side);
      block(
        rows.filter((row) => row.side === side),
        ['项目'],
        own,
      );
    }
  } else if (form.rowKey === 'code') block(rows, ['科目编码', '科目名称'], columns);
  else block(rows, form.rowKey === 'none' ? [] : ['项目'], columns);
  return { header, stubs, slots, height: height + 1 };
}

/** For whom, when and in which unit a table is rebuilt. */
export interface BuiltFor {
  readonly entity: string;
  readonly fiscalYear: string;
  readonly unit: string;
  /** Page on which its remains stand, null for none. */
  readonly page: number | null;
  /** It was printed without a figure: its fields are blank, not missing. */
  readonly isEmpty: boolean;
}

/** The table of a lost form, its cells without text but for headers and stubs, and its fields, all `missing` or all `blank`. */
export function buildTable(
  form: FormDefinition,
  id: string,
  rows: readonly Row[],
  columns: readonly ColumnDefinition[],
  context: BuiltFor,
): { table: BoundTable; fields: Field[] } {
  const { header, stubs, slots, height } = layOut(form, rows, columns);
  const values = new Set(slots.map(({ at }) => `${at[0]}:${at[1]}`));
  const cells: Cell[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < header.length; column++) {
      const place = `${row}:${column}`;
      cells.push({
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        text: row === 0 ? (header[column] ?? '') : (stubs.get(place) ?? ''),
        page: 0,
        bbox: null,
        location: 'rebuilt',
        confidence: 1,
        flags: [],
        role: row === 0 ? 'header' : values.has(place) ? 'value' : 'stub',
      });
    }
  }
  const table: BoundTable = {
    id,
    title: form.title,
    mark: null,
    unitText: null,
    entityText: null,
    yearText: null,
    pages: context.page === null ? [] : [context.page],
    headerRows: 1,
    rows: height,
    columns: header.length,
    cells,
    notes: [],
    location: 'rebuilt',
    form: form.id,
    unit: context.unit,
    entity: context.entity,
    part: 1,
    rebuilt: true,
  };
  const occurrences = new Map<string, number>();
  const fields = slots.map(({ row, measure, at }) => {
    const place = `${row.code}\u001f${row.label}\u001f${measure}`;
    const occurrence = (occurrences.get(place) ?? 0) + 1;
    occurrences.set(place, occurrence);
    const field = missingField({
      table,
      row: at[0],
      column: at[1],
      code: row.code,
      label: row.label,
      level: row.level,
      measure,
      occurrence,
      fiscalYear: context.fiscalYear,
    });
    return context.isEmpty ? { ...field, state: 'blank' as const, page: context.page } : field;
  });
  return { table, fields };
}

/** Where a lost value belongs. */
export interface LostPlace {
  readonly table: BoundTable;
  /** Null where the row does not stand in the table. */
  readonly row: number | null;
  readonly column: number | null;
  readonly code: string;
  readonly label: string;
  readonly level: 0 | 1 | 2 | 3 | null;
  readonly measure: string;
  readonly occurrence: number;
  readonly fiscalYear: string;
}

/** A field whose value the document has lost: state `missing`, no value, the unit of its table. */
export function missingField(place: LostPlace): Field {
  const { table } = place;
  return {
    key: '',
    entity: table.entity,
    fiscalYear: place.fiscalYear,
    form: table.form,
    tableId: table.id,
    part: table.part,
    row: place.row,
    column: place.column,
    location: '',
    page: null,
    bbox: null,
    rowCode: place.code,
    rowLabel: place.label,
    level: place.level,
    measure: place.measure,
    occurrence: place.occurrence,
    phase: place.measure.startsWith('预算数') ? '全年预算' : '决算',
    period: place.fiscalYear,
    basis: '',
    raw: '',
    value: null,
    qualifier: '',
    state: 'missing',
    unit: table.unit,
    reading: 1,
    binding: 1,
    flags: [],
    method: 'text',
    factId: null,
    origin: '',
  };
}
