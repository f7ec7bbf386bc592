import { createHash } from 'node:crypto';
import { csvToRecords } from '../pipeline/output/csv-text.ts';

/** A field of a Table Schema, as far as it is checked here. */
export interface TableField {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly constraints?: {
    readonly required?: boolean;
    readonly unique?: boolean;
    readonly enum?: readonly string[];
    readonly pattern?: string;
    readonly minimum?: number;
    readonly maximum?: number;
  };
}

export interface TableResource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly format: string;
  readonly dialect?: object;
  readonly schema?: {
    readonly fields: readonly TableField[];
    readonly primaryKey?: readonly string[];
    readonly foreignKeys?: readonly {
      readonly fields: readonly string[];
      readonly reference: { readonly resource: string; readonly fields: readonly string[] };
    }[];
  };
}

export interface TablePackage {
  readonly resources: readonly TableResource[];
  readonly sources?: readonly object[];
  readonly licenses?: readonly object[];
}

type TableRow = ReadonlyMap<string, string>;

/** What of a package does not hold in its files: types, constraints, keys, sizes, hashes. [] where all is true. */
export async function packageFaults(
  described: TablePackage,
  files: ReadonlyMap<string, Buffer>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const tables = new Map<string, readonly TableRow[]>();
  for (const resource of described.resources) {
    const bytes = files.get(resource.path);
    if (bytes === undefined) {
      faults.push(`${resource.path} is not there`);
      continue;
    }
    if (bytes.length !== resource.bytes) faults.push(`${resource.path} has ${bytes.length} bytes`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (resource.hash !== `sha256:${sha256}`) faults.push(`${resource.path} has another hash`);
    const rows = await rowsOf(resource, bytes.toString('utf8'));
    if (rows === null) continue;
    tables.set(resource.name, rows);
    faults.push(...rowFaults(resource, rows));
  }
  for (const resource of described.resources) faults.push(...keyFaults(resource, tables));
  return faults;
}

/** Cells as text by column; null for what is no table of text. */
async function rowsOf(resource: TableResource, text: string): Promise<readonly TableRow[] | null> {
  if (resource.schema === undefined) return null;
  if (resource.format === 'csv') {
    const header = resource.schema.fields.map((field) => field.name).join(',');
    if (!text.replace(/^\uFEFF/u, '').startsWith(`${header}\r\n`)) return [new Map([['header', 'differs']])];
    return csvToRecords(text);
  }
  if (resource.format !== 'jsonl') return null;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cells: Record<string, string | number | boolean | null> = JSON.parse(line);
      return new Map(Object.entries(cells).map(([name, cell]) => [name, cell === null ? '' : String(cell)]));
    });
}

function rowFaults({ path, schema }: TableResource, rows: readonly TableRow[]): string[] {
  const fields = schema?.fields ?? [];
  const names = fields.map((field) => field.name);
  const faults = rows
    .filter((row) => [...row.keys()].join() !== names.join())
    .map((row) => `${path} has the columns ${[...row.keys()].join()}`);
  for (const field of fields) {
    const cells = rows.map((row) => row.get(field.name) ?? '');
    for (const cell of cells) {
      const fault = cellFault(field, cell);
      if (fault !== null) faults.push(`${path} ${field.name} ${JSON.stringify(cell)} ${fault}`);
    }
    const filled = cells.filter((cell) => cell !== '');
    if (field.constraints?.unique && new Set(filled).size < filled.length)
      faults.push(`${path} ${field.name} is not unique`);
  }
  return faults;
}

const lexical = {
  string: /^/u,
  number: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u,
  integer: /^[+-]?\d+$/u,
  boolean: /^(?:true|false|True|False|TRUE|FALSE|0|1)$/u,
} as const;

function cellFault({ type, constraints = {} }: TableField, cell: string): string | null {
  if (cell === '') return constraints.required ? 'is missing' : null;
  if (!lexical[type].test(cell)) return `is no ${type}`;
  if (constraints.enum && !constraints.enum.includes(cell)) return 'is not in the list';
  if (constraints.pattern && !new RegExp(`^(?:${constraints.pattern})$`, 'u').test(cell))
    return 'does not match';
  if (constraints.minimum !== undefined && Number(cell) < constraints.minimum) return 'is too small';
  if (constraints.maximum !== undefined && Number(cell) > constraints.maximum) return 'is too great';
  return null;
}

function keyFaults(
  { path, name, schema }: TableResource,
  tables: ReadonlyMap<string, readonly TableRow[]>,
): string[] {
  const faults: string[] = [];
  const rows = tables.get(name);
  if (rows === undefined || schema === undefined) return faults;
  const { primaryKey, foreignKeys = [] } = schema;
  if (primaryKey !== undefined) faults.push(...uniqueFaults(`${path} primary key`, rows, primaryKey));
  for (const { fields, reference } of foreignKeys) {
    const target = tables.get(reference.resource);
    if (target === undefined) {
      faults.push(`${path} refers to ${reference.resource}`);
      continue;
    }
    // A database takes a foreign key to unique columns only.
    faults.push(...uniqueFaults(`${path} → ${reference.resource}`, target, reference.fields));
    const known = new Set(target.map((row) => keyOf(row, reference.fields)));
    for (const row of rows)
      if (!known.has(keyOf(row, fields)))
        faults.push(`${path} → ${reference.resource}: ${keyOf(row, fields)}`);
  }
  return faults;
}

function uniqueFaults(what: string, rows: readonly TableRow[], columns: readonly string[]): string[] {
  const faults = rows.flatMap((row) =>
    columns.filter((column) => (row.get(column) ?? '') === '').map((column) => `${what}: ${column} is empty`),
  );
  if (new Set(rows.map((row) => keyOf(row, columns))).size < rows.length)
    faults.push(`${what} is not unique`);
  return faults;
}

function keyOf(row: TableRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => row.get(column) ?? ''));
}
