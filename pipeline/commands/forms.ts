import type { Command } from 'commander';
import type { FormDefinition } from '../../schemas/form.ts';
import { loadForms } from '../registry.ts';
import { describeCell, describeIdentity, rowName } from '../screen/form-words.ts';
import { UsageError } from '../usage-error.ts';

/** Adds `mingxi forms`. */
export function addForms(program: Command): void {
  program
    .command('forms')
    .description('list the forms known; with a form, its columns, rows and checks')
    .argument('[form]', 'such as gk05')
    .addHelpText('after', '\nExamples:\n  mingxi forms\n  mingxi forms gk05')
    .action(async (id: string | undefined) => {
      const forms = await loadForms();
      if (id === undefined) {
        process.stdout.write(forms.map(describeBriefly).join(''));
        return;
      }
      const form = forms.find((candidate) => candidate.id === id);
      if (form === undefined) {
        throw new UsageError('form-unknown', { id, known: forms.map((known) => known.id).join(', ') });
      }
      process.stdout.write(describeForm(form));
    });
}

function describeBriefly(form: FormDefinition): string {
  return `${form.id}  ${form.title}  (${form.identities.length} identities, ${form.stated.length + form.statedRows.length} figures stated in text)\n`;
}

function describeForm(form: FormDefinition): string {
  const lines = [
    `${form.id}  ${form.title}`,
    `  ${form.source}`,
    ...(form.titleVariants.length === 0 ? [] : ['', 'Also titled:', ...form.titleVariants.map(indented)]),
    '',
    'Columns (measure):',
    ...form.columns.map((column) => indented(column.measure)),
    ...(form.rows.length === 0
      ? []
      : ['', 'Rows that the form prints:', ...form.rows.map((row) => indented(rowName(row)))]),
    '',
    'Checks:',
    ...(form.identities.length === 0 ? [indented('none of its own')] : []),
    ...form.identities.map((identity) => indented(describeIdentity(identity))),
    ...(form.stated.length === 0 ? [] : ['', 'Cells that running text states:']),
    ...form.stated.map((stated) =>
      indented(
        `${describeCell(stated.cell)} ${stated.relation === 'at-most' ? '≥' : '='} ${stated.items.join(' | ')} (${stated.measure})`,
      ),
    ),
    ...form.statedRows.map((stated) => indented(`${stated.measure}, row by row = ${stated.factMeasure}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function indented(text: string): string {
  return `  ${text}`;
}
