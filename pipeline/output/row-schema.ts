import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';

/** What an exact decimal looks like as text. */
const decimalPattern = '^-?[0-9]+(?:\\.[0-9]+)?$';

/** JSON Schema (2020-12) of one typed row of a table over all documents: a line of its JSON Lines file. */
export function rowSchema(file: FileSpec): object {
  return {
    type: 'object',
    properties: Object.fromEntries(file.columns.map((column) => [column.name, cellSchema(column)])),
    required: file.columns.map((column) => column.name),
    additionalProperties: false,
  };
}

/** An empty cell is null, an exact decimal text. */
function cellSchema(column: ColumnSpec): object {
  const type = column.exact ? 'string' : column.type;
  const pattern = column.exact ? decimalPattern : column.pattern && `^(?:${column.pattern})$`;
  return {
    description: column.description,
    type: column.required ? type : [type, 'null'],
    ...(column.enum ? { enum: column.required ? column.enum : [...column.enum, null] } : {}),
    ...(pattern ? { pattern } : {}),
    ...(column.minimum === undefined ? {} : { minimum: column.minimum }),
    ...(column.maximum === undefined ? {} : { maximum: column.maximum }),
  };
}
