import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunFile } from '../schemas/ports.ts';

/** Characters gathered before a write to disk: big enough to be quick, small enough for memory. */
const bufferLength = 1 << 20;

/** Writes a file so that it is there whole or not at all. */
export async function writeWhole(file: string, text: string, scratch: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir(scratch, { recursive: true });
  const temporary = path.join(scratch, `${path.basename(file)}.new`);
  await writeFile(temporary, text, 'utf8');
  await rename(temporary, file);
}

/** Puts a folder in the place of another that may be there: the old one steps aside first, since no system swaps two. */
export async function replaceFolder(from: string, to: string, scratch: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  const aside = path.join(scratch, `${path.basename(to)}.old`);
  await rm(aside, { recursive: true, force: true });
  await rename(to, aside).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  await rename(from, to);
  await rm(aside, { recursive: true, force: true });
}

/** Files that are written bit by bit beside their places and put there together by `commit`. */
export interface PendingFiles {
  open(name: string): RunFile;
  /** Puts all files in their places; call it when all are closed. */
  commit(): Promise<void>;
}

/** Opens files of a folder for writing in a scratch folder of the same disk. */
export function openPendingFiles(folder: string, scratch: string): PendingFiles {
  const names: string[] = [];
  return {
    open(name) {
      names.push(name);
      return openBuffered(path.join(scratch, `${name}.new`));
    },
    async commit() {
      for (const name of names) await rename(path.join(scratch, `${name}.new`), path.join(folder, name));
    },
  };
}

function openBuffered(file: string): RunFile {
  let handle: FileHandle | null = null;
  let waiting = '';
  const flush = async () => {
    handle ??= await open(file, 'w');
    if (waiting !== '') await handle.appendFile(waiting, 'utf8');
    waiting = '';
  };
  return {
    async write(text) {
      waiting += text;
      if (waiting.length >= bufferLength) await flush();
    },
    async close() {
      await flush();
      await handle?.close();
    },
  };
}

/** Size of a file in bytes, null where there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
}
