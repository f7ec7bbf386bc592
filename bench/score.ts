import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scored } from './variants/report.ts';

/** More output than any scorer of a few hundred documents writes, in bytes. */
const largestOutput = 512 * 1024 * 1024;

/** What the scorer says: of all documents together, of each, and of what is not right. */
export interface Scores {
  readonly headline: Scored;
  readonly documents: Scored[];
  readonly details: string[];
}

/**
 * Scores the results in `out` of a folder by its `truth` with the scorer of MINGXI_SCORERS (default ../shared/scorers),
 * and keeps the scores in `scores.json` there.
 * @returns null where there is no scorer, which it says
 */
export function scoreFolder(folder: string): Scores | null {
  const scores = scoreResults(join(folder, 'truth'), join(folder, 'out'));
  if (scores !== null) writeFileSync(join(folder, 'scores.json'), `${JSON.stringify(scores, null, 1)}\n`);
  return scores;
}

/** Scores a folder of results by a folder of truth files, with the same scorer; null where there is none, which it says. */
export function scoreResults(truth: string, out: string): Scores | null {
  const scorer = join(process.env.MINGXI_SCORERS ?? '../shared/scorers', 'score.mjs');
  if (!existsSync(scorer)) {
    console.log(`no scorer at ${scorer}: extracted only`);
    return null;
  }
  const told = spawnSync(process.execPath, [scorer, '--truth', truth, '--out', out, '--json'], {
    encoding: 'utf8',
    maxBuffer: largestOutput,
  });
  const [first = '{}'] = told.stdout.split('\n');
  return JSON.parse(first) as Scores;
}
