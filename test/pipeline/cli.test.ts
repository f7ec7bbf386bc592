import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csvToRecords } from '../../pipeline/output/csv-text.ts';
import type { ManifestLine } from '../../schemas/manifest.ts';

// The command line as users have it: the build, in a process of its own. `npm test` builds first.
const cli = fileURLToPath(new URL('../../dist/pipeline/cli.js', import.meta.url));
const seeds = fileURLToPath(new URL('../../seeds', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let root: string;
const at = (...parts: readonly string[]) => path.join(root, ...parts);

function start(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function mingxi(...words: readonly string[]): Promise<Ended> {
  const child = start(...words);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { status, stdout, stderr };
}

async function manifestOf(out: string): Promise<readonly ManifestLine[]> {
  const text = await readFile(at(out, 'manifest.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Every file of a folder with its bytes. */
async function treeOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(at(folder), { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const tree = new Map<string, string>();
  for (const file of files.sort()) {
    tree.set(path.relative(at(folder), file), (await readFile(file)).toString('base64'));
  }
  return tree;
}

/** A folder of many short documents, all different. */
async function manyDocuments(folder: string, count: number): Promise<void> {
  await mkdir(at(folder), { recursive: true });
  for (let index = 0; index < count; index++) {
    const text = [
      `2022年度甲市第${index}中心部门决算`,
      '',
      '一、收入决算情况说明',
      '',
      `2022年度本年收入合计${index}.50万元，其中：财政拨款收入${index}.50万元，占100%。`,
      '',
    ].join('\n');
    await writeFile(at(folder, `${String(index).padStart(3, '0')}.txt`), text);
  }
}

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
});

describe('mingxi extract', () => {
  it('writes the tree of the contract', async () => {
    const { status, stderr } = await mingxi('extract', seeds, '-o', 'out');
    expect(stderr).toContain('4 read');
    expect(status).toBe(0);
    expect((await readdir(at('out'))).sort()).toEqual(
      '.mingxi checks.csv datapackage.json documents fields.csv fiscal-economic.csv fiscal-functional.csv links.csv manifest.jsonl mingxi.xlsx schema summary.csv'.split(
        ' ',
      ),
    );
    const lines = await manifestOf('out');
    expect(lines.filter((line) => line.status !== 'skipped')).toHaveLength(4);
    for (const line of lines) {
      if (line.document === null) continue;
      expect(line.document).toMatch(/^.{1,40}-[0-9a-f]{16}$/u);
      expect(await readdir(at('out', 'documents', line.document))).toContain('document.json');
    }
    const declared = JSON.parse(await readFile(at('out/datapackage.json'), 'utf8'));
    for (const resource of declared.resources) {
      const [header] = (await readFile(at('out', resource.path), 'utf8')).split('\r\n');
      expect(header?.split(',')).toEqual(resource.schema.fields.map((field: { name: string }) => field.name));
    }
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const ids = fields.map((field) => field.get('field_id'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(lines.reduce((total, line) => total + line.fields, 0)).toBe(ids.length);
  });

  it('gives the same bytes for two runs and for any number of workers, and names no place of this machine', async () => {
    await mingxi('extract', seeds, '-o', 'one', '--jobs', '1');
    await mingxi('extract', seeds, '-o', 'four', '--jobs', '4');
    const one = await treeOf('one');
    expect(await treeOf('four')).toEqual(one);
    const again = await mingxi('extract', seeds, '-o', 'four');
    expect(again.stderr).toContain('done before');
    expect(await treeOf('four')).toEqual(one);
    await mingxi('extract', seeds, '-o', 'four', '--force');
    expect(await treeOf('four')).toEqual(one);
    for (const text of one.values()) {
      const content = Buffer.from(text, 'base64').toString('utf8');
      expect(content).not.toContain(root);
      expect(content).not.toContain(path.dirname(seeds));
    }
  }, 60_000);

  it('goes on where it was killed, whenever that was, and gives the same bytes', async () => {
    await manyDocuments('in', 60);
    await mingxi('extract', 'in', '-o', 'whole');
    const whole = await treeOf('whole');
    let redone = 0;
    for (const lines of [1, 10, 45]) {
      await rm(at('out'), { recursive: true, force: true });
      const child = start('extract', 'in', '-o', 'out', '--jobs', '2');
      await new Promise<void>((resolve) => {
        let seen = 0;
        child.stderr?.on('data', (chunk: Buffer) => {
          seen += chunk.toString('utf8').split('\n').length - 1;
          if (seen >= lines) child.kill('SIGKILL');
        });
        child.on('close', () => resolve());
      });
      const { status, stderr } = await mingxi('extract', 'in', '-o', 'out');
      expect(status).toBe(0);
      if (stderr.includes('done before')) redone++;
      expect(await treeOf('out')).toEqual(whole);
    }
    expect(redone).toBeGreaterThan(0);
  }, 120_000);

  it('does again what changed: options, bytes, a file of its results that is gone', async () => {
    await manyDocuments('in', 2);
    await mingxi('extract', 'in', '-o', 'out');
    const done = async (...more: readonly string[]) => {
      const { stderr } = await mingxi('extract', 'in', '-o', 'out', ...more);
      return stderr.split('\n').filter((line) => line.startsWith('done before')).length;
    };
    expect(await done()).toBe(2);
    expect(await done('--bom')).toBe(0);
    expect(await done('--bom')).toBe(2);
    await writeFile(at('in/000.txt'), '2022年度甲市新中心部门决算\n');
    expect(await done('--bom')).toBe(1);
    const [line] = await manifestOf('out');
    await rm(at('out', 'documents', line?.document ?? '', 'document.json'));
    expect(await done('--bom')).toBe(1);
    expect(await readdir(at('out/documents'))).toHaveLength(2);
  }, 60_000);

  it('fails what is bad, writes the rest, and says which and why', async () => {
    await mkdir(at('in'));
    const [seed] = (await readdir(seeds)).filter((name) => name.endsWith('.txt'));
    await copyFile(path.join(seeds, seed ?? ''), at('in/good.txt'));
    await copyFile(path.join(seeds, seed ?? ''), at('in/zcopy.txt'));
    await writeFile(at('in/empty.txt'), '');
    await writeFile(at('in/blank.txt'), ' \n\n');
    await writeFile(
      at('in/binary.txt'),
      Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)),
    );
    await writeFile(at('in/nul.txt'), 'a\0b\0c');
    await writeFile(at('in/line.txt'), Buffer.alloc(50_000_000, 'a'));
    await writeFile(at('in/huge.txt'), Buffer.alloc(120_000_000, 'a\n'));
    await writeFile(at('in/.DS_Store'), '');
    await mkdir(at('nothing'));
    const { status, stdout } = await mingxi('extract', 'in', 'nothing', '-o', 'out', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: 1, failed: 7, duplicate: 1, skipped: 1, exit_status: 1 });
    const lines = await manifestOf('out');
    expect(lines.map((line) => [line.source, line.status, line.error?.code ?? null])).toEqual([
      ['.DS_Store', 'skipped', null],
      ['binary.txt', 'failed', 'binary-content'],
      ['blank.txt', 'failed', 'empty-file'],
      ['empty.txt', 'failed', 'empty-file'],
      ['good.txt', 'ok', null],
      ['huge.txt', 'failed', 'file-too-large'],
      ['line.txt', 'failed', 'line-too-long'],
      ['nothing/', 'failed', 'no-documents'],
      ['nul.txt', 'failed', 'binary-content'],
      ['zcopy.txt', 'duplicate', null],
    ]);
    for (const line of lines) if (line.error) expect(line.error.hint).not.toBe('');
    const allowed = await mingxi('extract', 'in', '-o', 'out', '--max-failed', '7');
    expect(allowed.status).toBe(0);
  }, 60_000);

  it('kills a document that takes too long and goes on', async () => {
    await mkdir(at('in'));
    const [seed] = (await readdir(seeds)).filter((name) => name.endsWith('.txt'));
    const text = await readFile(path.join(seeds, seed ?? ''), 'utf8');
    await writeFile(at('in/long.txt'), text.repeat(1500));
    await writeFile(at('in/short.txt'), text.slice(0, 2000));
    const { status } = await mingxi('extract', 'in', '-o', 'out', '--time-limit', '10', '--jobs', '1');
    expect(status).toBe(1);
    expect((await manifestOf('out')).map((line) => line.error?.code ?? line.status)).toEqual([
      'time-limit',
      'ok',
    ]);
  }, 60_000);

  it('puts the columns of --metadata behind its own and a correction into the values', async () => {
    await mingxi('extract', seeds, '-o', 'out');
    const read = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const field = read.find(
      (row) => row.get('form') === 'gk03' && row.get('state') === 'number' && row.get('method') === 'text',
    );
    const id = field?.get('field_id') ?? '';
    await writeFile(at('corrections.csv'), `field_id,value\n${id},7.25\n`);
    await writeFile(at('index.csv'), `source,publisher\n${field?.get('source')},Office\nnone.txt,Nobody\n`);
    const { status, stderr } = await mingxi(
      ...['extract', seeds, '-o', 'out', '--corrections', 'corrections.csv', '--metadata', 'index.csv'],
    );
    expect(stderr).toContain('1 of 2 rows belong to no input');
    expect(status).toBe(0);
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const corrected = fields.find((candidate) => candidate.get('field_id') === id);
    expect(corrected?.get('value')).toBe('7.25');
    expect(corrected?.get('method')).toBe('manual');
    expect(corrected?.get('raw')).toBe(field?.get('raw'));
    const summaries = await csvToRecords(await readFile(at('out/summary.csv'), 'utf8'));
    expect(
      new Map(summaries.map((row) => [row.get('source'), row.get('publisher')])).get(field?.get('source')),
    ).toBe('Office');
    expect(summaries.filter((row) => row.get('publisher') === '').length).toBe(summaries.length - 1);
  }, 60_000);

  it.each([
    [['extract', 'nowhere', '-o', 'out'], 'nowhere does not exist'],
    [['extract', 'in', '-o', 'out', '--nonsense'], "unknown option '--nonsense'"],
    [['extract', 'in', '-o', 'out', '--jobs', '0'], '--jobs wants a whole number'],
    [['extract', 'in', '-o', 'out', '--jobs', 'many'], '--jobs wants a whole number'],
    [['extract', 'in', '-o', 'out', '--format', 'xml'], '--format does not know xml. It knows: csv'],
    [['extract', 'in', '-o', 'out', '--ocr', 'abbyy'], '--ocr does not know abbyy. It knows: http'],
    [['extract', 'in', '-o', 'out', '--ocr', ''], '--ocr wants'],
    [['tables', 'in/0.txt', '--ocr', 'ftp://x/'], '--ocr does not know ftp://x/'],
    [['extract', 'in', '-o', 'out', '--max-failed', 'x'], '--max-failed wants'],
    [['extract', 'in', '-o', 'out', '--lang', 'fr'], '--lang knows en and zh'],
    [['extract', 'in', '-o', 'out', '--metadata', 'gone.csv'], 'gone.csv cannot be read'],
    [['extract', 'in', '-o', 'in'], 'in holds files that are not results'],
    [['extract', 'in/*.nothing', '-o', 'out'], 'matches no file'],
    [['extract'], "missing required argument 'inputs'"],
    [['extrct', 'in'], "unknown command 'extrct'"],
    [['extract', 'nowhere', '--lang', 'zh'], 'nowhere 不存在'],
    [['forms', 'gk99'], 'There is no form gk99'],
    [['explain', 'in', '0123456789abcdef'], 'in is no folder of results'],
    [[], 'Usage: mingxi'],
  ])('exits 2 with a sentence for %j', async (words, sentence) => {
    await manyDocuments('in', 1);
    const { status, stderr } = await mingxi(...words);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
    expect(await readdir(root)).toEqual(['in']);
  });

  it('writes only what --format asks for, and takes away what is of an earlier run', async () => {
    await manyDocuments('in', 1);
    await mingxi('extract', 'in', '-o', 'out');
    await mingxi('extract', 'in', '-o', 'out', '--format', 'json');
    expect((await readdir(at('out'))).sort()).toEqual(['.mingxi', 'documents', 'manifest.jsonl', 'schema']);
    const schemas = await readdir(at('out/schema'));
    expect(schemas.filter((name) => !name.endsWith('.schema.json'))).toEqual([]);
  });

  it('writes workbooks where no format is named', async () => {
    await manyDocuments('in', 1);
    await mingxi('extract', 'in', '-o', 'out');
    expect(await readdir(at('out'))).toContain('mingxi.xlsx');
    await mingxi('extract', 'in', '-o', 'out', '--format', 'csv,json');
    expect(await readdir(at('out'))).not.toContain('mingxi.xlsx');
  });

  it('keeps times to the log', async () => {
    await manyDocuments('in', 1);
    await mingxi('extract', 'in', '-o', 'out', '--log', 'run.jsonl');
    const events = (await readFile(at('run.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map((event) => event.event)).toEqual(['start', 'started', 'finished', 'end']);
    for (const event of events) expect(Date.parse(event.at)).not.toBeNaN();
  });
});

describe('mingxi forms, explain, cite', () => {
  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  });

  it('lists the forms and what one of them checks', async () => {
    const all = await mingxi('forms');
    expect(all.status).toBe(0);
    expect(all.stdout.split('\n').filter((line) => line.startsWith('gk0')).length).toBe(9);
    const one = await mingxi('forms', 'gk05');
    expect(one.stdout).toContain('本年支出/基本支出');
    expect(one.stdout).toContain('Checks:');
  });

  it('explains and cites a value', async () => {
    await mingxi('extract', seeds, '-o', 'out');
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const field = fields.find(
      (candidate) => candidate.get('form') === 'gk03' && candidate.get('value') !== '',
    );
    const id = field?.get('field_id') ?? '';
    const explained = await mingxi('explain', 'out', id);
    expect(explained.status).toBe(0);
    expect(explained.stdout).toContain(field?.get('location'));
    expect(explained.stdout).toContain('What speaks for it');
    expect((await mingxi('explain', 'out', id, '--lang', 'zh')).stdout).toContain('佐证');
    const cited = await mingxi('cite', 'out', id);
    expect(cited.stdout).toMatch(/SHA-256 [0-9a-f]{64}/u);
    expect(cited.stdout).toContain(field?.get('value'));
    expect((await mingxi('cite', 'out', '0000000000000000')).status).toBe(2);
  }, 60_000);
});
