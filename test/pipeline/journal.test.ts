import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../pipeline/journal.ts';
import {
  appendToJournal,
  journalKey,
  readJournal,
  rewriteJournal,
  stillHolds,
} from '../../pipeline/journal.ts';
import { finishedLine } from '../../pipeline/manifest-lines.ts';
import type { ResultFolder } from '../../pipeline/result-folder.ts';
import { resultFolderAt } from '../../pipeline/result-folder.ts';
import { makeResult } from './result-builder.ts';

const options = 'o'.repeat(64);
const program = 'p'.repeat(64);

function entryOf(source: string): JournalEntry {
  return {
    program_sha256: program,
    line: finishedLine(makeResult({ source }), options),
    files: [[`documents/${source}/document.json`, 2]],
  };
}

function keyOf(source: string, changes: Partial<Parameters<typeof journalKey>[0]> = {}): string {
  const { sha256 } = entryOf(source).line;
  return journalKey({ source, sha256, optionsSha256: options, programSha256: program, ...changes });
}

let folder: ResultFolder;
beforeEach(async () => {
  folder = resultFolderAt(await mkdtemp(path.join(os.tmpdir(), 'mingxi-')));
  await mkdir(folder.own, { recursive: true });
});

describe('journal', () => {
  it('gives back what was added, and nothing where there is no journal', async () => {
    expect((await readJournal(folder)).size).toBe(0);
    await appendToJournal(folder, entryOf('a'));
    await appendToJournal(folder, entryOf('b'));
    const journal = await readJournal(folder);
    expect(journal.get(keyOf('a'))).toEqual(entryOf('a'));
    expect(journal.size).toBe(2);
  });

  it.each([{ source: 'other' }, { sha256: 'f'.repeat(64) }, { optionsSha256: 'x' }, { programSha256: 'x' }])(
    'does not take an input for done when %j differs',
    async (changes) => {
      await appendToJournal(folder, entryOf('a'));
      expect((await readJournal(folder)).get(keyOf('a', changes))).toBeUndefined();
    },
  );

  it('passes over torn and foreign lines, wherever the tear is', async () => {
    await appendToJournal(folder, entryOf('a'));
    const torn = JSON.stringify(entryOf('b'));
    for (let length = 0; length < torn.length; length += 97) {
      await writeFile(folder.journal, `${JSON.stringify(entryOf('a'))}\n${torn.slice(0, length)}`);
      await appendToJournal(folder, entryOf('c'));
      const journal = await readJournal(folder);
      expect([...journal.keys()]).toEqual([keyOf('a'), keyOf('c')]);
    }
    await appendFile(folder.journal, '{"line":1}\nnull\n[]\n');
    expect((await readJournal(folder)).size).toBe(2);
  });

  it('holds only while every file is there whole', async () => {
    const entry = entryOf('a');
    const file = path.join(folder.documents, 'a', 'document.json');
    expect(await stillHolds(folder, entry)).toBe(false);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '{}');
    expect(await stillHolds(folder, entry)).toBe(true);
    await writeFile(file, '{');
    expect(await stillHolds(folder, entry)).toBe(false);
    await rm(file);
    expect(await stillHolds(folder, entry)).toBe(false);
  });

  it.each([
    ['time-limit', false],
    ['memory-limit', false],
    ['internal', false],
    ['binary-content', true],
    ['line-too-long', true],
  ] as const)('tries an input again after %s: %s', async (code, done) => {
    const entry = entryOf('a');
    const failed: JournalEntry = {
      ...entry,
      files: [],
      line: { ...entry.line, status: 'failed', error: { code, message: 'm', hint: 'h' } },
    };
    expect(await stillHolds(folder, failed)).toBe(done);
  });

  it('is written anew as it is told', async () => {
    await appendToJournal(folder, entryOf('a'));
    await rewriteJournal(folder, [entryOf('b')]);
    expect([...(await readJournal(folder)).keys()]).toEqual([keyOf('b')]);
  });
});
