import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../schemas/columns.ts';
import { schemaVersion } from '../../schemas/manifest.ts';
import type { OutputWriter } from '../../schemas/ports.ts';
import { printJson } from '../json-text.ts';

const packageProfile = 'https://datapackage.org/profiles/2.0/datapackage.json';
const resourceProfile = 'https://datapackage.org/profiles/2.0/dataresource.json';
const schemaProfile = 'https://datapackage.org/profiles/2.0/tableschema.json';
const dialectProfile = 'https://datapackage.org/profiles/2.0/tabledialect.json';

/** datapackage.json: a Frictionless Data Package 2 over the CSV files. */
export const writer: OutputWriter = {
  id: 'datapackage',
  formats: ['csv'],
  run(context) {
    const file = context.open('datapackage.json');
    return {
      add: async () => {},
      async end() {
        await file.write(printJson(describePackage(context.metadataColumns)));
        await file.close();
      },
    };
  },
};

function describePackage(metadataColumns: readonly string[]): object {
  const summary: FileSpec = {
    ...summaryFile,
    columns: [
      ...summaryFile.columns,
      ...metadataColumns.map(
        (name): ColumnSpec => ({ name, type: 'string', description: 'From --metadata.' }),
      ),
    ],
  };
  return {
    $schema: packageProfile,
    name: 'mingxi-results',
    title: 'Values, checks and links read from disclosures by mingxi',
    version: schemaVersion,
    resources: [fieldsFile, checksFile, summary, linksFile].map(describeResource),
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
