/**
 * npm run bench:misreadings -- [folder …] [--rates 10,30,100] [--rounds N] [--list]
 *
 * Reads text documents (seeds/ by default), puts misreadings into the bound figures as if they had come from pictures, and
 * lets the accounts testify. Says how many figures are right before and after, how many repairs were wrong, how many wrong
 * figures carry neither a flag nor a confidence below 0.9, and whether the publishers' own contradictions still stand.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { narrate } from '../../extractors/narrative/narrate.ts';
import { recognise } from '../../extractors/recognise.ts';
import { reconstruct } from '../../extractors/reconstruct.ts';
import { openUnitBinder } from '../../normalizers/bind/bind-units.ts';
import { splitUnits } from '../../normalizers/bind/units.ts';
import { assess } from '../../normalizers/confidence/assess.ts';
import { reconcile } from '../../normalizers/reconcile/reconcile.ts';
import { chooseReader } from '../../pipeline/reader-choice.ts';
import { classification } from '../../schemas/classification/lookup.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { Binding } from '../../schemas/ports.ts';
import { createRandom } from '../variants/random.ts';
import { misread } from './noise.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rates: { type: 'string', default: '10,30,100' },
    rounds: { type: 'string', default: '3' },
    list: { type: 'boolean', default: false },
  },
});
/** Forms and readers are found by lying in their folders, which only the built program has. */
const registry = (await import(
  pathToFileURL(resolve('dist/pipeline/registry.js')).href
)) as typeof import('../../pipeline/registry.ts');
const { readers, forms } = await registry.loadRegistry();

/** Flags that say that a value is in doubt. */
const doubts = new Set([
  'low-confidence',
  'repaired',
  'sum-mismatch',
  'cross-table-mismatch',
  'narrative-mismatch',
  'ratio-mismatch',
  'source-error',
  'unexpected-text',
]);
const contradictions = ['sum-mismatch', 'cross-table-mismatch', 'narrative-mismatch', 'ratio-mismatch'];

async function bindFile(path: string): Promise<Binding[]> {
  const bytes = readFileSync(path);
  const reader = chooseReader(readers, { source: path, bytes });
  const source = await reader.read(bytes, {
    name: path,
    limits: { maxBytes: 1e9, maxLineLength: 1e6, maxMilliseconds: 1e6 },
    password: '',
  });
  const reconstruction = reconstruct(recognise(source));
  const units = splitUnits(reconstruction, forms);
  const bindNext = openUnitBinder(
    reconstruction,
    units.map(({ name }) => name),
    forms,
    classification,
  );
  return units.map((unit) => bindNext(unit, narrate(unit.reconstruction)));
}

const empty = () => ({
  figures: 0,
  misread: 0,
  right: 0,
  repairedRight: 0,
  repairedWrong: 0,
  broken: 0,
  silent: 0,
  flaggedRight: 0,
  alarms: 0,
  alarmsKept: 0,
  sourceErrors: 0,
  milliseconds: 0,
  recovered: 0,
  recoveredWrong: 0,
});

const run = (binding: Binding) => {
  const result = reconcile(binding, forms, classification);
  return { fields: assess(result.fields, result.checks), checks: result.checks };
};

const files = (positionals.length > 0 ? positionals : ['seeds']).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => join(folder, name)),
);
const bindings: { name: string; binding: Binding; clean: readonly AssessedField[] }[] = [];
for (const path of files) {
  for (const binding of await bindFile(path)) {
    bindings.push({ name: path, binding, clean: run(binding).fields });
  }
}
for (const rate of options.rates.split(',').map(Number)) {
  const sum = empty();
  bindings.forEach(({ name, binding, clean }, at) => {
    for (let round = 0; round < Number(options.rounds); round++) {
      const noisy = misread(binding, rate, createRandom(at * 1000 + round * 10 + rate));
      const start = performance.now();
      const { fields } = run(noisy);
      sum.milliseconds += performance.now() - start;
      for (const [index, field] of fields.entries())
        count(field, index, name, { binding, noisy, clean }, sum);
    }
  });
  tell(rate, sum);
}

function count(
  field: AssessedField,
  index: number,
  name: string,
  { binding, noisy, clean }: { binding: Binding; noisy: Binding; clean: readonly AssessedField[] },
  sum: ReturnType<typeof empty>,
): void {
  const truth = binding.fields[index];
  const read = noisy.fields[index];
  const reference = clean[index];
  if (truth === undefined || read === undefined || reference === undefined) return;
  if (truth.state === 'missing' && reference.state === 'number' && field.state === 'number') {
    sum.recovered++;
    const isWrong = Number(field.value) !== Number(reference.value);
    if (isWrong && !isDoubted(field)) sum.recoveredWrong++;
    if (isWrong && !isDoubted(field) && options.list)
      console.log(
        `  RECOVERED: ${name} ${field.form} ${field.rowCode}${field.rowLabel} ${field.measure}: ${reference.value} now ${field.value} ${field.confidence} ${field.origin}`,
      );
  }
  if (truth.state !== 'number' || read.method !== 'ocr') return;
  sum.figures++;
  const wasRight = read.value === truth.value;
  const isRight = Number(field.value) === Number(truth.value) && field.value !== null;
  const isRepaired = field.flags.includes('repaired');
  if (!wasRight) sum.misread++;
  if (isRight) sum.right++;
  if (isRepaired && isRight) sum.repairedRight++;
  if (isRepaired && !isRight) sum.repairedWrong++;
  if (wasRight && !isRight) sum.broken++;
  const isSilent = !isRight && !isDoubted(field);
  if (isSilent) sum.silent++;
  if (isRight && isDoubted(field)) sum.flaggedRight++;
  const had = contradictions.some((flag) => reference.flags.includes(flag as never));
  if (had) sum.alarms++;
  if (had && contradictions.some((flag) => field.flags.includes(flag as never))) sum.alarmsKept++;
  if (field.flags.includes('source-error') && !reference.flags.includes('source-error')) sum.sourceErrors++;
  if (options.list && !isRight) {
    const kind = wasRight ? 'BROKEN' : isRepaired ? 'REPAIRED WRONG' : isSilent ? 'SILENT' : 'flagged';
    console.log(
      `  ${kind}: ${name} ${field.form} ${field.rowCode}${field.rowLabel} ${field.measure}: ${truth.value} read ${read.value} (${read.reading}, ${read.candidates?.map(({ text }) => text).join(' ')}) now ${field.value} ${field.confidence} ${field.flags.join(';')} ${field.origin}`,
    );
  }
}

function isDoubted(field: AssessedField): boolean {
  return field.confidence < 0.9 || field.flags.some((flag) => doubts.has(flag));
}

function tell(rate: number, sum: ReturnType<typeof empty>): void {
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
  console.log(
    `${rate / 10} %: ${sum.figures} figures, ${sum.misread} misread: right ${share(sum.figures - sum.misread, sum.figures)} → ${share(sum.right, sum.figures)}; ` +
      `repaired ${sum.repairedRight} right ${sum.repairedWrong} wrong (${sum.broken} were right); silent ${sum.silent} (${share(sum.silent, sum.figures)}); ` +
      `right but doubted ${share(sum.flaggedRight, sum.figures)}; alarms kept ${sum.alarmsKept}/${sum.alarms}, new source-error ${sum.sourceErrors}; ` +
      `recovered ${sum.recovered}, wrong and sure ${sum.recoveredWrong}; ${Math.round(sum.milliseconds)} ms`,
  );
}
