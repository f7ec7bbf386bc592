import { describe, expect, it } from 'vitest';
import { documentTables } from '../../../pipeline/output/table-layout.ts';
import { makeCell, makeField, makeResult, makeTable } from '../result-builder.ts';

describe('documentTables', () => {
  it('gives a known form a record a row and a column a measure', () => {
    const result = makeResult({
      fields: [
        makeField({ key: 'a', row: 1, column: 2, rowCode: '', rowLabel: '合计', value: '5' }),
        makeField({
          key: 'b',
          row: 1,
          column: 3,
          rowCode: '',
          rowLabel: '合计',
          measure: '基本支出',
          value: '5.0',
        }),
        makeField({ key: 'c', row: 2, column: 3, measure: '基本支出', state: 'blank', value: null, raw: '' }),
        makeField({ key: 'd', row: 2, column: 2, value: '-1' }),
      ],
    });
    expect(documentTables(result)).toEqual([
      {
        name: '01-gk03',
        header: ['row_code', 'row_label', '本年支出合计', '基本支出', 'unit'],
        rows: [
          ['', '合计', '5', '5.0', '万元'],
          ['2080101', '行政运行', '-1', '', '万元'],
        ],
      },
    ]);
  });

  it('puts the two sides of an account one below the other', () => {
    const side = (key: string, column: number, rowLabel: string, measure: string, value: string) =>
      makeField({ key, form: 'gk01', row: 1, column, rowCode: '', rowLabel, measure, value });
    const [table] = documentTables(
      makeResult({
        tables: [makeTable({ form: 'gk01' })],
        fields: [
          side('a', 2, '事业收入', '收入/金额', '1'),
          side('b', 5, '教育支出', '支出/金额', '2'),
          { ...side('c', 2, '总计', '收入/金额', '3'), row: 2 },
          { ...side('d', 5, '总计', '支出/金额', '3'), row: 2 },
        ],
      }),
    );
    expect(table?.rows).toEqual([
      ['事业收入', '1', '', '万元'],
      ['总计', '3', '', '万元'],
      ['教育支出', '', '2', '万元'],
      ['总计', '', '3', '万元'],
    ]);
  });

  it('prints a figure with a unit of its own as it stands', () => {
    const [table] = documentTables(
      makeResult({
        tables: [makeTable({ form: 'jx' })],
        fields: [
          makeField({
            key: 'a',
            form: 'jx',
            rowCode: '',
            measure: '年度指标值',
            raw: '≥90%',
            value: '90',
            qualifier: '≥',
            unit: '%',
          }),
          makeField({
            key: 'b',
            form: 'jx',
            rowCode: '',
            measure: '分值',
            column: 5,
            raw: '10',
            value: '10',
            unit: '',
          }),
        ],
      }),
    );
    expect(table).toMatchObject({
      header: ['row_label', '年度指标值', '分值'],
      rows: [['行政运行', '≥90%', '10']],
    });
  });

  it('joins the header of a table of no known form and repeats a spanning stub', () => {
    const [table] = documentTables(
      makeResult({
        tables: [
          makeTable({
            id: 't7',
            form: 't7',
            headerRows: 2,
            rows: 4,
            columns: 3,
            cells: [
              makeCell(0, 0, 'Item', { role: 'header', rowSpan: 2 }),
              makeCell(0, 1, 'Budget', { role: 'header', columnSpan: 2 }),
              makeCell(1, 1, '2021', { role: 'header' }),
              makeCell(1, 2, '2021', { role: 'header' }),
              makeCell(2, 0, 'Staff', { role: 'stub', rowSpan: 2 }),
              makeCell(2, 1, '1'),
              makeCell(2, 2, '2'),
              makeCell(3, 1, '3', { columnSpan: 2 }),
            ],
          }),
        ],
        fields: [],
      }),
    );
    expect(table).toEqual({
      name: '01-t7',
      header: ['Item', 'Budget/2021', 'Budget/2021 (2)'],
      rows: [
        ['Staff', '1', '2'],
        ['Staff', '3', ''],
      ],
    });
  });

  it('has no two columns of one name and rows as long as the header', () => {
    const [table] = documentTables(makeResult({ tables: [makeTable({ form: 't1' })] }));
    expect(new Set(table?.header).size).toBe(table?.header.length);
    expect(table?.rows.every((row) => row.length === table.header.length)).toBe(true);
  });
});
