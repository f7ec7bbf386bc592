import type { Command } from 'commander';
import type { FoundField } from '../results/result-lookup.ts';
import { findField } from '../results/result-lookup.ts';
import type { Language } from '../screen/messages.ts';
import { explainWords, flagAdvice } from '../screen/messages.ts';
import { languageOf } from '../screen/screen-language.ts';

/** Adds `mingxi explain`. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('show where a value was read, what speaks for it and what against it')
    .argument('<out>', 'a folder of results')
    .argument('<field_id>', 'first column of fields.csv')
    .option('--lang <language>', 'en or zh (default: en)')
    .addHelpText('after', '\nExample:\n  mingxi explain out 0123456789abcdef')
    .action(async (out: string, fieldId: string, options: unknown) => {
      const found = await findField(out, fieldId);
      process.stdout.write(explainField(found, languageOf(options)));
    });
}

/** All that the results say about a value, in lines for a terminal. */
export function explainField(found: FoundField, language: Language): string {
  const word = (key: keyof typeof explainWords) => explainWords[key][language];
  const of = (column: string) => found.field.get(column) ?? '';
  const flags = of('flags') === '' ? [] : of('flags').split(';');
  const byStatus = (...statuses: readonly string[]) =>
    found.checks.filter((check) => statuses.includes(check.get('status') ?? ''));
  const lines = [
    `${word('value')}: ${[of('qualifier'), of('value') || `(${of('state')})`, of('unit')].filter(Boolean).join(' ')}`,
    `${word('item')}: ${[of('form'), of('row_code'), of('row_label'), of('measure')].filter(Boolean).join(' · ')}`,
    `${word('report')}: ${[of('entity'), of('fiscal_year'), found.title].filter(Boolean).join(' · ')}`,
    `${word('source')}: ${[of('source'), of('location'), found.tableTitle].filter(Boolean).join(' · ')}`,
    ...(of('row') === ''
      ? []
      : [`${word('table')}: ${of('table_id')}, ${word('row')} ${of('row')}, ${word('column')} ${of('col')}`]),
    `${word('read')}: ${of('raw') === '' ? word('nothing') : of('raw')} (${of('method')})`,
    ...(found.sentence === '' || found.origin.includes(found.sentence)
      ? []
      : [`${word('sentence')}: ${found.sentence}`]),
    ...(found.origin === '' ? [] : [`${word('origin')}: ${found.origin}`]),
    `${word('confidence')}: ${of('confidence')}`,
    ...flags.map((flag) => `${word('flags')}: ${flag} – ${flagAdvice[flag]?.[language] ?? ''}`),
    '',
    `${word('speaksFor')}:`,
    ...describeChecks(byStatus('pass', 'rounding'), language),
    `${word('speaksAgainst')}:`,
    ...describeChecks(byStatus('fail'), language),
    `${word('notTried')}:`,
    ...describeChecks(byStatus('skipped'), language),
  ];
  return `${lines.join('\n')}\n`;
}

function describeChecks(
  checks: readonly ReadonlyMap<string, string>[],
  language: Language,
): readonly string[] {
  if (checks.length === 0) return [`  ${explainWords.nothing[language]}`];
  const column = language === 'zh' ? 'explanation_zh' : 'explanation';
  return checks.map(
    (check) => `  ${check.get('status') ?? ''}  ${check.get('kind') ?? ''}: ${check.get(column) ?? ''}`,
  );
}
