import { createReadStream } from 'node:fs';
import { unguardFormula } from '../output/csv-text.ts';

/** A row of a CSV file by column. */
export type CsvRecord = ReadonlyMap<string, string>;

/**
 * Which rows are wanted: those that hold a text somewhere ('' for all), or those that pass a test of their bytes (without
 * line feed) and of the byte of the file they begin at.
 */
export type Wanted = string | ((row: Buffer, offset: number) => boolean);

/** A part of a file, from whole row to whole row. */
export interface CsvPart {
  /** Names of the columns: they stand at the beginning of the file only. */
  readonly names: readonly string[];
  /** Bytes of the file, the end not included. */
  readonly start: number;
  readonly end: number;
}

/** Bytes read at a time: large enough to be quick, small enough for memory. */
const chunkBytes = 1 << 20;

const quote = 0x22;
const lineFeed = 0x0a;
const byteOrderMark = '\uFEFF';

/**
 * The rows of one of our own CSV files (RFC 4180, UTF-8), one at a time, formulas as they were before they were guarded.
 * The file is never in memory whole; rows that are not wanted are passed over as bytes.
 * @throws the system's error where the file cannot be read
 */
export async function* streamRecords(
  file: string,
  wanted: Wanted = '',
  part: CsvPart | null = null,
): AsyncGenerator<CsvRecord> {
  let names = part?.names ?? null;
  for await (const line of streamLines(file, wanted, part)) {
    const cells = splitCells(line);
    if (names === null) names = cells;
    else yield new Map(names.map((name, index) => [name, unguardFormula(cells[index] ?? '')]));
  }
}

/** The names of the columns of one of our own CSV files; [] for an empty one. */
export async function readColumns(file: string): Promise<readonly string[]> {
  for await (const line of streamLines(file, () => false, null)) return splitCells(line);
  return [];
}

/** The text of the header and of every wanted row, without its line break. */
async function* streamLines(file: string, wanted: Wanted, part: CsvPart | null): AsyncGenerator<string> {
  const needle = typeof wanted === 'string' ? Buffer.from(wanted, 'utf8') : null;
  const isWanted = (row: Buffer, offset: number) =>
    typeof wanted === 'function'
      ? wanted(row, offset)
      : needle === null || needle.length === 0 || row.includes(needle);
  let isHeader = part === null;
  let rest: Buffer = Buffer.alloc(0);
  /** Where in the file `rest` begins. */
  let base = part?.start ?? 0;
  const take = (bytes: Buffer, offset: number): string | null => {
    if (!isHeader && !isWanted(bytes, offset)) return null;
    const text = bytes.toString('utf8').replace(/\r$/u, '');
    const plain = isHeader && text.startsWith(byteOrderMark) ? text.slice(1) : text;
    isHeader = false;
    return plain === '' ? null : plain;
  };
  const range = part === null ? {} : { start: part.start, end: part.end - 1 };
  for await (const piece of createReadStream(file, { highWaterMark: chunkBytes, ...range })) {
    const bytes: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    let isQuoted = false;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) {
        const line = take(bytes.subarray(start, at), base + start);
        start = at + 1;
        if (line !== null) yield line;
      }
    }
    rest = bytes.subarray(start);
    base += start;
  }
  const line = rest.length === 0 ? null : take(rest, base);
  if (line !== null) yield line;
}

/** The cells of one row. */
function splitCells(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  for (let at = 0; at <= line.length; at++) {
    if (line[at] === '"') {
      let text = '';
      for (at++; at < line.length; at++) {
        const end = line.indexOf('"', at);
        const stop = end < 0 ? line.length : end;
        text += line.slice(at, stop);
        at = stop;
        if (line[at + 1] !== '"') break;
        text += '"';
        at++;
      }
      cells.push(text);
      at++;
    } else {
      const end = line.indexOf(',', at);
      const stop = end < 0 ? line.length : end;
      cells.push(line.slice(at, stop));
      at = stop;
    }
  }
  return cells;
}
