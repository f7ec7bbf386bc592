import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { bundleExtensions } from '../extractors/archives/archive-kind.ts';
import type { ErrorCode } from '../schemas/finding.ts';
import type { DocumentReader } from '../schemas/ports.ts';
import { hasKnownExtension } from './bundles/list-bundle.ts';
import type { MemberAddress } from './bundles/member-address.ts';
import { extensionsOf } from './reader-choice.ts';
import { compareSources, toSource } from './source-names.ts';
import { UsageError } from './usage-error.ts';

/** A file to read. */
export interface InputFile {
  /** Absolute. */
  readonly path: string;
  readonly source: string;
  /** Where it lies in the archive at `path`, and the hash of its bytes; absent for a file of its own. */
  readonly member?: MemberAddress & { readonly sha256: string };
}

/** An input that is known not to be readable before any reader sees it. */
export interface InputFault {
  readonly source: string;
  /** Of its bytes, where they are known. */
  readonly sha256?: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** What the command line's paths come to, each list in the order of sources. */
export interface Inputs {
  readonly files: readonly InputFile[];
  /** Sources of files in folders that are no documents. */
  readonly skipped: readonly string[];
  readonly faults: readonly InputFault[];
  /** Files in folders whose names say nothing: who opens them tells which of them are documents. */
  readonly unnamed: readonly InputFile[];
  /** Faults of folders that hold unnamed files alone: they hold if none of these is a document. */
  readonly doubtful: readonly { readonly fault: InputFault; readonly files: readonly InputFile[] }[];
}

interface Gathering {
  readonly files: Map<string, InputFile>;
  readonly unnamed: Map<string, InputFile>;
  readonly doubtful: { readonly fault: InputFault; readonly files: readonly InputFile[] }[];
  readonly skipped: Map<string, string>;
  readonly faults: InputFault[];
  readonly readers: readonly DocumentReader[];
  /** Absolute path of the folder of results, never read; null where there is none. */
  readonly out: string | null;
}

/**
 * Files, folders (recursively) and globs → the files to read. Nothing is opened. Names in folders that begin with a
 * dot or `~$`, symbolic links and all that is no plain file are skipped, names with no reader's extension are set apart;
 * named on the command line they are taken as they are. A file reached twice counts once, under the name it was reached by
 * first.
 * @throws UsageError for a path that does not exist, a glob that matches nothing, an input inside the folder of results
 */
export async function collectInputs(
  inputs: readonly string[],
  out: string | null,
  readers: readonly DocumentReader[],
): Promise<Inputs> {
  const gathering: Gathering = {
    files: new Map(),
    unnamed: new Map(),
    doubtful: [],
    skipped: new Map(),
    faults: [],
    readers,
    out: out === null ? null : await resolveReal(path.resolve(out)),
  };
  for (const input of inputs) {
    const found = await statOrNull(input);
    if (found !== null) await gatherNamed(gathering, path.resolve(input), found);
    else if (isDynamicPattern(toSlashes(input))) await gatherGlob(gathering, input);
    else throw new UsageError('path-missing', { path: input });
  }
  for (const file of gathering.files.keys()) {
    gathering.skipped.delete(file);
    gathering.unnamed.delete(file);
  }
  return {
    unnamed: [...gathering.unnamed.values()].sort((left, right) => compareSources(left.source, right.source)),
    doubtful: gathering.doubtful,
    files: [...gathering.files.values()].sort((left, right) => compareSources(left.source, right.source)),
    skipped: [...gathering.skipped.values()].sort(compareSources),
    faults: gathering.faults.sort((left, right) => compareSources(left.source, right.source)),
  };
}

async function gatherNamed(gathering: Gathering, input: string, found: Stats): Promise<void> {
  if (isInside(await resolveReal(input), gathering.out)) {
    throw new UsageError('input-is-output', { path: path.basename(input) });
  }
  if (found.isDirectory()) {
    const before = gathering.files.size;
    const unnamedBefore = gathering.unnamed.size;
    const faultsBefore = gathering.faults.length;
    await gatherFolder(gathering, input, input);
    if (gathering.files.size > before || gathering.faults.length > faultsBefore) return;
    const endings = [...extensionsOf(gathering.readers), ...bundleExtensions].sort();
    gathering.doubtful.push({
      fault: {
        source: `${toSource(path.basename(input))}/`,
        code: 'no-documents',
        message: 'The folder holds no document.',
        hint: `Name the right folder; files with these endings are read: ${endings.join(' ')}.`,
      },
      files: [...gathering.unnamed.values()].slice(unnamedBefore),
    });
    return;
  }
  if (!found.isFile()) {
    gathering.faults.push({
      source: toSource(path.basename(input)),
      code: 'unsupported-format',
      message: 'This is neither a file nor a folder.',
      hint: 'Name a file, a folder or a glob.',
    });
    return;
  }
  addFile(gathering, input, toSource(path.basename(input)));
}

async function gatherGlob(gathering: Gathering, pattern: string): Promise<void> {
  const slashed = toSlashes(pattern);
  const base = path.resolve(staticPartOf(slashed));
  const matches = await glob(slashed, {
    absolute: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  const files = matches.map((match) => path.resolve(match)).sort(compareSources);
  let found = 0;
  for (const file of files) {
    if (isInside(file, gathering.out)) continue;
    found++;
    addFile(gathering, file, toSource(path.relative(base, file)));
  }
  if (found === 0) throw new UsageError('glob-empty', { path: pattern });
}

async function gatherFolder(gathering: Gathering, root: string, folder: string): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const source = toSource(path.relative(root, folder)) || toSource(path.basename(root));
    gathering.faults.push({
      source: `${source}/`,
      code: 'unreadable-file',
      message: `The folder cannot be read (${errorCodeOf(error)}).`,
      hint: 'Check the permissions of the folder.',
    });
    return;
  }
  for (const entry of entries.sort((left, right) => compareSources(left.name, right.name))) {
    const file = path.join(folder, entry.name);
    if (file === gathering.out) continue;
    const source = toSource(path.relative(root, file));
    if (isHidden(entry.name)) gathering.skipped.set(file, entry.isDirectory() ? `${source}/` : source);
    else if (entry.isDirectory()) await gatherFolder(gathering, root, file);
    else if (!entry.isFile()) gathering.skipped.set(file, source);
    else if (hasKnownExtension(entry.name, gathering.readers)) addFile(gathering, file, source);
    else if (!gathering.unnamed.has(file)) gathering.unnamed.set(file, { path: file, source });
  }
}

function addFile(gathering: Gathering, file: string, source: string): void {
  if (!gathering.files.has(file)) gathering.files.set(file, { path: file, source });
}

/** Dot files, and the owner files that office programs leave beside open documents. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$');
}

function isInside(file: string, folder: string | null): boolean {
  if (folder === null) return false;
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** The leading folders of a pattern that hold no wildcard. */
function staticPartOf(pattern: string): string {
  const parts = pattern.split('/');
  const wild = parts.findIndex((part) => isDynamicPattern(part));
  const fixed = parts.slice(0, wild < 0 ? parts.length - 1 : wild).join('/');
  return fixed === '' && pattern.startsWith('/') ? '/' : fixed || '.';
}

/** Globs are written with `/`; on Windows people write `\` too. */
function toSlashes(pattern: string): string {
  return path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
}

async function statOrNull(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    const missing = errorCodeOf(error);
    if (missing === 'ENOENT' || missing === 'ENOTDIR' || missing === 'EINVAL') return null;
    return await lstat(file).catch(() => null);
  }
}

/** The path without symbolic links; the path itself where it does not exist yet. */
async function resolveReal(file: string): Promise<string> {
  return await realpath(file).catch(() => file);
}

/** The system's name for a fault of I/O (`EACCES`), or `unknown`. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
