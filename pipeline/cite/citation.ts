import type { FoundField, FoundTable } from '../results/result-lookup.ts';

/** All that a citation of one value says; '' for what is not known. */
export interface Citation {
  readonly fieldId: string;
  /** Who published the report: the column publisher of `--metadata`, else who reports. */
  readonly publisher: string;
  readonly entity: string;
  readonly title: string;
  /** The title does not stand in the document: it was put together from year, entity and kind. */
  readonly isTitleSupplied: boolean;
  readonly fiscalYear: string;
  readonly publishedOn: string;
  readonly url: string;
  readonly retrievedAt: string;
  readonly licence: string;
  /** Title of the table with the publisher's mark; '' in running text. */
  readonly table: string;
  readonly form: string;
  readonly sentence: string;
  readonly page: string;
  readonly location: string;
  /** The row's code and label as the form knows them. */
  readonly rowCode: string;
  readonly rowLabel: string;
  /** The measure: header path joined by `/`. */
  readonly columnLabel: string;
  /** From 0, in the table of document.json. */
  readonly row: string;
  readonly column: string;
  /** The row's and the column's own words in the table, `/` between levels. */
  readonly printedRow: string;
  readonly printedColumn: string;
  /** As printed, with its unit; '' where nothing is printed. */
  readonly printed: string;
  readonly value: string;
  readonly qualifier: string;
  readonly unit: string;
  readonly amountCny: string;
  readonly state: string;
  readonly period: string;
  readonly method: string;
  readonly origin: string;
  readonly confidence: string;
  readonly flags: readonly string[];
  readonly source: string;
  readonly sha256: string;
}

/** What kinds of reports are called. */
const kindNames: Readonly<Record<string, string>> = {
  'final-accounts': '部门决算',
  budget: '部门预算',
  'self-evaluation': '绩效自评',
};

/** A document that begins with a heading of one of its parts has no title of its own. */
const partHeading = /^第[一二三四五六七八九十\d]+(?:部分|章)/u;

/** Gathers what is cited from what the results say about a value. */
export function citationOf(found: FoundField): Citation {
  const of = (column: string) => found.field.get(column) ?? '';
  const told = (column: string) => (found.summary.get(column) ?? '').trim();
  return {
    fieldId: of('field_id'),
    publisher: told('publisher') || of('entity'),
    entity: of('entity'),
    ...titleOf(found),
    fiscalYear: of('fiscal_year'),
    publishedOn: told('published_on'),
    url: told('source_url') || told('url'),
    retrievedAt: told('retrieved_at'),
    licence: told('licence') || told('license'),
    table: tableName(found),
    form: of('form'),
    sentence: found.sentence,
    page: of('page'),
    location: of('location'),
    rowCode: of('row_code'),
    rowLabel: of('row_label'),
    columnLabel: of('measure'),
    row: of('row'),
    column: of('col'),
    ...printedLabels(found.table, of('row'), of('col')),
    printed: withUnit(of('raw'), of('unit'), of('state')),
    value: of('value'),
    qualifier: of('qualifier'),
    unit: of('unit'),
    amountCny: of('amount_cny'),
    state: of('state'),
    period: of('period'),
    method: of('method'),
    origin: found.origin,
    confidence: of('confidence'),
    flags: of('flags') === '' ? [] : of('flags').split(';'),
    source: of('source'),
    sha256: found.sha256,
  };
}

function titleOf(found: FoundField): Pick<Citation, 'title' | 'isTitleSupplied'> {
  const given = (found.summary.get('title') ?? '').trim();
  if (given !== '') return { title: given, isTitleSupplied: false };
  if (found.title !== '' && !partHeading.test(found.title))
    return { title: found.title, isTitleSupplied: false };
  const year = found.field.get('fiscal_year') ?? '';
  const kind = kindNames[found.summary.get('document_type') ?? ''] ?? '';
  const entity = found.field.get('entity') ?? '';
  if (entity === '')
    return { title: found.title || (found.field.get('source') ?? ''), isTitleSupplied: true };
  return { title: `${year === '' ? '' : `${year}年度`}${entity}${kind}`, isTitleSupplied: true };
}

function tableName({ table, field }: FoundField): string {
  if (table === null) return '';
  return [table.mark, table.title].filter(Boolean).join(' ') || (field.get('table_id') ?? '');
}

/** The unit behind the figure, unless it is printed with it. */
function withUnit(raw: string, unit: string, state: string): string {
  if (raw === '' || unit === '' || state !== 'number' || /[元人次辆个台分%％‰]/u.test(raw)) return raw;
  return unit === '%' ? `${raw}%` : `${raw} ${unit}`;
}

/** The words of the row's label cells, and of the header cells over the column. */
function printedLabels(
  table: FoundTable | null,
  rowText: string,
  columnText: string,
): Pick<Citation, 'printedRow' | 'printedColumn'> {
  if (table === null || rowText === '' || columnText === '') return { printedRow: '', printedColumn: '' };
  const [row, column] = [Number(rowText), Number(columnText)];
  const stubs = table.cells.filter(
    (cell) => cell.role === 'stub' && cell.row <= row && row < cell.row + cell.row_span,
  );
  // Labels between columns of figures part blocks that stand side by side: only those of the value's own block are its.
  const own = stubs.filter((cell) => cell.column < column);
  const after = own.reduce((last, cell) => {
    const hasGap = table.cells.some(
      (between) =>
        between.role === 'value' &&
        between.row <= row &&
        row < between.row + between.row_span &&
        between.column < cell.column &&
        between.column >= last,
    );
    return hasGap ? cell.column : last;
  }, 0);
  const header = table.cells.filter(
    (cell) =>
      cell.row < table.header_rows && cell.column <= column && column < cell.column + cell.column_span,
  );
  return {
    printedRow: joinPath(own.filter(({ column: at }) => at >= after).map(({ text }) => text)),
    // The numbers of a 栏次 row name no column.
    printedColumn: joinPath(header.flatMap(({ text }) => (/^\d{1,3}$/u.test(text) ? [] : text))),
  };
}

function joinPath(texts: readonly string[]): string {
  const path: string[] = [];
  for (const text of texts) if (text !== '' && path.at(-1) !== text) path.push(text);
  return path.join('/');
}
