import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult } from '../../schemas/ports.ts';

/** Where something that stands nowhere comes: behind all that stands somewhere. */
const last = Number.MAX_SAFE_INTEGER;

/** Several files have the same order of fields; a result is never changed in place. */
const sorted = new WeakMap<DocumentResult, readonly AssessedField[]>();

/**
 * The fields of a document in the order of fields.csv: page, table, row, column; equal ones as they came.
 * A field that stands on no page goes with its table.
 */
export function sortFields(result: DocumentResult): readonly AssessedField[] {
  const known = sorted.get(result) ?? putInOrder(result);
  sorted.set(result, known);
  return known;
}

function putInOrder(result: DocumentResult): readonly AssessedField[] {
  const tableOrder = new Map(result.tables.map((table, index) => [table.id, index]));
  const tablePage = new Map(
    result.tables.flatMap((table) => table.pages.slice(0, 1).map((page) => [table.id, page])),
  );
  for (const field of result.fields) {
    if (field.page !== null && !tablePage.has(field.tableId)) tablePage.set(field.tableId, field.page);
  }
  return result.fields
    .map((field, index) => ({
      field,
      key: [
        field.page ?? tablePage.get(field.tableId) ?? last,
        tableOrder.get(field.tableId) ?? last,
        field.row ?? last,
        field.column ?? last,
        index,
      ],
    }))
    .sort((left, right) => compareKeys(left.key, right.key))
    .map(({ field }) => field);
}

function compareKeys(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
