import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { collectInputs } from '../../pipeline/inputs.ts';
import type { DocumentReader } from '../../schemas/ports.ts';

const reader: DocumentReader = {
  id: 'text',
  mediaTypes: ['text/plain'],
  extensions: ['.txt'],
  sniff: () => 1,
  read: async () => ({ mediaType: 'text/plain', encoding: null, pages: [], findings: [] }),
};

let root: string;
const at = (...parts: readonly string[]) => path.join(root, ...parts);
const collect = (...inputs: readonly string[]) => collectInputs(inputs, at('out'), [reader]);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
  for (const folder of ['in/sub/deep', 'in/.git', 'empty', 'out', 'brackets [1]']) {
    await mkdir(at(folder), { recursive: true });
  }
  for (const file of [
    'in/b.txt',
    'in/a.TXT',
    'in/e\u0301.txt',
    'in/sub/deep/c.txt',
    'in/x.exe',
    'in/.DS_Store',
    'in/~$a.txt',
    'in/.git/d.txt',
    'out/old.txt',
    'brackets [1]/d.txt',
  ]) {
    await writeFile(at(file), 'x');
  }
  await symlink(os.tmpdir(), at('in/link'));
  await symlink(at('brackets [1]/d.txt'), at('in/link.txt'));
});

describe('collectInputs', () => {
  it('reads a folder recursively and counts what it skips', async () => {
    const { files, skipped, faults, unnamed } = await collect(at('in'));
    expect(files.map((file) => file.source)).toEqual(['a.TXT', 'b.txt', 'sub/deep/c.txt', '\u00e9.txt']);
    expect(skipped).toEqual(['.DS_Store', '.git/', 'link', 'link.txt', '~$a.txt']);
    expect(unnamed.map((file) => file.source)).toEqual(['x.exe']);
    expect(faults).toEqual([]);
  });

  it('takes a file that is named as it is', async () => {
    const { files } = await collect(at('in/x.exe'), at('in/.DS_Store'));
    expect(files.map((file) => file.source)).toEqual(['.DS_Store', 'x.exe']);
  });

  it('counts a file once, under the name it was reached by first', async () => {
    const { files, unnamed } = await collect(at('in'), at('in/b.txt'), at('in/x.exe'), at('in/**/c.txt'));
    expect(files.map((file) => file.source)).toEqual([
      'a.TXT',
      'b.txt',
      'sub/deep/c.txt',
      'x.exe',
      '\u00e9.txt',
    ]);
    expect(unnamed).toEqual([]);
  });

  it('expands globs itself, sources below their fixed part', async () => {
    const { files } = await collect(`${root.replaceAll('\\', '/')}/in/**/{b,c}.txt`);
    expect(files.map((file) => file.source)).toEqual(['b.txt', 'sub/deep/c.txt']);
  });

  it('takes a name with brackets literally where it exists', async () => {
    const { files } = await collect(at('brackets [1]'));
    expect(files.map((file) => file.source)).toEqual(['d.txt']);
  });

  it('never reads the folder of results', async () => {
    const { files } = await collect(root);
    expect(files.map((file) => file.source)).not.toContain('out/old.txt');
    await expect(collect(at('out'))).rejects.toMatchObject({ problem: 'input-is-output' });
    await expect(collect(at('out/old.txt'))).rejects.toMatchObject({ problem: 'input-is-output' });
  });

  it('reports a folder without documents as a failed input', async () => {
    const { doubtful } = await collect(at('empty'));
    expect(doubtful).toMatchObject([{ fault: { source: 'empty/', code: 'no-documents' }, files: [] }]);
  });

  it.each([
    ['nowhere.txt', 'path-missing'],
    ['in/*.docx', 'glob-empty'],
  ])('refuses %s: %s', async (input, problem) => {
    await expect(collect(`${root.replaceAll('\\', '/')}/${input}`)).rejects.toMatchObject({ problem });
  });
});
