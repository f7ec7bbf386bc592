import type { Command } from 'commander';
import type { FoundField } from '../result-lookup.ts';
import { findField } from '../result-lookup.ts';

/** Adds `mingxi cite`. */
export function addCite(program: Command): void {
  program
    .command('cite')
    .description('print a value with its source, ready for a footnote')
    .argument('<out>', 'a folder of results')
    .argument('<field_id>', 'first column of fields.csv')
    .addHelpText('after', '\nExample:\n  mingxi cite out 0123456789abcdef')
    .action(async (out: string, fieldId: string) => {
      process.stdout.write(citeField(await findField(out, fieldId)));
    });
}

/** One footnote: who, which report, which item, the value, where it stands, the bytes it stands in, what to mind. */
export function citeField(found: FoundField): string {
  const of = (column: string) => found.field.get(column) ?? '';
  const amount =
    of('value') === '' ? `(${of('state')})` : `${of('qualifier')}${of('value')} ${of('unit')}`.trim();
  const yuan = of('amount_cny') !== '' && of('unit') !== '元' ? ` (${of('amount_cny')} 元)` : '';
  const place = of('row') === '' ? '' : `row ${of('row')}, column ${of('col')}`;
  const sentences = [
    [of('entity'), found.title || of('fiscal_year')].filter(Boolean).join(', '),
    `${[found.tableTitle || (of('form') === 'narrative' ? 'Running text' : of('form')), of('row_code'), of('row_label'), of('measure')].filter(Boolean).join(', ')}: ${amount}${yuan}`,
    [`Source: ${of('source')}`, of('location'), place, `SHA-256 ${found.sha256}`].filter(Boolean).join(', '),
    ...(of('method') === 'text'
      ? []
      : [
          `Method: ${of('method')}${found.origin === '' ? '' : ` (${found.origin.replace(/[.。]+$/u, '')})`}`,
        ]),
    ...(of('flags') === '' ? [] : [`Flags: ${of('flags')}`]),
  ];
  return `${sentences.map((sentence) => sentence.replace(/[.。]+$/u, '')).join('. ')}.\n`;
}
