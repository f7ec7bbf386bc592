/**
 * npm run bench:accuracy -- [--only NAME,…]
 *
 * The tables that mingxi and the programs of bench/peers find, scored with one measure: the scorers of MINGXI_SCORERS
 * over the collections of MINGXI_CORPORA that have truth for any tool. Each program as it comes and in its better
 * settings; a program that is not installed is named absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpora, haveCorpora, pdfsOf, scorers } from './collections.ts';
import { writeDocuments } from './peers/documents.ts';
import type { Contender } from './peers/roster.ts';
import { compete, mingxi, peers } from './peers/roster.ts';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });

/** A collection, its scorer, and the columns that its scorer's figures fill. */
interface Trial {
  readonly collection: string;
  readonly scorer: string;
  readonly columns: readonly (readonly [title: string, figure: string])[];
}

const trials: readonly Trial[] = [
  {
    collection: 'icdar2013-eu',
    scorer: 'icdar.mjs',
    columns: [
      ['ICDAR macro F1', 'macro_f1'],
      ['precision', 'macro_precision'],
      ['recall', 'macro_recall'],
      ['micro F1', 'micro_f1'],
    ],
  },
  { collection: 'covid-it', scorer: 'covid.mjs', columns: [['figures of the daily sheets', 'share']] },
];

const us = mingxi(2);
const out = mkdtempSync(join(tmpdir(), 'mingxi-accuracy-'));
try {
  if (haveCorpora()) compare(trials.filter(isPossible));
} finally {
  rmSync(out, { recursive: true, force: true });
}

function isPossible({ collection, scorer }: Trial): boolean {
  if (existsSync(join(corpora, collection)) && existsSync(join(scorers, scorer))) return true;
  console.log(`${collection}: absent, or no ${scorer} in ${scorers}`);
  return false;
}

function compare(possible: readonly Trial[]): void {
  const wanted = options.only.split(',').filter(Boolean);
  const named = peers.filter(({ name, tables }) => tables && (wanted.length === 0 || wanted.includes(name)));
  const titles = possible.flatMap(({ columns }) => columns.map(([title]) => title));
  console.log('== accuracy of tables, end to end\n');
  console.log(`| ${['program', ...titles].join(' | ')} |`);
  console.log(`|${' --- |'.repeat(titles.length + 1)}`);
  for (const contender of [us, ...named]) {
    console.error(`${contender.name} ${contender.setting}`);
    const results = possible.map((trial) => attempt(contender, trial));
    const version = results.find((result) => result.version !== '')?.version ?? '';
    const label = `${contender.name} ${contender === us ? '' : contender.setting}`.trim();
    const cells = [`${label} ${version}`.trim(), ...results.flatMap(({ figures }) => figures)];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log('');
}

/** The figures of one contender in one trial, or why there are none. */
function attempt(contender: Contender, trial: Trial): { version: string; figures: readonly string[] } {
  const files = pdfsOf(trial.collection);
  const folder = join(out, 'run');
  const result = contender === us ? folder : join(out, 'documents');
  for (const old of [folder, result]) rmSync(old, { recursive: true, force: true });
  const outcome = compete(contender, folder, files);
  if (outcome.kind !== 'ran')
    return {
      version: '',
      figures: trial.columns.map((_, at) => (at === 0 ? `${outcome.kind}: ${outcome.reason}` : '')),
    };
  if (contender !== us) writeDocuments(folder, files, result);
  const command = [join(scorers, trial.scorer), join(corpora, trial.collection), result, '--json'];
  const scored = JSON.parse(spawnSync(process.execPath, command, { encoding: 'utf8' }).stdout) as Readonly<
    Record<string, number>
  >;
  return {
    version: outcome.version,
    figures: trial.columns.map(([, figure]) => (scored[figure] ?? Number.NaN).toFixed(3)),
  };
}
