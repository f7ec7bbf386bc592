import { describe, expect, it } from 'vitest';
import { documentBook } from '../../../pipeline/xlsx/document-book.ts';
import { doubtColours } from '../../../pipeline/xlsx/doubts.ts';
import type { DocumentResult } from '../../../schemas/ports.ts';
import { makeCell, makeCheck, makeField, makeResult, makeTable } from '../result-builder.ts';
import { partsOf, readWorkbook } from './read-workbook.ts';

const book = (changes: Partial<DocumentResult>) => Buffer.concat([...documentBook(makeResult(changes))]);
const sheetsOf = (changes: Partial<DocumentResult>) => readWorkbook(book(changes));

/** 支出: a header over two columns, a stub over two rows, figures of every kind. */
const table = makeTable({
  headerRows: 2,
  rows: 5,
  columns: 4,
  cells: [
    makeCell(0, 0, '科目编码', { role: 'header', rowSpan: 2 }),
    makeCell(0, 1, '科目', { role: 'header', rowSpan: 2 }),
    makeCell(0, 2, '本年支出', { role: 'header', columnSpan: 2 }),
    makeCell(1, 2, '小计', { role: 'header' }),
    makeCell(1, 3, '占比', { role: 'header' }),
    makeCell(2, 0, '2080101', { role: 'stub' }),
    makeCell(2, 1, '行政运行', { role: 'stub', rowSpan: 2 }),
    makeCell(2, 2, '140.80'),
    makeCell(2, 3, '85.30%'),
    makeCell(3, 0, '0205', { role: 'stub' }),
    makeCell(3, 2, '1,234.50'),
    makeCell(3, 3, ''),
    makeCell(4, 0, '=1+1', { role: 'stub' }),
    makeCell(4, 1, '-', { role: 'stub' }),
    makeCell(4, 2, '123,456,789,012,345.67'),
    makeCell(4, 3, '≥90%'),
  ],
  notes: ['注：本表反映支出。'],
});
const figure = (row: number, column: number, raw: string, value: string, more = {}) =>
  makeField({ key: `${row} ${column}`, row, column, raw, value, ...more });
const fields = [
  figure(2, 2, '140.80', '140.80'),
  figure(2, 3, '85.30%', '85.30', { unit: '%' }),
  figure(3, 2, '1,234.50', '1234.50', {
    flags: ['sum-mismatch', 'source-error'],
    confidence: 0.97,
    accepted: false,
  }),
  makeField({ key: '3 3', row: 3, column: 3, raw: '', value: null, state: 'blank' }),
  figure(4, 2, '123,456,789,012,345.67', '123456789012345.67'),
  figure(4, 3, '≥90%', '90', { unit: '%', qualifier: '≥' }),
  makeField({
    key: 'o',
    row: null,
    column: null,
    rowLabel: '年末结转',
    raw: '',
    value: '7.50',
    method: 'derived',
    origin: 'It follows.',
  }),
];
const check = makeCheck({
  status: 'fail',
  fieldKeys: ['3 2'],
  explanation: 'Off by 1.',
  explanationZh: '差 1。',
});
const [index, sheet] = sheetsOf({ tables: [table], fields, checks: [check] });

describe('the workbook of a document', () => {
  it('has an index and a sheet a table', () => {
    expect([index?.name, sheet?.name]).toEqual(['目录 index', '01 gk03 支出决算表']);
    expect(index?.xml).toContain(`<hyperlink ref="B6" location="'01 gk03 支出决算表'!A1"/>`);
    expect(index?.cells.get('H6')).toMatchObject({ type: 'number', text: '1' });
  });

  it('keeps merged cells', () => {
    expect(sheet?.merges).toEqual(['A4:A5', 'B4:B5', 'C4:D4', 'B6:B7']);
    expect(sheet?.xml).toContain('<pane ySplit="5" topLeftCell="A6"');
  });

  it('has numbers as numbers that look as printed, codes as text, blanks empty', () => {
    expect(sheet?.cells.get('C6')).toMatchObject({
      type: 'number',
      text: '140.80',
      format: '0.00',
      fill: '',
    });
    expect(sheet?.cells.get('D6')).toMatchObject({ type: 'number', text: '85.30', format: '0.00"%"' });
    expect(sheet?.cells.get('C7')).toMatchObject({ type: 'number', text: '1234.50', format: '#,##0.00' });
    expect(sheet?.cells.get('A6')).toMatchObject({ type: 'text', text: '2080101', format: '@' });
    expect(sheet?.cells.get('A7')).toMatchObject({ type: 'text', text: '0205', format: '@' });
    expect(sheet?.cells.get('D7')).toMatchObject({ type: 'empty' });
    expect(sheet?.cells.get('D8')).toMatchObject({ type: 'text', text: '≥90%' });
  });

  it('never changes a number of more digits than a spreadsheet keeps', () => {
    expect(sheet?.cells.get('C8')).toMatchObject({ type: 'text', text: '123,456,789,012,345.67' });
    expect(sheet?.notes.get('C8')).toContain('15');
  });

  it('holds no formula', () => {
    expect(sheet?.cells.get('A8')).toMatchObject({ type: 'text', text: '=1+1', quote: true });
    expect(sheet?.xml).not.toContain('<f>');
  });

  it('colours what is doubtful and says why', () => {
    expect(sheet?.cells.get('C7')?.fill).toBe(doubtColours['source-error']);
    expect(sheet?.notes.get('C7')).toMatch(/\[sum-mismatch\].*差 1。\nOff by 1\./su);
  });

  it('shows notes and values without a cell below the table', () => {
    const texts = [...(sheet?.cells.values() ?? [])].map(({ text }) => text);
    expect(texts).toContain('注：本表反映支出。');
    expect(sheet?.cells.get('A12')).toMatchObject({
      type: 'number',
      text: '7.50',
      fill: doubtColours.recovered,
    });
    expect(sheet?.notes.get('A12')).toContain('It follows.');
  });

  it('shows lost cells of a rebuilt table as lost', () => {
    const lost = makeField({ row: 1, column: 1, raw: '', value: null, state: 'missing', accepted: false });
    const [, rebuilt] = sheetsOf({
      tables: [
        makeTable({
          rebuilt: true,
          cells: [
            makeCell(0, 0, '项目', { role: 'header' }),
            makeCell(0, 1, '金额', { role: 'header' }),
            makeCell(1, 0, '行政运行', { role: 'stub' }),
            makeCell(1, 1, ''),
          ],
        }),
      ],
      fields: [lost],
    });
    expect(rebuilt?.cells.get('B5')).toMatchObject({ type: 'empty', fill: doubtColours.missing });
    expect(rebuilt?.notes.get('B5')).toContain('缺失');
    expect(rebuilt?.cells.get('B3')?.text).toContain('rebuilt');
  });

  it('opens although spans overlap or leave the table', () => {
    const [, odd] = sheetsOf({
      tables: [
        makeTable({
          cells: [
            makeCell(0, 0, 'a', { rowSpan: 9, columnSpan: 1, role: 'header' }),
            makeCell(0, 1, 'b', { columnSpan: 7 }),
            makeCell(1, 0, 'c', { columnSpan: 2 }),
            makeCell(1, 1, 'd', { rowSpan: 3 }),
          ],
        }),
      ],
      fields: [],
    });
    expect(odd?.merges).toEqual(['A4:A5']);
  });

  it('names every part that it holds, and holds every part that it names', () => {
    const parts = partsOf(book({ tables: [table, table], fields, checks: [check] }));
    const types = parts.get('[Content_Types].xml') ?? '';
    const named = [...types.matchAll(/PartName="\/([^"]+)"/gu)].map(([, path]) => path);
    for (const path of named) expect(parts.has(path ?? '')).toBe(true);
    for (const path of parts.keys()) {
      if (/\.xml$/u.test(path) && path !== '[Content_Types].xml') expect(named).toContain(path);
    }
  });
});
