import type { AssessedField } from '../../schemas/field.ts';
import type { BoundTable, DocumentResult } from '../../schemas/ports.ts';
import type { Cell } from '../../schemas/table.ts';
import { sortFields } from './field-order.ts';
import { groupBy } from './grouping.ts';

/** A table as a person would want it: one header row, one row a record. */
export interface TableFile {
  /** `03-gk03`: file name without extension. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every table of a document laid out for tables/, in reading order, rebuilt ones included; none for no tables. */
export function documentTables(result: DocumentResult): readonly TableFile[] {
  const fields = groupBy(sortFields(result), (field) => field.tableId);
  const digits = Math.max(2, String(result.tables.length).length);
  return result.tables.map((table, index) => {
    const name = `${String(index + 1).padStart(digits, '0')}-${safeFormName(table.form)}`;
    const own = fields.get(table.id) ?? [];
    const layout = table.form === table.id || own.length === 0 ? gridLayout(table) : recordLayout(table, own);
    return { name, ...layout };
  });
}

function safeFormName(form: string): string {
  return form.replace(/[^a-z0-9-]/gu, '') || 'table';
}

interface Layout {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One row of a layout while it is gathered. */
interface RowRecord {
  readonly block: number;
  readonly first: AssessedField;
  readonly cells: Map<string, string>;
}

/**
 * A bound table: a record for every row of the form, a column for every measure. What stands side by side (two sides
 * of an account, three blocks of codes) comes one below the other.
 */
function recordLayout(table: BoundTable, fields: readonly AssessedField[]): Layout {
  const measures = measuresInOrder(fields);
  const withCode = fields.some((field) => field.rowCode !== '');
  const oneUnit = unitOfAll(fields);
  // Only accounts are laid out side by side by rule; a form of mixed units keeps its reading order.
  const blockOf = oneUnit === null ? () => 0 : blocksByColumn(fields);
  const records = new Map<string, RowRecord>();
  for (const field of fields) {
    const block = blockOf(field);
    const place = field.row === null ? '' : String(field.row);
    for (let copy = 0; ; copy++) {
      const key = [block, place, field.rowCode, field.rowLabel, copy].join('\u001f');
      const record = records.get(key) ?? { block, first: field, cells: new Map<string, string>() };
      if (record.cells.has(field.measure)) continue;
      record.cells.set(field.measure, cellText(field, oneUnit ?? table.unit));
      records.set(key, record);
      break;
    }
  }
  return {
    header: [
      ...(withCode ? ['row_code'] : []),
      'row_label',
      ...measures,
      ...(oneUnit === null ? [] : ['unit']),
    ],
    rows: [...records.values()]
      .sort((left, right) => left.block - right.block)
      .map(({ first, cells }) => [
        ...(withCode ? [first.rowCode] : []),
        first.rowLabel,
        ...measures.map((measure) => cells.get(measure) ?? ''),
        ...(oneUnit === null ? [] : [oneUnit]),
      ]),
  };
}

/** Blocks from left to right: runs of columns with values; the labels between them part them. */
function blocksByColumn(fields: readonly AssessedField[]): (field: AssessedField) => number {
  const columns = [...new Set(fields.flatMap((field) => field.column ?? []))].sort(
    (left, right) => left - right,
  );
  const blocks = new Map<number, number>();
  let block = 0;
  columns.forEach((column, index) => {
    if (index > 0 && columns[index - 1] !== column - 1) block++;
    blocks.set(column, block);
  });
  return (field) => (field.column === null ? 0 : (blocks.get(field.column) ?? 0));
}

/** Measures by the column they stand in; those that stand nowhere as they come. */
function measuresInOrder(fields: readonly AssessedField[]): readonly string[] {
  const firstColumn = new Map<string, number>();
  for (const field of fields) {
    const column = field.column ?? Number.MAX_SAFE_INTEGER;
    firstColumn.set(field.measure, Math.min(column, firstColumn.get(field.measure) ?? column));
  }
  return [...firstColumn].sort((left, right) => left[1] - right[1]).map(([measure]) => measure);
}

/** The unit that every figure of the table has (of a table without figures: every field), or null. */
function unitOfAll(fields: readonly AssessedField[]): string | null {
  const figures = fields.filter((field) => field.state === 'number');
  const units = new Set((figures.length > 0 ? figures : fields).map((field) => field.unit));
  const [unit] = units;
  return units.size === 1 && unit !== undefined && unit !== '' ? unit : null;
}

/** A figure in the table's unit as a number; one in a unit of its own (≥90%) as it is printed; nothing for a blank or lost cell. */
function cellText(field: AssessedField, unit: string): string {
  if (field.state === 'text') return field.raw;
  if (field.state !== 'number' || field.value === null) return '';
  const plain = field.qualifier === '' && (field.unit === '' || field.unit === unit);
  return plain || field.raw === '' ? field.value : field.raw;
}

/** A table of no known form: its header rows joined into one path a column, its body as it stands. */
function gridLayout(table: BoundTable): Layout {
  const grid = fillSpans(table);
  const header = Array.from({ length: table.columns }, (_, column) => {
    const path: string[] = [];
    for (let row = 0; row < table.headerRows; row++) {
      const text = grid[row]?.[column]?.text ?? '';
      if (text !== '' && path.at(-1) !== text) path.push(text);
    }
    return path.join('/') || `column ${column + 1}`;
  });
  const rows: string[][] = [];
  for (let row = table.headerRows; row < table.rows; row++) {
    rows.push(
      Array.from({ length: table.columns }, (_, column) => {
        const cell = grid[row]?.[column];
        return cell === undefined || (cell.column !== column && cell.role !== 'stub') ? '' : cell.text;
      }),
    );
  }
  return { header: uniqueNames(header), rows };
}

/** Every grid position with the cell that covers it. */
function fillSpans(table: BoundTable): readonly (readonly (Cell | undefined)[])[] {
  const grid: (Cell | undefined)[][] = Array.from({ length: table.rows }, () =>
    new Array<Cell | undefined>(table.columns).fill(undefined),
  );
  for (const cell of table.cells) {
    for (let row = cell.row; row < Math.min(cell.row + cell.rowSpan, table.rows); row++) {
      for (
        let column = cell.column;
        column < Math.min(cell.column + cell.columnSpan, table.columns);
        column++
      ) {
        const line = grid[row];
        if (line) line[column] = cell;
      }
    }
  }
  return grid;
}

/** Names with a count behind the second and later ones of a kind: a header is a key. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}
