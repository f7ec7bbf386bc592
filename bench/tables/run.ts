/**
 * npm run bench:tables -- [--count 8] [--first 1] [--only KIND,…] [--out FOLDER] [--list]
 *
 * Draws pages with tables of the kinds that statistical reports print, and pages that only look as if they had some,
 * reads them in this process and scores them strictly. `--out` keeps the PDFs; `--list` tells what was lost and made up.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../variants/random.ts';
import { drawingKinds } from './drawing-kinds.ts';
import { otherKinds } from './other-kinds.ts';
import { readTables } from './read-tables.ts';
import { scoreTables } from './score.ts';
import { toPdf } from './sheet.ts';
import { tableKinds } from './table-kinds.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '8' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
    out: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

const only = options.only?.split(',');
const first = Number(options.first);
const totals: { precision: number; recall: number; isTable: boolean; extra: number }[] = [];
for (const { name, make } of [...tableKinds, ...otherKinds, ...drawingKinds]) {
  if (only && !only.some((wanted) => name.startsWith(wanted))) continue;
  const scores: string[] = [];
  let extra = 0;
  let missed = 0;
  const values: number[] = [];
  for (let seed = first; seed < first + Number(options.count); seed++) {
    const made = make(createRandom(seed));
    const pdf = toPdf(made.sheets);
    if (options.out) {
      mkdirSync(options.out, { recursive: true });
      writeFileSync(join(options.out, `${name}-${seed}.pdf`), pdf);
    }
    const truth = made.tables.map(({ page, cells }) => ({ pages: [page], cells }));
    const score = scoreTables(truth, await readTables(pdf));
    const precision = score.found ? score.right / score.found : 1;
    const recall = score.expected ? score.right / score.expected : 1;
    const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
    values.push(f1);
    totals.push({ precision, recall, isTable: truth.length > 0, extra: score.extra });
    extra += score.extra;
    missed += score.missed;
    scores.push(f1 > 0.9995 ? '1' : f1.toFixed(2));
    if (options.list && (score.lost.length > 0 || score.wrong.length > 0)) {
      console.log(`-- ${name}-${seed}: lost ${score.lost.length}, wrong ${score.wrong.length}`);
      for (const relation of score.lost.slice(0, 6)) console.log(`   - ${relation}`);
      for (const relation of score.wrong.slice(0, 6)) console.log(`   + ${relation}`);
    }
  }
  const mean = values.reduce((a, b) => a + b, 0) / (values.length || 1);
  console.log(
    `${name.padEnd(18)} ${mean.toFixed(3)}  missed ${missed}  extra ${extra}   ${scores.join(' ')}`,
  );
}
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / (list.length || 1);
const tables = totals.filter((t) => t.isTable);
const p = mean(tables.map((t) => t.precision));
const r = mean(tables.map((t) => t.recall));
const others = totals.filter((t) => !t.isTable);
console.log(
  `pages with tables ${tables.length}: macro P ${p.toFixed(4)} R ${r.toFixed(4)} F1 ${((2 * p * r) / (p + r || 1)).toFixed(4)}`,
);
console.log(
  `pages without ${others.length}: ${others.reduce((n, t) => n + t.extra, 0)} false tables on ${others.filter((t) => t.extra > 0).length}`,
);
