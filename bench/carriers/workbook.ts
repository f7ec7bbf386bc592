/** Parts of a disclosure → a workbook as accounting programs write it: a sheet a table, text on sheets of its own. */
import { type CellObject, type Range, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import type { DumpedTable, Part } from '../printed/parts.ts';
import { type PrintedCell, spanForm, spanLoose } from '../printed/spans.ts';
import { type Arrangement, spaced } from './arrangement.ts';

/** Longest name of a sheet (Excel). */
const nameLength = 31;

/** A sheet being filled. */
interface Filling {
  readonly sheet: WorkSheet;
  readonly merges: Range[];
  row: number;
  width: number;
}

/** A workbook in the bytes of a carrier: every table with its captions and notes on a sheet, the text between them, too. */
export function toWorkbook(
  parts: readonly Part[],
  arrangement: Arrangement,
  bookType: 'xlsx' | 'biff8' | 'ods',
): Uint8Array {
  const book = utils.book_new();
  const names = new Set<string>();
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) append(book, names, texts[0] ?? '', textSheet(texts));
    texts = [];
  };
  for (const part of parts) {
    if (part.kind === 'table') {
      flush();
      append(book, names, part.title, tableSheet(part, arrangement));
    } else if (part.kind === 'picture') texts.push(...part.notes);
    else texts.push(part.text.replaceAll('**', ''));
  }
  flush();
  if (arrangement.oneSheet) putTogether(book);
  hideOne(book);
  return new Uint8Array(
    write(book, { bookType, type: 'buffer', cellStyles: true, compression: true }) as Buffer,
  );
}

/** All sheets under each other on one, a blank row between. */
function putTogether(book: WorkBook): void {
  const all: WorkSheet = {};
  const merges: Range[] = [];
  let row = 0;
  let width = 0;
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name] ?? {};
    const { e: end } = utils.decode_range(sheet['!ref'] ?? 'A1');
    for (const [address, cell] of Object.entries(sheet)) {
      if (address.startsWith('!')) continue;
      const { r, c } = utils.decode_cell(address);
      all[utils.encode_cell({ r: r + row, c })] = cell as CellObject;
    }
    for (const { s, e } of sheet['!merges'] ?? [])
      merges.push({ s: { r: s.r + row, c: s.c }, e: { r: e.r + row, c: e.c } });
    row += end.r + 2;
    width = Math.max(width, end.c);
  }
  all['!ref'] = utils.encode_range({ r: 0, c: 0 }, { r: row, c: width });
  all['!merges'] = merges;
  book.SheetNames = ['Sheet1'];
  book.Sheets = { Sheet1: all };
}

function append(book: WorkBook, names: Set<string>, title: string, sheet: WorkSheet): void {
  const plain = title.replace(/[[\]:*?/\\'“”"\s]/gu, '').slice(0, nameLength - 4) || 'Sheet';
  let name = plain;
  for (let n = 2; names.has(name); n++) name = `${plain}${n}`;
  names.add(name);
  utils.book_append_sheet(book, sheet, name);
}

/** What such programs leave behind: a hidden sheet of figures that are nobody's. */
function hideOne(book: WorkBook): void {
  const sheet = utils.aoa_to_sheet([
    ['HIDDENSHEETNAME', '1.0'],
    ['收入决算表', '公开02表'],
    ['合计', 987654.32],
  ]);
  utils.book_append_sheet(book, sheet, 'HIDDENSHEETNAME');
  book.Workbook = {
    Sheets: book.SheetNames.map((_, at) => ({ Hidden: at === book.SheetNames.length - 1 ? 2 : 0 })),
  };
}

/** Running text, a paragraph a row. */
function textSheet(texts: readonly string[]): WorkSheet {
  const sheet = utils.aoa_to_sheet(texts.map((text) => [text]));
  sheet['!cols'] = [{ wch: 100 }];
  return sheet;
}

function tableSheet(table: DumpedTable, arrangement: Arrangement): WorkSheet {
  const isForm = table.form !== '';
  const printed = isForm ? spanForm(table.rows, table.form, arrangement.codes) : spanLoose(table.rows);
  const filling: Filling = { sheet: {}, merges: [], row: 0, width: printed.columns };
  whole(filling, table.title);
  if (isForm) {
    whole(filling, table.mark);
    const last = filling.width - 1;
    put(filling, 0, table.entity);
    put(filling, Math.floor(filling.width / 2), table.year);
    put(filling, last, table.unit);
    filling.row++;
  }
  const first = filling.row;
  const taken = new Set<string>();
  printed.rows.forEach((row, r) => {
    let column = 0;
    for (const cell of row) {
      while (taken.has(`${r},${column}`)) column++;
      place(filling, cell, first + r, column, arrangement, r < printed.headerRows);
      for (let y = 0; y < cell.rowSpan; y++)
        for (let x = 0; x < cell.columnSpan; x++) taken.add(`${r + y},${column + x}`);
    }
  });
  filling.row = first + printed.rows.length;
  for (const note of table.notes) whole(filling, note);
  const end = { r: Math.max(0, filling.row - 1), c: Math.max(0, filling.width - 1) };
  return { ...filling.sheet, '!merges': filling.merges, '!ref': utils.encode_range({ r: 0, c: 0 }, end) };
}

/** A text over the whole width, in a row of its own. */
function whole(filling: Filling, text: string): void {
  if (text === '') return;
  put(filling, 0, text);
  if (filling.width > 1)
    filling.merges.push({ s: { r: filling.row, c: 0 }, e: { r: filling.row, c: filling.width - 1 } });
  filling.row++;
}

function put(filling: Filling, column: number, text: string): void {
  if (text !== '')
    filling.sheet[utils.encode_cell({ r: filling.row, c: column })] = {
      t: 's',
      v: text,
    } satisfies CellObject;
}

function place(
  filling: Filling,
  { text, rowSpan, columnSpan, kind }: PrintedCell,
  row: number,
  column: number,
  arrangement: Arrangement,
  isHead: boolean,
): void {
  if (rowSpan > 1 || columnSpan > 1)
    filling.merges.push({
      s: { r: row, c: column },
      e: { r: row + rowSpan - 1, c: column + columnSpan - 1 },
    });
  if (text === '') return;
  const plain = spaced(text, arrangement);
  const broken = isHead && arrangement.brokenHeaders ? plain.replace(/ +/gu, '\n') : plain;
  filling.sheet[utils.encode_cell({ r: row, c: column })] =
    isHead || !isNumber(text, kind, arrangement)
      ? ({ t: 's', v: broken } satisfies CellObject)
      : ({ t: 'n', v: Number(text.replaceAll(',', '')), z: formatOf(text, kind) } satisfies CellObject);
}

function isNumber(text: string, kind: PrintedCell['kind'], { numericCodes }: Arrangement): boolean {
  if (!/^-?\d[\d,]*(?:\.\d+)?$/u.test(text)) return false;
  if (kind === 'code') return numericCodes && !/^0/u.test(text);
  return true;
}

/** The number format of a cell: amounts with separators and at least two places, all else as it is. */
function formatOf(text: string, kind: PrintedCell['kind']): string {
  if (kind !== 'figure') return '0';
  const places = Math.max(/\.(\d+)$/u.exec(text)?.[1]?.length ?? 0, 2);
  return /\.|,/u.test(text) ? `#,##0.${'0'.repeat(places)}` : 'General';
}
