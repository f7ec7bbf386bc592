import type { CellRef, FormDefinition, Identity } from '../../schemas/form.ts';
import { quoteName, quoteText } from './names.ts';

interface View {
  readonly name: string;
  readonly comment: string;
  readonly query: string;
}

const general: readonly View[] = [
  {
    name: 'accepted_values',
    comment: 'Figures that may be taken without eyes.',
    query: "SELECT * FROM fields WHERE accepted AND state = 'number'",
  },
  {
    name: 'fields_to_review',
    comment: 'Values to look at before they are used, the least sure first in each document.',
    query: 'SELECT * FROM fields WHERE NOT accepted ORDER BY source, confidence, field_id',
  },
  {
    name: 'failed_checks',
    comment: 'Checks with status fail, a row for every value concerned.',
    query: [
      'SELECT c.check_id, c.document_id, c.source, c.kind, c.tables, c.expected, c.actual, c.residual, c.unit,',
      '  c.explanation, c.explanation_zh, f.field_id, f.form, f.row_code, f.row_label, f.measure, f.raw, f.value,',
      '  f.confidence, f.flags, f.location, f.page',
      "FROM (SELECT *, unnest(coalesce(string_split(field_ids, ';'), [NULL])) AS member FROM checks WHERE status = 'fail') AS c",
      'LEFT JOIN fields AS f ON f.field_id = c.member',
    ].join('\n'),
  },
  {
    name: 'headline',
    comment: 'Final accounts, one row a report: the headline figures in 元 (summary has all documents).',
    query: [
      'SELECT entity, fiscal_year, income_total, expenditure_total, basic, project, fiscal_appropriation,',
      '  three_publics_budget, three_publics_actual, personnel, operating, to_review, checks_failed, source, document_id, report_id',
      "FROM summary WHERE document_type = 'final-accounts'",
    ].join('\n'),
  },
];

/**
 * CREATE VIEW and COMMENT statements over the tables: what is sure, what is to look at, and each known form as a table of its
 * own, one row a row and a column a measure, with the rows alone that nothing in the table adds up to another time.
 */
export function duckdbViews(forms: readonly FormDefinition[]): readonly string[] {
  const known = forms.filter((form) => form.layout !== 'indicators');
  return [...general, ...known.map(formView)].flatMap(({ name, comment, query }) => [
    `CREATE VIEW ${quoteName(name)} AS\n${query}`,
    `COMMENT ON VIEW ${quoteName(name)} IS ${quoteText(comment)}`,
  ]);
}

function formView(form: FormDefinition): View {
  const measures = form.columns.map(
    ({ measure }) =>
      `max(amount_cny) FILTER (WHERE measure = ${quoteText(measure)}) AS ${quoteName(measure)}`,
  );
  return {
    name: form.id,
    comment: `${form.title}: the rows that are no sum of others, amounts in 元; NULL where blank or of unknown unit.`,
    query: [
      'WITH every AS (',
      '  SELECT document_id, source, entity, fiscal_year, table_id, min("row") AS "row", row_code, row_label,',
      '    min(level) AS level, occurrence, bool_and(accepted) AS accepted,',
      `    ${measures.join(',\n    ')}`,
      `  FROM fields WHERE form = ${quoteText(form.id)}`,
      '  GROUP BY document_id, source, entity, fiscal_year, table_id, row_code, row_label, occurrence',
      ')',
      'SELECT * FROM every AS r',
      ...leafConditions(form).map((condition, index) => `${index === 0 ? 'WHERE' : '  AND'} ${condition}`),
      'ORDER BY source, document_id, table_id, "row", row_code, row_label, occurrence',
    ].join('\n'),
  };
}

const sameTable = 'p.document_id = r.document_id AND p.table_id IS NOT DISTINCT FROM r.table_id';

/** What a row has to satisfy so that no figure of the table is in it and in another row. */
function leafConditions(form: FormDefinition): readonly string[] {
  if (form.rowKey === 'code') {
    return [
      'r.row_code IS NOT NULL',
      `NOT EXISTS (SELECT 1 FROM every AS p WHERE ${sameTable} AND p.row_code <> r.row_code AND starts_with(p.row_code, r.row_code))`,
    ];
  }
  return form.identities.flatMap((identity) =>
    identity.kind === 'column-sum' ? (sumCondition(form, identity) ?? []) : [],
  );
}

/** A row of a sum is left out where its parts stand in the table. */
function sumCondition(
  form: FormDefinition,
  identity: Extract<Identity, { kind: 'column-sum' }>,
): string | null {
  const total = labelsOf(form, identity.total);
  const figures = identity.measures.map((measure) => `p.${quoteName(measure)}`).join(', ');
  const present = (labels: readonly string[]) =>
    `${sameTable} AND p.row_label IN (${labels.map(quoteText).join(', ')}) AND coalesce(${figures}) IS NOT NULL`;
  if (total.length === 0) return null;
  const isTotal = `r.row_label IN (${total.map(quoteText).join(', ')})`;
  if (identity.parts === 'class-rows') return `NOT coalesce(${isTotal}, false)`;
  const plain = identity.parts.filter((part) => occurrenceOf(part) === 1);
  const again = identity.parts.filter((part) => occurrenceOf(part) > 1);
  const found = [
    ...(plain.length === 0
      ? []
      : [
          `EXISTS (SELECT 1 FROM every AS p WHERE ${present(plain.flatMap((part) => labelsOf(form, part)))})`,
        ]),
    ...again.map(
      (part) =>
        `(SELECT count(*) FROM every AS p WHERE ${present(labelsOf(form, part))}) >= ${occurrenceOf(part)}`,
    ),
  ];
  return `NOT (coalesce(${isTotal}, false) AND (${found.join(' OR ')}))`;
}

function occurrenceOf(row: CellRef['row']): number {
  return typeof row === 'object' && 'occurrence' in row ? row.occurrence : 1;
}

/** The wordings under which a row may stand in the table. */
function labelsOf(form: FormDefinition, row: CellRef['row']): readonly string[] {
  const label = typeof row === 'string' ? row : 'label' in row ? row.label : '';
  const defined = form.rows.filter((each) => each.label === label);
  return [...new Set([label, ...defined.flatMap((each) => each.variants ?? [])])].filter(
    (each) => each !== '',
  );
}
