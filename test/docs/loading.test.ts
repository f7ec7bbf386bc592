import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../pipeline/registry.ts';
import { inFolder, withDuckdb } from '../conformance/value-readers.ts';
import { hasProgram } from '../optional-programs.ts';
import { makeCheck, makeField, makeResult } from '../pipeline/result-builder.ts';
import { writeFolder } from '../pipeline/written-folder.ts';
import { startPostgres } from '../postgres-server.ts';

const page = readFileSync(new URL('../../docs/LOADING.md', import.meta.url), 'utf8');

/** The blocks of the page that are marked for a program, in order. */
const blocksFor = (program: string) =>
  [...page.matchAll(/<!-- run: (\w+) -->\n\n```\w+\n(.*?)```/gsu)]
    .filter((found) => found[1] === program)
    .map((found) => found[2] ?? '');

const { writers } = await loadRegistry();
const results = [
  makeResult({
    fields: [
      makeField({ rowLabel: '合计', rowCode: '', level: 0, value: '140.80', raw: '140.80', unit: '元' }),
      makeField({ key: 'f2', form: 'gk05', measure: '本年支出/小计', rowCode: '2080101' }),
      makeField({ key: 'f3', raw: '=1+1', value: null, state: 'text', accepted: false }),
    ],
    checks: [makeCheck({ status: 'fail' })],
  }),
];

/** A folder with results in `out`, as the page has them. */
const withResults = <T>(use: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    const wanted = writers.filter((writer) =>
      ['csv', 'schema-sql', 'datapackage', 'parquet', 'duckdb', 'manifest'].includes(writer.id),
    );
    await writeFolder(path.join(folder, 'out'), wanted, results);
    return use(folder);
  });

const hasDuckdb = await hasProgram('duckdb');
const hasPostgres = await hasProgram('postgresql');
const hasPandas = await hasProgram('pandas');

describe('docs/LOADING.md', () => {
  it('has blocks for all that is run here', () => {
    expect(['duckdb', 'postgresql', 'pandas'].map((program) => blocksFor(program).length)).toEqual([3, 2, 1]);
    expect(page.match(/read_csv\('out\/[a-z]+\.csv'\)/gu)).toBeNull();
  });

  it.skipIf(!hasDuckdb)('runs in DuckDB', async () => {
    await withResults((folder) =>
      withDuckdb(null, async (connection) => {
        const answers: unknown[][] = [];
        for (const block of blocksFor('duckdb'))
          for (const statement of block.split(';').filter((text) => text.trim() !== '')) {
            const here = statement.replaceAll("'out/", `'${folder}/out/`);
            answers.push((await connection.runAndReadAll(here)).getRowsJson());
          }
        const [, codes, review, years, values] = answers;
        expect(codes).toEqual([['甲市乙局', '2022', '2080101', '行政运行', '12345000.0000000000000000']]);
        expect(review).toHaveLength(1);
        expect(years).toEqual([['2022', '140.8000000000000000']]);
        expect(values).toHaveLength(2);
      }),
    );
  });

  it.skipIf(!hasPostgres)(
    'runs in PostgreSQL',
    async () => {
      const server = startPostgres();
      try {
        await withResults(async (folder) => {
          const said = blocksFor('postgresql').map((block) =>
            spawnSync('sh', ['-e', '-c', block], {
              cwd: folder,
              encoding: 'utf8',
              env: { ...process.env, ...server.environment },
            }),
          );
          expect(said.map(({ status, stderr }) => [status, stderr])).toEqual([
            [0, ''],
            [0, ''],
          ]);
          expect(said[1]?.stdout).toContain('140.8000000000000000');
          expect(server.psql(folder, '-At', '-c', "SELECT raw FROM fields WHERE state = 'text'")).toBe(
            '=1+1\n',
          );
        });
      } finally {
        server.stop();
      }
    },
    60_000,
  );

  it.skipIf(!hasPandas)(
    'runs in pandas',
    async () => {
      await withResults(async (folder) => {
        const [block = ''] = blocksFor('pandas');
        const look =
          'print([type(fields.value[0]).__name__, str(fields.value[0]), fields.row_code[1], fields.raw[2], str(fields.level.dtype)])';
        const ended = spawnSync('python3', ['-c', `${block}\n${look}`], { cwd: folder, encoding: 'utf8' });
        expect(ended.stderr).toBe('');
        expect(ended.stdout).toContain("['Decimal', '140.80', '2080101', '=1+1', 'Int64']");
      });
    },
    60_000,
  );
});
