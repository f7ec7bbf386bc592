import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { PipelineError } from '../../../schemas/error.ts';
import { officeEncrypted } from '../../ole/ole-kind.ts';
import { parseTitleRows } from '../address.ts';
import type { BiffPictures } from '../biff/biff-pictures.ts';
import { openPrinter, type ValuePrinter } from '../format/cell-value.ts';
import { type CellCollector, openCollector } from '../limits.ts';
import { maxColumns, maxRows, noFaults, type Sheet, type Workbook } from '../sheet.ts';
import type { Band } from '../visible-axis.ts';

/** What a cell holds that refers to nothing, by the numbers of the format ([MS-XLS] 2.5.10). */
const errorTexts = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

/**
 * Reads a workbook of one of the binary formats (BIFF in a stream of its own, XLSB) by SheetJS: records to cells. What they
 * show is printed here, because SheetJS rounds in binary.
 * @param pictures what lies over the cells, which SheetJS does not read; null where nobody knows
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export async function readBinaryWorkbook(
  bytes: Uint8Array,
  password: string,
  pictures: BiffPictures | null,
): Promise<Workbook> {
  // Loaded by who reads such a file: it takes longer to load than all the rest.
  const [{ read, set_cptable }, codePages] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
  ]);
  set_cptable(codePages);
  const book = silently(() =>
    // As a Buffer: of other bytes it reads texts of any length that damage declares, to the end of memory.
    read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      ...{ type: 'buffer', dense: true, cellNF: true, cellStyles: true },
      ...{ cellText: false, cellHTML: false, cellFormula: false, cellDates: false },
      ...(password === '' ? {} : { password }),
    }),
  );
  if (new Set(book.SheetNames).size < book.SheetNames.length)
    throw damaged('Two of its sheets have one name.', null);
  const printer = openPrinter(book.Workbook?.WBProps?.date1904 === true);
  const collector = openCollector();
  const sheets = book.Workbook?.Sheets ?? [];
  return book.SheetNames.flatMap((name, i): Workbook => {
    const sheet = book.Sheets[name];
    const kind: unknown = sheet?.['!type'];
    if (kind !== undefined && kind !== 'sheet') return [];
    if ((sheets[i]?.Hidden ?? 0) !== 0) return [{ kind: 'hidden', name }];
    // SheetJS leaves out a sheet whose records it cannot read.
    if (sheet === undefined) return [brokenSheet(name)];
    const made = readSheet(name, sheet, printer, collector, titlesOf(book, i));
    const { pictures: own, missing } = pictures?.of(i) ?? { pictures: [], missing: 0 };
    return [{ ...made, pictures: own, faults: { ...made.faults, missingPictures: missing } }];
  });
}

function brokenSheet(name: string): Sheet {
  return {
    ...{ kind: 'sheet', name, cells: [], merges: [], hiddenRows: [], hiddenColumns: [] },
    ...{ titleRows: null, pictures: [], texts: [] },
    faults: { ...noFaults, broken: 1 },
  };
}

/** SheetJS writes what it does not know to the console. */
function silently(readBook: () => WorkBook): WorkBook {
  const { error: tell } = console;
  console.error = () => {};
  try {
    return readBook();
  } catch (error) {
    throw asPipelineError(error);
  } finally {
    console.error = tell;
  }
}

function readSheet(
  name: string,
  sheet: WorkSheet,
  printer: ValuePrinter,
  collector: CellCollector,
  titleRows: Band | null,
): Sheet {
  let hiddenByFormat = 0;
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  // Damaged files have rows that no sheet has: only what is there is asked for.
  for (const r of placesOf(rows, maxRows)) {
    const row = rows[r] ?? [];
    for (const c of placesOf(row, maxColumns)) {
      const cell = row[c];
      if (cell === undefined) continue;
      const { text, isHidden } = printCell(cell, printer);
      if (isHidden) hiddenByFormat++;
      collector.add(r, c, text);
    }
  }
  return {
    kind: 'sheet',
    name,
    cells: collector.take(),
    merges: (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
    hiddenRows: hiddenBands(sheet['!rows']),
    hiddenColumns: hiddenBands(sheet['!cols']),
    ...{ titleRows, pictures: [], texts: [] },
    faults: { ...noFaults, hiddenByFormat },
  };
}

function printCell({ t: type, v: value, z: code, w: shown }: CellObject, printer: ValuePrinter) {
  const format = typeof code === 'string' ? code : 'General';
  const plain = (text: string) => ({ text, isHidden: false });
  if (type === 'n' && typeof value === 'number') return printer.number(value, format);
  if (type === 's') return printer.text(String(value ?? '').replace(/\r\n?/gu, '\n'), format);
  if (type === 'b') return plain(value === true ? 'TRUE' : 'FALSE');
  if (type === 'e') return plain(errorTexts.get(Number(value)) ?? shown ?? '#ERR');
  return plain('');
}

/** Places below `most` at which a list, however long and full of holes, holds something. */
function placesOf(list: readonly unknown[], most: number): number[] {
  return Object.keys(list)
    .map(Number)
    .filter((place) => place < most);
}

function hiddenBands(list: readonly ({ readonly hidden?: boolean } | undefined)[] | undefined): Band[] {
  const bands: Band[] = [];
  for (const i of placesOf(list ?? [], maxRows)) if (list?.[i]?.hidden === true) bands.push([i, i]);
  return bands;
}

function titlesOf(book: WorkBook, sheet: number): Band | null {
  const name = book.Workbook?.Names?.find(
    (each) => /^(?:_xlnm\.)?Print_Titles$/iu.test(each.Name) && each.Sheet === sheet,
  );
  return name === undefined ? null : parseTitleRows(name.Ref);
}

/** SheetJS throws plain errors: what is wrong stands in their words alone. */
function asPipelineError(error: unknown): PipelineError {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof PipelineError) return error;
  if (/password|encrypt/iu.test(message)) return officeEncrypted();
  return damaged('Its records cannot be read.', error);
}

function damaged(what: string, cause: unknown): PipelineError {
  return new PipelineError('office-damaged', 'read', `The workbook is damaged. ${what}`, {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
    cause,
  });
}
