import type { Command } from 'commander';
import type { CellRef, FormDefinition, Identity } from '../../schemas/form.ts';
import { loadForms } from '../registry.ts';
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

function rowName(row: FormDefinition['rows'][number]): string {
  return [row.code ?? '', row.side ?? '', row.label].filter((part) => part !== '').join(' ');
}

function describeIdentity(identity: Identity): string {
  switch (identity.kind) {
    case 'row-sum':
      return `${identity.id}: in every row, ${identity.total} = ${[identity.parts.join(' + '), ...(identity.minus ?? [])].join(' − ')}`;
    case 'hierarchy':
      return `${identity.id}: every code is the sum of the codes under it, for ${identity.measures.join(', ')}`;
    case 'column-sum':
      return `${identity.id}: ${rowText(identity.total)} = ${
        identity.parts === 'class-rows' ? 'the sum of the 类 rows' : identity.parts.map(rowText).join(' + ')
      }, for ${identity.measures.join(', ')}`;
    case 'balance':
      return `${identity.id}: ${describeCell(identity.left)} = ${describeCell(identity.right)}`;
    case 'cross-table':
      return `${identity.id}: ${identity.left.map(describeCell).join(' + ')} ${sign(identity.relation)} ${identity.right.map(describeCell).join(' + ')}`;
    case 'cross-rows':
      return `${identity.id}: row by row, ${identity.measure} ${sign(identity.relation)} ${identity.other.form} ${identity.other.measure}`;
  }
}

function sign(relation: 'equal' | 'at-most'): string {
  return relation === 'equal' ? '=' : '≤';
}

function describeCell(cell: CellRef): string {
  return [cell.form ?? '', rowText(cell.row), cell.measure].filter((part) => part !== '').join(' ');
}

function rowText(row: unknown): string {
  if (typeof row === 'string') return row;
  if (typeof row !== 'object' || row === null) return '';
  return Object.values(row)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
