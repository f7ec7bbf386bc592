import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure, median, readTimes } from '../../bench/measure.ts';
import type { BoxedCell } from '../../bench/peers/documents.ts';
import { placeCells, writeDocuments } from '../../bench/peers/documents.ts';
import type { Contender } from '../../bench/peers/roster.ts';
import { compete } from '../../bench/peers/roster.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingxi-peers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows of what `placeCells` gives, short: row,column height×width text. */
const placed = (...cells: BoxedCell[]): string[] =>
  placeCells(cells).map((c) => `${c.row},${c.column} ${c.row_span}×${c.column_span} ${c.text}`);

describe('tables of peers', () => {
  it('get rows and columns from boxes, spans from boxes that reach over others', () => {
    expect(
      placed(
        [10, 10, 30, 20, 'head'],
        [10, 20, 20, 30, 'a'],
        [20, 20, 30, 30, 'b'],
        [30, 10, 40, 30, 'tall'],
      ),
    ).toEqual(['0,0 1×2 head', '1,0 1×1 a', '1,1 1×1 b', '0,2 2×1 tall']);
  });

  it('take edges that differ by rounding for one', () => {
    expect(placed([10, 10, 20, 20, 'a'], [20.2, 9.8, 30, 20, 'b'], [10.3, 20.1, 19.9, 30, 'c'])).toEqual([
      '0,0 1×1 a',
      '0,1 1×1 b',
      '1,0 1×1 c',
    ]);
  });

  it('of rows without places are boxes of one unit', () => {
    expect(placed([0, 0, 1, 1, 'a'], [1, 0, 2, 1, 'b'], [0, 1, 1, 2, 'c'])).toEqual([
      '0,0 1×1 a',
      '0,1 1×1 b',
      '1,0 1×1 c',
    ]);
  });

  it('are written as scorers read results; a file that the peer could not read is left out', () => {
    const cells = [[0, 0, 1, 1, '部门']];
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ pages: 2, tables: [{ page: 2, cells }] }));
    const to = join(folder, 'documents');
    writeDocuments(folder, ['reports/a.pdf', 'reports/b.pdf'], to);
    expect(readFileSync(join(to, 'manifest.jsonl'), 'utf8')).toBe(
      '{"source":"a.pdf","document":"a","pages":2}\n',
    );
    expect(JSON.parse(readFileSync(join(to, 'documents', 'a', 'document.json'), 'utf8'))).toEqual({
      tables: [{ pages: [2], cells: [{ row: 0, column: 0, row_span: 1, column_span: 1, text: '部门' }] }],
    });
  });
});

describe('a run', () => {
  const contender = (...command: string[]): Contender => ({
    name: 'x',
    setting: '',
    tables: false,
    forks: false,
    command: () => command,
    report: (_, stdout) => JSON.parse(stdout),
  });
  const node = (code: string) => compete(contender(process.execPath, '-e', code), folder, []);

  it('that reports is measured', () => {
    const report = { version: '1', pages: 3, failed: 0 };
    const outcome = node(`console.log('${JSON.stringify(report)}')`);
    expect(outcome).toMatchObject({ kind: 'ran', ...report });
  });

  it('of a program that is not installed says why', () => {
    expect(node(`console.log('{"absent": "no module x"}')`)).toEqual({
      kind: 'absent',
      reason: 'no module x',
    });
  });

  it('that dies is broken, with its last words', () => {
    expect(node(`console.error('first'); console.error('out of luck'); process.exit(3)`)).toEqual({
      kind: 'broken',
      reason: 'exit status 3: out of luck',
    });
  });

  it('keeps its output and status', () => {
    expect(measure([process.execPath, '-e', 'console.log(1); process.exitCode = 4'])).toMatchObject({
      stdout: '1\n',
      status: 4,
    });
  });

  it('of pdftotext where there is none is absent', () => {
    const run = spawnSync(process.execPath, ['bench/peers/pdftotext.mjs', 'layout', folder], {
      encoding: 'utf8',
      env: { PATH: '' },
    });
    expect(JSON.parse(run.stdout)).toEqual({ absent: 'no pdftotext on the PATH' });
  });

  const hasPython = spawnSync('python3', ['--version']).status === 0;
  it.skipIf(!hasPython)('of a Python peer that is not installed is absent', () => {
    const run = spawnSync('python3', ['-B', '-c', 'import runner; runner.load("no_such_peer")'], {
      encoding: 'utf8',
      cwd: 'bench/peers',
    });
    expect(JSON.parse(run.stdout)).toEqual({ absent: "No module named 'no_such_peer'" });
  });
});

describe('measures', () => {
  it.each([
    ['0m0.00s 0m0.00s\n0m1.470000s 0m0.010000s\n', 1.48],
    ['0m0,00s 0m0,00s\n2m1,5s 0m0,5s\n', 122],
    ['0m0.00s 0m0.00s\n', null],
    ['', null],
  ])('read the processor time of %j', (printed, seconds) => {
    expect(readTimes(printed)).toEqual(seconds);
  });

  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
    [[], Number.NaN],
  ])('the median of %j is %d', (values, middle) => {
    expect(median(values)).toEqual(middle);
  });
});
