import type { Check } from '../../schemas/check.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { BoundTable } from '../../schemas/ports.ts';
import { groupBy } from '../output/grouping.ts';
import { flagAdvice } from '../screen/messages.ts';
import type { Content } from './cell-content.ts';
import { cellContent, textContent } from './cell-content.ts';
import { cellName, emptyCell, fitsDouble } from './cell-xml.ts';
import { gridWidths, rowHeight } from './column-widths.ts';
import type { Doubt } from './doubts.ts';
import { doubtOf, gravest } from './doubts.ts';
import type { Note } from './notes.ts';
import type { CellLook, Place } from './printed-content.ts';
import { addNote, contentStyle, printContent } from './printed-content.ts';
import { reasonOf } from './reasons.ts';
import { mostColumns, mostRows, printRow, sheetEnd, sheetStart } from './sheet-xml.ts';
import type { CellStyle, StyleBook } from './styles.ts';
import { writeLinesBelow } from './table-foot.ts';
import type { PlacedCell, TableGrid } from './table-grid.ts';
import { layGrid } from './table-grid.ts';
import { headLines, linkCell, rowsAbove } from './table-head.ts';
import type { ZipEntry } from './zip-stream.ts';

/** A table with what its sheet is made of. */
export interface TableSheet {
  readonly table: BoundTable;
  /** The fields of the table, in the order of fields.csv. */
  readonly fields: readonly AssessedField[];
  readonly fiscalYear: string;
  /** Where the link back leads. */
  readonly indexPlace: string;
}

/** What a written sheet comes to. */
export interface WrittenSheet {
  readonly notes: readonly Note[];
  readonly widths: readonly number[];
  /** `$1:$5` */
  readonly printTitles: string;
}

/** A head of more rows would leave no room for what it heads. */
const mostFrozenRows = 14;
/** Rows that a sheet needs beside the table, its notes and values without a cell. */
const rowsBeside = 2000;
/** A confidence below which a reading is in doubt: where `low-confidence` begins. */
const lowConfidence = 0.9;

/** Whether the sheet of a table may have notes. */
export function mayHaveNotes({ table, fields }: TableSheet): boolean {
  return (
    fields.some((field) => doubtOf(field) !== null || (field.value !== null && !fitsDouble(field.value))) ||
    table.cells.some((cell) => cell.flags.length > 0 || cell.confidence < lowConfidence)
  );
}

/** Writes the sheet of a table as the publisher laid it out: merged cells, numbers as printed, doubtful ones coloured. */
export function writeTableSheet(
  entry: ZipEntry,
  sheet: TableSheet,
  styles: StyleBook,
  accused: ReadonlyMap<string, readonly Check[]>,
): WrittenSheet {
  const { table, fields } = sheet;
  const grid = layGrid(table, { rows: mostRows - rowsBeside, columns: mostColumns });
  const widths = gridWidths(grid);
  const headRows = rowsAbove + Math.min(table.headerRows, grid.rows);
  const notes: Note[] = [];
  const look: CellLook = { styles, accused, notes, unit: table.unit };
  const standing = groupBy(
    fields.filter(({ row, column }) => inGrid(grid, row, column)),
    ({ row, column }) => `${row} ${column}`,
  );
  entry.write(sheetStart({ frozenRows: headRows <= mostFrozenRows ? headRows : 0, widths, isFirst: false }));
  entry.write(headLines(sheet, grid, styles));
  const merges: string[] = [];
  for (let row = 0; row < grid.rows; row++) {
    let cells = '';
    for (let column = 0; column < grid.columns; column++) {
      const placed = grid.at(row, column);
      if (placed === undefined) continue;
      const own = standing.get(`${placed.row} ${placed.column}`) ?? [];
      const at = { row: rowsAbove + row, column };
      if (placed.row !== row || placed.column !== column) {
        cells += emptyCell(cellName(at.row, column), styles.id(styleOf(placed, own, look).style));
        continue;
      }
      cells += printPlaced(placed, own, at, look);
      if (placed.rowSpan > 1 || placed.columnSpan > 1) {
        const end = cellName(at.row + placed.rowSpan - 1, column + placed.columnSpan - 1);
        merges.push(`${cellName(at.row, column)}:${end}`);
      }
    }
    entry.write(printRow(rowsAbove + row, cells, rowHeight(grid, row, widths)));
  }
  const outside = fields.filter(({ row, column }) => !inGrid(grid, row, column));
  const last = writeLinesBelow(entry, rowsAbove + grid.rows + 1, table.notes, outside, look);
  entry.write(
    sheetEnd({
      filter: '',
      merges,
      links: [{ cell: linkCell, place: sheet.indexPlace }],
      textNumbers: `A1:${cellName(last, Math.max(grid.columns, 5))}`,
      hasNotes: mayHaveNotes(sheet),
    }),
  );
  return { notes, widths, printTitles: headRows <= mostFrozenRows ? `$1:$${headRows}` : '' };
}

function inGrid(grid: TableGrid, row: number | null, column: number | null): boolean {
  if (row === null || column === null) return false;
  const placed = row < grid.rows && column < grid.columns ? grid.at(row, column) : undefined;
  return placed?.row === row && placed.column === column;
}

interface Styled {
  readonly style: CellStyle;
  readonly content: Content;
  readonly doubt: Doubt | null;
}

function styleOf({ cell }: PlacedCell, fields: readonly AssessedField[], look: CellLook): Styled {
  const doubt =
    fields.length === 0 && (cell.flags.length > 0 || cell.confidence < lowConfidence)
      ? 'doubtful'
      : gravest(fields.map(doubtOf));
  const fill = doubt === null ? {} : { fill: doubt };
  if (cell.role === 'header') {
    const content = textContent(cell.text);
    const style: CellStyle = {
      font: 'bold',
      fill: 'head',
      border: true,
      format: '@',
      align: 'center',
      wrap: true,
      ...fill,
    };
    return { style, content, doubt };
  }
  const content = cell.role === 'value' ? cellContent(cell.text, fields, look.unit) : textContent(cell.text);
  return {
    style: { ...contentStyle(content, look.styles), ...quietIfZero(fields), border: true, ...fill },
    content,
    doubt,
  };
}

/** An empty cell that counts as 0 shows it less black. */
function quietIfZero(fields: readonly AssessedField[]): CellStyle {
  return fields.length === 1 && fields[0]?.flags.includes('blank-zero') ? { font: 'quiet' } : {};
}

function printPlaced(
  placed: PlacedCell,
  fields: readonly AssessedField[],
  at: Place,
  look: CellLook,
): string {
  const { style, content } = styleOf(placed, fields, look);
  addNote(
    at,
    [...cellReasons(placed, fields), ...fields.map((field) => reasonOf(field, look.accused))],
    content,
    look,
  );
  return printContent(at, content, style, look.styles);
}

function cellReasons({ cell }: PlacedCell, fields: readonly AssessedField[]): readonly string[] {
  if (fields.length > 0 || (cell.flags.length === 0 && cell.confidence >= lowConfidence)) return [];
  const flags = cell.flags.map((flag) => `[${flag}] ${flagAdvice[flag]?.zh} / ${flagAdvice[flag]?.en}`);
  return [...flags, `置信度 confidence: ${cell.confidence.toFixed(4)}`];
}
