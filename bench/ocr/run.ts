/**
 * npm run bench:ocr -- [--out FOLDER] [--kind ID,…] [--count N] [--jobs 4] [--beside 3] [--made | --kept] [--examples 3]
 * npm run bench:ocr -- --fixtures test/fixtures/scans
 *
 * Prints short disclosures (the seeds and rewritten variants of them) by Chromium, paints their pages with pdftoppm, spoils
 * them as printers, stamps and scanners do, extracts the scans with the built command and tells by kind: amounts found,
 * right before and after reconciliation, wrong ones that look sure, what confidence was worth, and what went wrong; then
 * seconds a page and memory an engine, beside the native `tesseract` command on the pages of the first `--beside`
 * documents of a kind; then what comes of pictures that are no accounts.
 * `--made` stops once the scans are written, `--kept` takes those of the last run; printed and painted pages are used
 * again. Says what it leaves out where there is no Chromium (MINGXI_CHROMIUM names one), pdftoppm or tesseract.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../printed/chromium.ts';
import { loadDrafts } from '../variants/drafts.ts';
import type { Truth } from '../variants/truth.ts';
import { tellBeside } from './beside.ts';
import { checkOdd } from './check-odd.ts';
import { documentMaker } from './documents.ts';
import { writeFixtures } from './fixtures.ts';
import { kinds } from './kinds.ts';
import { type Made, makeScan } from './make.ts';
import { type Odd, writeOdd } from './odd.ts';
import { extractScans } from './ours.ts';
import { haveCommand } from './picture-tools.ts';
import { scoreScans, tellDetails, tellScores } from './score.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(tmpdir(), 'mingxi-scans') },
    kind: { type: 'string' },
    count: { type: 'string' },
    jobs: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    beside: { type: 'string', default: '3' },
    examples: { type: 'string', default: '3' },
    made: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    fixtures: { type: 'string' },
  },
});
/** The document that the fixtures are printed from: round and place of `documentMaker`. */
const fixtureSource = [9, 1] as const;
process.exitCode = await run(resolve(options.out));

/** What was made, in the folder: for `--kept`. */
interface Listed {
  readonly scans: readonly Made[];
  readonly odd: readonly Odd[];
}

async function run(folder: string): Promise<number> {
  const list = join(folder, 'made.json');
  if (!options.kept) {
    const chromium = findChromium();
    if (chromium === null || !haveCommand('pdftoppm')) {
      console.log(
        'no Chromium (MINGXI_CHROMIUM names one) or no pdftoppm: nothing scanned, nothing measured',
      );
      return 0;
    }
    if (options.fixtures) {
      await writeFixtures(resolve(options.fixtures), chromium, maker()(...fixtureSource));
      return 0;
    }
    writeFileSync(list, `${JSON.stringify(await write(folder, chromium), null, 1)}\n`);
  }
  const { scans, odd } = JSON.parse(readFileSync(list, 'utf8')) as Listed;
  const only = options.kind?.split(',');
  const chosen = scans.filter(({ kind }) => !only || only.includes(kind));
  const pages = chosen.reduce((sum, scan) => sum + scan.pages, 0);
  console.log(`${chosen.length} scans of ${pages} pages, ${odd.length} odd pictures in ${folder}`);
  return options.made ? 0 : await measureAll(folder, chosen, odd);
}

async function measureAll(folder: string, scans: readonly Made[], odd: readonly Odd[]): Promise<number> {
  const took = extractScans(
    scans.map(({ file }) => file),
    join(folder, 'out'),
    options.jobs,
  );
  const pages = scans.reduce((sum, scan) => sum + scan.pages, 0);
  const scored = await scoreScans(join(folder, 'truth'), join(folder, 'out'), true);
  for (const line of tellScores(scored)) console.log(line);
  const told = [took.wall / pages, took.cpu / pages].map((seconds) => seconds.toFixed(2));
  console.log(`\nall of it: ${told[0]} s a page with --jobs ${options.jobs}, ${told[1]} s of processor time`);
  for (const line of tellBeside(folder, scans, Number(options.beside), options.jobs)) console.log(line);
  for (const line of tellDetails(scored, Number(options.examples))) console.log(line);
  const upright = scans.find(({ pages: count, pictures }) => count === 1 && pictures.length === 1);
  if (!upright) return 0;
  console.log('');
  extractScans([join(folder, 'odd')], join(folder, 'out-odd'), options.jobs);
  const truth = JSON.parse(readFileSync(join(folder, 'truth', upright.id, 'truth.json'), 'utf8')) as Truth;
  for (const line of await checkOdd(odd, join(folder, 'out-odd'), truth)) console.log(line);
  return 0;
}

function maker(): ReturnType<typeof documentMaker> {
  return documentMaker(loadDrafts(process.cwd()));
}

async function write(folder: string, chromium: string): Promise<Listed> {
  for (const part of ['in', 'truth', 'out', 'odd', 'pages'])
    rmSync(join(folder, part), { recursive: true, force: true });
  for (const part of ['in', 'html', 'printed/in', 'painted', 'truth', 'pages'])
    mkdirSync(join(folder, part), { recursive: true });
  const make = maker();
  const only = options.kind?.split(',');
  const scans: Made[] = [];
  for (const kind of kinds.filter(({ id }) => !only || only.includes(id)))
    for (let place = 0; place < (options.count ? Number(options.count) : kind.count); place++)
      scans.push(await makeScan(folder, chromium, kind, make(kind.round, place), place));
  const upright = scans.find(({ pages, pictures }) => pages === 1 && pictures.length === 1)?.pictures[0];
  return { scans, odd: upright ? await writeOdd(join(folder, 'odd'), readFileSync(upright)) : [] };
}
