import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from '../measure.ts';

/** A program in one of its settings. */
export interface Contender {
  readonly name: string;
  /** Which of its settings, and in brackets what kind: the default, a better one. */
  readonly setting: string;
  /** Finds tables, so that its accuracy can be measured. */
  readonly tables: boolean;
  /** The command over files, writing into a folder. */
  readonly command: (out: string, files: readonly string[]) => readonly string[];
  /** Leaves work to processes that it does not wait for, so that its processor time is not known. */
  readonly forks: boolean;
  /** Reads what it did after it ended. */
  readonly report: (out: string, stdout: string) => Report;
}

/** What a run did, in its own words. */
export interface Report {
  readonly version: string;
  readonly pages: number;
  /** Files that could not be read. */
  readonly failed: number;
}

/** What became of a run: there is no such program here, it broke, or what it cost. */
export type Outcome =
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string }
  | ({ readonly kind: 'ran'; readonly wall: number; readonly cpu: number | null } & Report);

const folder = join('bench', 'peers');

/** The Python that `npm run bench:install` makes. */
const python = join(folder, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** mingxi itself: the whole way from bytes to written files, by the built command. */
export function mingxi(jobs: number): Contender {
  return {
    name: 'mingxi',
    setting: jobs === 1 ? 'one worker' : `${jobs} workers`,
    tables: true,
    forks: false,
    command: (out, files) => [
      process.execPath,
      join('dist', 'pipeline', 'cli.js'),
      'extract',
      ...files,
      '-o',
      out,
      '--force',
      // What others write too: text; a workbook is for people.
      '--format',
      'csv,json',
      '--jobs',
      String(jobs),
    ],
    report: readManifest,
  };
}

/** pdf.js alone: the floor of every reader in JavaScript. */
export const pdfjsText = script('pdf.js', 'text', 'pdfjs.mjs', 'text');
export const pdfjsBoth = script('pdf.js', 'text + operators', 'pdfjs.mjs', 'both');

export const liteparse = script('LiteParse', 'tables, no OCR', 'liteparse.mjs', 'tables', true);
export const pdfplumber = snake('pdfplumber', 'lines (default)', 'pdfplumber', 'lines');

/** The other programs, each as it comes and in the setting that its documentation offers for better tables. */
export const peers: readonly Contender[] = [
  script('pdftotext', '-layout', 'pdftotext.mjs', 'layout'),
  script('LiteParse', 'text, no OCR', 'liteparse.mjs', 'text'),
  liteparse,
  { ...script('LiteParse', 'tables, no OCR, pool of 4', 'liteparse.mjs', 'pool'), forks: true },
  pdfplumber,
  snake('pdfplumber', 'text', 'pdfplumber', 'text'),
  snake('camelot', 'lattice (default)', 'camelot', 'lattice'),
  snake('camelot', 'auto (better)', 'camelot', 'auto'),
  snake('camelot', 'hybrid', 'camelot', 'hybrid'),
  snake('PyMuPDF', 'find_tables (default)', 'pymupdf', 'default'),
  snake('PyMuPDF', 'no layout model', 'pymupdf', 'lines'),
  snake('PyMuPDF', 'union, refine (better)', 'pymupdf', 'refined'),
  snake('tabula', 'guess (default)', 'tabula', 'default'),
  snake('tabula', 'lattice', 'tabula', 'lattice'),
];

/** Runs a contender over files and reads what it says. */
export function compete(contender: Contender, out: string, files: readonly string[]): Outcome {
  const command = contender.command(out, files);
  if (command[0] === python && !existsSync(python))
    return { kind: 'absent', reason: 'no bench/peers/.venv: npm run bench:install' };
  const { wall, cpu, status, fault, stdout, stderr } = measure(command);
  const absent = /^\{"absent":\s*"(.*)"\}$/mu.exec(stdout)?.[1];
  if (absent !== undefined) return { kind: 'absent', reason: absent };
  try {
    return { kind: 'ran', wall, cpu: contender.forks ? null : cpu, ...contender.report(out, stdout) };
  } catch {
    const last = stderr.trim().split('\n').at(-1) ?? '';
    return { kind: 'broken', reason: `${fault ?? `exit status ${status}`}: ${last}` };
  }
}

function script(name: string, setting: string, file: string, mode: string, tables = false): Contender {
  return {
    name,
    setting,
    tables,
    forks: false,
    command: (out, files) => [process.execPath, join(folder, file), mode, out, ...files],
    report: readLastLine,
  };
}

function snake(name: string, setting: string, runner: string, mode: string): Contender {
  return {
    name,
    setting,
    tables: true,
    forks: false,
    command: (out, files) => [python, join(folder, `${runner}_tables.py`), mode, out, ...files],
    report: readLastLine,
  };
}

function readLastLine(_: string, stdout: string): Report {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Report;
}

function readManifest(out: string): Report {
  const lines = readFileSync(join(out, 'manifest.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { pages: number | null; status: string; mingxi_version: string });
  return {
    version: lines[0]?.mingxi_version ?? '',
    pages: lines.reduce((sum, { pages }) => sum + (pages ?? 0), 0),
    failed: lines.filter(({ status }) => status === 'failed').length,
  };
}
