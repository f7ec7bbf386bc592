import { describe, expect, it } from 'vitest';
import { defaultFormats, mostWorkbookDocuments } from '../../../pipeline/writer-choice.ts';
import { writer } from '../../../pipeline/writers/xlsx.ts';
import { columnWords } from '../../../pipeline/xlsx/column-words.ts';
import { doubtColours } from '../../../pipeline/xlsx/doubts.ts';
import type { SheetBounds } from '../../../pipeline/xlsx/rows-sheet.ts';
import { sheetBounds } from '../../../pipeline/xlsx/rows-sheet.ts';
import { openRunBook } from '../../../pipeline/xlsx/run-book.ts';
import { checksFile, fieldsFile, linksFile, summaryFile } from '../../../schemas/columns.ts';
import { flags } from '../../../schemas/field.ts';
import type { DocumentResult } from '../../../schemas/ports.ts';
import { makeCheck, makeField, makeResult } from '../result-builder.ts';
import { runWriterBytes } from '../run-sink.ts';
import { partsOf, readWorkbook } from './read-workbook.ts';

async function bookOf(results: readonly DocumentResult[], bounds: SheetBounds = sheetBounds) {
  const bounded = {
    ...writer,
    run: (context: Parameters<typeof openRunBook>[0]) => openRunBook(context, bounds),
  };
  return (await runWriterBytes(bounded, results)).get('mingxi.xlsx')!;
}

const letters = (name: string) => {
  const column = fieldsFile.columns.findIndex((each) => each.name === name);
  return (column < 26 ? '' : 'A') + String.fromCharCode(65 + (column % 26));
};
const many = (count: number) =>
  makeResult({ fields: Array.from({ length: count }, (_, row) => makeField({ key: `f${row}`, row })) });

describe('the workbook of a run', () => {
  it('has the names of the contract in the first row of each sheet, with what they mean on them', async () => {
    const sheets = readWorkbook(await bookOf([makeResult()]));
    expect(sheets.map(({ name }) => name)).toEqual(['fields', 'checks', 'summary', 'links', 'legend']);
    for (const [index, spec] of [fieldsFile, checksFile, summaryFile, linksFile].entries()) {
      const first = [...sheets[index]!.cells].filter(([name]) => /^[A-Z]+1$/u.test(name));
      expect(first.map(([, { text }]) => text)).toEqual(spec.columns.map(({ name }) => name));
      expect(sheets[index]?.xml).toContain('<pane ySplit="1" topLeftCell="A2"');
      expect(sheets[index]?.xml).toContain('<autoFilter ref="A1:');
      for (const { name } of spec.columns) expect(columnWords[name]?.name, name).toBeTruthy();
    }
    expect(sheets[0]?.notes.get(`${letters('level')}1`)).toContain('切勿相加');
  });

  it('has numbers as numbers, codes and texts as text, doubtful values coloured', async () => {
    const fields = [
      makeField({ rowCode: '0205', value: '140.80', raw: '140.80' }),
      makeField({ key: 'f2', row: 3, flags: ['source-error', 'sum-mismatch'], accepted: false }),
      makeField({ key: 'f3', row: 4, raw: '=1', value: '12345678901234567.8' }),
    ];
    const [sheet] = readWorkbook(await bookOf([makeResult({ fields })]));
    const at = (name: string, row: number) => sheet?.cells.get(`${letters(name)}${row}`);
    expect(at('row_code', 2)).toMatchObject({ type: 'text', text: '0205', format: '@' });
    expect(at('fiscal_year', 2)).toMatchObject({ type: 'text', text: '2022' });
    expect(at('value', 2)).toMatchObject({ type: 'number', text: '140.80', format: '0.00', fill: '' });
    expect(at('value', 3)?.fill).toBe(doubtColours['source-error']);
    expect(at('value', 4)).toMatchObject({ type: 'text', text: '12345678901234567.8' });
    expect(sheet?.notes.get(`${letters('value')}4`)).toContain('15');
    expect(at('raw', 4)).toMatchObject({ type: 'text', text: '=1', quote: true });
    expect(at('accepted', 2)).toMatchObject({ type: 'boolean', text: '1' });
    expect(at('page', 2)).toMatchObject({ type: 'number', text: '1' });
  });

  it('leaves codes that a check compares as texts', async () => {
    const checks = [
      makeCheck({ id: 'a', kind: 'code-name', expected: '2080101', actual: '2080102', residual: '' }),
      makeCheck({ id: 'b', expected: '7.50' }),
    ];
    const sheet = readWorkbook(await bookOf([makeResult({ checks })]))[1];
    const column = String.fromCharCode(65 + checksFile.columns.findIndex(({ name }) => name === 'expected'));
    expect(sheet?.cells.get(`${column}2`)).toMatchObject({ type: 'text', text: '2080101' });
    expect(sheet?.cells.get(`${column}3`)).toMatchObject({ type: 'number', text: '7.50', format: '0.00' });
  });

  it.each([
    [9, { rows: 10, bytes: 1e9 }, 10, ''],
    [10, { rows: 10, bytes: 1e9 }, 9, '2 more rows stand in fields.csv'],
    [40, { rows: 10, bytes: 1e9 }, 9, '32 more rows stand in fields.csv'],
    [2000, { rows: 1e6, bytes: 300_000 }, null, 'more rows stand in fields.csv'],
  ])('says where a sheet is full: %d rows in %j', async (count, bounds, last, words) => {
    const [sheet] = readWorkbook(await bookOf([many(count)], bounds));
    const filter = /<autoFilter ref="A1:[A-Z]+(\d+)"/u.exec(sheet?.xml ?? '')?.[1];
    if (last !== null) expect(Number(filter)).toBe(last);
    const below = sheet?.cells.get(`A${Number(filter) + 1}`)?.text ?? '';
    expect(below).toContain(words);
    expect(below === '').toBe(words === '');
    const rows = sheet?.xml.match(/<row /gu)?.length ?? 0;
    expect(rows).toBeLessThanOrEqual(bounds.rows);
    // No row is lost uncounted.
    const left = Number(/(\d+) more/u.exec(below)?.[1] ?? 0);
    expect(Number(filter) - 1 + left).toBe(count);
  });

  it('explains every flag', async () => {
    const legend = readWorkbook(await bookOf([]))[4];
    const texts = [...(legend?.cells.values() ?? [])].map(({ text }) => text);
    for (const flag of flags) expect(texts).toContain(flag);
    for (const colour of Object.values(doubtColours))
      expect([...(legend?.cells.values() ?? [])].map(({ fill }) => fill)).toContain(colour);
  });

  it('names every part that it holds', async () => {
    const parts = partsOf(await bookOf([makeResult()]));
    const types = parts.get('[Content_Types].xml') ?? '';
    for (const path of parts.keys()) {
      if (/\.xml$/u.test(path) && path !== '[Content_Types].xml') expect(types).toContain(`"/${path}"`);
    }
  });
});

describe('formats where none is named', () => {
  it.each([
    [0, true],
    [mostWorkbookDocuments, true],
    [mostWorkbookDocuments + 1, false],
  ])('of %d documents: workbooks %s', (documents, expected) => {
    expect(defaultFormats(documents).includes('xlsx')).toBe(expected);
  });
});
