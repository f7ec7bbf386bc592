import type { Command } from 'commander';
import { z } from 'zod';
import {
  differencesHeader,
  differencesToCsv,
  differencesToJsonLines,
  sayDifferences,
} from '../diff/difference-texts.ts';
import type { DocumentDifference } from '../diff/run-differences.ts';
import { differencesOf } from '../diff/run-differences.ts';
import type { ChangeKind } from '../diff/value-changes.ts';
import { openResults } from '../results/result-reading.ts';
import { diffTotals } from '../screen/diff-messages.ts';
import type { Language } from '../screen/language.ts';
import { printPieces } from '../screen/screen-output.ts';
import { UsageError } from '../usage-error.ts';

const examples = `
Examples:
  mingxi diff out-2023-05 out-2023-06             two runs, or two versions of a report
  mingxi diff old new --json | grep value-changed
  mingxi diff old new --csv > changes.csv         a row for every column that differs

Documents belong together by their bytes, else their source, else their report (entity, year, kind). Values are the same by
form, row_code, row_label, measure, occurrence, period and basis: a field_id changes when the file does.

  + added   - removed   ~ changed   ? only its confidence, acceptance or flags, or how it is told (raw, method, entity …)

Where a value stands (page, row, column, box) is not compared.

Exit status: 0 no difference, 1 differences, 2 trouble: the command line or a folder is wrong.`;

const diffOptions = z
  .object({
    json: z.boolean().default(false),
    csv: z.boolean().default(false),
    lang: z.enum(['en', 'zh'], { error: '--lang knows en and zh' }).default('en'),
  })
  .refine(({ json, csv }) => !(json && csv), 'only one of --json and --csv at a time');
type DiffOptions = z.output<typeof diffOptions>;

/** Adds `mingxi diff`. */
export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('show what changed between two folders of results, value by value')
    .argument('<old>', 'a folder of results')
    .argument('<new>', 'another one')
    .option('--json', 'as JSON Lines, a difference a line')
    .option('--csv', 'as CSV, a row for every column that differs')
    .option('--lang <language>', 'language on the screen, en or zh (default: en)')
    .addHelpText('after', examples)
    .action(async (old: string, next: string, options: unknown) => {
      const parsed = diffOptions.safeParse(options);
      if (!parsed.success)
        throw new UsageError('option-bad', {
          cause: parsed.error.issues[0]?.message ?? 'an option is wrong',
        });
      process.exitCode = await diff(old, next, parsed.data);
    });
}

/** @returns the exit status */
async function diff(old: string, next: string, options: DiffOptions): Promise<number> {
  const differences = differencesOf(await openResults(old), await openResults(next));
  const totals = { documents: 0, values: 0, kinds: new Map<ChangeKind, number>() };
  await printPieces(printDifferences(differences, options, totals));
  sayTotals(totals, options.lang);
  return totals.kinds.size === 0 ? 0 : 1;
}

interface Totals {
  documents: number;
  values: number;
  readonly kinds: Map<ChangeKind, number>;
}

async function* printDifferences(
  differences: AsyncIterable<DocumentDifference>,
  { json, csv, lang }: DiffOptions,
  totals: Totals,
): AsyncGenerator<string> {
  if (csv) yield differencesHeader();
  for await (const difference of differences) {
    if (difference.pair.by !== null) totals.documents++;
    totals.values += difference.values;
    for (const { kind } of difference.changes) totals.kinds.set(kind, (totals.kinds.get(kind) ?? 0) + 1);
    if (difference.changes.length === 0) continue;
    if (csv) yield differencesToCsv(difference);
    else if (json) yield differencesToJsonLines(difference);
    else yield sayDifferences(difference, lang);
  }
}

function sayTotals({ documents, values, kinds }: Totals, language: Language): void {
  const count = (...wanted: readonly ChangeKind[]) =>
    String(wanted.reduce((sum, kind) => sum + (kinds.get(kind) ?? 0), 0));
  const sentence = kinds.size === 0 ? diffTotals.same : diffTotals.differ;
  const words = {
    documents: String(documents),
    values: String(values),
    addedDocuments: count('document-added'),
    removedDocuments: count('document-removed'),
    changed: count('value-changed'),
    added: count('value-added'),
    removed: count('value-removed'),
    assessed: count('assessment-changed'),
    described: count('description-changed'),
    checks: count('check-added', 'check-removed', 'check-changed'),
  };
  process.stderr.write(`${sentence[language](words)}\n`);
}
