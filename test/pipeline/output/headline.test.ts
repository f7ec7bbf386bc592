import { describe, expect, it } from 'vitest';
import { summariseDocument } from '../../../pipeline/output/headline.ts';
import type { AssessedField } from '../../../schemas/field.ts';
import { makeCheck, makeField, makeResult } from '../result-builder.ts';

const total = (form: string, measure: string, value: string, changes: Partial<AssessedField> = {}) =>
  makeField({
    key: `${form}-${measure}-${value}`,
    form,
    rowCode: '',
    rowLabel: '合计',
    measure,
    value,
    ...changes,
  });

const summaryOf = (...fields: readonly AssessedField[]) => summariseDocument(makeResult({ fields }))[0];

describe('summariseDocument', () => {
  it('turns amounts into 元, exactly', () => {
    expect(summaryOf(total('gk03', '基本支出', '293.88'), total('gk03', '项目支出', '0.1'))).toMatchObject({
      basic: '2938800',
      project: '1000',
      income_total: '',
    });
  });

  it.each([
    [
      'gk01 before gk02',
      [total('gk01', '收入/金额', '1', { rowLabel: '本年收入合计' }), total('gk02', '本年收入合计', '2')],
      '10000',
    ],
    [
      'gk02 where gk01 lost it',
      [
        total('gk01', '收入/金额', '1', { rowLabel: '本年收入合计', state: 'missing', value: null }),
        total('gk02', '本年收入合计', '2'),
      ],
      '20000',
    ],
    [
      'text where no table has it',
      [total('narrative', '决算数', '3', { rowLabel: '本年收入合计' })],
      '30000',
    ],
    [
      'nothing where the text says two things',
      [
        total('narrative', '决算数', '3', { rowLabel: '本年收入合计' }),
        total('narrative', '决算数', '4', { rowLabel: '本年收入合计', occurrence: 2 }),
      ],
      '',
    ],
    [
      'nothing for a figure of the year before',
      [total('narrative', '决算数', '3', { rowLabel: '本年收入合计', period: '2021' })],
      '',
    ],
    ['nothing where the unit is unknown', [total('gk02', '本年收入合计', '2', { unit: '' })], ''],
  ])('income_total: %s', (_, fields, expected) => {
    expect(summaryOf(...fields)?.income_total).toBe(expected);
  });

  it('reads the 三公 totals from the one row of gk07, which has no label', () => {
    expect(
      summaryOf(
        total('gk07', '预算数/合计', '21.30', { rowLabel: '' }),
        total('gk07', '决算数/合计', '16.76', { rowLabel: '' }),
      ),
    ).toMatchObject({ three_publics_budget: '213000', three_publics_actual: '167600' });
  });

  it('gives a row to every unit of a compiled report', () => {
    const rows = summariseDocument(
      makeResult({
        fields: [
          total('gk03', '基本支出', '5', { key: 'a' }),
          total('gk03', '基本支出', '7', { key: 'b', part: 2, entity: '甲市丙中心', accepted: false }),
        ],
        checks: [makeCheck({ status: 'fail', fieldKeys: ['b'] })],
      }),
    );
    expect(rows.map((row) => [row.report_id, row.basic, row.to_review, row.checks_failed])).toEqual([
      ['甲市乙局|2022|final-accounts', '50000', 0, 0],
      ['甲市丙中心|2022|final-accounts', '70000', 1, 1],
    ]);
  });

  it('gives one row to a document without fields', () => {
    expect(summariseDocument(makeResult({ fields: [], checks: [] }))).toHaveLength(1);
  });
});
