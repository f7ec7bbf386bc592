import { parseString } from 'fast-csv';
import { storedText } from './stored-text.ts';

const byteOrderMark = '\uFEFF';
/** What spreadsheets take for a formula. */
const formulaStart = /^[=+\-@]/u;
/** A signed figure, with separators or a percent sign, or a lone dash: no formula can hide in these. */
const harmless = /^(?:[+-]?[\d,]*\d(?:\.\d+)?%?|-)$/u;

/** A text as it may stand in a cell: a leading `'` where a spreadsheet would take it for a formula. */
export function guardFormula(text: string): string {
  return formulaStart.test(text) && !harmless.test(text) ? `'${text}` : text;
}

/** A guarded cell as it was before: for reading our own files back. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1) : text;
}

const delimiter = ',';
const lineBreak = '\r\n';
/** What a cell is quoted for: RFC 4180, and the bar, which some programs take for the delimiter. */
const quoted = /[",|\r\n]/u;

/** Rows → RFC 4180 text with CRLF behind every row; '' for no rows. Cells are guarded against formulas. */
export function rowsToCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(printCell).join(delimiter) + lineBreak).join('');
}

/** Rows printed at a time where a file is made piece by piece. */
const rowsAtOnce = 512;

/** The same as `rowsToCsv`, in pieces: rows are made only as they are printed. */
export function* rowsToCsvPieces<T>(
  rows: Iterable<T>,
  cellsOf: (row: T) => readonly string[],
): Generator<string> {
  let waiting: (readonly string[])[] = [];
  for (const row of rows) {
    waiting.push(cellsOf(row));
    if (waiting.length < rowsAtOnce) continue;
    yield rowsToCsv(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield rowsToCsv(waiting);
}

function printCell(text: string): string {
  const plain = guardFormula(storedText(text));
  return quoted.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A whole CSV file: header and rows, with a byte order mark if asked for. */
export function tableToCsv(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  bom: boolean,
): string {
  return (bom ? byteOrderMark : '') + rowsToCsv([header, ...rows]);
}

/**
 * CSV text → records by column name, in order; a byte order mark is dropped.
 * @throws Error of the parser when a quote is not closed or a row is longer than the header
 */
export function csvToRecords(text: string): Promise<Map<string, string>[]> {
  const plain = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  return new Promise((resolve, reject) => {
    const records: Map<string, string>[] = [];
    let header: string[] | null = null;
    parseString(plain, { headers: false, ignoreEmpty: true })
      .on('error', reject)
      .on('data', (row: string[]) => {
        if (header === null) {
          header = row.map((name) => name.trim());
          return;
        }
        const names = header;
        if (row.length > names.length && row.slice(names.length).some((cell) => cell !== '')) {
          reject(new Error(`row ${records.length + 2} has ${row.length} cells, the header ${names.length}`));
          return;
        }
        records.push(new Map(names.map((name, index) => [name, row[index] ?? ''])));
      })
      .on('end', () => resolve(records));
  });
}
