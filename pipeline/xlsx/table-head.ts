import type { AssessedField } from '../../schemas/field.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import { cellName, textCell, wantsQuote } from './cell-xml.ts';
import { doubtNames, doubtOf, doubts } from './doubts.ts';
import { mostNotes } from './notes.ts';
import { printRow } from './sheet-xml.ts';
import type { CellStyle, StyleBook } from './styles.ts';
import type { TableGrid } from './table-grid.ts';

/** Rows above the table: title, what it is, what is to be looked at. */
export const rowsAbove = 3;
/** The cell that leads back to the index. */
export const linkCell = 'A3';

/** A table and what its head tells of it. */
interface Headed {
  readonly table: BoundTable;
  readonly fields: readonly AssessedField[];
  readonly fiscalYear: string;
}

/** Title, what the table is and what is to be looked at. */
export function headLines({ table, fields, fiscalYear }: Headed, grid: TableGrid, styles: StyleBook): string {
  const assumed = fields.some((field) => field.flags.includes('unit-assumed'));
  const pages = table.pages.length === 0 ? table.location : table.pages.join(', ');
  const about = [
    ['部门 entity', table.entity],
    ['年度 year', fiscalYear],
    [
      '单位 unit',
      assumed ? `${table.unit}（表旁未注明，系推定 not printed at the table, assumed）` : table.unit,
    ],
    ['页 page', pages],
    ['表号 mark', table.mark ?? ''],
    ['表式 form', table.form],
  ].filter(([, text]) => text !== '');
  const text = (row: number, column: number, words: string, style: CellStyle) =>
    textCell(
      cellName(row, column),
      styles.id({ ...style, ...(wantsQuote(words) ? { quote: true } : {}) }),
      words,
    );
  const status = statusWords(table, fields, grid);
  return [
    printRow(0, text(0, 0, table.title ?? table.form, { font: 'title' }), 22),
    printRow(1, text(1, 0, about.map((pair) => pair.join(': ')).join('    '), {})),
    printRow(
      2,
      text(2, 0, '← 目录 index', { font: 'link' }) +
        (status === '' ? '' : text(2, 1, status, { font: 'quiet' })),
    ),
  ].join('');
}

function statusWords(table: BoundTable, fields: readonly AssessedField[], grid: TableGrid): string {
  const found = fields.map(doubtOf);
  const counted = doubts.flatMap((doubt) => {
    const count = found.filter((each) => each === doubt).length;
    return count === 0 ? [] : [`${doubtNames[doubt].zh} ${doubtNames[doubt].en} ${count}`];
  });
  const many = found.filter((doubt) => doubt !== null).length > mostNotes;
  const cut = grid.rows < table.rows || grid.columns < table.columns;
  return [
    ...(table.rebuilt ? ['原表缺失，按表式重建 the table is lost, rebuilt from its form'] : []),
    ...(counted.length > 0 ? [counted.join(' · ')] : []),
    ...(many ? [`仅前 ${mostNotes} 格有批注 only the first ${mostNotes} have notes`] : []),
    ...(cut
      ? ['表格超出工作表上限，余见 document.json the sheet ends before the table: see document.json']
      : []),
  ].join('; ');
}
