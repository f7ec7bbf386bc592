import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { manifestLine } from '../schemas/manifest.ts';
import { sizeOf, writeWhole } from './atomic-files.ts';
import type { ResultFolder } from './result-folder.ts';

/** One finished input. */
const journalEntry = z.object({
  /** Hash of the program that did it. */
  program_sha256: z.string(),
  line: manifestLine,
  /** Every file it left, path inside the folder of results, with its size in bytes. */
  files: z.array(z.tuple([z.string(), z.number().int()])),
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** What makes a finished input the same as one to do. */
export interface JournalKey {
  readonly source: string;
  readonly sha256: string;
  readonly optionsSha256: string;
  readonly programSha256: string;
}

/** Faults that another attempt may not meet: such inputs are tried again. */
const passingFaults = new Set([
  'time-limit',
  'memory-limit',
  'internal',
  'unreadable-file',
  'output-unwritable',
]);

/**
 * What earlier runs finished, by key; the last entry of a key counts. A line that is torn (the run was killed while
 * writing it) or of another shape is passed over. Empty where there is no journal.
 */
export async function readJournal(folder: ResultFolder): Promise<ReadonlyMap<string, JournalEntry>> {
  const text = await readFile(folder.journal, 'utf8').catch(() => '');
  const entries = new Map<string, JournalEntry>();
  for (const line of text.split('\n')) {
    const entry = parseEntry(line);
    if (entry !== null) entries.set(keyOfEntry(entry), entry);
  }
  return entries;
}

/** The key under which `readJournal` lists an entry. */
export function journalKey(key: JournalKey): string {
  return JSON.stringify([key.source, key.sha256, key.optionsSha256, key.programSha256]);
}

function keyOfEntry(entry: JournalEntry): string {
  return journalKey({
    source: entry.line.source,
    sha256: entry.line.sha256,
    optionsSha256: entry.line.options_sha256,
    programSha256: entry.program_sha256,
  });
}

/** Whether an entry may be taken for done: its fault is a lasting one, and every file it left is still there whole. */
export async function stillHolds(folder: ResultFolder, entry: JournalEntry): Promise<boolean> {
  if (entry.line.error !== null && passingFaults.has(entry.line.error.code)) return false;
  for (const [file, bytes] of entry.files) {
    if ((await sizeOf(path.join(folder.path, ...file.split('/')))) !== bytes) return false;
  }
  return true;
}

/** Adds a finished input: called after its files are in their places. */
export async function appendToJournal(folder: ResultFolder, entry: JournalEntry): Promise<void> {
  // The leading line break ends a line that a killed run may have left torn.
  await appendFile(folder.journal, `\n${JSON.stringify(entry)}\n`, 'utf8');
}

/** Writes the journal anew with the entries of this run, in their order: what a fresh run would leave. */
export async function rewriteJournal(folder: ResultFolder, entries: readonly JournalEntry[]): Promise<void> {
  await writeWhole(
    folder.journal,
    entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
    folder.scratch,
  );
}

function parseEntry(line: string): JournalEntry | null {
  if (line.trim() === '') return null;
  try {
    const parsed = journalEntry.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
