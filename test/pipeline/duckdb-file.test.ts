import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../pipeline/registry.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { DocumentResult } from '../../schemas/ports.ts';
import { inFolder, withDuckdb } from '../conformance/value-readers.ts';
import { hasProgram } from '../optional-programs.ts';
import { makeCheck, makeField, makeResult } from './result-builder.ts';
import { runMingxi } from './run-mingxi.ts';
import { writeFolder } from './written-folder.ts';

const { writers } = await loadRegistry();
const duckdb = writers.filter((writer) => writer.id === 'duckdb');
const hasDuckdb = await hasProgram('duckdb');

let keys = 0;
const field = (form: string, rowLabel: string, measure: string, value: string, more = {}): AssessedField =>
  makeField({
    ...{
      key: `k${keys++}`,
      form,
      rowLabel,
      measure,
      value,
      raw: value,
      tableId: form,
      rowCode: '',
      level: null,
    },
    ...more,
  });
const coded = (rowCode: string, value: string) =>
  field('gk03', `item ${rowCode}`, '本年支出合计', value, { rowCode, level: (rowCode.length - 1) / 2 });

const report = makeResult({
  fields: [
    field('gk03', '合计', '本年支出合计', '30', { level: 0 }),
    coded('208', '20'),
    coded('20801', '20'),
    coded('2080101', '15'),
    coded('2080102', '5'),
    // Printed no deeper than this.
    coded('210', '10'),
    field('gk01', '其他收入', '收入/金额', '30'),
    field('gk01', '收入合计', '收入/金额', '30'),
    field('gk01', '年初结转和结余', '收入/金额', '1'),
    field('gk01', '总计', '收入/金额', '31'),
    field('gk01', '教育支出', '支出/金额', '31', { accepted: false, confidence: 0.5 }),
    field('gk01', '本年支出合计', '支出/金额', '31'),
    field('gk04', '一般公共预算财政拨款', '收入/金额', '7'),
    field('gk04', '年初财政拨款结转和结余', '收入/金额', '3'),
    field('gk04', '总计', '收入/金额', '10'),
    field('gk07', '', '决算数/合计', '2'),
    field('gk07', '', '决算数/公务接待费', '2'),
  ],
  checks: [makeCheck({ status: 'fail', fieldKeys: [] }), makeCheck({ id: 'b', status: 'pass' })],
});

const ask = (results: readonly DocumentResult[], query: string) =>
  inFolder(async (folder) => {
    await writeFolder(folder, duckdb, results);
    return withDuckdb(path.join(folder, 'mingxi.duckdb'), async (connection) =>
      (await connection.runAndReadAll(query)).getRowsJson(),
    );
  });

describe.skipIf(!hasDuckdb)('mingxi.duckdb', () => {
  it.each([
    ['codes: the deepest that are printed', 'SELECT row_code FROM gk03', [['2080101'], ['2080102'], ['210']]],
    ['codes: their sum is the total', 'SELECT sum("本年支出合计") FROM gk03', [['300000.0000000000000000']]],
    [
      'two sides: no row that others add up to, in whatever wording',
      'SELECT row_label FROM gk01 ORDER BY ALL',
      [['其他收入'], ['年初结转和结余'], ['教育支出']],
    ],
    [
      'two sides: a sum whose parts are not printed stays',
      'SELECT row_label FROM gk04 ORDER BY ALL',
      [['一般公共预算财政拨款'], ['年初财政拨款结转和结余']],
    ],
    [
      'one row: a column a measure',
      'SELECT "决算数/合计", "决算数/公务接待费", "预算数/合计" FROM gk07',
      [['20000.0000000000000000', '20000.0000000000000000', null]],
    ],
    ['to review', 'SELECT row_label FROM fields_to_review', [['教育支出']]],
    ['accepted', 'SELECT count(*) FROM accepted_values', [['16']]],
    [
      'failed checks, those without values too',
      'SELECT kind, field_id FROM failed_checks',
      [['row-sum', null]],
    ],
    [
      'keys of the small tables',
      "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' ORDER BY ALL",
      [['links'], ['summary']],
    ],
    ['headline', 'SELECT entity, fiscal_year FROM headline', [['甲市乙局', '2022']]],
    ['documents', 'SELECT source, status, error_code FROM documents', [['reports/a.txt', 'ok', null]]],
    [
      'comments',
      "SELECT count(*) FROM duckdb_columns() WHERE table_name IN ('fields', 'checks', 'summary', 'links', 'documents') AND comment IS NULL",
      [['0']],
    ],
    [
      'its own name for itself',
      "SELECT count(*) FROM duckdb_views() WHERE NOT internal AND sql LIKE '%.new%'",
      [['0']],
    ],
  ])('%s', async (_, query, rows) => {
    expect(await ask([report], query)).toEqual(rows);
  });
});

describe('--format duckdb without DuckDB', () => {
  it('ends before anything is read, and says what to install', async () => {
    await inFolder(async (folder) => {
      const root = fileURLToPath(new URL('../../', import.meta.url));
      await cp(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });
      await cp(path.join(root, 'package.json'), path.join(folder, 'package.json'));
      await mkdir(path.join(folder, 'node_modules'));
      for (const name of await readdir(path.join(root, 'node_modules')))
        if (name !== '@duckdb' && !name.startsWith('.'))
          await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
      const cli = path.join(folder, 'dist/pipeline/cli.js');
      const seeds = path.join(root, 'seeds');
      const { status, stderr } = await runMingxi(
        cli,
        folder,
        'extract',
        seeds,
        '-o',
        'out',
        '--format',
        'csv,duckdb',
      );
      expect(stderr).toContain('npm install @duckdb/node-api');
      expect(status).toBe(2);
      expect(await readdir(folder)).not.toContain('out');
      const other = await runMingxi(cli, folder, 'extract', seeds, '-o', 'out', '--format', 'csv,parquet');
      expect(other.status).toBe(0);
    });
  }, 60_000);
});
