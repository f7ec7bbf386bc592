import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvToRecords } from '../../../pipeline/output/csv-text.ts';
import { makePdf } from '../../make-pdf.ts';
import { mingxiIn, smallReport } from './run-cli.ts';

let root: string;
const at = (...parts: readonly string[]) => path.join(root, ...parts);
const mingxi = (...words: readonly string[]) => mingxiIn(root, words);
let id: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  await mkdir(at('in'));
  await writeFile(at('in/a.pdf'), smallReport('12.50', '3.25', '15.75'));
  await writeFile(at('in/b.txt'), '2022年度甲市乙局部门决算\n\n2022年度本年收入合计15.75万元。\n');
  await writeFile(
    at('index.csv'),
    'source,publisher,source_url,published_on,retrieved_at,licence\n' +
      'a.pdf,甲市_财政局 & 统计,http://x.gov.cn/a_b%20{1}?x=1&y#2,2023年8月30日,2023-09-01,CC BY 4.0\n',
  );
  await writeFile(
    at('in/c.pdf'),
    makePdf([
      {
        texts: [
          { text: '2022年度甲市己局部门决算', x: 140, y: 60 },
          { text: '一、收入决算情况说明', x: 60, y: 100 },
          { text: '2022年度本年收入合计15.75万元，其中：财政拨款', x: 80, y: 130 },
          { text: '收入15.75万元，占100%。', x: 60, y: 150 },
        ],
      },
    ]),
  );
  await mingxi('extract', 'in', '-o', 'out', '--metadata', 'index.csv');
  const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
  const field = fields.find(
    (row) => row.get('row_label') === '行政运行' && row.get('measure')?.includes('基本支出'),
  );
  id = field?.get('field_id') ?? '';
}, 60_000);

describe('mingxi cite', () => {
  it('tells publisher, title, place, value as printed, address, bytes', async () => {
    const { status, stdout } = await mingxi('cite', 'out', id);
    expect(status).toBe(0);
    for (const part of [
      '甲市_财政局 & 统计, 甲市乙局',
      '2022年度甲市乙局部门决算',
      'published 2023年8月30日',
      '12.50 万元 (125,000 元)',
      '支出决算表, page 1, row 3 “行政运行”, column 3 “基本支出”',
      'http://x.gov.cn/a_b%20{1}?x=1&y#2, retrieved 2023-09-01, licence CC BY 4.0',
    ])
      expect(stdout).toContain(part);
    expect(stdout).toMatch(/SHA-256 [0-9a-f]{64}/u);
    expect((await mingxi('cite', 'out', id, '--lang', 'zh')).stdout).toContain('行 3 “行政运行”');
  });

  it('writes BibTeX that TeX can read, with a key that stays', async () => {
    const { stdout } = await mingxi('cite', 'out', id, '--style', 'bibtex');
    expect(stdout).toContain(`@misc{mingxi-${id},`);
    expect(stdout).toContain('author = {{甲市\\_财政局 \\& 统计}}');
    expect(stdout).toContain('url = {http://x.gov.cn/a_b%20%7B1%7D?x=1&y#2}');
    expect(stdout).toContain('date = {2023-08-30}');
    let depth = 0;
    for (const sign of stdout.replace(/\\[{}]/gu, '')) {
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  it('writes CSL-JSON with what CSL has no word for under custom', async () => {
    const { stdout } = await mingxi('cite', 'out', id, '--style', 'json');
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: `mingxi-${id}`,
        type: 'report',
        issued: { 'date-parts': [[2023, 8, 30]] },
        accessed: { 'date-parts': [[2023, 9, 1]] },
        custom: { field_id: id, row: 2, col: 2, row_printed: '行政运行', printed: '12.50 万元' },
      },
    ]);
  });

  it('links the title in Markdown and escapes its marks', async () => {
    const { stdout } = await mingxi('cite', 'out', id, '--style', 'markdown');
    expect(stdout).toContain('甲市\\_财政局');
    expect(stdout).toContain('(<http://x.gov.cn/a_b%20{1}?x=1&y#2>)');
    expect(stdout).toContain('**12.50 万元 (125,000 元)**');
  });

  it('saves the table with the value lit', async () => {
    expect((await mingxi('cite', 'out', id, '--picture', 'value.png')).status).toBe(0);
    const png = await readFile(at('value.png'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    // The table is 400 points wide, its margins end with the page of 480: at two pixels a point.
    expect(png.readUInt32BE(16)).toBeGreaterThan(800);
    expect(png.readUInt32BE(16)).toBeLessThanOrEqual(960);
  });

  it('lights the sentence of a value of running text', async () => {
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const found = fields.find(
      (row) => row.get('source') === 'c.pdf' && row.get('row_label') === '财政拨款收入',
    );
    const { status, stderr } = await mingxi(
      ...['cite', 'out', found?.get('field_id') ?? '', '--picture', 'sentence.png'],
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const png = await readFile(at('sentence.png'));
    // Two lines with their surroundings, from edge to edge: not the whole page of 842 points.
    expect(png.readUInt32BE(16)).toBe(2 * 595);
    expect(png.readUInt32BE(20)).toBeLessThan(400);
  });

  it('takes no other file for the one that was read', async () => {
    await writeFile(at('other.pdf'), smallReport('12.50', '3.26', '15.76'));
    const other = await mingxi('cite', 'out', id, '--picture', 'x.png', '--source', 'other.pdf');
    expect(other.stderr).toContain('is another file than the one that was read');
    expect(other.status).toBe(2);
    const none = await mingxi('cite', 'out', id, '--picture', 'x.png', '--source', 'none.pdf');
    expect(none.stderr).toContain('none.pdf cannot be read');
    await rename(at('in'), at('.away'));
    const gone = await mingxi('cite', 'out', id, '--picture', 'x.png');
    await rename(at('.away'), at('in'));
    expect(gone.stderr).toContain('a.pdf is not found from here');
  });

  it('has no picture of a carrier without pages', async () => {
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const text = fields.find((row) => row.get('source') === 'b.txt');
    const { status, stderr } = await mingxi(
      ...['cite', 'out', text?.get('field_id') ?? '', '--picture', 'x.png'],
    );
    expect(stderr).toContain('has no pages to show');
    expect(status).toBe(2);
  });

  it('shows the nearest where the id is not there', async () => {
    const slip = `${id.slice(0, 9)}${id[9] === '0' ? '1' : '0'}${id.slice(10)}`;
    for (const asked of [slip, id.slice(0, 8), '行政运行']) {
      const { status, stderr } = await mingxi('cite', 'out', asked);
      expect(stderr).toContain('行政运行');
      expect(status).toBe(2);
    }
    expect((await mingxi('cite', 'out', slip)).stderr).toContain(id);
  });

  it('refuses a style it does not know', async () => {
    expect((await mingxi('cite', 'out', id, '--style', 'apa')).stderr).toContain('--style knows');
  });
});

describe('a folder of results that cannot be read', () => {
  it.each(['cite', 'explain'])('is told by %s', async (command) => {
    const { stderr, status } = await mingxi(command, 'in', id);
    expect(stderr).toContain('in is no folder of results');
    expect(status).toBe(2);
    expect((await mingxi(command, 'nowhere', id)).status).toBe(2);

    await mkdir(at('half/.mingxi'), { recursive: true });
    await writeFile(at('half/.mingxi/journal.jsonl'), '');
    expect((await mingxi(command, 'half', id)).stderr).toContain('was never finished');
    await writeFile(at('half/.mingxi/lock'), `${process.pid}\n`);
    expect((await mingxi(command, 'half', id)).stderr).toContain('A run is writing half now');
    await rm(at('half'), { recursive: true });

    await mkdir(at('newer'), { recursive: true });
    const manifest = await readFile(at('out/manifest.jsonl'), 'utf8');
    const newer = manifest.replaceAll(/"schema_version":"\d+/gu, '"schema_version":"9');
    await writeFile(at('newer/manifest.jsonl'), newer);
    expect((await mingxi(command, 'newer', id)).stderr).toContain('files of version 9.');
    await writeFile(at('newer/manifest.jsonl'), '{"torn');
    expect((await mingxi(command, 'newer', id)).stderr).toContain(
      'manifest.jsonl is not as mingxi writes it',
    );
    await writeFile(at('newer/manifest.jsonl'), manifest);
    expect((await mingxi(command, 'newer', id)).stderr).toContain('holds no fields.csv');
  });
});
