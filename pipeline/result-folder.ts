import type { Stats } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCodeOf } from './inputs.ts';
import { UsageError } from './usage-error.ts';

/** A folder of results and where things lie in it. */
export interface ResultFolder {
  /** Absolute. */
  readonly path: string;
  /** One folder a document. */
  readonly documents: string;
  /** What a run keeps for itself. */
  readonly own: string;
  readonly journal: string;
  /** Rows that each document adds to the files over all documents. */
  readonly parts: string;
  /** Half-done things; empty between runs. */
  readonly scratch: string;
}

/** Names inside the folder, `/`-separated: as the journal lists them. */
export const partsPath = '.mingxi/parts';

/** Milliseconds between two signs of life of a running run. */
const heartbeat = 2_000;
/** Milliseconds without a sign of life after which a run counts as killed: several heartbeats of a busy machine. */
const deadAfter = 15_000;
/** Milliseconds to wait for another run to end before giving up: it may be the end of one just stopped. */
const longestWait = 60_000;
/** Milliseconds between two looks. */
const lookEvery = 250;

export function resultFolderAt(out: string): ResultFolder {
  const folder = path.resolve(out);
  const own = path.join(folder, '.mingxi');
  return {
    path: folder,
    documents: path.join(folder, 'documents'),
    own,
    journal: path.join(own, 'journal.jsonl'),
    parts: path.join(own, 'parts'),
    scratch: path.join(own, 'tmp'),
  };
}

/**
 * Whether results may be written there: it does not exist, is empty, or holds results of mingxi.
 * @throws UsageError otherwise; nothing is created
 */
export async function checkResultFolder(out: string): Promise<void> {
  const found: Stats | null = await stat(out).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory()) throw new UsageError('out-not-folder', { path: out });
  const names = await readdir(out).catch((error: unknown) => {
    throw new UsageError('out-unwritable', { path: out, cause: errorCodeOf(error) });
  });
  if (names.length > 0 && !names.includes('manifest.jsonl') && !names.includes('.mingxi')) {
    throw new UsageError('out-not-ours', { path: out });
  }
}

/** A folder of results that this run alone writes. */
export interface OpenResultFolder {
  readonly folder: ResultFolder;
  close(): Promise<void>;
}

/**
 * Creates the folder where needed, waits until no other run writes it, and clears what a killed run left half done.
 * @throws UsageError where it cannot be written, or another run goes on writing it
 */
export async function openResultFolder(out: string): Promise<OpenResultFolder> {
  const folder = resultFolderAt(out);
  try {
    await mkdir(folder.own, { recursive: true });
  } catch (error) {
    throw new UsageError('out-unwritable', { path: out, cause: errorCodeOf(error) });
  }
  const lock = path.join(folder.own, 'lock');
  await takeLock(lock, out);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => {});
  }, heartbeat);
  beat.unref();
  await rm(folder.scratch, { recursive: true, force: true });
  await mkdir(folder.scratch, { recursive: true });
  return {
    folder,
    async close() {
      clearInterval(beat);
      await rm(folder.scratch, { recursive: true, force: true });
      await rm(lock, { force: true });
    },
  };
}

async function takeLock(lock: string, out: string): Promise<void> {
  for (let waited = 0; ; waited += lookEvery) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(`${process.pid}\n`, 'utf8');
      await handle.close();
      return;
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') {
        throw new UsageError('out-unwritable', { path: out, cause: errorCodeOf(error) });
      }
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else if (waited >= longestWait) throw new UsageError('out-busy', { path: out });
    else await delay(lookEvery);
  }
}

/** Whether some run is writing the folder of results now. */
export async function isBeingWritten(out: string): Promise<boolean> {
  return !(await isAbandoned(path.join(resultFolderAt(out).own, 'lock')));
}

/** Whether the run that holds the lock is dead: its process is gone, or it gives no sign of life. */
async function isAbandoned(lock: string): Promise<boolean> {
  const [found, text] = await Promise.all([
    stat(lock).catch(() => null),
    readFile(lock, 'utf8').catch(() => ''),
  ]);
  if (found === null) return true;
  if (Date.now() - found.mtimeMs > deadAfter) return true;
  const holder = Number.parseInt(text, 10);
  if (!Number.isInteger(holder) || holder <= 0) return false;
  if (holder === process.pid) return true;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return errorCodeOf(error) === 'ESRCH';
  }
}
