import type { CsvRecord } from '../results/csv-stream.ts';
import { readColumns, streamRecords } from '../results/csv-stream.ts';

/** The rows of a CSV file over all documents, one document's at a time. */
export interface DocumentRows {
  /** The rows of a document in their order; [] for one that has none. */
  of(documentId: string): Promise<readonly CsvRecord[]>;
}

/** Where rows of one document stand together, bytes of the file. */
interface Range {
  readonly id: string;
  readonly start: number;
  end: number;
}

const comma = 0x2c;

/**
 * Looks through a file once for where each document's rows are: the second column says whose a row is. Documents are then
 * read by themselves, so that two files can be compared in memory for one document whatever their order.
 */
export async function indexByDocument(file: string): Promise<DocumentRows> {
  const names = await readColumns(file);
  const ranges = new Map<string, Range[]>();
  let last: Range | null = null;
  const note = (row: Buffer, start: number): boolean => {
    const from = row.indexOf(comma) + 1;
    const id = row.toString('latin1', from, row.indexOf(comma, from));
    const end = start + row.length + 1;
    if (last?.id === id) last.end = end;
    else {
      last = { id, start, end };
      ranges.set(id, [...(ranges.get(id) ?? []), last]);
    }
    return false;
  };
  for await (const _ of streamRecords(file, note)) break;
  return {
    async of(documentId) {
      const rows: CsvRecord[] = [];
      for (const { start, end } of ranges.get(documentId) ?? [])
        for await (const row of streamRecords(file, '', { names, start, end })) rows.push(row);
      return rows;
    },
  };
}
