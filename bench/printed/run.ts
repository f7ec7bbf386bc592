/**
 * npm run bench:printed -- [--out FOLDER] [--only LAYOUT,…] [--jobs N] [--made | --kept]
 * npm run bench:printed -- --fixtures test/fixtures/printed
 *
 * Prints the seeds, and rewritten variants of them, to PDF by Chromium in many layouts, extracts them with the built
 * command and scores them with the scorer of MINGXI_SCORERS (default ../shared/scorers; left out where there is none).
 * `--made` stops once the PDFs are written, `--kept` takes those of the last run.
 * `--fixtures` prints a few pages in a few layouts, with the truth of their cells, for the tests. Says so and stops where there is no Chromium (MINGXI_CHROMIUM names one).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scoreFolder } from '../score.ts';
import { loadDrafts } from '../variants/drafts.ts';
import { wrongs } from '../variants/report.ts';
import type { Truth } from '../variants/truth.ts';
import { findChromium, printToPdf, rotatePages } from './chromium.ts';
import { toHtml } from './html.ts';
import type { Layout } from './layouts.ts';
import { layouts } from './layouts.ts';
import { takeParts } from './parts.ts';
import { loadSources, type Source } from './sources.ts';
import { turnedHeight } from './style.ts';

/** What the tests' PDFs show. */
const fixtureForms: readonly string[] = ['gk02', 'gk04', 'gk07'];
const fixtureLayouts: readonly string[] = [
  'borderless-wrapped',
  'three-horizontal',
  'split-borderless-once',
  'cut-row',
  'rotated-90',
  'vertical',
];

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(tmpdir(), 'mingxi-printed') },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    made: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    fixtures: { type: 'string' },
  },
});
process.exitCode = run(resolve(options.out));

function run(folder: string): number {
  if (!options.kept) {
    const chromium = findChromium();
    if (chromium === null) {
      console.log('no Chromium found (MINGXI_CHROMIUM names one): nothing printed, nothing measured');
      return 0;
    }
    if (options.fixtures) {
      printFixtures(resolve(options.fixtures), chromium);
      return 0;
    }
    const made = write(folder, chromium);
    console.log(`${made.length} PDFs in ${folder}`);
  }
  if (options.made) return 0;
  const command = ['dist/pipeline/cli.js', 'extract', join(folder, 'in'), '-o', join(folder, 'out')];
  const extracted = spawnSync(process.execPath, [...command, '--force', '--jobs', options.jobs], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  if (extracted.status !== 0) return extracted.status ?? 1;
  return score(folder);
}

function write(folder: string, chromium: string): string[] {
  for (const part of ['in', 'html', 'truth', 'out'])
    rmSync(join(folder, part), { recursive: true, force: true });
  for (const part of ['in', 'html']) mkdirSync(join(folder, part), { recursive: true });
  const sources = loadSources(loadDrafts(process.cwd()));
  const only = options.only?.split(',');
  return layouts
    .filter((layout) => !only || only.includes(layout.id))
    .flatMap((layout) =>
      sources(layouts.indexOf(layout)).map((source) => print(folder, chromium, layout, source)),
    );
}

function print(folder: string, chromium: string, layout: Layout, source: Source): string {
  const id = `${layout.id}-${source.id}`;
  const html = join(folder, 'html', `${id}.html`);
  const pdf = join(folder, 'in', `${id}.pdf`);
  writeFileSync(html, toHtml(takeParts(source.text), layout, source.truth.entity));
  printToPdf(chromium, html, pdf);
  const degrees = /side-rotated-(90|270)/u.exec(layout.place)?.[1];
  if (degrees !== undefined && source.hasForms)
    rotatePages(pdf, degrees === '90' ? 90 : 270, turnedHeight(layout));
  const sha256 = createHash('sha256').update(readFileSync(pdf)).digest('hex');
  const truth: Truth = { ...source.truth, id, file: `${id}.pdf`, sha256, carrier: layout.id };
  mkdirSync(join(folder, 'truth', id), { recursive: true });
  writeFileSync(join(folder, 'truth', id, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
  return id;
}

/** A few tables of one variant in some layouts, and the truth of their cells. */
function printFixtures(folder: string, chromium: string): void {
  mkdirSync(folder, { recursive: true });
  const [source] = loadSources(loadDrafts(process.cwd()))(0).filter(({ id }) => id.startsWith('v'));
  if (!source) throw new Error('no variant to print');
  const parts = takeParts(source.text).filter(
    (part) => part.kind === 'table' && fixtureForms.includes(part.form),
  );
  for (const layout of layouts.filter(({ id }) => fixtureLayouts.includes(id))) {
    const html = join(tmpdir(), `mingxi-fixture-${layout.id}.html`);
    const pdf = join(folder, `${layout.id}.pdf`);
    writeFileSync(html, toHtml(parts, layout, source.truth.entity));
    printToPdf(chromium, html, pdf);
    const degrees = /side-rotated-(90|270)/u.exec(layout.place)?.[1];
    if (degrees !== undefined) rotatePages(pdf, degrees === '90' ? 90 : 270, turnedHeight(layout));
    rmSync(html);
  }
  const { entity, fiscal_year, fields } = source.truth;
  const own = fields
    .filter(({ table }) => fixtureForms.includes(table))
    .map(({ table, row_code, row_label, column, value, unit, blank }) => ({
      table,
      row_code,
      row_label,
      column,
      value,
      unit,
      blank,
    }));
  writeFileSync(
    join(folder, 'truth.json'),
    `${JSON.stringify({ entity, fiscal_year, fields: own }, null, 1)}\n`,
  );
}

function score(folder: string): number {
  const result = scoreFolder(folder);
  if (result === null) return 0;
  const bad = result.documents.filter((document) => wrongs(document).length > 0);
  for (const document of bad) console.log(`  ${document.id}: ${wrongs(document).join(', ')}`);
  console.log(
    `${result.documents.length - bad.length} of ${result.documents.length} documents without anything wrong`,
  );
  console.log(JSON.stringify(result.headline));
  return 0;
}
