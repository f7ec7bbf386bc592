import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../pipeline/registry.ts';
import type { DocumentResult } from '../../schemas/ports.ts';
import { makeField, makeResult, makeStatement, makeTable } from '../pipeline/result-builder.ts';
import { runWriter } from '../pipeline/run-sink.ts';

const { writers } = await loadRegistry();

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
      const own = (await writer.document?.(result, { bom: false })) ?? new Map<string, string>();
      for (const name of own.keys()) expect(name).toMatch(/^(?:[a-z0-9-]+\/)?[a-z0-9-]+\.[a-z]+$/u);
    }
    for (const name of (await runWriter(writer, documents)).keys()) {
      expect(name).toMatch(/^[a-z0-9-]+\.[a-z]+$/u);
    }
  });

  it('gives the same text every time', async () => {
    expect(await runWriter(writer, documents)).toEqual(await runWriter(writer, documents));
    for (const result of documents) {
      expect(await writer.document?.(result, { bom: false })).toEqual(
        await writer.document?.(result, { bom: false }),
      );
      expect(await writer.parts?.(result)).toEqual(await writer.parts?.(result));
    }
  });

  it('writes no formula into a CSV', async () => {
    const texts = [...(await runWriter(writer, documents)).entries()];
    for (const result of documents) {
      texts.push(...((await writer.document?.(result, { bom: false })) ?? []));
    }
    for (const [name, text] of texts) {
      if (name.endsWith('.csv')) expect(text).not.toMatch(/(?:^|[\n,"])=HYPERLINK/u);
    }
  });

  it('adds to run files only that it opens itself', async () => {
    const opened = new Set((await runWriter(writer, [])).keys());
    for (const result of documents) {
      for (const name of (await writer.parts?.(result))?.keys() ?? []) expect(opened).toContain(name);
    }
  });
});
