import { utils, type WorkBook, write } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reader as ods } from '../../../extractors/formats/ods.ts';
import { reader as xls } from '../../../extractors/formats/xls.ts';
import { reader as xlsb } from '../../../extractors/formats/xlsb.ts';
import { reader as xlsx } from '../../../extractors/formats/xlsx.ts';
import type { DeclaredTable } from '../../../schemas/document.ts';
import type { DocumentReader } from '../../../schemas/ports.ts';

const context = {
  name: 'x',
  limits: { maxBytes: 10_000_000, maxLineLength: 10_000, maxMilliseconds: 10_000 },
};

/** A cell that is put in, and what it has to show. */
interface MadeCell {
  readonly value: string | number;
  readonly format: string;
  readonly shown: string;
}

const cents = fc.integer({ min: -1e11, max: 1e11 }).map((amount): MadeCell => {
  const digits = Math.abs(amount).toString().padStart(3, '0');
  const shown = `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { value: Number(shown), format: '0.00', shown };
});
const codes = fc
  .integer({ min: 201, max: 2_399_999 })
  .map((code): MadeCell => ({ value: code, format: 'General', shown: String(code) }));
const shares = fc
  .integer({ min: 0, max: 10_000 })
  .map(
    (share): MadeCell => ({ value: share / 10_000, format: '0.00%', shown: `${(share / 100).toFixed(2)}%` }),
  );
const texts = fc
  .oneof(
    fc.constantFrom('合计', '一、基本支出', '0.30', '2080101', '＃N/A', '=1+1', "'甲", '𠮷'),
    fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9（）、]{1,12}$/u),
  )
  .map((text): MadeCell => ({ value: text, format: 'General', shown: text }));
const cell = fc.option(fc.oneof(cents, codes, shares, texts), { freq: 3 });

const grid = fc
  .record({ rows: fc.integer({ min: 1, max: 8 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      cells: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      merge: fc.option(
        fc.record({
          row: fc.nat(rows - 1),
          column: fc.nat(columns - 1),
          height: fc.integer({ min: 1, max: rows }),
          width: fc.integer({ min: 1, max: columns }),
        }),
      ),
    }),
  )
  // Ends that hold something keep all of the grid.
  .map(({ cells, merge }) => {
    const corner: MadeCell = { value: '角', format: 'General', shown: '角' };
    const [rows, columns] = [cells.length, cells[0]!.length];
    const filled = cells.map((row, r) =>
      row.map((each, c) => ((r === 0 && c === 0) || (r === rows - 1 && c === columns - 1) ? corner : each)),
    );
    const span =
      merge === null
        ? null
        : {
            ...merge,
            height: Math.min(merge.height, rows - merge.row),
            width: Math.min(merge.width, columns - merge.column),
          };
    const reachesEnd =
      span?.row === undefined || (span.row + span.height === rows && span.column + span.width === columns);
    const isMerged = span !== null && !reachesEnd && span.height * span.width > 1;
    const merged = filled[span?.row ?? 0]!;
    if (isMerged) merged[span.column] ??= corner;
    const covers = (r: number, c: number): boolean =>
      isMerged &&
      r >= span.row &&
      r < span.row + span.height &&
      c >= span.column &&
      c < span.column + span.width &&
      !(r === span.row && c === span.column);
    return {
      cells: filled.map((row, r) => row.map((each, c) => (covers(r, c) ? null : each))),
      span: isMerged ? span : null,
    };
  });

type Grid = typeof grid extends fc.Arbitrary<infer Value> ? Value : never;

function makeBook({ cells, span }: Grid): WorkBook {
  const sheet = utils.aoa_to_sheet(cells.map((row) => row.map((each) => each?.value ?? null)));
  cells.forEach((row, r) => {
    row.forEach((each, c) => {
      const made = sheet[utils.encode_cell({ r, c })];
      if (made && each) Object.assign(made, { z: each.format });
      if (made && each && typeof each.value === 'string') Object.assign(made, { t: 's', v: each.value });
    });
  });
  if (span !== null)
    sheet['!merges'] = [
      {
        s: { r: span.row, c: span.column },
        e: { r: span.row + span.height - 1, c: span.column + span.width - 1 },
      },
    ];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '决算');
  return book;
}

async function readTable(reader: DocumentReader, bytes: Uint8Array): Promise<DeclaredTable> {
  expect(reader.sniff(bytes, 'x')).toBe(1);
  const content = (await reader.read(bytes, context)).pages[0]?.content;
  const [table] = content?.kind === 'declared' ? content.items : [];
  if (table?.kind !== 'table') throw new Error('no table');
  return table;
}

describe.each<[reader: DocumentReader, bookType: 'xlsx' | 'xlsb' | 'biff8' | 'ods']>([
  [xlsx, 'xlsx'],
  [xlsb, 'xlsb'],
  [xls, 'biff8'],
  [ods, 'ods'],
])('$id', (reader, bookType) => {
  it('gives what was put in, with spans', async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (made) => {
        const bytes: Uint8Array = write(makeBook(made), { type: 'buffer', bookType });
        const table = await readTable(reader, bytes);
        const shown = made.cells.map((row) => row.map((each) => each?.shown ?? ''));
        const read = made.cells.map((row) => row.map(() => ''));
        for (const { row, column, text } of table.cells) read[row]![column] = text;
        // What this library writes to ODS has lost its formats: there numbers are compared.
        const comparable = (text: string): string =>
          bookType === 'ods' && /^-?\d+(?:\.\d+)?%?$/u.test(text) && !/^0\.30$|^2080101$/u.test(text)
            ? String(text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text))
            : text;
        if (bookType !== 'ods') expect(read).toEqual(shown);
        else
          read.flat().forEach((text, i) => {
            const wanted = shown.flat()[i] ?? '';
            if (Number.isNaN(Number(comparable(wanted)))) expect(text).toBe(wanted);
            else expect(Number(comparable(text))).toBeCloseTo(Number(comparable(wanted)), 9);
          });
        const spanned = table.cells.find(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1);
        if (made.span === null) expect(spanned).toBeUndefined();
        else
          expect(spanned).toMatchObject({
            row: made.span.row,
            column: made.span.column,
            rowSpan: made.span.height,
            columnSpan: made.span.width,
          });
      }),
      { numRuns: 60 },
    );
  });
});
