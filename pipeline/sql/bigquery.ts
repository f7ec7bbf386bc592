import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { decimalType } from '../output/exact-decimal.ts';
import { namedColumns } from './names.ts';

/** Bytes that BigQuery keeps of a name. */
const mostNameBytes = 300;

/** The schema of a table as `bq load` takes it. */
export function bigquerySchema(file: FileSpec): readonly object[] {
  return namedColumns(file, mostNameBytes).map(({ column, name }) => ({
    name,
    ...bigqueryType(column),
    mode: column.required ? 'REQUIRED' : 'NULLABLE',
    description: column.description,
  }));
}

function bigqueryType({ type, exact }: ColumnSpec): object {
  // NUMERIC has 9 places; BIGNUMERIC holds all.
  if (exact) {
    const { precision, scale } = decimalType;
    return { type: 'BIGNUMERIC', precision: String(precision), scale: String(scale) };
  }
  return { type: { string: 'STRING', integer: 'INTEGER', number: 'FLOAT', boolean: 'BOOLEAN' }[type] };
}
