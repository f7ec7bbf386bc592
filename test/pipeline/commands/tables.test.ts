import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gridBoxes, makePdf, type PdfPage } from '../../make-pdf.ts';
import { encryptedPdf } from '../../pdf-encryption.ts';
import { mingxiIn, smallReport } from './run-cli.ts';

let root: string;
const at = (name: string) => path.join(root, name);
const mingxi = (...words: readonly string[]) => mingxiIn(root, words);

/** A header over two columns, a label over two rows, a text that is a formula to a spreadsheet. */
const merged: PdfPage = {
  width: 400,
  height: 300,
  boxes: [
    ...gridBoxes([50, 150, 250, 350], [60, 100, 120]),
    ...gridBoxes([50, 350], [60, 120]).filter(({ box }) => box[2] - box[0] > 1),
  ],
  texts: [
    { text: '=SUM(A1)', x: 60, y: 85 },
    { text: '甲|乙', x: 160, y: 85 },
    { text: '<丙>', x: 260, y: 85 },
    { text: '合计', x: 60, y: 115 },
    { text: '1,234.50', x: 160, y: 115 },
    { text: '2.00', x: 260, y: 115 },
  ],
};

/** A ruled table whose first header cell reaches over two columns. */
const spanned: PdfPage = {
  width: 400,
  height: 300,
  boxes: [...gridBoxes([50, 150, 350], [60, 90]), ...gridBoxes([50, 150, 250, 350], [90, 120, 150])],
  texts: [
    { text: '项目', x: 60, y: 80 },
    { text: '支出', x: 240, y: 80 },
    { text: '名称', x: 60, y: 110 },
    { text: '基本支出', x: 160, y: 110 },
    { text: '项目支出', x: 260, y: 110 },
    { text: '合计', x: 60, y: 140 },
    { text: '12.50', x: 160, y: 140 },
    { text: '3.00', x: 260, y: 140 },
  ],
};

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  await writeFile(at('one.pdf'), smallReport('12.50', '3.25', '15.75'));
  await writeFile(at('two.pdf'), makePdf([merged, spanned]));
  await writeFile(at('none.txt'), '2022年度甲市乙局部门决算\n');
  await writeFile(at('bad.pdf'), '%PDF-1.7\nnothing of a PDF follows');
});

describe('mingxi tables', () => {
  it('prints one table as nothing but CSV', async () => {
    const { status, stdout, stderr } = await mingxi('tables', 'one.pdf');
    expect(stdout).toBe(
      '项目,本年支出合计,基本支出,项目支出\r\n合计,15.75,12.50,3.25\r\n行政运行,15.75,12.50,3.25\r\n',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('prints several under their names, and guards formulas', async () => {
    const { stdout } = await mingxi('tables', 'two.pdf');
    expect(stdout).toMatch(/^# t1 · page 1\r\n.*\r\n\r\n# t2 · page 2\r\n/su);
    expect(stdout).toContain("'=SUM(A1),");
    expect((await mingxi('tables', 'two.pdf', '--list', '--lang', 'zh')).stdout).toContain('t2 · 页 2');
  });

  it('takes tables by id and by page', async () => {
    const second = await mingxi('tables', 'two.pdf', '--table', 't2');
    expect(second.stdout).toContain('合计,12.50,3.00\r\n');
    expect(second.stdout).not.toContain('#');
    expect((await mingxi('tables', 'two.pdf', '--pages', '2-4')).stdout).toBe(second.stdout);
    const nothing = await mingxi('tables', 'two.pdf', '--pages', '7');
    expect(nothing).toMatchObject({ status: 0, stdout: '' });
    expect(nothing.stderr).toContain('no table there');
  });

  it('keeps spans in HTML and JSON, joins a header in Markdown', async () => {
    const html = (await mingxi('tables', 'two.pdf', '--html')).stdout;
    expect(html).toMatch(/<th colspan="2">支出<\/th>/u);
    expect(html).toContain('&lt;丙&gt;');
    const json = JSON.parse((await mingxi('tables', 'two.pdf', '--json')).stdout);
    expect(json).toHaveLength(2);
    expect(json[1].cells).toContainEqual(
      expect.objectContaining({ text: '支出', row: 0, column: 1, column_span: 2 }),
    );
    const markdown = (await mingxi('tables', 'two.pdf', '--markdown')).stdout;
    expect(markdown).toContain('| 项目/名称 | 支出/基本支出 | 支出/项目支出 |');
    expect(markdown).toContain('甲\\|乙');
  });

  it('reads standard input', async () => {
    const { stdout } = await mingxiIn(root, ['tables', '-'], smallReport('1.50', '3.25', '4.75'));
    expect(stdout).toContain('合计,4.75,1.50,3.25');
  });

  it('opens an encrypted file with its password only', async () => {
    await writeFile(at('locked.pdf'), encryptedPdf('Some words', 'secret', 'owner'));
    const locked = await mingxi('tables', 'locked.pdf');
    expect(locked.stderr).toContain('can only be opened with a password');
    expect(locked.status).toBe(1);
    const open = await mingxi('tables', 'locked.pdf', '--password', 'secret');
    expect(open.stderr).toContain('no table there');
    expect(open.status).toBe(0);
  });

  it('says that there is no table', async () => {
    expect(await mingxi('tables', 'none.txt', '--json')).toMatchObject({ status: 0, stdout: '[]\n' });
  });

  it('lets a reader of its output go away', async () => {
    const pages = Array.from({ length: 12 }, () => merged);
    await writeFile(at('many.pdf'), makePdf(pages));
    const cli = path.resolve('dist/pipeline/cli.js');
    const child = spawn(process.execPath, [cli, 'tables', 'many.pdf', '--json'], { cwd: root });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString('utf8');
    });
    child.stdout.destroy();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(stderr).toBe('');
  });

  it.each([
    [['tables', 'bad.pdf'], 1, 'is no PDF that can be read'],
    [['tables', 'bad.pdf', '--lang', 'zh'], 1, 'PDF 已损坏'],
    [['tables', 'one.pdf', '--max-size', '1', '--time-limit', '0'], 2, '--time-limit wants'],
    [['tables', 'gone.pdf'], 2, 'gone.pdf is no file'],
    [['tables', '.'], 2, '. is no file'],
    [['tables', 'two.pdf', '--table', 't9'], 2, 'two.pdf has no table t9. It has: t1, t2'],
    [['tables', 'two.pdf', '--table', 'x'], 2, '--table wants ids'],
    [['tables', 'two.pdf', '--pages', 'x'], 2, '--pages wants pages'],
    [['tables', 'two.pdf', '--json', '--html'], 2, 'only one of --csv, --json'],
  ])('ends %j with %i', async (words, expected, sentence) => {
    const { status, stderr, stdout } = await mingxi(...words);
    expect(stderr).toContain(sentence);
    expect(status).toBe(expected);
    expect(stdout).toBe('');
  });
});
