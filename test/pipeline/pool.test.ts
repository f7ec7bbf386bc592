import { createHash } from 'node:crypto';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WorkerTask } from '../../pipeline/worker-messages.ts';

// The built pool: worker threads need built files.
const { openPool }: typeof import('../../pipeline/pool.ts') = await import(
  path.resolve('dist/pipeline/pool.js')
);

const pool = openPool(
  {
    formats: ['json'],
    write: { bom: false },
    limits: { maxBytes: 1e8, maxLineLength: 1e6, maxMilliseconds: 60_000 },
    password: '',
    ocr: 'none',
    corrections: [],
    optionsSha256: '',
  },
  { maxMilliseconds: 60_000, heapMegabytes: 2048, workers: 1, engines: 1 },
  null,
);
afterAll(pool.close);

function taskOf(source: string, blankLines: number): WorkerTask {
  const blank = `${' '.repeat(100_000)}\n`.repeat(blankLines);
  const text = `二〇二三年度部门决算\n本单位2023年度收入总计10.00万元。\n${blank}`;
  const input = new TextEncoder().encode(text);
  return { input, source, sha256: createHash('sha256').update(input).digest('hex'), scratch: null };
}

describe('openPool', () => {
  it('does short and long inputs in any order, each by a worker that suits it', async () => {
    pool.warm(4);
    const lengths = [0, 30, 1, 31];
    const replies = await Promise.all(lengths.map((lines, at) => pool.run(taskOf(`${at}.txt`, lines))));
    expect(replies.map(({ line }) => [line.source, line.status, line.fields])).toEqual(
      lengths.map((_, at) => [`${at}.txt`, 'ok', 1]),
    );
  });

  it('says what befalls an input that is gone', async () => {
    const { line } = await pool.run({ ...taskOf('a.txt', 0), input: path.resolve('not-there.txt') });
    expect(line).toMatchObject({ status: 'failed', error: { code: 'unreadable-file' } });
  });
});
