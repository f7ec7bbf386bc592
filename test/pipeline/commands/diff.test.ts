import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../pipeline/diff/value-changes.ts';
import { csvToRecords } from '../../../pipeline/output/csv-text.ts';
import { mingxiIn, smallReport } from './run-cli.ts';

let root: string;
const at = (...parts: readonly string[]) => path.join(root, ...parts);
const mingxi = (...words: readonly string[]) => mingxiIn(root, words);

async function extract(out: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  await mkdir(at(`${out}.in`));
  for (const [name, bytes] of Object.entries(files)) await writeFile(at(`${out}.in`, name), bytes);
  await mingxi('extract', `${out}.in`, '-o', out);
}

const note = (amount: string) => `2022年度甲市丙局部门决算\n\n2022年度本年收入合计${amount}万元。\n`;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  const report = smallReport('12.50', '3.25', '15.75');
  await extract('old', { 'a.pdf': report, 'b.txt': note('7'), 'gone.txt': '2022年度甲市丁局部门决算\n' });
  await extract('again', { 'a.pdf': report, 'b.txt': note('7'), 'gone.txt': '2022年度甲市丁局部门决算\n' });
  // The report corrected and under another name, a sentence less, a document more.
  await extract('new', {
    'a-corrected.pdf': smallReport('12.60', '3.25', '15.75'),
    'b.txt': '2022年度甲市丙局部门决算\n',
    'more.txt': '2022年度甲市戊局部门决算\n',
  });
}, 60_000);

describe('mingxi diff', () => {
  it('finds nothing between two runs over the same files', async () => {
    expect(await mingxi('diff', 'old', 'again')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('No difference: 3 documents'),
    });
    expect((await mingxi('diff', 'old', 'again', '--json')).stdout).toBe('');
  });

  it('shows what changed value by value, whatever the file is called', async () => {
    const { status, stdout, stderr } = await mingxi('diff', 'old', 'new');
    expect(status).toBe(1);
    expect(stdout).toContain('a.pdf → a-corrected.pdf\n');
    expect(stdout).toMatch(/ {2}~ gk03 · 合计 · 基本支出 · 2022 \(p1\): 12\.50 万元 → 12\.60 万元\n/u);
    expect(stdout).toMatch(/b\.txt\n(?:.*\n)*? {2}- narrative · 本年收入合计 · 决算数 · 2022 .*: 7 万元\n/u);
    expect(stdout).toContain('gone.txt\n  - only in the old folder\n');
    expect(stdout).toContain('more.txt\n  + only in the new folder\n');
    expect(stdout).not.toContain('项目支出 · 2022 (p1): 3.25');
    expect(stdout).toMatch(/~ check row-sum gk03: status pass → /u);
    expect(stderr).toContain('2 documents compared, 1 only in the old folder, 1 only in the new');
    expect((await mingxi('diff', 'old', 'new', '--lang', 'zh')).stderr).toContain('比较 2 份文件');
  });

  it('tells confidence, acceptance and flags apart from values', async () => {
    const { stdout } = await mingxi('diff', 'old', 'new', '--json');
    const lines = stdout.trimEnd().split('\n');
    const changes = lines.map((line) => JSON.parse(line));
    const value = changes.find((change) => change.kind === 'value-changed' && change.row_label === '合计');
    expect(value).toMatchObject({
      old_source: 'a.pdf',
      matched_by: 'report',
      form: 'gk03',
      changes: { value: ['12.50', '12.60'] },
    });
    expect(value.old_id).not.toBe(value.new_id);
    const judged = changes.filter((change) => change.kind === 'assessment-changed');
    expect(judged.some((change) => 'confidence' in change.changes)).toBe(true);
    expect(changes.filter((change) => 'raw' in change.changes)).toEqual([]);
  });

  it('compares words by what is printed, and figures whatever zeros stand at their end', () => {
    const field = (changes: Record<string, string>) =>
      new Map(Object.entries({ form: 'jx', row_label: 'a', measure: 'b', state: 'number', ...changes }));
    const compare = (before: Record<string, string>, after: Record<string, string>) =>
      compareDocuments({ fields: [field(before)], checks: [] }, { fields: [field(after)], checks: [] }).map(
        ({ kind, columns }) => [kind, ...columns.map(({ column }) => column)],
      );
    expect(compare({ state: 'text', raw: '优' }, { state: 'text', raw: '良' })).toEqual([
      ['value-changed', 'raw'],
    ]);
    expect(compare({ value: '140.80', raw: '140.80' }, { value: '140.8', raw: '140.8' })).toEqual([
      ['description-changed', 'raw'],
    ]);
    expect(compare({ value: '1', unit: '元' }, { value: '1', unit: '万元' })).toEqual([
      ['value-changed', 'unit'],
    ]);
    expect(compare({ value: '100' }, { value: '10' })).toEqual([['value-changed', 'value']]);
  });

  it('writes CSV with a row for every column that differs', async () => {
    const { stdout } = await mingxi('diff', 'old', 'new', '--csv');
    const rows = await csvToRecords(stdout);
    expect(
      rows.some(
        (row) =>
          row.get('kind') === 'value-changed' && row.get('old') === '12.50' && row.get('new') === '12.60',
      ),
    ).toBe(true);
  });

  it('takes a later table of no known form for the same one', async () => {
    const table = (title: string, amount: string) =>
      `${title}\n\n| 名称 | 面积 | 层数 |\n| --- | --- | --- |\n| ${title}楼 | ${amount} | 3 |\n| ${title}库 | 8 | 1 |\n\n`;
    await extract('t-old', { 't.md.txt': table('房屋', '10') });
    await extract('t-new', { 't.md.txt': table('车辆', '77') + table('房屋', '11') });
    const { stdout } = await mingxi('diff', 't-old', 't-new');
    expect(stdout).toMatch(/~ t2 · 房屋楼 · 面积.*: 10 → 11\n/u);
    expect(stdout).not.toMatch(/- t1/u);
  });

  it.each([
    [['diff', 'old', 'nowhere'], 'nowhere is no folder of results'],
    [['diff', 'old'], "missing required argument 'new'"],
    [['diff', 'old', 'new', '--json', '--csv'], 'only one of --json and --csv'],
    [['diff', 'old', 'new', '--lang', 'fr'], '--lang knows'],
  ])('ends %j with 2', async (words, sentence) => {
    const { status, stderr } = await mingxi(...words);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
  });

  it('says which file it lacks', async () => {
    await mkdir(at('bare'));
    await writeFile(at('bare/manifest.jsonl'), await readFile(at('old/manifest.jsonl')));
    const { status, stderr } = await mingxi('diff', 'old', 'bare');
    expect(stderr).toContain('bare holds no fields.csv');
    expect(status).toBe(2);
  });
});
