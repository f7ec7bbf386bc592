import { describe, expect, it } from 'vitest';
import type { DocumentResult } from '../../schemas/ports.ts';
import { makeField, makeResult, makeStatement, makeTable } from '../pipeline/result-builder.ts';
import { documentFiles, partFiles, runWriterBytes } from '../pipeline/run-sink.ts';
import { usableWriters } from './usable-writers.ts';

const writers = await usableWriters();

/** Documents at the edges: nothing in it, everything in it, hostile text in every place for text. */
const hostile = '=HYPERLINK("http://x","y")\r\n"quoted", 甲\u0000\u2028../../etc';
const documents: readonly DocumentResult[] = [
  makeResult({
    source: 'empty.txt',
    tables: [],
    fields: [],
    checks: [],
    pages: [],
    title: '',
    entity: '',
    fiscalYear: '',
  }),
  makeResult({ source: 'full.txt', statements: [makeStatement()] }),
  makeResult({
    source: `${hostile}.txt`,
    title: hostile,
    entity: hostile,
    tables: [makeTable({ form: hostile, id: hostile, title: hostile })],
    fields: [makeField({ rowLabel: hostile, measure: hostile, raw: hostile, tableId: hostile })],
  }),
];

describe.each(writers.map((writer) => [writer.id, writer] as const))('writer %s', (_, writer) => {
  it('names files that cannot leave their folder', async () => {
    for (const result of documents) {
      for (const name of documentFiles(writer, result).keys())
        expect(name).toMatch(/^(?:[a-z0-9-]+\/)?[a-z0-9-]+\.[a-z]+$/u);
    }
    for (const name of (await runWriterBytes(writer, documents)).keys()) {
      expect(name).toMatch(/^(?:schema\/)?[a-z0-9-]+(?:\.[a-z]+)+$/u);
      // What it does not declare would stay behind when a later run does not write it.
      expect(writer.runFiles).toContain(name);
    }
  });

  it('gives the same bytes every time', async () => {
    expect(await runWriterBytes(writer, documents)).toEqual(await runWriterBytes(writer, documents));
    for (const result of documents) {
      expect(documentFiles(writer, result)).toEqual(documentFiles(writer, result));
      expect(partFiles(writer, result)).toEqual(partFiles(writer, result));
    }
  });

  it('writes no formula into a CSV', async () => {
    const files = [...(await runWriterBytes(writer, documents)).entries()];
    for (const result of documents) files.push(...documentFiles(writer, result));
    for (const [name, bytes] of files) {
      if (name.endsWith('.csv')) expect(bytes.toString('utf8')).not.toMatch(/(?:^|[\n,"])=HYPERLINK/u);
    }
  });
});
