import { describe, expect, it } from 'vitest';
import { runTables } from '../../pipeline/output/run-tables.ts';
import type { DocumentResult } from '../../schemas/ports.ts';
import type { RunChanges } from '../pipeline/run-sink.ts';
import { runWriterBytes } from '../pipeline/run-sink.ts';
import { seedResult } from '../pipeline/seed-result.ts';
import { figures, hostile, hostileMetadata, made } from './hostile-documents.ts';
import { usableWriters } from './usable-writers.ts';
import type { Values } from './value-readers.ts';
import { heldCells, valueReaders } from './value-readers.ts';

const seedName = 'hengyang-injury-insurance-centre-2020-final-accounts.txt';

const writers = await usableWriters();
const csv = writers.find((writer) => writer.id === 'csv')!;
const withValues = writers.filter((writer) =>
  writer.runFiles.some((file) => /^(?:fields\.|mingxi\.)/u.test(file)),
);

async function valuesOf(
  id: string,
  writer: typeof csv,
  results: readonly DocumentResult[],
  changes: RunChanges = {},
): Promise<Values> {
  const files = await runWriterBytes(writer, results, changes);
  return (await valueReaders[id]?.(files, runTables(changes.metadataColumns ?? []))) ?? new Map();
}

describe.each(withValues.map((writer) => [writer.id, writer] as const))('values of %s', (id, writer) => {
  it('can be read back here', () => {
    expect(Object.keys(valueReaders)).toContain(id);
  });

  it.each([
    ['made documents', async () => made, hostileMetadata],
    ['a seed', async () => [await seedResult(seedName)], {}],
    ['no document at all', async () => [], {}],
  ] as const)('are those of the CSV files: %s', async (_, results, changes) => {
    const documents = await results();
    const values = await valuesOf(id, writer, documents, changes);
    const expected = await valuesOf('csv', csv, documents, changes);
    const held = heldCells[id] ?? ((cell) => cell);
    for (const [table, rows] of expected)
      expect(values.get(table), table).toEqual(rows.map((row) => row.map(held)));
  });
});

it('values of the CSV files are those that were made', async () => {
  const fields = (await valuesOf('csv', csv, made)).get('fields') ?? [];
  const columns = runTables([]).fields.columns.map((column) => column.name);
  const of = (name: string) => fields.map((row) => row[columns.indexOf(name)] ?? '');
  const stored = hostile.map((text) => text.replace('\0', '').replace('\ud83d', '\ufffd'));
  expect(of('raw').slice(0, hostile.length)).toEqual(stored);
  expect(of('raw').slice(hostile.length, hostile.length + figures.length)).toEqual(figures);
});
