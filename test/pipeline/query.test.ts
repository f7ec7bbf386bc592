import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../normalizers/text.ts';
import type { Answer, AnswerCell } from '../../pipeline/query/answer.ts';
import { ask } from '../../pipeline/query/answer.ts';
import { answerAsCsv, answerAsJson, answerAsTable } from '../../pipeline/query/print-answer.ts';
import type { ResultsDatabase } from '../../pipeline/query/results-database.ts';
import { openDatabase } from '../../pipeline/query/results-database.ts';
import { loadRegistry } from '../../pipeline/registry.ts';
import { describeUsageError } from '../../pipeline/screen/messages.ts';
import { UsageError } from '../../pipeline/usage-error.ts';
import { hostile, hostileMetadata, made } from '../conformance/hostile-documents.ts';
import { hasProgram } from '../optional-programs.ts';
import { runMingxi } from './run-mingxi.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { writeFolder } from './written-folder.ts';

const cli = fileURLToPath(new URL('../../dist/pipeline/cli.js', import.meta.url));
const hasDuckdb = await hasProgram('duckdb');

describe.skipIf(!hasDuckdb)('mingxi query', () => {
  let root: string;
  const query = (...words: readonly string[]) => runMingxi(cli, root, 'query', ...words);
  // A name that read_csv would take for a pattern, and SQL for the end of a text.
  const folders = ["from [csv]*, 'quoted'", 'from duckdb'] as const;

  const databases: ResultsDatabase[] = [];
  beforeAll(async () => {
    root = await makeTemporaryFolder();
    const { writers } = await loadRegistry();
    const named = (...ids: readonly string[]) => writers.filter((writer) => ids.includes(writer.id));
    for (const [folder, format] of [
      [folders[0], 'csv'],
      [folders[1], 'duckdb'],
    ] as const) {
      await mkdir(path.join(root, folder));
      await writeFolder(path.join(root, folder), named(format, 'manifest'), made, hostileMetadata);
      databases.push(await openDatabase(path.join(root, folder)));
    }
    await writeFile(path.join(root, 'secret.csv'), 'a\n1\n');
  });
  afterAll(async () => {
    for (const database of databases) database.close();
    await rm(root, { recursive: true, force: true });
  });

  it.each([
    ["SELECT row_code, value FROM fields WHERE raw = '140.80'", 'row_code,value\r\n2080101,140.8\r\n'],
    ['SELECT count(*) AS n, sum(occurrence) AS s FROM fields', /^n,s\r\n\d+,\d+\r\n$/u],
    ['SELECT DISTINCT published_on FROM summary', 'published_on\r\n2023-08-01\r\n'],
    ['SELECT "ENTITY_2" FROM summary WHERE "ENTITY_2" IS NOT NULL', "ENTITY_2\r\n'=1+1\r\n"],
    ['SELECT status, count(*) AS n FROM documents GROUP BY ALL', `status,n\r\nok,${made.length}\r\n`],
    ['SELECT count(*) AS n FROM headline', `n\r\n${made.length + 1}\r\n`],
    ['SHOW TABLES', /gk09/u],
    ['DESCRIBE fields', /amount_cny,"DECIMAL\(38,16\)"/u],
    ['SELECT NULL AS a, true AS b, [1, 2] AS c', 'a,b,c\r\n,true,"[1,2]"\r\n'],
  ])('gives the same from CSV files and from the database: %s', async (sql, expected) => {
    for (const database of databases) {
      const text = await textOf(answerAsCsv(await ask(database, sql)));
      if (typeof expected === 'string') expect(text).toBe(expected);
      else expect(text).toMatch(expected);
    }
  });

  it('prints JSON Lines: decimals as text, counts as numbers, texts as they are', async () => {
    const sql = "SELECT raw, value, 1::BIGINT AS one FROM fields WHERE state = 'text' OR raw = '0.1'";
    for (const database of databases) {
      const answered = await ask(database, `${sql} ORDER BY source, "row"`);
      const rows = (await textOf(answerAsJson(answered))).trimEnd().split('\n');
      expect(JSON.parse(rows[0] ?? '')).toEqual({ raw: hostile[0], value: null, one: 1 });
      expect(JSON.parse(rows.at(-1) ?? '')).toEqual({ raw: '0.1', value: '0.1', one: 1 });
    }
  });

  it.each([
    ['SELEC 1', 'syntax error'],
    ['SELECT * FROM nothing', 'nothing does not exist'],
    ['SELECT CAST(raw AS INTEGER) FROM fields', 'Could not convert'],
    ['', 'one statement that reads'],
    ['SELECT 1; SELECT 2', 'one statement that reads'],
    ['DROP TABLE fields', 'one statement that reads'],
    ['UPDATE fields SET value = 1', 'one statement that reads'],
    ['SET lock_configuration = false', 'one statement that reads'],
    ["COPY fields TO 'ROOT/copied.csv'", 'disabled by configuration'],
    ["EXPORT DATABASE 'ROOT/copied'", 'disabled by configuration'],
    ["ATTACH 'other.db'", 'one statement that reads'],
    ['INSTALL httpfs', 'one statement that reads'],
    ["SELECT * FROM read_csv('ROOT/secret.csv')", 'disabled by configuration'],
    ["SELECT * FROM read_text('ROOT/secret.csv')", 'disabled by configuration'],
    ["FROM 'ROOT/secret.csv'", ''],
    ["SELECT * FROM glob('ROOT/*')", 'disabled by configuration'],
    ["SELECT * FROM read_parquet('http://127.0.0.1:1/x')", 'disabled by configuration'],
  ])('refuses %j, from CSV files and from the database', async (sql, sentence) => {
    const before = await readdir(root);
    for (const database of databases) {
      const answered = async () => textOf(answerAsCsv(await ask(database, sql.replaceAll('ROOT', root))));
      const error = await answered().then(String, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      expect(error instanceof UsageError ? describeUsageError(error, 'en') : '').toContain(sentence);
    }
    expect(await readdir(root)).toEqual(before);
  });

  it('prints CSV into a pipe, or JSON Lines; a bad query is a bad command line', async () => {
    const csv = await query(folders[0], 'SELECT count(*) AS n FROM documents');
    expect([csv.stdout, csv.stderr, csv.status]).toEqual([`n\r\n${made.length}\r\n`, '', 0]);
    const json = await query(folders[1], 'SELECT count(*) AS n FROM documents', '--json');
    expect([json.stdout, json.stderr, json.status]).toEqual([`{"n":${made.length}}\n`, '', 0]);
    const bad = await query(folders[1], 'SELEC 1', '--lang', 'zh');
    expect([bad.stdout, bad.status]).toEqual(['', 2]);
    expect(bad.stderr).toContain('查询无法执行');
  });

  it('says what is wrong with a folder', async () => {
    const bad = async (name: string, files: Readonly<Record<string, string>>) => {
      await mkdir(path.join(root, name));
      for (const [file, text] of Object.entries(files)) await writeFile(path.join(root, name, file), text);
      const error = await openDatabase(path.join(root, name)).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(UsageError);
      return error instanceof UsageError ? describeUsageError(error, 'en') : '';
    };
    expect(await bad('none', {})).toContain('is no folder of results');
    expect(await bad('half', { 'manifest.jsonl': '' })).toContain('no mingxi.duckdb, fields.csv');
    expect(await bad('less', { 'manifest.jsonl': '', 'fields.csv': '' })).toContain('no summary.csv');
    expect(await bad('damaged', { 'manifest.jsonl': '', 'mingxi.duckdb': 'x'.repeat(9999) })).toContain(
      'mingxi.duckdb is not as mingxi writes it',
    );
    const csv = {
      'manifest.jsonl': '',
      'fields.csv': 'a,b\r\n',
      'checks.csv': 'a\r\n',
      'links.csv': 'a\r\n',
    };
    expect(await bad('other', { ...csv, 'summary.csv': 'a\r\n' })).toContain('its columns are others');
  });
});

const answer = (names: readonly string[], numeric: readonly boolean[], rows: AnswerCell[][]): Answer => ({
  names,
  numeric,
  rows: (async function* () {
    yield rows;
  })(),
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('answers', () => {
  it('stand in columns on a terminal, wide characters counted as two', async () => {
    const { text, rows, more } = await answerAsTable(
      answer(
        ['单位', 'n'],
        [false, true],
        [
          ['甲市乙局', '1408000.5'],
          ['a', '7'],
          [null, null],
        ],
      ),
    );
    expect(text).toBe(
      [
        '单位              n',
        '────────  ─────────',
        '甲市乙局  1408000.5',
        'a                 7',
        '',
        '',
      ].join('\n'),
    );
    expect([rows, more]).toEqual([3, false]);
  });

  it('are cut on a terminal: long cells, many rows; nothing there is obeyed', async () => {
    const long = await answerAsTable(answer(['a'], [false], [['甲'.repeat(100)], ['\u001b[2Jx\r\ny']]));
    const lines = long.text.split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(60);
    expect(lines[3]).toBe(' [2Jx y');
    const many = await answerAsTable(
      answer(
        ['a'],
        [true],
        Array.from({ length: 1001 }, (_, index) => [index]),
      ),
    );
    expect([many.rows, many.more]).toEqual([1000, true]);
    const all = await answerAsTable(
      answer(
        ['a'],
        [true],
        Array.from({ length: 1000 }, (_, index) => [index]),
      ),
    );
    expect([all.rows, all.more]).toEqual([1000, false]);
  });

  it('are CSV and JSON Lines elsewhere', async () => {
    const rows = [
      ['=1+1', null, 2],
      ['x,y', true, '140.8'],
    ];
    const made = () => answer(['a', 'b', 'c'], [false, false, true], rows);
    expect(await textOf(answerAsCsv(made()))).toBe('a,b,c\r\n\'=1+1,,2\r\n"x,y",true,140.8\r\n');
    expect(await textOf(answerAsJson(made()))).toBe(
      '{"a":"=1+1","b":null,"c":2}\n{"a":"x,y","b":true,"c":"140.8"}\n',
    );
  });
});
