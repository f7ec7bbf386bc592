/**
 * npm run bench:corpora
 *
 * Extracts the collections of MINGXI_CORPORA (default ../shared/corpora) with the built command and scores them with the
 * scorers of MINGXI_SCORERS where they have truth. Says so where a collection is absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpora, haveCorpora, scorers, truth } from './collections.ts';

const out = mkdtempSync(join(tmpdir(), 'mingxi-corpora-'));
try {
  if (haveCorpora()) measureAll();
} finally {
  rmSync(out, { recursive: true, force: true });
}

function measureAll(): void {
  score('icdar2013-eu', (folder, result) => ['icdar.mjs', folder, result, '--per-document']);
  scoreHalves('icdar2013-eu');
  score('covid-it', (folder, result) => ['covid.mjs', folder, result]);
  score('cn-gov', (_, result) => ['score.mjs', '--truth', join(truth, 'real'), '--out', result]);
  survive('robustness');
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

/** Strict score of one document, as the scorer tells it. */
interface DocumentScore {
  readonly id: string;
  readonly precision: number;
  readonly recall: number;
}

/**
 * The collection in two halves, told apart: documents in the order of their names, the first, third, fifth … are
 * tuned on, the others are looked at only as a number.
 */
function scoreHalves(name: string): void {
  const [result, script] = [join(out, `${name}-4`), join(scorers, 'icdar.mjs')];
  if (!existsSync(result) || !existsSync(script)) return;
  const args = [script, join(corpora, name), result, '--json', '--per-document'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const { rows } = JSON.parse(stdout) as { rows: readonly DocumentScore[] };
  const inOrder = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const [half, rest] of [
    ['tune', 0],
    ['blind', 1],
  ] as const) {
    const own = inOrder.filter((_, i) => i % 2 === rest);
    const mean = (of: (row: DocumentScore) => number) =>
      own.reduce((sum, row) => sum + of(row), 0) / (own.length || 1);
    const [p, r] = [mean((row) => row.precision), mean((row) => row.recall)];
    const f1 = p + r > 0 ? (2 * p * r) / (p + r) : 0;
    console.log(
      `${half} half, ${own.length} documents: macro P ${p.toFixed(3)} R ${r.toFixed(3)} F1 ${f1.toFixed(3)}`,
    );
  }
}

/** Extracts a collection; its folder of results, null where the collection is absent. */
function extract(name: string): string | null {
  const folder = join(corpora, name);
  if (!existsSync(folder)) {
    console.log(`${name}: absent`);
    return null;
  }
  const result = join(out, name);
  spawnSync(process.execPath, ['dist/pipeline/cli.js', 'extract', folder, '-o', result, '--force']);
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
