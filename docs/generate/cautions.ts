/** What to beware of in a column, by `file.column`; `*.column` where it is the same in every file. */
const cautions: Readonly<Record<string, string>> = {
  'fields.field_id':
    'Stable over runs as long as table, row, measure, occurrence, period and basis are read alike.',
  '*.document_id':
    'The same bytes have the same id wherever they lie; a compiled report has one for all its units.',
  'fields.entity': 'Of the table, not of the file: a compiled report holds several.',
  'fields.fiscal_year': 'Year of the report; the year a figure speaks of is `period`.',
  'fields.form':
    'What the table is, whatever number is printed on it. `t1`, `t2` … are tables of no known form.',
  'fields.row': 'Counts rows of the joined table in document.json, not lines of a page.',
  'fields.col': 'As `row`.',
  'fields.page': 'Empty for a value that stands nowhere (`method` derived).',
  'fields.bbox': 'Empty where the input has no geometry (text).',
  'fields.row_code': 'Text: leading digits mean something, 208 is no number. Load it as text.',
  'fields.row_label': 'Without ordinal and 其中：; `raw` tables are in document.json.',
  'fields.level': '**Never sum over levels**: a 类 is the sum of its 款, a 款 of its 项, 合计 of all.',
  'fields.measure': 'A header path: `支出/合计` is the sum of its siblings. Do not sum over measures.',
  'fields.occurrence': 'Above 1 the same figure stands again: choose one, never add them up.',
  'fields.phase': '年初预算, 全年预算 and 决算 are three stages of one money.',
  'fields.period': 'A figure of 上年 has the year before.',
  'fields.basis': 'Only for shares and changes (占比 增减额 增减率 完成率).',
  'fields.raw':
    "A leading `'` guards texts that a spreadsheet would take for a formula. Empty where nothing stands.",
  'fields.value':
    'An exact decimal in `unit`, not in 元. Load it as DECIMAL(38,16) or text, never as a float; a sniffer that sees 0 first may round it.',
  'fields.state': 'Only `number` has a value. `blank` is not 0, `missing` is not blank.',
  'fields.unit': 'Differs between tables of one document. Empty: unknown, not 元.',
  'fields.amount_cny': 'In 元 whatever `unit` is: compare amounts by this column.',
  'fields.confidence': 'That it is read as printed, not that the publisher is right.',
  'fields.accepted':
    '`false` is not wrong, but to be looked at. Sums over accepted values alone are not totals.',
  'fields.flags': 'Several are joined by `;`: see FLAGS.md.',
  'fields.method':
    '`derived` and `narrative` table values stand in no cell: `mingxi explain` says where they are from.',
  'checks.expected': 'Words for `code-name` and `completeness`: a text column.',
  'checks.actual': 'As `expected`.',
  'checks.residual': 'In `unit`. Within `tolerance` it is rounding.',
  'checks.status':
    '`fail`: the document contradicts itself or a reading is in doubt; the flags of the fields say which.',
  'checks.field_ids': 'Joined by `;`, at times hundreds.',
  'summary.report_id': 'Two files may report the same: links.csv says so.',
  'summary.entity_raw': 'May be shorter than `entity`, which other parts of the document complete.',
  'summary.region': 'From the name only; --metadata may know better.',
  'links.report_id': 'Of the from side; for year-on-year the other side has the year before.',
};

/** @returns '' where there is nothing to beware of */
export function cautionOf(file: string, column: string): string {
  return cautions[`${file}.${column}`] ?? cautions[`*.${column}`] ?? '';
}

/** Every column that a caution is about, as `file.column`. */
export const cautionedColumns: readonly string[] = Object.keys(cautions);
