import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../normalizers/confidence/assess.ts';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import type { Field } from '../../../schemas/field.ts';
import { bindingOf, classification, forms } from './accounts.ts';
import { accounts, balanced, money } from './balanced.ts';

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
