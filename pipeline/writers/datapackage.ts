import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { schemaVersion } from '../../schemas/manifest.ts';
import type { OutputWriter, RunTables } from '../../schemas/ports.ts';
import { printJson } from '../json-text.ts';

const packageProfile = 'https://datapackage.org/profiles/2.0/datapackage.json';
const resourceProfile = 'https://datapackage.org/profiles/2.0/dataresource.json';
const schemaProfile = 'https://datapackage.org/profiles/2.0/tableschema.json';
const dialectProfile = 'https://datapackage.org/profiles/2.0/tabledialect.json';

const path = 'datapackage.json';

/** datapackage.json: a Frictionless Data Package 2 over the CSV files. */
export const writer: OutputWriter = {
  id: 'datapackage',
  formats: ['csv'],
  runFiles: [path],
  run({ tables, open }) {
    const file = open(path);
    return {
      add: async () => {},
      end: async () => {},
      async describe() {
        await file.write(printJson(describePackage(tables)));
        await file.close();
      },
    };
  },
};

function describePackage({ fields, checks, summary, links }: RunTables): object {
  return {
    $schema: packageProfile,
    name: 'mingxi-results',
    title: 'Values, checks and links read from disclosures by mingxi',
    version: schemaVersion,
    resources: [fields, checks, summary, links].map(describeResource),
  };
}

function describeResource(spec: FileSpec): object {
  return {
    $schema: resourceProfile,
    name: spec.name,
    path: spec.path,
    type: 'table',
    title: spec.title,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: {
      $schema: dialectProfile,
      delimiter: ',',
      lineTerminator: '\r\n',
      quoteChar: '"',
      doubleQuote: true,
      header: true,
    },
    schema: {
      $schema: schemaProfile,
      fields: spec.columns.map(describeColumn),
      missingValues: [''],
      primaryKey: spec.primaryKey,
    },
  };
}

function describeColumn(column: ColumnSpec): object {
  const constraints = {
    ...(column.required ? { required: true } : {}),
    ...(column.enum ? { enum: column.enum } : {}),
    ...(column.pattern ? { pattern: column.pattern } : {}),
    ...(column.minimum === undefined ? {} : { minimum: column.minimum }),
    ...(column.maximum === undefined ? {} : { maximum: column.maximum }),
  };
  return {
    name: column.name,
    type: column.type,
    description: column.description,
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}
