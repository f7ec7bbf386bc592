import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { schemaVersion } from '../../schemas/manifest.ts';
import type { WrittenFile } from '../../schemas/ports.ts';
import type { PackageLicence, PackageSource } from './package-credits.ts';

const profiles = 'https://datapackage.org/profiles/2.0';

/** A table over all documents with the keys that hold in this run. */
export interface KeyedTable {
  readonly spec: FileSpec;
  readonly primaryKey: readonly string[] | null;
  /** Columns of which each is a key of its own. */
  readonly unique: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface ForeignKey {
  readonly fields: readonly string[];
  /** Name of a table and its columns. */
  readonly resource: string;
  readonly reference: readonly string[];
}

/** All that datapackage.json says. */
export interface PackageContents {
  readonly tables: readonly KeyedTable[];
  /** The files of the run by path: those that are there are described. */
  readonly files: ReadonlyMap<string, WrittenFile>;
  readonly sources: readonly PackageSource[];
  readonly licences: readonly PackageLicence[];
}

/** A format in which the tables may have been written. */
interface TableFormat {
  readonly extension: string;
  readonly mediatype: string;
  readonly extra: object;
  /** Exact decimals stand there as text. */
  readonly decimalsAsText: boolean;
}

const formats: readonly TableFormat[] = [
  {
    extension: 'csv',
    mediatype: 'text/csv',
    extra: {
      encoding: 'utf-8',
      dialect: {
        $schema: `${profiles}/tabledialect.json`,
        delimiter: ',',
        lineTerminator: '\r\n',
        quoteChar: '"',
        doubleQuote: true,
        header: true,
      },
    },
    decimalsAsText: false,
  },
  {
    extension: 'jsonl',
    mediatype: 'application/jsonl',
    extra: { encoding: 'utf-8' },
    decimalsAsText: true,
  },
  {
    extension: 'parquet',
    mediatype: 'application/vnd.apache.parquet',
    extra: {},
    decimalsAsText: false,
  },
];

/** datapackage.json (Data Package 2) over the files of a run that are there. */
export function describePackage({ tables, files, sources, licences }: PackageContents): object {
  const resources = formats.flatMap((format) =>
    tables.flatMap((table) => {
      const path = `${table.spec.name}.${format.extension}`;
      const file = files.get(path);
      return file === undefined ? [] : [describeTable(table, format, path, file)];
    }),
  );
  return {
    $schema: `${profiles}/datapackage.json`,
    name: 'mingxi-results',
    title: 'Values, checks and links read from disclosures by mingxi',
    version: schemaVersion,
    ...(sources.length === 0 ? {} : { sources }),
    ...(licences.length === 0 ? {} : { licenses: licences }),
    resources,
  };
}

/** The CSV file of a table bears the table's name; the same table in other formats adds the format's. */
function resourceName(table: string, { extension }: TableFormat): string {
  return extension === 'csv' ? table : `${table}-${extension}`;
}

function describeTable(
  { spec, primaryKey, unique, foreignKeys }: KeyedTable,
  format: TableFormat,
  path: string,
  file: WrittenFile,
): object {
  return {
    $schema: `${profiles}/dataresource.json`,
    name: resourceName(spec.name, format),
    path,
    type: 'table',
    title: spec.title,
    format: format.extension,
    mediatype: format.mediatype,
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    ...format.extra,
    schema: {
      $schema: `${profiles}/tableschema.json`,
      fields: spec.columns.map((column) => describeColumn(column, unique.includes(column.name), format)),
      missingValues: [''],
      ...(primaryKey === null ? {} : { primaryKey }),
      ...(foreignKeys.length === 0
        ? {}
        : {
            foreignKeys: foreignKeys.map((key) => ({
              fields: key.fields,
              reference: { resource: resourceName(key.resource, format), fields: key.reference },
            })),
          }),
    },
  };
}

/** An exact decimal as text. */
const decimalPattern = '-?[0-9]+(\\.[0-9]+)?';

function describeColumn(column: ColumnSpec, unique: boolean, format: TableFormat): object {
  const asText = column.exact === true && format.decimalsAsText;
  const pattern = asText ? decimalPattern : column.pattern;
  const constraints = {
    ...(column.required ? { required: true } : {}),
    ...(unique ? { unique: true } : {}),
    ...(column.enum ? { enum: column.enum } : {}),
    ...(pattern ? { pattern } : {}),
    ...(column.minimum === undefined ? {} : { minimum: column.minimum }),
    ...(column.maximum === undefined ? {} : { maximum: column.maximum }),
  };
  return {
    name: column.name,
    type: asText ? 'string' : column.type,
    description: column.description,
    ...(column.columnType === undefined ? {} : { columnType: column.columnType }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}
