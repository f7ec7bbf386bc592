import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvToRecords, tableToCsv, unguardFormula } from '../../../pipeline/output/csv-text.ts';
import { streamRecords } from '../../../pipeline/results/csv-stream.ts';

async function read(text: string, needle = ''): Promise<Record<string, string>[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  const file = path.join(folder, 'a.csv');
  await writeFile(file, text);
  const records: Record<string, string>[] = [];
  for await (const record of streamRecords(file, needle)) records.push(Object.fromEntries(record));
  return records;
}

it('reads rows as they were written, whatever stands in them', async () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', 'a,b', 'x\r\ny', '=1', "'=1", '行', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell)), fc.boolean(), async (rows, bom) => {
      const filled = rows.map(([first, ...rest]) => [`k${first}`, ...rest]);
      const text = tableToCsv(['a', 'b', 'c'], filled, bom);
      const whole = await csvToRecords(text);
      expect(await read(text)).toEqual(
        whole.map((row) =>
          Object.fromEntries([...row].map(([name, value]) => [name, unguardFormula(value)])),
        ),
      );
    }),
    { numRuns: 100 },
  );
});

it('passes over rows without the needle, over the ends of its pieces', async () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => [
    String(index),
    '甲'.repeat(20),
    index % 7 === 0 ? '有,"' : '无\n',
  ]);
  const text = tableToCsv(['a', 'b', 'c'], rows, true);
  expect(await read(text)).toHaveLength(40_000);
  const found = await read(text, '有');
  expect(found.map(({ a }) => Number(a) % 7)).toEqual(found.map(() => 0));
  expect(found).toHaveLength(Math.ceil(40_000 / 7));
  expect(await read('a,b\r\n1,2')).toEqual([{ a: '1', b: '2' }]);
  expect(await read('')).toEqual([]);
});
