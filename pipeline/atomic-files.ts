import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunFile, WrittenFile } from '../schemas/ports.ts';

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
  /** Absolute path at which somebody else writes such a file. */
  place(name: string): string;
  /** Names of all files opened or placed. */
  readonly names: ReadonlySet<string>;
  /** Size and hash of every file that was opened and closed so far. */
  readonly written: ReadonlyMap<string, WrittenFile>;
  /** Puts all files in their places; call it when all are closed. */
  commit(): Promise<void>;
}

/** Opens files of a folder for writing in a scratch folder of the same disk. */
export function openPendingFiles(folder: string, scratch: string): PendingFiles {
  const names = new Set<string>();
  const written = new Map<string, WrittenFile>();
  // A flat name: nothing that a library leaves beside its file may look like another file of the run.
  const pendingPath = (name: string) => path.join(scratch, `${name.replaceAll('/', '+')}.new`);
  return {
    names,
    written,
    open(name) {
      names.add(name);
      return openBuffered(pendingPath(name), (file) => written.set(name, file));
    },
    place(name) {
      names.add(name);
      return pendingPath(name);
    },
    async commit() {
      for (const name of names) {
        const file = path.join(folder, ...name.split('/'));
        await mkdir(path.dirname(file), { recursive: true });
        await rename(pendingPath(name), file);
      }
    },
  };
}

function openBuffered(file: string, onClose: (written: WrittenFile) => void): RunFile {
  let handle: FileHandle | null = null;
  let waiting = '';
  let bytes = 0;
  const sha256 = createHash('sha256');
  const append = async (piece: Uint8Array) => {
    handle ??= await open(file, 'w');
    await handle.appendFile(piece);
    bytes += piece.length;
    sha256.update(piece);
  };
  const flush = async () => {
    const text = waiting;
    waiting = '';
    await append(Buffer.from(text, 'utf8'));
  };
  return {
    async write(piece) {
      if (typeof piece === 'string') {
        waiting += piece;
        if (waiting.length >= bufferLength) await flush();
        return;
      }
      if (waiting !== '') await flush();
      await append(piece);
    },
    async close() {
      await flush();
      await handle?.close();
      onClose({ bytes, sha256: sha256.digest('hex') });
    },
  };
}

/** Size of a file in bytes, null where there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
}

/**
 * Writes a file from its pieces, a buffer of text in memory at a time.
 * @returns its size in bytes
 */
export function writePieces(file: string, pieces: Iterable<string | Uint8Array>): number {
  const handle = openSync(file, 'w');
  let bytes = 0;
  let waiting = '';
  const append = (piece: Uint8Array) => {
    for (let done = 0; done < piece.length; ) done += writeSync(handle, piece, done);
    bytes += piece.length;
  };
  try {
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        waiting += piece;
        if (waiting.length < bufferLength) continue;
      }
      append(Buffer.from(waiting, 'utf8'));
      waiting = '';
      if (typeof piece !== 'string') append(piece);
    }
    append(Buffer.from(waiting, 'utf8'));
  } finally {
    closeSync(handle);
  }
  return bytes;
}
