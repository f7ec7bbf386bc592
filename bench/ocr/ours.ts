import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure } from '../measure.ts';
import type { Samples } from '../memory/slope.ts';

/** What an extraction took. */
export interface Took {
  /** Seconds on the clock and of processor time, all threads. */
  readonly wall: number;
  readonly cpu: number;
  /** The most memory of the process, threads and all, bytes. */
  readonly peak: number;
  readonly status: number | null;
}

/** Extracts files with the built command and measures it. */
export function extractScans(
  files: readonly string[],
  out: string,
  jobs: string,
  more: readonly string[] = [],
): Took {
  rmSync(out, { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), 'mingxi-samples-'));
  const samples = join(folder, 'samples.json');
  process.env.MINGXI_BENCH_SAMPLES = samples;
  const { wall, cpu, status, stderr } = measure([
    process.execPath,
    ...['--import', pathToFileURL(resolve('bench/memory/sample.mjs')).href],
    ...[join('dist', 'pipeline', 'cli.js'), 'extract', ...files, '-o', out, '--force', '--jobs', jobs],
    ...['--format', 'csv,json', '--time-limit', timeLimit, ...more],
  ]);
  if (status !== 0) console.log(stderr.trim().split('\n').slice(-3).join('\n'));
  const { peak } = JSON.parse(readFileSync(samples, 'utf8')) as Samples;
  rmSync(folder, { recursive: true });
  return { wall, cpu: cpu ?? Number.NaN, peak, status };
}

/** Seconds for one document: more than any scan of a few pages takes on a machine that is busy. */
const timeLimit = '1800';
