/**
 * npm run bench:corpora
 *
 * Extracts the collections of MINGXI_CORPORA (default ../shared/corpora) with the built command, scores them with the
 * scorers of MINGXI_SCORERS where they have truth, and times the whole way, from bytes to written files with one
 * worker, against pdf.js alone on the same files in the same run. Says so where a collection is absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const corpora = resolve(process.env.MINGXI_CORPORA ?? '../shared/corpora');
const scorers = resolve(process.env.MINGXI_SCORERS ?? '../shared/scorers');
const truth = resolve(process.env.MINGXI_TRUTH ?? '../shared/truth');
/** Rounds of the timing; the median is told. */
const rounds = 5;

const out = mkdtempSync(join(tmpdir(), 'mingxi-corpora-'));
try {
  score('icdar2013-eu', (folder, result) => ['icdar.mjs', folder, result, '--per-document']);
  score('covid-it', (folder, result) => ['covid.mjs', folder, result]);
  score('cn-gov', (_, result) => ['score.mjs', '--truth', join(truth, 'real'), '--out', result]);
  survive('robustness');
  time(['cn-gov', 'icdar2013-eu', 'covid-it']);
} finally {
  rmSync(out, { recursive: true, force: true });
}

function score(name: string, command: (folder: string, result: string) => readonly string[]): void {
  const result = extract(name);
  if (result === null) return;
  const [script = '', ...args] = command(join(corpora, name), result);
  if (!existsSync(join(scorers, script))) {
    console.log(`${name}: not scored, no scorer in MINGXI_SCORERS`);
    return;
  }
  const scored = spawnSync(process.execPath, [join(scorers, script), ...args], { encoding: 'utf8' });
  console.log(`== ${name}\n${scored.stdout}`);
}

/** Extracts a collection; its folder of results, null where the collection is absent. */
function extract(name: string, jobs = '4'): string | null {
  const folder = join(corpora, name);
  if (!existsSync(folder)) {
    console.log(`${name}: absent`);
    return null;
  }
  const result = join(out, `${name}-${jobs}`);
  spawnSync(process.execPath, [
    'dist/pipeline/cli.js',
    'extract',
    folder,
    '-o',
    result,
    '--force',
    '--jobs',
    jobs,
  ]);
  return result;
}

/** Files that broke somebody's parser: what became of them, by error code. */
function survive(name: string): void {
  const result = extract(name);
  if (result === null) return;
  const counts = new Map<string, number>();
  for (const line of readFileSync(join(result, 'manifest.jsonl'), 'utf8').split('\n').filter(Boolean)) {
    const { status, error } = JSON.parse(line) as { status: string; error: { code: string } | null };
    const key = error?.code ?? status;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log(`== ${name}\n${[...counts].map(([key, n]) => `${key} ${n}`).join('  ')}\n`);
}

interface Timing {
  readonly pages: number;
  readonly milliseconds: number;
}

function time(names: readonly string[]): void {
  const files = names.flatMap((name) => {
    const folder = join(corpora, name);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.pdf'))
      .map((file) => join(folder, file));
  });
  if (files.length === 0) return;
  const rows: { text: Timing; both: Timing; whole: number }[] = [];
  for (let round = 0; round < rounds; round++)
    rows.push({ text: peer('text', files), both: peer('both', files), whole: wholeWay(files) });
  const pages = rows[0]?.text.pages ?? 0;
  const rate = (milliseconds: number) => (pages / milliseconds) * 1000;
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  console.log(`== speed, ${pages} pages, ${rounds} rounds, median (pages a second)`);
  console.log(`pdf.js text            ${median(rows.map((r) => rate(r.text.milliseconds))).toFixed(1)}`);
  console.log(`pdf.js text + operators ${median(rows.map((r) => rate(r.both.milliseconds))).toFixed(1)}`);
  console.log(`mingxi, one worker      ${median(rows.map((r) => rate(r.whole))).toFixed(1)}`);
  const ratio = median(rows.map((r) => r.both.milliseconds / r.whole));
  console.log(`ratio to text + operators, round by round: ${ratio.toFixed(2)}`);
}

function peer(mode: string, files: readonly string[]): Timing {
  const run = spawnSync(process.execPath, ['bench/peers/pdfjs.mjs', mode, ...files], { encoding: 'utf8' });
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as Timing;
}

/** Milliseconds from the start of the command to its end: Node's start, bytes, files written, all in. */
function wholeWay(files: readonly string[]): number {
  const started = performance.now();
  const result = join(out, 'timed');
  spawnSync(process.execPath, [
    'dist/pipeline/cli.js',
    'extract',
    ...files,
    '-o',
    result,
    '--force',
    '--jobs',
    '1',
  ]);
  return performance.now() - started;
}
