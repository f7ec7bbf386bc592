import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../normalizers/confidence/assess.ts';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import type { Field } from '../../../schemas/field.ts';
import { bindingOf, cell, classification, forms } from './accounts.ts';

/** 款 and 项 of two classes, in cents: 基本 and 项目 of every 项. */
const leaves = ['2080101 甲', '2080109 乙', '2080501 丙', '2080505 丁', '2101101 戊', '2101102 己'] as const;
const parents = ['208 社会保障和就业支出', '20801 子', '20805 丑', '210 卫生健康支出', '21011 寅'] as const;

// from 0.10 on: a part that is rounded to 0 is none, and is granted no rounding (CONTRACT.md)
const cents = fc.integer({ min: 10, max: 9_999_999 });
const accounts = fc.array(fc.tuple(cents, fc.option(cents, { nil: 0 })), { minLength: 6, maxLength: 6 });

type Amounts = readonly (readonly [number, number])[];

/** Accounts that balance to the cent: spending by code, and the account sheet with the same classes and total. */
function balanced(amounts: Amounts): Field[] {
  const codeOf = (name: string) => name.split(' ')[0] ?? '';
  const totals = (prefix: string) =>
    leaves.reduce(
      ([basic, project], leaf, at) => {
        const [a, b] = codeOf(leaf).startsWith(prefix) ? (amounts[at] ?? [0, 0]) : [0, 0];
        return [basic + a, project + b] as const;
      },
      [0, 0] as readonly [number, number],
    );
  const row = (name: string, prefix: string) => {
    const [basic, project] = totals(prefix);
    return [
      cell('gk05', name, '小计', money(basic + project)),
      cell('gk05', name, '基本支出', money(basic)),
      cell('gk05', name, '项目支出', project === 0 ? '' : money(project)),
    ];
  };
  const sheet = (name: string, side: string, prefix: string) => {
    const [basic, project] = totals(prefix);
    return cell('gk04', name, `${side}/金额`, money(basic + project));
  };
  return [
    ...row('合计', ''),
    ...[...parents, ...leaves].flatMap((name) => row(name, codeOf(name))),
    sheet('社会保障和就业支出', '支出', '208'),
    sheet('卫生健康支出', '支出', '210'),
    sheet('本年支出合计', '支出', ''),
    cell('gk04', '年末结转和结余', '支出/金额', ''),
    sheet('总计', '支出', ''),
    sheet('总计', '收入', ''),
  ];
}

const money = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

const run = (fields: readonly Field[]) => reconcile(bindingOf(fields), forms, classification);

describe('any accounts that balance', () => {
  it('raise no alarm, and every check that can be tried passes', () => {
    fc.assert(
      fc.property(accounts, (amounts) => {
        const { checks, fields } = run(balanced(amounts));
        expect(checks.filter(({ status }) => status === 'fail' || status === 'rounding')).toEqual([]);
        expect(checks.filter(({ status }) => status === 'pass').length).toBeGreaterThan(20);
        expect(fields.every(({ flags }) => flags.length === 0)).toBe(true);
      }),
    );
  });

  it('give one wrong figure away: it alone is accused', () => {
    fc.assert(
      fc.property(accounts, fc.nat(), fc.integer({ min: 100, max: 90_000 }), (amounts, pick, off) => {
        const fields = balanced(amounts);
        // every printed figure of the code table stands in two identities at least
        const targets = fields.flatMap((f, at) => (f.form === 'gk05' && f.state === 'number' ? [at] : []));
        const at = targets[pick % targets.length]!;
        const old = fields[at]!;
        const wrong = money(Math.round(Number(old.value) * 100) + off);
        const result = run(fields.map((f, index) => (index === at ? { ...f, value: wrong, raw: wrong } : f)));
        const accused = result.fields.filter(({ flags }) => flags.includes('source-error'));
        expect(accused.map(({ rowLabel, measure }) => [rowLabel, measure])).toContainEqual([
          old.rowLabel,
          old.measure,
        ]);
        expect(accused.length).toBeLessThanOrEqual(2);
        expect(result.fields[at]!.value).toBe(wrong);
      }),
    );
  });

  it('come to no more than rounding when every figure was rounded on its own', () => {
    fc.assert(
      fc.property(accounts, (amounts) => {
        const rounded = balanced(amounts).map((f) =>
          f.value === null ? f : { ...f, value: money(Math.round(Number(f.value) * 10) * 10).slice(0, -1) },
        );
        const { checks } = run(rounded);
        expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
      }),
    );
  });

  it('give back a lost figure as it was, or leave it missing', () => {
    fc.assert(
      fc.property(accounts, fc.nat(), (amounts, pick) => {
        const fields = balanced(amounts);
        const targets = fields.flatMap((f, at) => (f.form === 'gk05' && f.state === 'number' ? [at] : []));
        const at = targets[pick % targets.length]!;
        const lost = fields.map((f, index) =>
          index === at ? { ...f, value: null, raw: '', state: 'missing' as const } : f,
        );
        const { fields: found, checks } = run(lost);
        expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
        const field = found[at]!;
        if (field.state === 'missing') {
          // so small that rounding could have made it
          expect(Number(fields[at]!.value)).toBeLessThan(0.1);
        } else {
          expect(field.method).toBe('derived');
          expect(Number(field.value)).toBe(Number(fields[at]!.value));
        }
      }),
    );
  });

  it('never get a figure that was not there, whatever is lost', () => {
    fc.assert(
      fc.property(accounts, fc.array(fc.boolean(), { minLength: 45, maxLength: 45 }), (amounts, keep) => {
        const fields = balanced(amounts);
        const lost = fields.map((f, at) =>
          keep[at] === false ? { ...f, value: null, raw: '', state: 'missing' as const } : f,
        );
        const { fields: found } = run(lost);
        found.forEach((field, at) => {
          if (field.state !== 'number') return;
          expect(Number(field.value)).toBeCloseTo(Number(fields[at]!.value || '0'), 6);
        });
      }),
    );
  });

  it('are assessed between 0 and 1, missing with 0, accepted only without doubt', () => {
    fc.assert(
      fc.property(accounts, fc.nat(), (amounts, pick) => {
        const fields = balanced(amounts).map((f, at) =>
          at === pick % 20 ? { ...f, value: null, raw: '', state: 'missing' as const } : f,
        );
        const result = run(fields);
        for (const field of assess(result.fields, result.checks)) {
          expect(field.confidence).toBeGreaterThanOrEqual(0);
          expect(field.confidence).toBeLessThanOrEqual(1);
          if (field.state === 'missing') expect(field.confidence).toBe(0);
          expect(field.flags.includes('low-confidence')).toBe(field.confidence < 0.9);
          if (field.accepted) expect(field.confidence).toBeGreaterThanOrEqual(0.99);
        }
      }),
    );
  });
});
