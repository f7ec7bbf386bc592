/**
 * npm run bench:compiled -- [--count 6] [--units 3] [--pdf] [--show N] [--only reports,tables]
 *
 * Compiles rewritten seeds into documents of several units, the ways they are published, as text and as PDF, and
 * compares what mingxi makes of them with what it makes of each unit alone: the same values under the unit's name, no
 * check across units, one row of summary.csv a unit.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseString } from 'fast-csv';
import { reader } from '../../extractors/formats/text.ts';
import { loadDrafts } from '../variants/drafts.ts';
import { makeVariant } from '../variants/variant.ts';
import { type Arrangement, arrangements, type Compiled, compile } from './arrange.ts';
import { type CsvRow, compareUnits, type Extracted } from './compare.ts';
import { printPdf } from './print-pdf.ts';
import { takeUnit, type UnitReport } from './units.ts';

/** Variants that are looked through for units of one year. */
const variantsLookedAt = 160;

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '6' },
    units: { type: 'string', default: '3' },
    show: { type: 'string', default: '0' },
    only: { type: 'string' },
    out: { type: 'string', default: join(tmpdir(), 'mingxi-compiled') },
    jobs: { type: 'string', default: '2' },
    pdf: { type: 'boolean', default: false },
  },
});

const folder = resolve(options.out);
/** Name of the file by text: texts that come to the same bytes are one file, a second one would be a duplicate. */
const names = new Map<string, string>();

const wanted = (options.only?.split(',') ?? arrangements) as readonly Arrangement[];
const whole = chooseGroups(Number(options.count), Number(options.units), () => true);
const withTables = chooseGroups(Number(options.count), Number(options.units), ({ hasTables }) => hasTables);
/** Arrangements that set tables of several units together want units that have some. */
const groupsOf = (arrangement: Arrangement) =>
  ['reports', 'cover', 'bare', 'nameless'].includes(arrangement) ? whole : withTables;
for (const carrier of options.pdf ? (['txt', 'pdf'] as const) : (['txt'] as const)) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'in'), { recursive: true });
  const made = wanted.flatMap((arrangement) =>
    groupsOf(arrangement).map((group) => ({ compiled: compile(arrangement, group) })),
  );
  for (const { compiled } of made) {
    await write(carrier, compiled.text);
    for (const { text } of compiled.units) await write(carrier, text);
  }
  const command = ['dist/pipeline/cli.js', 'extract', join(folder, 'in'), '-o', join(folder, 'out')];
  spawnSync(process.execPath, [...command, '--jobs', options.jobs]);
  const rows = {
    fields: await readCsv('fields.csv'),
    checks: await readCsv('checks.csv'),
    summaries: await readCsv('summary.csv'),
  };
  const of = (text: string, source = names.get(text) ?? ''): Extracted => ({
    fields: rows.fields.get(source) ?? [],
    checks: rows.checks.get(source) ?? [],
    summaries: rows.summaries.get(source) ?? [],
  });
  for (const arrangement of wanted)
    tell(
      `${carrier} ${arrangement.padEnd(9)}`,
      made
        .filter(({ compiled }) => compiled.arrangement === arrangement)

        .map(({ compiled }) => ({
          compiled,
          whole: of(compiled.text),
          units: compiled.units.map(({ name: unit, text }) => ({
            name: unit,
            result: of(text),
          })),
        })),
    );
}

async function write(carrier: 'txt' | 'pdf', text: string): Promise<void> {
  const bytes = carrier === 'pdf' ? await printPdf(text, reader) : new TextEncoder().encode(text);
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${carrier}`;
  names.set(text, name);
  writeFileSync(join(folder, 'in', name), bytes);
}

/** Rows of a file of the run by source. */
async function readCsv(name: string): Promise<ReadonlyMap<string, CsvRow[]>> {
  const bySource = new Map<string, CsvRow[]>();
  const parsed = parseString<CsvRow, CsvRow>(readFileSync(join(folder, 'out', name), 'utf8'), {
    headers: true,
  });
  for await (const row of parsed as AsyncIterable<CsvRow>)
    bySource.set(row.source ?? '', [...(bySource.get(row.source ?? '') ?? []), row]);
  return bySource;
}

interface Outcome {
  readonly compiled: Compiled;
  readonly whole: Extracted;
  readonly units: readonly { readonly name: string | null; readonly result: Extracted }[];
}

function tell(name: string, outcomes: readonly Outcome[]): void {
  const sum = { alone: 0, same: 0, elsewhere: 0, missing: 0, extra: 0, cross: 0, lost: 0, rows: 0, units: 0 };
  const shown: string[] = [];
  for (const [index, { whole, units }] of outcomes.entries()) {
    const compared = compareUnits(units, whole);
    sum.alone += compared.alone;
    sum.same += compared.same;
    sum.elsewhere += compared.elsewhere;
    sum.missing += compared.missing.length - compared.elsewhere;
    sum.extra += compared.extra.length;
    sum.cross += compared.crossAlarms.length;
    sum.lost += compared.lostAlarms.length;
    sum.rows += whole.summaries.length;
    sum.units += units.length;
    const found = whole.summaries.map((row) => `${row.entity} ${row.fields}`).join(', ');
    const expected = units.map((unit) => `${unit.name} ${unit.result.fields.length}`).join(', ');
    shown.push(
      `  -- ${index}: ${found}; expected ${expected}`,
      ...compared.missing.map((text) => `  - ${text}`),
      ...compared.extra.map((text) => `  + ${text}`),
      ...compared.crossAlarms.map((text) => `  ! ${text}`),
      ...compared.lostAlarms.map((text) => `  ? ${text}`),
    );
  }
  console.log(
    `${name} ${sum.same} of ${sum.alone} values under their unit, ${sum.elsewhere} under another, ` +
      `${sum.missing} nowhere, ${sum.extra} more; ${sum.cross} alarms across, ${sum.lost} lost; ` +
      `${sum.rows} rows of ${sum.units} units`,
  );
  for (const line of shown.slice(0, Number(options.show))) console.log(line);
}

/** Groups of reports of one year, of different names. */
function chooseGroups(count: number, size: number, fits: (unit: UnitReport) => boolean): UnitReport[][] {
  const drafts = loadDrafts(process.cwd());
  const byYear = new Map<string, UnitReport[]>();
  const chosen: UnitReport[][] = [];
  for (let index = 0; index < variantsLookedAt && chosen.length < count; index++) {
    const unit = takeUnit(makeVariant(drafts, index));
    if (!unit || !fits(unit)) continue;
    const waiting = byYear.get(unit.fiscalYear) ?? [];
    if (waiting.some(({ entity }) => entity === unit.entity)) continue;
    waiting.push(unit);
    byYear.set(unit.fiscalYear, waiting);
    if (waiting.length === size) {
      chosen.push(waiting);
      byYear.delete(unit.fiscalYear);
    }
  }
  return chosen;
}
