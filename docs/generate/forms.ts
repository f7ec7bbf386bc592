import { describeCell, describeIdentity, rowName } from '../../pipeline/screen/form-words.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import { code, generatedMark, markdownTable, page } from './markdown.ts';

/** docs/FORMS.md: the forms, their columns with the wordings known, their rows, and what each checks. */
export function formsPage(forms: readonly FormDefinition[]): string {
  return page(
    generatedMark,
    '# Forms',
    'A table is told by its title and columns, never by the number printed on it. `measure` in `fields.csv` is exactly one of the names below; columns that a form has beyond these keep their printed header. `mingxi forms gk05` shows the same on the screen.',
    markdownTable(
      ['form', 'title', 'columns', 'checks'],
      forms.map((form) => [
        `[${form.id}](#${form.id})`,
        form.title,
        String(form.columns.length),
        String(form.identities.length),
      ]),
    ),
    ...forms.map(formSection),
  );
}

function formSection(form: FormDefinition): string {
  const pieces = [
    `## ${form.id}`,
    `${form.title}. ${form.source}`,
    ...(form.titleVariants.length === 0 ? [] : [`Also titled: ${form.titleVariants.join('、')}.`]),
    form.columns.length === 0
      ? 'Columns: as printed.'
      : markdownTable(
          ['measure', 'printed as'],
          form.columns.map((column) => [code(column.measure), column.variants.join('、')]),
        ),
    ...(form.rows.length === 0 ? [] : [`Rows: ${form.rows.map(rowText).join('、')}.`]),
    ...(form.identities.length === 0
      ? []
      : ['Checks:', form.identities.map((identity) => `- ${describeIdentity(identity)}`).join('\n')]),
    ...(form.stated.length === 0
      ? []
      : [
          'Cells that running text states:',
          form.stated
            .map(
              (stated) =>
                `- ${describeCell(stated.cell)} ${stated.relation === 'at-most' ? '≥' : '='} ${stated.items.join('、')} (${stated.measure})`,
            )
            .join('\n'),
        ]),
  ];
  return pieces.join('\n\n');
}

function rowText(row: FormDefinition['rows'][number]): string {
  const years =
    row.from === undefined && row.until === undefined ? '' : ` (${row.from ?? ''}–${row.until ?? ''})`;
  return rowName(row) + years;
}
