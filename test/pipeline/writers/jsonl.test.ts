import { describe, expect, it } from 'vitest';
import { finishedLine } from '../../../pipeline/manifest-lines.ts';
import { csvToRecords, unguardFormula } from '../../../pipeline/output/csv-text.ts';
import { fieldRows } from '../../../pipeline/output/result-rows.ts';
import { readTypedRows, typedRow } from '../../../pipeline/output/typed-rows.ts';
import { writer as csv } from '../../../pipeline/writers/csv.ts';
import { writer as jsonl } from '../../../pipeline/writers/jsonl.ts';
import { fieldsFile } from '../../../schemas/columns.ts';
import { makeCheck, makeField, makeResult } from '../result-builder.ts';
import { partFiles, runWriter } from '../run-sink.ts';

const results = [
  makeResult({
    fields: [
      makeField({ value: '140.80', unit: '万元', row: 0, column: 0 }),
      makeField({ key: 'f2', state: 'blank', value: null, raw: '', row: null, column: null, level: null }),
      makeField({ key: 'f3', state: 'text', value: null, raw: '=满意"', row: 1 }),
    ],
    checks: [makeCheck()],
  }),
  makeResult({ source: 'b.txt', documentId: 'b'.repeat(16) }),
];

describe('jsonl writer', () => {
  it('gives every column its type, null where empty, exact decimals as text', async () => {
    const lines = ((await runWriter(jsonl, results)).get('fields.jsonl') ?? '').trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows[0]).toMatchObject({
      value: '140.80',
      amount_cny: '1408000',
      row: 0,
      col: 0,
      occurrence: 1,
      accepted: expect.any(Boolean),
      confidence: expect.any(Number),
      row_code: expect.toSatisfy((code) => code === null || typeof code === 'string'),
    });
    expect(rows[2]).toMatchObject({ value: null, raw: null, row: null, level: null, state: 'blank' });
    expect(rows[1]).toMatchObject({ raw: '=满意"', value: null });
  });

  it('keeps rows that other writers read back', async () => {
    const [result] = results;
    if (result === undefined) throw new Error('no document');
    const parts = partFiles(jsonl, result);
    const rows = await readTypedRows(
      {
        line: finishedLine(result, ''),
        summaries: [],
        part: async (name) => parts.get(name)?.toString('utf8') ?? '',
      },
      fieldsFile,
    );
    expect(rows).toEqual([...fieldRows(result)].map((row) => typedRow(fieldsFile, row)));
  });

  it('holds what the CSV files hold', async () => {
    const options = { metadataColumns: ['publisher'], metadata: () => new Map([['publisher', '某某局']]) };
    const [texts, objects] = [
      await runWriter(csv, results, options),
      await runWriter(jsonl, results, options),
    ];
    for (const name of ['fields', 'checks', 'summary', 'links']) {
      const printed = await csvToRecords(texts.get(`${name}.csv`) ?? '');
      const lines = (objects.get(`${name}.jsonl`) ?? '').split('\n').filter((line) => line !== '');
      expect(lines).toHaveLength(printed.length);
      lines.forEach((line, index) => {
        const row: Record<string, unknown> = JSON.parse(line);
        expect(Object.keys(row)).toEqual([...(printed[index]?.keys() ?? [])]);
        for (const [column, text] of printed[index] ?? []) {
          const cell = row[column];
          if (typeof cell === 'number') expect(cell).toBe(Number(text));
          else expect(String(cell ?? '')).toBe(unguardFormula(text));
        }
      });
    }
  });
});
