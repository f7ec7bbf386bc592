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
