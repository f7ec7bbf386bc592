import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { csvToRecords } from '../../../pipeline/output/csv-text.ts';
import type { ManifestLine } from '../../../schemas/manifest.ts';
import { gbk, rawZip, storedRar } from '../../archive-files.ts';
import { mingxiIn, smallReport } from '../commands/run-cli.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const library: typeof import('../../../pipeline/library.ts') = await import(
  path.resolve('dist/pipeline/library.js')
);

const text = (entity: string, amount: string) =>
  `2022年度${entity}部门决算\n\n2022年度本年收入合计${amount}万元。\n`;
const pdf = smallReport('12.50', '3.25', '15.75');

let root: string;
const at = (...parts: readonly string[]) => path.join(root, ...parts);
const mingxi = (...words: readonly string[]) => mingxiIn(root, words);

async function manifestOf(out: string): Promise<readonly ManifestLine[]> {
  const lines = await readFile(at(out, 'manifest.jsonl'), 'utf8');
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Every file of a folder of results with its hash. */
async function treeOf(out: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(at(out), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const hashed = await Promise.all(
    files.map(async (file) => {
      const hash = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      return [path.relative(at(out), file), hash] as const;
    }),
  );
  return new Map(hashed.sort());
}

beforeAll(async () => {
  root = await makeTemporaryFolder();
  await mkdir(at('in/sub'), { recursive: true });
  const inner = zipSync({ '丙.pdf': pdf, 'a.txt': strToU8(text('甲市乙局', '15.75')) });
  await writeFile(
    at('in/bundle.zip'),
    rawZip([
      { name: gbk('决算\\乙局.txt'), bytes: text('甲市乙局', '15.75') },
      { name: gbk('决算\\己局.txt'), bytes: text('甲市己局', '8.00') },
      { name: 'inner.zip', bytes: inner },
      { name: 'broken.txt', bytes: text('甲市庚局', '1.00'), crc: 1 },
      { name: '../up.txt', bytes: text('甲市辛局', '2.00') },
      { name: 'Thumbs.db', bytes: 'x' },
    ]),
  );
  await writeFile(at('in/sub/b.rar'), storedRar({ '壬局.txt': text('甲市壬局', '3.00') }));
  await writeFile(at('in/sub/c.txt'), text('甲市己局', '8.00'));
  await writeFile(at('in/none.zip'), zipSync({ 'a.exe': strToU8('MZ') }));
  await writeFile(at('in/scan'), pdf);
  await writeFile(at('in/notes'), 'any text');
  await writeFile(at('in/named.doc'), smallReport('1.50', '3.25', '4.75'));
  await writeFile(
    at('index.csv'),
    'source,publisher\nbundle.zip,甲市\nbundle.zip!/决算/己局.txt,甲市己局\nsub/b.rar,甲市壬局\n',
  );
  await mingxi('extract', 'in', '-o', 'out', '--jobs', '1', '--metadata', 'index.csv');
}, 60_000);

describe('mingxi extract of bundles', () => {
  it('makes each member an input of its own', async () => {
    const lines = await manifestOf('out');
    expect(lines.map(({ source, status, error }) => [source, status, error?.code ?? null])).toEqual([
      ['bundle.zip!/Thumbs.db', 'skipped', null],
      ['bundle.zip!/__/up.txt', 'ok', null],
      ['bundle.zip!/broken.txt', 'failed', 'archive-damaged'],
      ['bundle.zip!/inner.zip!/a.txt', 'ok', null],
      ['bundle.zip!/inner.zip!/丙.pdf', 'ok', null],
      ['bundle.zip!/决算/乙局.txt', 'duplicate', null],
      ['bundle.zip!/决算/己局.txt', 'ok', null],
      ['named.doc', 'ok', null],
      ['none.zip', 'failed', 'no-documents'],
      ['notes', 'skipped', null],
      ['scan', 'duplicate', null],
      ['sub/b.rar!/壬局.txt', 'ok', null],
      ['sub/c.txt', 'duplicate', null],
    ]);
    const member = lines.find(({ source }) => source === 'bundle.zip!/inner.zip!/丙.pdf');
    expect(member?.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    expect(member?.document).toBe(`丙-${member?.sha256.slice(0, 16)}`);
    expect(lines.find(({ source }) => source === 'none.zip')?.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('writes nothing but the results, and the same bytes whatever the number of workers', async () => {
    expect((await readdir(root)).sort()).toEqual(['in', 'index.csv', 'out']);
    await mingxi('extract', 'in', '-o', 'out3', '--jobs', '3', '--metadata', 'index.csv');
    expect(await treeOf('out3')).toEqual(await treeOf('out'));
    await rm(at('out3'), { recursive: true });
  });

  it('does not do again what is done, unless forced', async () => {
    const before = await treeOf('out');
    const again = await mingxi('extract', 'in', '-o', 'out', '--metadata', 'index.csv');
    expect(again.stderr).toMatch(/done before\s+bundle\.zip!\/inner\.zip!\/丙\.pdf/u);
    const forced = await mingxi('extract', 'in', '-o', 'out', '--metadata', 'index.csv', '--force');
    expect(forced.stderr).not.toMatch(/done before/u);
    expect(await treeOf('out')).toEqual(before);
  });

  it('gives a member the metadata of its own source, else of its bundle', async () => {
    const rows = await csvToRecords(await readFile(at('out/summary.csv'), 'utf8'));
    const publishers = new Map(rows.map((row) => [row.get('source'), row.get('publisher')]));
    expect(publishers.get('bundle.zip!/决算/己局.txt')).toBe('甲市己局');
    expect(publishers.get('bundle.zip!/inner.zip!/丙.pdf')).toBe('甲市');
    expect(publishers.get('sub/b.rar!/壬局.txt')).toBe('甲市壬局');
    expect(publishers.get('named.doc')).toBe('');
  });

  it('explains, cites and draws a value of a member', async () => {
    const fields = await csvToRecords(await readFile(at('out/fields.csv'), 'utf8'));
    const field = fields.find((row) => row.get('source')?.endsWith('丙.pdf') && row.get('raw') === '12.50');
    const id = field?.get('field_id') ?? '';
    expect((await mingxi('explain', 'out', id)).stdout).toContain('bundle.zip!/inner.zip!/丙.pdf');
    const { status, stderr } = await mingxi('cite', 'out', id, '--picture', 'value.png');
    expect([status, stderr]).toEqual([0, '']);
    expect((await readFile(at('value.png'))).subarray(1, 4).toString('latin1')).toBe('PNG');
    const named = ['--picture', 'named.png', '--source'];
    expect((await mingxi('cite', 'out', id, ...named, 'in/bundle.zip')).status).toBe(0);
    expect((await mingxi('cite', 'out', id, ...named, 'in/sub/b.rar')).status).toBe(2);
  });

  it('prints the tables of a member', async () => {
    const { stdout, status } = await mingxi('tables', 'in/bundle.zip!/inner.zip!/丙.pdf');
    expect([status, stdout.includes('12.50')]).toEqual([0, true]);
    const broken = await mingxi('tables', 'in/bundle.zip!/broken.txt');
    expect([broken.status, broken.stderr.includes('checksum')]).toEqual([1, true]);
    expect((await mingxi('tables', 'in/bundle.zip!/none.txt')).status).toBe(2);
    expect((await mingxi('tables', 'in/nowhere.zip!/丙.pdf')).status).toBe(2);
  });

  it('compares members by their sources', async () => {
    await mkdir(at('new'));
    await writeFile(at('new/bundle.zip'), zipSync({ '决算/己局.txt': strToU8(text('甲市己局', '9.00')) }));
    await mingxi('extract', 'new', '-o', 'next');
    const { stdout } = await mingxi('diff', 'out', 'next');
    expect(stdout).toContain('bundle.zip!/决算/己局.txt');
    expect(stdout).toContain('9.00');
  });

  it('tells of a file whose content is none that is read what it is', async () => {
    await writeFile(at('program.pdf'), Buffer.from('MZ\x90\0'.repeat(50), 'latin1'));
    const { status, stderr } = await mingxi('extract', 'program.pdf', '-o', 'program');
    expect(status).toBe(1);
    expect(stderr).toContain('a program');
  });
});

describe('the library', () => {
  it('gives the members of bundles like files, and nothing is written', async () => {
    const sources: string[] = [];
    for await (const { manifest } of library.extract(at('in/bundle.zip'), { jobs: 2, ocr: 'none' }))
      sources.push(`${manifest.status} ${manifest.source}`);
    expect(sources).toEqual([
      'ok bundle.zip!/__/up.txt',
      'failed bundle.zip!/broken.txt',
      'ok bundle.zip!/inner.zip!/a.txt',
      'ok bundle.zip!/inner.zip!/丙.pdf',
      'duplicate bundle.zip!/决算/乙局.txt',
      'ok bundle.zip!/决算/己局.txt',
    ]);
  });

  it('opens a member by its path', async () => {
    const { document } = await library.openDocument(at('in/bundle.zip!/inner.zip!/丙.pdf'), { ocr: 'none' });
    expect(document.entity).toBe('甲市乙局');
    await expect(library.openDocument(at('in/bundle.zip!/none.txt'))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });

  it('says of a bundle that is opened as one document what to do', async () => {
    await expect(library.openDocument(at('in/bundle.zip'))).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringContaining('ZIP'),
    });
  });
});
