/**
 * npm run bench:carriers -- [--out FOLDER] [--way ID,…] [--only EXT,…] [--count 5] [--jobs 1] [--made | --kept]
 *   [--examples 5]
 * npm run bench:carriers -- --fixtures test/fixtures/carriers
 *
 * Converts the seeds, and `--count` rewritten variants of them, to every carrier in several ways (see ways.ts) by LibreOffice and
 * by our own hand, extracts each carrier with the built command and scores it with the scorer of MINGXI_SCORERS (default
 * ../shared/scorers; left out where there is none) beside the text dumps of the same documents: every difference is a
 * fault of a carrier. Tells documents a second and the most memory of each, the text dumps in the same run.
 * `--made` stops once the files are written, `--kept` takes those of the last run. Says so and stops where there is no
 * LibreOffice with Writer and Calc (MINGXI_SOFFICE names one): it is needed here only. `--fixtures` writes a few short carriers of
 * one seed for the tests.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from '../measure.ts';
import type { Samples } from '../memory/slope.ts';
import { scoreResults } from '../score.ts';
import { loadDrafts } from '../variants/drafts.ts';
import { writeFixtures } from './fixtures.ts';
import { makeCarriers } from './make.ts';
import { findOffice } from './office.ts';
import { differences, type Measured, tellCarriers } from './tell.ts';
import { type Carrier, type Way, ways } from './ways.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(tmpdir(), 'mingxi-carriers') },
    way: { type: 'string' },
    only: { type: 'string' },
    count: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '1' },
    examples: { type: 'string', default: '5' },
    made: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    fixtures: { type: 'string' },
  },
});
/** The seed that the tests' carriers are made of. */
const fixtureSeed = 'seeds/zhuzhou-injury-insurance-centre-2021-final-accounts.txt';
process.exitCode = await run(resolve(options.out));

async function run(folder: string): Promise<number> {
  const [wantedWays, wantedExtensions] = [options.way?.split(','), options.only?.split(',')];
  const isWanted = (way: Way, { extension }: Carrier): boolean =>
    (wantedWays?.includes(way.id) ?? true) && (wantedExtensions?.includes(extension) ?? true);
  if (!options.kept) {
    const office = findOffice();
    if (office === null) {
      console.log('no LibreOffice found (MINGXI_SOFFICE names one): nothing converted, nothing measured');
      return 0;
    }
    if (options.fixtures) {
      await writeFixtures(resolve(options.fixtures), office, readFileSync(fixtureSeed, 'utf8'));
      return 0;
    }
    await makeCarriers(folder, office, loadDrafts(process.cwd()), Number(options.count), isWanted);
  }
  if (options.made) return 0;
  const measured: Measured[] = [];
  for (const way of ways)
    for (const carrier of way.carriers)
      if (way.id === 'text' || isWanted(way, carrier)) {
        const each = measureCarrier(folder, way.id, carrier.extension);
        if (each === null) return 0;
        measured.push(each);
      }
  for (const line of tellCarriers(measured)) console.log(line);
  for (const each of measured) {
    const unlike = differences(each);
    if (unlike.length > 0) console.log(`\n== ${each.way} ${each.extension}`);
    for (const line of unlike.slice(0, Number(options.examples))) console.log(`  ${line}`);
  }
  return 0;
}

/** Extracts a carrier's files and scores them, and the text dumps of the same documents; null without a scorer. */
function measureCarrier(folder: string, way: string, extension: string): Measured | null {
  const files = join(folder, way, extension);
  const out = join(folder, 'out', `${way}-${extension}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(folder, 'out'), { recursive: true });
  const samples = join(folder, 'out', `${way}-${extension}.samples.json`);
  process.env.MINGXI_BENCH_SAMPLES = samples;
  const { wall, cpu } = measure([
    process.execPath,
    '--import',
    pathToFileURL(resolve('bench/memory/sample.mjs')).href,
    join('dist', 'pipeline', 'cli.js'),
    'extract',
    files,
    '-o',
    out,
    '--jobs',
    options.jobs,
  ]);
  const truth = join(folder, 'truth', way);
  const scores = scoreResults(truth, out);
  const text = scoreResults(truth, join(folder, 'out', 'text-txt'));
  if (scores === null || text === null) return null;
  const { peak } = JSON.parse(readFileSync(samples, 'utf8')) as Samples;
  return { way, extension, documents: readdirSync(files).length, seconds: wall, cpu, peak, scores, text };
}
