import { describe, expect, it } from 'vitest';
import { readSeeds } from '../../../docs/generate/read-seeds.ts';
import { economicRows, functionalRows } from '../../../pipeline/output/fiscal-rows.ts';
import type { AssessedField } from '../../../schemas/field.ts';
import { economicView, functionalView } from '../../../schemas/fiscal-columns.ts';
import { makeField, makeResult } from '../result-builder.ts';

let keys = 0;
/** Cells of 支出决算表: code, label, then figures by measure. */
const line = (
  rowCode: string,
  rowLabel: string,
  figures: Readonly<Record<string, string>>,
  changes: Partial<AssessedField> = {},
): AssessedField[] =>
  Object.entries(figures).map(([measure, value]) =>
    makeField({ key: `k${++keys}`, rowCode, rowLabel, measure, value, raw: value, ...changes }),
  );
const rowsOf = (...fields: readonly AssessedField[][]) =>
  functionalRows(makeResult({ fields: fields.flat() })).map((row) =>
    [
      row.level1_code,
      row.level2_code ?? '',
      row.level3_code ?? '',
      row.kind,
      row.amount_cny,
      row.complete,
    ].join(' '),
  );
const of = (total: string, basic: string, project: string) => ({
  本年支出合计: total,
  基本支出: basic,
  项目支出: project,
});

describe('rows that may be summed', () => {
  it('are the deepest codes, each by its kinds; no total, no zero', () => {
    expect(
      rowsOf(
        line('', '合计', of('30.00', '25.00', '5.00')),
        line('208', '社会保障和就业支出', of('30.00', '25.00', '5.00')),
        line('20801', '管理事务', of('20.00', '20.00', '0.00')),
        line('2080101', '行政运行', of('20.00', '20.00', '0.00')),
        line('20805', '养老支出', of('10.00', '5.00', '5.00')),
      ),
    ).toEqual([
      '208 20801 2080101 基本支出 200000 true',
      '208 20805  基本支出 50000 true',
      '208 20805  项目支出 50000 true',
    ]);
  });

  it('are the code itself where its sub-codes do not add up to it', () => {
    expect(
      rowsOf(
        line('', '合计', { 本年支出合计: '30.00' }),
        line('208', '甲', { 本年支出合计: '30.00' }),
        line('20801', '乙', { 本年支出合计: '12.00' }),
      ),
    ).toEqual(['208    300000 true']);
  });

  it('are the total of a row where its kinds do not add up to it', () => {
    expect(rowsOf(line('208', '甲', of('30.00', '25.00', '4.00')))).toEqual(['208    300000 false']);
  });

  it('may differ from the whole by rounding', () => {
    expect(
      rowsOf(
        line('', '合计', { 本年支出合计: '10.0' }),
        line('208', '甲', { 本年支出合计: '3.3' }),
        line('210', '乙', { 本年支出合计: '6.8' }),
      ).every((row) => row.endsWith('true')),
    ).toBe(true);
  });

  it('count what stands twice once, unit after unit', () => {
    expect(
      rowsOf(
        line('', '合计', { 本年支出合计: '3.00' }),
        line('208', '甲', { 本年支出合计: '3.00' }),
        line('208', '甲', { 本年支出合计: '3.00' }, { occurrence: 2 }),
        line('208', '甲', { 本年支出合计: '5.00' }, { part: 2 }),
      ),
    ).toEqual(['208    30000 true', '208    50000 false']);
  });

  it('leave out what is no amount or has no unit', () => {
    expect(
      rowsOf(
        line('208', '甲', { 本年支出合计: '3.00' }, { unit: '' }),
        line('210', '乙', { 本年支出合计: '4.00' }, { value: null, state: 'blank' }),
        line('x', '丙', { 本年支出合计: '4.00' }),
      ),
    ).toEqual([]);
  });

  it('name the levels as the report prints them', () => {
    const rows = economicRows(
      makeResult({
        fields: [
          line('301', '工资福利支出', { 决算数: '7.00' }),
          line('30101', '基本工资', { 决算数: '7.00' }),
          line('', '人员经费合计', { 决算数: '7.00' }),
          line('', '公用经费合计', { 决算数: '0.00' }),
        ]
          .flat()
          .map((field) => ({ ...field, form: 'gk06' })),
      }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      level1_code: '301',
      level1_label: '工资福利支出',
      level2_code: '30101',
      level2_label: '基本工资',
      amount_cny: '70000',
      complete: 'true',
    });
    for (const name of Object.keys(rows[0] ?? {}))
      expect([...economicView.columns.map((column) => column.name), 'kind']).toContain(name);
  });

  it('add up to the totals that the seeds print', async () => {
    for (const result of await readSeeds()) {
      for (const [rows, form, labels] of [
        [functionalRows(result), 'gk03', ['合计']],
        [economicRows(result), 'gk06', ['人员经费合计', '公用经费合计']],
      ] as const) {
        if (rows.length === 0 || rows[0]?.complete === 'false') continue;
        const sum = rows.reduce((total, row) => total + Number(row.amount_cny), 0);
        const printed = result.fields
          .filter(
            (field) =>
              field.form === form &&
              labels.some((label) => label === field.rowLabel) &&
              ['本年支出合计', '决算数'].includes(field.measure),
          )
          .reduce((total, field) => total + Number(field.value) * 10_000, 0);
        expect(Math.abs(sum - printed), `${result.source} ${form}`).toBeLessThanOrEqual(500);
      }
    }
  });
});

describe('columns of the views', () => {
  it('say what they are in a Fiscal Data Package', () => {
    for (const view of [functionalView, economicView]) {
      expect(view.columns.filter((column) => column.columnType === undefined)).toEqual([]);
      expect(view.columns.filter((column) => column.columnType === 'value')).toHaveLength(1);
    }
  });
});
