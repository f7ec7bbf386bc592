import type { DocumentResult } from '../../schemas/ports.ts';
import { cellName, numberCell, textCell, wantsQuote } from './cell-xml.ts';
import { doubtNames, doubts, doubtWords } from './doubts.ts';
import { quoteSheet } from './sheet-names.ts';
import type { SheetLink } from './sheet-xml.ts';
import { printRow, sheetEnd, sheetStart } from './sheet-xml.ts';
import type { CellStyle, StyleBook } from './styles.ts';
import type { TableSheet } from './table-sheet.ts';
import type { ZipEntry } from './zip-stream.ts';

const heads = [
  '序号 no.',
  '表 table',
  '表式 form',
  '部门 entity',
  '页 page',
  '单位 unit',
  '数值 values',
  '待看 to look at',
  '说明 remark',
];
const widths = [9, 46, 10, 34, 16, 10, 12, 16, 44];
/** Rows above the list, its header among them. */
const rowsAbove = 5;

/** Writes the first sheet: the tables of the document, each with a link, and what the colours say. */
export function writeIndexSheet(
  entry: ZipEntry,
  result: DocumentResult,
  tables: readonly (TableSheet & { readonly name: string })[],
  styles: StyleBook,
): void {
  const links: SheetLink[] = [];
  const text = (row: number, column: number, words: string, style: CellStyle = {}) =>
    textCell(
      cellName(row, column),
      styles.id({ ...style, ...(wantsQuote(words) ? { quote: true } : {}) }),
      words,
    );
  const count = (row: number, column: number, value: number) =>
    numberCell(cellName(row, column), styles.id({ format: '0', border: true }), String(value));
  entry.write(sheetStart({ frozenRows: rowsAbove, widths, isFirst: true }));
  entry.write(printRow(0, text(0, 0, result.title || result.source, { font: 'title' }), 22));
  entry.write(printRow(1, text(1, 0, `${result.entity}    ${result.fiscalYear}    ${result.documentType}`)));
  entry.write(
    printRow(2, text(2, 0, `${result.source}    document_id: ${result.documentId}`, { font: 'quiet' })),
  );
  const head: CellStyle = { font: 'bold', fill: 'head', border: true, align: 'center', wrap: true };
  entry.write(printRow(4, heads.map((words, column) => text(4, column, words, head)).join('')));
  const body: CellStyle = { border: true, format: '@' };
  tables.forEach(({ table, fields, name }, index) => {
    const row = rowsAbove + index;
    links.push({ cell: cellName(row, 1), place: `${quoteSheet(name)}!A1` });
    const toReview = fields.filter((field) => !field.accepted).length;
    const pages = table.pages.length === 0 ? table.location : table.pages.join(', ');
    entry.write(
      printRow(
        row,
        [
          count(row, 0, index + 1),
          text(row, 1, table.title ?? table.form, { ...body, font: 'link' }),
          text(row, 2, table.form, body),
          text(row, 3, table.entity, body),
          text(row, 4, pages, body),
          text(row, 5, table.unit, body),
          count(row, 6, fields.length),
          count(row, 7, toReview),
          text(row, 8, table.rebuilt ? '原表缺失，按表式重建 lost, rebuilt from its form' : '', body),
        ].join(''),
      ),
    );
  });
  writeColours(entry, rowsAbove + tables.length + 1, text);
  entry.write(
    sheetEnd({
      filter: '',
      merges: [],
      links,
      textNumbers: `A1:I${rowsAbove + tables.length}`,
      hasNotes: false,
    }),
  );
}

/** What the colours say, a row each. */
function writeColours(
  entry: ZipEntry,
  from: number,
  text: (row: number, column: number, words: string, style?: CellStyle) => string,
): void {
  entry.write(printRow(from, text(from, 1, '颜色 colours', { font: 'bold' })));
  doubts.forEach((doubt, index) => {
    const row = from + 1 + index;
    const name = `${doubtNames[doubt].zh} ${doubtNames[doubt].en}`;
    const words = `${doubtWords[doubt].zh} / ${doubtWords[doubt].en}`;
    entry.write(printRow(row, text(row, 1, name, { fill: doubt, border: true }) + text(row, 2, words)));
  });
  const row = from + 1 + doubts.length;
  const more =
    '灰字 0：单元格空白，文件注明空白为零 / a grey 0: the cell is empty, and the document says that empty cells are zero';
  entry.write(printRow(row, text(row, 1, '0', { font: 'quiet', border: true }) + text(row, 2, more)));
}
