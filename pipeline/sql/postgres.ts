import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { decimalType } from '../output/exact-decimal.ts';
import { conditions, isFreeText, namedColumns, quoteName, quoteText } from './names.ts';

/** Bytes that PostgreSQL keeps of a name. */
const mostNameBytes = 63;

function postgresType({ type, exact }: ColumnSpec): string {
  if (exact) return `NUMERIC(${decimalType.precision}, ${decimalType.scale})`;
  return { string: 'TEXT', integer: 'INTEGER', number: 'DOUBLE PRECISION', boolean: 'BOOLEAN' }[type];
}

/** CREATE TABLE and COMMENT statements of a table, with a primary key unless that is null. */
export function postgresTable(file: FileSpec, primaryKey: readonly string[] | null): readonly string[] {
  const table = quoteName(file.name);
  const named = namedColumns(file, mostNameBytes);
  const columns = named.map((each) => {
    const checks = conditions(each).map((condition) => ` CHECK (${condition})`);
    const required = each.column.required ? ' NOT NULL' : '';
    return `${quoteName(each.name)} ${postgresType(each.column)}${required}${checks.join('')}`;
  });
  const key = primaryKey === null ? [] : [`PRIMARY KEY (${primaryKey.map(quoteName).join(', ')})`];
  return [
    `CREATE TABLE ${table} (\n  ${[...columns, ...key].join(',\n  ')}\n);`,
    `COMMENT ON TABLE ${table} IS ${quoteText(file.title)};`,
    ...named.map(
      ({ column, name }) =>
        `COMMENT ON COLUMN ${table}.${quoteName(name)} IS ${quoteText(column.description)};`,
    ),
  ];
}

/** \copy of a CSV file into its table, and the ' off that guards texts there. For psql, in the folder of results. */
export function postgresLoad(file: FileSpec): readonly string[] {
  const table = quoteName(file.name);
  const guarded = namedColumns(file, mostNameBytes)
    .filter(({ column }) => isFreeText(column))
    .map(({ name }) => quoteName(name));
  const isGuarded = (name: string) => `${name} ~ '^''[-=+@]'`;
  return [
    `\\copy ${table} FROM '${file.path}' WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')`,
    [
      `UPDATE ${table} SET`,
      guarded
        .map((name) => `  ${name} = CASE WHEN ${isGuarded(name)} THEN substr(${name}, 2) ELSE ${name} END`)
        .join(',\n'),
      `WHERE ${guarded.map(isGuarded).join('\n  OR ')};`,
    ].join('\n'),
  ];
}
