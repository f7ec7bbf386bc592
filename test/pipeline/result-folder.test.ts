import { mkdir, mkdtemp, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPendingFiles, replaceFolder } from '../../pipeline/atomic-files.ts';
import { checkResultFolder, openResultFolder } from '../../pipeline/result-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mingxi-'));
});

describe('checkResultFolder', () => {
  it.each<[string, () => Promise<unknown>, string | null]>([
    ['a new folder', async () => {}, null],
    ['an empty one', () => mkdir(path.join(root, 'out')), null],
    [
      'results',
      () => mkdir(path.join(root, 'out')).then(() => writeFile(path.join(root, 'out/manifest.jsonl'), '')),
      null,
    ],
    ['results of a stopped run', () => mkdir(path.join(root, 'out/.mingxi'), { recursive: true }), null],
    [
      "somebody's files",
      () => mkdir(path.join(root, 'out')).then(() => writeFile(path.join(root, 'out/thesis.doc'), '')),
      'out-not-ours',
    ],
    ['a file', () => writeFile(path.join(root, 'out'), ''), 'out-not-folder'],
  ])('%s', async (_, prepare, problem) => {
    await prepare();
    const checked = checkResultFolder(path.join(root, 'out'));
    if (problem === null) await expect(checked).resolves.toBeUndefined();
    else await expect(checked).rejects.toMatchObject({ problem });
  });
});

describe('openResultFolder', () => {
  it('clears what a killed run left and leaves nothing of itself', async () => {
    const out = path.join(root, 'out');
    await mkdir(path.join(out, '.mingxi/tmp/half'), { recursive: true });
    const lock = path.join(out, '.mingxi/lock');
    await writeFile(lock, '999999999\n');
    const { folder, close } = await openResultFolder(out);
    expect(await readdir(folder.scratch)).toEqual([]);
    await close();
    expect(await readdir(folder.own)).toEqual([]);
  });

  it('takes over from a run that gives no sign of life, though its number is in use', async () => {
    const out = path.join(root, 'out');
    await mkdir(path.join(out, '.mingxi'), { recursive: true });
    const lock = path.join(out, '.mingxi/lock');
    await writeFile(lock, `${process.ppid}\n`);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lock, longAgo, longAgo);
    const { close } = await openResultFolder(out);
    await close();
  });

  it('waits for a run that is alive', async () => {
    const out = path.join(root, 'out');
    await mkdir(path.join(out, '.mingxi'), { recursive: true });
    await writeFile(path.join(out, '.mingxi/lock'), `${process.ppid}\n`);
    let opened = false;
    const opening = openResultFolder(out).then((folder) => {
      opened = true;
      return folder;
    });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(opened).toBe(false);
    const longAgo = new Date(0);
    await utimes(path.join(out, '.mingxi/lock'), longAgo, longAgo);
    await (await opening).close();
  });
});

describe('replaceFolder', () => {
  it('puts a folder in the place of another and leaves no trace of the old one', async () => {
    for (const [name, file] of [
      ['new', 'b'],
      ['documents/x', 'a'],
    ]) {
      await mkdir(path.join(root, name ?? ''), { recursive: true });
      await writeFile(path.join(root, name ?? '', file ?? ''), '');
    }
    await replaceFolder(path.join(root, 'new'), path.join(root, 'documents/x'), root);
    expect(await readdir(path.join(root, 'documents/x'))).toEqual(['b']);
    expect(await readdir(root)).toEqual(['documents']);
  });
});

describe('openPendingFiles', () => {
  it('shows nothing before commit', async () => {
    const scratch = path.join(root, 'tmp');
    await mkdir(scratch);
    const pending = openPendingFiles(root, scratch);
    const file = pending.open('fields.csv');
    await file.write('x'.repeat(3_000_000));
    await file.write('y');
    await file.close();
    await expect(stat(path.join(root, 'fields.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
    await pending.commit();
    expect((await stat(path.join(root, 'fields.csv'))).size).toBe(3_000_001);
  });
});
