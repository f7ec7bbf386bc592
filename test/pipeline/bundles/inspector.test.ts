import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../schemas/config.ts';
import { rawZip } from '../../archive-files.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

// The built inspector: threads need built files.
const { openInspector }: typeof import('../../../pipeline/bundles/inspector.ts') = await import(
  path.resolve('dist/pipeline/bundles/inspector.js')
);

let file: string;
const task = () => ({ path: file, source: 'a.zip', isNamed: true, wanted: null });

beforeAll(async () => {
  file = path.join(await makeTemporaryFolder(), 'a.zip');
  const members = Array.from({ length: 4000 }, (_, i) => ({
    name: `${i}.txt`,
    bytes: '部门决算'.repeat(500),
  }));
  await writeFile(file, rawZip(members));
});

describe('an inspector', () => {
  it('gives up a bundle that takes too long, and goes on with the next', async () => {
    const hasty = openInspector({ ...defaultLimits, maxMilliseconds: 1 }, 1);
    const outcomes = await Promise.all([hasty.inspect(task()), hasty.inspect(task())]);
    await hasty.close();
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'time-limit' } });
    const patient = openInspector(defaultLimits, 1);
    expect(await patient.inspect(task())).toMatchObject({ kind: 'bundle' });
    await patient.close();
  });

  it('says of a file that is gone that it cannot be read', async () => {
    const inspector = openInspector(defaultLimits, 2);
    const gone = await inspector.inspect({ ...task(), path: `${file}.gone` });
    expect(gone).toMatchObject({ kind: 'failed', error: { code: 'unreadable-file' } });
    await inspector.close();
    expect(await inspector.inspect(task())).toMatchObject({ kind: 'failed' });
  });
});
