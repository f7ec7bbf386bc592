import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../normalizers/confidence/assess.ts';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import { misreadingCost } from '../../../normalizers/reconcile/repair/misreadings.ts';
import type { Field } from '../../../schemas/field.ts';
import type { Candidate } from '../../../schemas/reading.ts';
import { bindingOf, cell, classification, forms } from './accounts.ts';
import { accounts, balanced, money } from './balanced.ts';

const run = (fields: readonly Field[]) => reconcile(bindingOf(fields), forms, classification);

/** The fields as if they had been read from a picture, as surely as `reading` says. */
const pictured = (fields: readonly Field[], reading = 0.99): Field[] =>
  fields.map((field) =>
    field.state === 'number' ? { ...field, method: 'ocr', reading, candidates: [] } : field,
  );

/** With one of them misread. */
const misread = (
  fields: readonly Field[],
  at: number,
  value: string,
  reading = 0.8,
  candidates: readonly Candidate[] = [],
): Field[] =>
  fields.map((field, index) => (index === at ? { ...field, raw: value, value, reading, candidates } : field));

const find = (fields: readonly Field[], form: string, row: string, measure: string) =>
  fields.findIndex(
    (field) =>
      field.form === form && `${field.rowCode}${field.rowLabel}`.startsWith(row) && field.measure === measure,
  );

const someAccounts = balanced([
  [12_345, 6_700],
  [1_850, 0],
  [93_071, 4_410],
  [55_555, 0],
  [7_012, 333],
  [2_096, 0],
]);

describe('a misread figure', () => {
  it('gets the one value with which its two sums hold; raw stays, and it is said why', () => {
    const at = find(someAccounts, 'gk05', '2080501', '基本支出');
    expect(someAccounts[at]!.value).toBe('930.71');
    const { fields, checks } = run(misread(pictured(someAccounts), at, '980.71'));
    const field = fields[at]!;
    expect(field).toMatchObject({ value: '930.71', raw: '980.71', method: 'ocr', flags: ['repaired'] });
    expect(field.origin).toMatch(/^Read as “980\.71”; 930\.71 is .* gk05\/row\/2080501/u);
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    const assessed = assess(fields, checks)[at]!;
    expect(assessed.accepted).toBe(false);
    expect(assessed.confidence).toBeGreaterThan(0.9);
  });

  it('may have lost its point, its first digit or one within', () => {
    const at = find(someAccounts, 'gk05', '2080501', '基本支出');
    for (const wrong of ['93071', '30.71', '93.71', '9330.71'])
      expect(run(misread(pictured(someAccounts), at, wrong)).fields[at]).toMatchObject({
        value: '930.71',
        raw: wrong,
      });
  });

  it('may be no figure at all, or any other where the reading itself says that it is bad', () => {
    const at = find(someAccounts, 'gk05', '2080501', '基本支出');
    const text = pictured(someAccounts).map((field, index) =>
      index === at
        ? { ...field, raw: '到', value: null, state: 'text' as const, flags: ['unexpected-text' as const] }
        : field,
    );
    expect(run(text).fields[at]).toMatchObject({ value: '930.71', raw: '到', flags: ['repaired'] });
    expect(run(misread(pictured(someAccounts), at, '2', 0.01)).fields[at]).toMatchObject({ value: '930.71' });
    expect(run(misread(pictured(someAccounts), at, '2', 0.98)).fields[at]).toMatchObject({ value: '2' });
  });

  it('of one sum only is put right where its reading proposes the value, and left where it does not', () => {
    const fields = [
      cell('gk06', '301 工资福利支出', '决算数', '30.50'),
      cell('gk06', '30101 基本工资', '决算数', '18.30'),
      cell('gk06', '30102 津贴补贴', '决算数', '12.20'),
    ];
    const proposed = misread(pictured(fields), 1, '13.30', 0.6, [{ text: '18.30', cost: 1 }]);
    expect(run(proposed).fields[1]).toMatchObject({ value: '18.30', raw: '13.30', flags: ['repaired'] });
    const unheard = run(misread(pictured(fields), 1, '13.30', 0.6));
    expect(unheard.fields[1]).toMatchObject({ value: '13.30' });
    expect(assess(unheard.fields, unheard.checks)[1]!.confidence).toBeLessThan(0.9);
  });

  it('stays where two fields explain the failure alike, and both are doubted', () => {
    const fields = pictured([
      cell('gk06', '301 工资福利支出', '决算数', '30.50'),
      cell('gk06', '30101 基本工资', '决算数', '13.30'),
      cell('gk06', '30102 津贴补贴', '决算数', '12.20'),
    ]).map((field, at) =>
      at === 0
        ? field
        : { ...field, reading: 0.6, candidates: [{ text: at === 1 ? '18.30' : '17.20', cost: 1 }] },
    );
    const { fields: found, checks } = run(fields);
    expect(found.map(({ value }) => value)).toEqual(['30.50', '13.30', '12.20']);
    for (const { flags } of assess(found, checks).slice(1)) expect(flags).toContain('low-confidence');
  });

  it('is not handed on to what is computed from it', () => {
    const at = find(someAccounts, 'gk05', '合计', '小计');
    const lost = find(someAccounts, 'gk04', '总计', '支出/金额');
    const right = someAccounts[at]!.value!;
    const wrong = right.replace(/\d(?=\.)/u, (digit) => (digit === '3' ? '8' : '3'));
    const fields = misread(pictured(someAccounts), at, wrong).map((field, index) =>
      index === lost ? { ...field, value: null, raw: '', state: 'missing' as const } : field,
    );
    const result = run(fields);
    expect(result.fields[at]).toMatchObject({ value: right, flags: ['repaired'] });
    expect(result.fields[lost]).toMatchObject({ value: right, method: 'derived' });
  });

  it('is not looked for in a blank: the cell is doubted, nothing is put into it', () => {
    const at = find(someAccounts, 'gk05', '2080505', '项目支出');
    const parents = ['2080505', '20805', '208', '合计'].map((row) => find(someAccounts, 'gk05', row, '小计'));
    const columns = ['20805', '208', '合计'].map((row) => find(someAccounts, 'gk05', row, '项目支出'));
    const more = (field: Field) => money(Math.round(Number(field.value) * 100) + 1_234);
    const fields = pictured(someAccounts).map((field, index) => {
      const isSum =
        [...parents, ...columns].includes(index) ||
        (field.form === 'gk04' && /社会|合计|总计/u.test(field.rowLabel) && field.value !== null);
      return isSum ? { ...field, value: more(field), raw: more(field) } : field;
    });
    const result = run(fields);
    expect(result.fields[at]).toMatchObject({ state: 'blank', value: null });
    expect(assess(result.fields, result.checks)[at]!.flags).toContain('low-confidence');
  });
});

describe('a contradiction of the publisher', () => {
  it('stays, with its alarm, where the reading is sure', () => {
    const at = find(someAccounts, 'gk05', '2080501', '小计');
    const printed = misread(pictured(someAccounts, 0.9995), at, '974.87', 0.9999);
    const { fields } = run(printed);
    expect(fields[at]).toMatchObject({ value: '974.87' });
    expect(fields[at]!.flags).toContain('sum-mismatch');
    expect(fields.some(({ flags }) => flags.includes('repaired'))).toBe(false);
  });

  it('is not said to be certain where a reading is not', () => {
    const at = find(someAccounts, 'gk05', '2080501', '小计');
    const { fields } = run(misread(pictured(someAccounts, 0.97), at, '111.11', 0.97));
    expect(fields[at]!.flags).toContain('sum-mismatch');
    expect(fields.flatMap(({ flags }) => flags)).not.toContain('source-error');
  });
});

describe('any accounts that balance, read from pictures', () => {
  const wrongDigit = (value: string, place: number, by: number) => {
    const digits = [...value].flatMap((character, at) => (/\d/u.test(character) ? [at] : []));
    const at = digits[place % digits.length]!;
    return `${value.slice(0, at)}${(Number(value[at]) + by) % 10}${value.slice(at + 1)}`;
  };
  const targetsOf = (fields: readonly Field[]) =>
    fields.flatMap((f, at) => (f.form === 'gk05' && f.state === 'number' ? [at] : []));
  const digit = fc.tuple(fc.nat(), fc.nat(20), fc.integer({ min: 1, max: 9 }));

  it('are left alone where all holds, whatever else the readings propose', () => {
    fc.assert(
      fc.property(accounts, fc.array(digit, { maxLength: 8 }), (amounts, proposals) => {
        const fields = pictured(balanced(amounts), 0.7);
        const targets = targetsOf(fields);
        for (const [pick, place, by] of proposals) {
          const at = targets[pick % targets.length]!;
          const text = wrongDigit(fields[at]!.value!, place, by);
          fields[at] = { ...fields[at]!, candidates: [{ text, cost: 1 }] };
        }
        const { fields: found } = run(fields);
        expect(found.map(({ value }) => value)).toEqual(fields.map(({ value }) => value));
        expect(found.flatMap(({ flags }) => flags)).toEqual([]);
      }),
    );
  });

  it('lose no right figure to one or two misread ones, in whatever order the fields come', () => {
    fc.assert(
      fc.property(
        accounts,
        fc.array(digit, { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        (amounts, wrongs, told) => {
          const truth = balanced(amounts);
          let fields = pictured(truth);
          const targets = targetsOf(fields);
          for (const [pick, place, by] of wrongs) {
            const at = targets[pick % targets.length]!;
            const right = truth[at]!.value!;
            fields = misread(
              fields,
              at,
              wrongDigit(right, place, by),
              0.7,
              told ? [{ text: right, cost: 1.5 }] : [],
            );
          }
          const { fields: found } = run(fields);
          found.forEach((field, at) => {
            if (field.flags.includes('repaired')) expect(Number(field.value)).toBe(Number(truth[at]!.value));
            else expect(field.value).toBe(fields[at]!.value);
          });
          const backwards = run([...fields].reverse()).fields.toReversed();
          expect(backwards.map(({ value }) => value)).toEqual(found.map(({ value }) => value));
        },
      ),
    );
  });

  it('of text are never changed, whatever contradicts', () => {
    fc.assert(
      fc.property(accounts, digit, (amounts, [pick, place, by]) => {
        const fields = balanced(amounts);
        const targets = targetsOf(fields);
        const at = targets[pick % targets.length]!;
        fields[at] = { ...fields[at]!, value: wrongDigit(fields[at]!.value!, place, by) };
        expect(run(fields).fields.map(({ value }) => value)).toEqual(fields.map(({ value }) => value));
      }),
    );
  });
});

describe('a large table read from a picture', () => {
  it('with many misread figures ends within its bounds', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => ({
      code: `301${String(at).padStart(4, '0')}`,
      amount: 1000 + ((at * 7919) % 90_000),
    }));
    const total = rows.reduce((sum, { amount }) => sum + amount, 0);
    const fields = pictured(
      [
        cell('gk05', '301 类', '小计', money(total)),
        cell('gk05', '301 类', '基本支出', money(total)),
        ...rows.flatMap(({ code, amount }) => [
          cell('gk05', `${code} 项`, '小计', money(amount)),
          cell('gk05', `${code} 项`, '基本支出', money(amount)),
        ]),
      ].map((field) => ({ ...field, rowLabel: field.rowLabel + field.rowCode })),
      0.9,
    ).map((field, at) =>
      at % 23 === 5
        ? { ...field, value: field.value!.replace(/\d/u, (d) => String((Number(d) + 5) % 10)) }
        : field,
    );
    const start = performance.now();
    run(fields);
    expect(performance.now() - start).toBeLessThan(40_000);
  });
});

describe('what misreading costs', () => {
  it('is less for digits that look alike, for a lost point and for a cut border than for anything else', () => {
    expect(misreadingCost('8.30', '3.30')).toBeLessThan(misreadingCost('8.30', '4.30'));
    expect(misreadingCost('830', '8.30')).toBeLessThan(misreadingCost('830', '8.50'));
    expect(misreadingCost('34.56', '1234.56')).toBeLessThan(misreadingCost('34.56', '1294.56'));
    expect(misreadingCost('12.34', '987.65')).toBe(Number.POSITIVE_INFINITY);
    expect(misreadingCost('12.34', '12.34')).toBe(0);
  });
});
