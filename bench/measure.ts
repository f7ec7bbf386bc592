import { spawnSync } from 'node:child_process';

/** What one process did, from its start to its end. */
export interface Measurement {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time, user and system, of it and the children it waited for; null where that cannot be known. */
  readonly cpu: number | null;
  /** Exit status; null where a signal ended it or it did not start: `fault` says which. */
  readonly status: number | null;
  readonly fault: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** More output than any runner writes, in bytes. */
const largestOutput = 64 * 1024 * 1024;

/** `times` is a built-in of every POSIX shell: its second line is the processor time of the shell's children. */
const timed = '"$@"; status=$?; times >&3; exit $status';

/** Runs a command to its end and measures it. On Windows, which has no `sh`, without processor time. */
export function measure(command: readonly string[]): Measurement {
  const wrapped = process.platform === 'win32' ? command : ['sh', '-c', timed, 'sh', ...command];
  const [program = '', ...args] = wrapped;
  const started = performance.now();
  const run = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: largestOutput,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const wall = (performance.now() - started) / 1000;
  return {
    wall,
    cpu: readTimes(run.output?.[3] ?? ''),
    status: run.status,
    fault: run.error?.message ?? run.signal,
    stdout: run.stdout ?? '',
    stderr: run.stderr ?? '',
  };
}

/** Seconds of the shell's children from what `times` prints (`0m1.470000s 0m0.010000s` on the second line), or null. */
export function readTimes(printed: string): number | null {
  const children = printed.split('\n')[1] ?? '';
  const parts = [...children.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/gu)];
  if (parts.length !== 2) return null;
  return parts.reduce(
    (sum, [, minutes = '', seconds = '']) => sum + Number(minutes) * 60 + Number(seconds.replace(',', '.')),
    0,
  );
}

/** The middle one, of an even count the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
