import type { ColumnSpec, FileSpec } from '../../schemas/columns.ts';
import type { TypedCell, TypedRow } from '../output/typed-rows.ts';
import {
  booleanCell,
  cellName,
  columnName,
  decimalFormat,
  fitsDouble,
  isPlainDecimal,
  numberCell,
  sharedCell,
  textCell,
  wantsQuote,
} from './cell-xml.ts';
import { columnWords } from './column-words.ts';
import type { Doubt } from './doubts.ts';
import { doubtOf } from './doubts.ts';
import type { Note } from './notes.ts';
import { mostNotes } from './notes.ts';
import { longNumberWords } from './reasons.ts';
import type { SharedStrings } from './shared-strings.ts';
import { mostRows, printRow, sheetEnd, sheetStart } from './sheet-xml.ts';
import type { StyleBook } from './styles.ts';
import type { ZipEntry } from './zip-stream.ts';

/** How much one sheet takes. */
export interface SheetBounds {
  readonly rows: number;
  /** Bytes of its XML. */
  readonly bytes: number;
}

/** The rows are the format's bound; the bytes are what a ZIP without its 64-bit extension holds, with room for the end. */
export const sheetBounds: SheetBounds = { rows: mostRows, bytes: 4_000_000_000 };

/** A table over all documents as a sheet, written row by row: names of columns first, then the rows with their types. */
export interface RowsSheet {
  add(row: TypedRow): void;
  /** Ends the sheet. */
  end(): { readonly notes: readonly Note[]; readonly filter: string };
}

/** Widths of columns by what they hold, in characters; others are as wide as their names. */
const widths: Readonly<Record<string, number>> = {
  source: 30,
  entity: 30,
  entity_raw: 30,
  row_label: 30,
  measure: 26,
  raw: 18,
  value: 16,
  amount_cny: 18,
  flags: 22,
  expected: 16,
  actual: 16,
  explanation: 60,
  explanation_zh: 60,
  report_id: 44,
  reason: 50,
};
const idWidth = 19;
const leastWidth = 10;

export function columnWidths(spec: FileSpec): readonly number[] {
  return spec.columns.map(({ name, exact }) => {
    const usual = name.endsWith('_id') ? idWidth : exact ? (widths.value ?? leastWidth) : leastWidth;
    return widths[name] ?? Math.max(usual, name.length + 3);
  });
}

/** What all sheets of a workbook share. */
export interface BookParts {
  readonly styles: StyleBook;
  readonly strings: SharedStrings;
}

/** Begins the sheet of a table over all documents. */
export function openRowsSheet(
  entry: ZipEntry,
  spec: FileSpec,
  { styles, strings }: BookParts,
  { bounds, isFirst }: { readonly bounds: SheetBounds; readonly isFirst: boolean },
): RowsSheet {
  const printers = spec.columns.map((column, index) =>
    cellPrinter(column, columnName(index), { styles, strings }),
  );
  const notes = headerNotes(spec);
  const longNumber = (row: number, column: number) => {
    if (notes.length < mostNotes) notes.push({ row, column, text: longNumberWords });
  };
  entry.write(sheetStart({ frozenRows: 1, widths: columnWidths(spec), isFirst }));
  const head = styles.id({ font: 'bold', fill: 'head', border: true, format: '@' });
  entry.write(
    printRow(0, spec.columns.map(({ name }, column) => textCell(cellName(0, column), head, name)).join('')),
  );
  /** Rows written, the names among them. */
  let rows = 1;
  // The last row that there is room for waits: it is for the row, or for telling that there were more.
  let waiting: TypedRow | null = null;
  let leftOut = 0;
  const write = (row: TypedRow) => {
    const doubt = 'method' in row && 'state' in row ? doubtOfRow(row) : null;
    let cells = '';
    for (const [index, column] of spec.columns.entries()) {
      const cell = row[column.name];
      if (cell === null || cell === undefined) continue;
      const printed = printers[index]?.(cell, rows, doubt, row);
      if (printed === undefined) continue;
      cells += printed.xml;
      if (printed.isLongNumber) longNumber(rows, index);
    }
    entry.write(printRow(rows, cells));
    rows += 1;
  };
  return {
    add(row) {
      if (leftOut > 0) {
        leftOut += 1;
      } else if (waiting !== null) {
        waiting = null;
        leftOut = 2;
      } else if (rows >= bounds.rows - 1 || entry.bytes() >= bounds.bytes) {
        waiting = row;
      } else write(row);
    },
    end() {
      if (waiting !== null) write(waiting);
      const filter = `$A$1:$${columnName(spec.columns.length - 1)}$${rows}`;
      const cells = filter.replaceAll('$', '');
      if (leftOut > 0) {
        const words =
          `… 其余 ${leftOut} 行放不下，见 ${spec.path} / ` +
          `${leftOut} more rows stand in ${spec.path}: no sheet holds more`;
        entry.write(printRow(rows, textCell(cellName(rows, 0), styles.id({ font: 'bold' }), words)));
      }
      entry.write(sheetEnd({ filter: cells, merges: [], links: [], textNumbers: cells, hasNotes: true }));
      return { notes, filter };
    },
  };
}

interface Printed {
  readonly xml: string;
  readonly isLongNumber: boolean;
}

type Printer = (cell: TypedCell, row: number, doubt: Doubt | null, all: TypedRow) => Printed;

/** How the cells of a column are printed: text stays text, an exact decimal keeps its decimals. */
function cellPrinter(column: ColumnSpec, letters: string, { styles, strings }: BookParts): Printer {
  const shared = strings.column();
  const text = styles.id({ format: '@' });
  const quoted = styles.id({ format: '@', quote: true });
  const asText = (cell: string, row: number, isLongNumber: boolean): Printed => {
    const name = `${letters}${row + 1}`;
    const style = wantsQuote(cell) ? quoted : text;
    const number = shared(cell);
    return {
      xml: number === null ? textCell(name, style, cell) : sharedCell(name, style, number),
      isLongNumber,
    };
  };
  if (column.type === 'boolean') {
    const plain = styles.id({ align: 'center' });
    return (cell, row) => ({
      xml: booleanCell(`${letters}${row + 1}`, plain, cell === true),
      isLongNumber: false,
    });
  }
  const mayBeNumber = column.exact === true || column.name === 'expected' || column.name === 'actual';
  if (mayBeNumber) {
    // A style by doubt and decimals, found by number: a workbook of a million rows asks for it every time.
    const known = new Map<string, number>();
    return (cell, row, doubt, all) => {
      const value = String(cell);
      if (!isPlainDecimal(value) || isWords(all)) return asText(value, row, false);
      if (!fitsDouble(value)) return asText(value, row, true);
      const fill = column.name === 'value' ? doubt : null;
      const point = value.indexOf('.');
      const places = point < 0 ? 0 : value.length - point - 1;
      const key = `${places}${fill ?? ''}`;
      const style =
        known.get(key) ??
        styles.id({ format: decimalFormat(places, false), ...(fill === null ? {} : { fill }) });
      known.set(key, style);
      return { xml: numberCell(`${letters}${row + 1}`, style, value), isLongNumber: false };
    };
  }
  if (column.type === 'string') return (cell, row) => asText(String(cell), row, false);
  const format = column.type === 'integer' ? '0' : '0.0000';
  const number = styles.id({ format });
  return (cell, row) => ({
    xml: numberCell(`${letters}${row + 1}`, number, String(cell)),
    isLongNumber: false,
  });
}

/** Checks of these kinds compare words or codes, which may look like numbers. */
function isWords(row: TypedRow): boolean {
  return row.kind === 'code-name' || row.kind === 'completeness';
}

function doubtOfRow(row: TypedRow): Doubt | null {
  return doubtOf({
    flags: typeof row.flags === 'string' ? row.flags.split(';') : [],
    method: String(row.method),
    state: String(row.state),
    accepted: row.accepted === true,
  });
}

/** What each column is, in Chinese and English, on its name. */
function headerNotes(spec: FileSpec): Note[] {
  return spec.columns.map(({ name, description }, column) => {
    const chinese = columnWords[name];
    const lines = chinese === undefined ? [] : [chinese.name, chinese.about];
    return { row: 0, column, text: [...lines, description].filter((line) => line !== '').join('\n') };
  });
}
