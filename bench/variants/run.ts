/**
 * npm run bench:variants -- [--count 200] [--out FOLDER] [--only INDEX,…] [--jobs N] [--made]
 *
 * Rewrites the four seeds into variants with their truth, extracts them with the built command, scores them with the
 * scorer of MINGXI_SCORERS (default ../shared/scorers; left out where there is none) and tells by seed and by
 * transformation where something is not right. `--made` stops once the variants are written.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scoreFolder } from '../score.ts';
import { checkVariant } from './check.ts';
import { loadDrafts } from './drafts.ts';
import { tellByGroup, wrongs } from './report.ts';
import type { Variant } from './variant.ts';
import { makeVariant } from './variant.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    out: { type: 'string', default: join(tmpdir(), 'mingxi-variants') },
    only: { type: 'string' },
    jobs: { type: 'string' },
    made: { type: 'boolean', default: false },
  },
});
process.exitCode = run(resolve(options.out));

function run(folder: string): number {
  const variants = write(folder);
  const faults = variants.flatMap((variant) =>
    checkVariant(variant.bytes, variant.truth).map((problem) => `${variant.id}: ${problem}`),
  );
  console.log(`${variants.length} variants in ${folder}, ${faults.length} faults in their truth`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) return 1;
  if (options.made) return 0;
  const command = [
    'dist/pipeline/cli.js',
    'extract',
    join(folder, 'in'),
    '-o',
    join(folder, 'out'),
    '--force',
  ];
  if (options.jobs) command.push('--jobs', options.jobs);
  const extracted = spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (extracted.status !== 0) return extracted.status ?? 1;
  return score(folder, variants);
}

function write(folder: string): Variant[] {
  const drafts = loadDrafts(process.cwd());
  const only = options.only?.split(',').map(Number);
  const numbers = only ?? Array.from({ length: Number(options.count) }, (_, index) => index);
  for (const part of ['in', 'truth', 'out']) rmSync(join(folder, part), { recursive: true, force: true });
  mkdirSync(join(folder, 'in'), { recursive: true });
  return numbers.map((index) => {
    const variant = makeVariant(drafts, index);
    writeFileSync(join(folder, 'in', `${variant.id}.txt`), variant.bytes);
    mkdirSync(join(folder, 'truth', variant.id), { recursive: true });
    writeFileSync(
      join(folder, 'truth', variant.id, 'truth.json'),
      `${JSON.stringify(variant.truth, null, 1)}\n`,
    );
    return variant;
  });
}

function score(folder: string, variants: readonly Variant[]): number {
  const result = scoreFolder(folder);
  if (result === null) return 0;
  const byId = new Map(result.documents.map((document) => [document.id, document]));
  const rows = variants.flatMap((variant) => {
    const scored = byId.get(variant.id);
    return scored ? [{ variant, scored }] : [];
  });
  for (const line of tellByGroup(rows)) console.log(line);
  const bad = rows.filter(({ scored }) => wrongs(scored).length > 0);
  console.log(`\n${rows.length - bad.length} of ${rows.length} variants without anything wrong`);
  for (const { variant, scored } of bad.slice(0, 60))
    console.log(
      `  ${variant.id} [${variant.applied.join(' ')}] ${variant.plant}: ${wrongs(scored).join(', ')}`,
    );
  return 0;
}
