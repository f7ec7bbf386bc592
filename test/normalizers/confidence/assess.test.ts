import { describe, expect, it } from 'vitest';
import { assess } from '../../../normalizers/confidence/assess.ts';
import { explainField } from '../../../normalizers/confidence/features.ts';
import type { Check } from '../../../schemas/check.ts';
import type { Field } from '../../../schemas/field.ts';
import { cell } from '../reconcile/accounts.ts';

const field = (more: Partial<Field> = {}) => cell('gk05', '合计', '小计', '1.00', { key: 'f1', ...more });

const check = (id: string, status: Check['status'], more: Partial<Check> = {}): Check => ({
  id,
  kind: 'row-sum',
  forms: ['gk05'],
  expected: '1.00',
  actual: '1.00',
  residual: '0',
  tolerance: '0.01',
  unit: '万元',
  status,
  fieldKeys: ['f1'],
  explanation: `${id} en.`,
  explanationZh: `${id} zh。`,
  ...more,
});

const level = (one: Field, ...checks: Check[]) => assess([one], checks)[0]!;

describe('assess', () => {
  it('is surer with every identity that holds', () => {
    const none = level(field()).confidence;
    const one = level(field(), check('a', 'pass')).confidence;
    const two = level(field(), check('a', 'pass'), check('b', 'rounding')).confidence;
    expect(none).toBeGreaterThanOrEqual(0.995);
    expect(one).toBeGreaterThan(none);
    expect(two).toBeGreaterThan(one);
    expect(two).toBeGreaterThanOrEqual(0.999);
  });

  it('doubts what was read from a picture until the accounts confirm it, however sure the engine is', () => {
    const read = { method: 'ocr', reading: 0.999, binding: 0.995 } as const;
    const [none, one, two] = [0, 1, 2].map((count) =>
      level(field(read), ...['a', 'b'].slice(0, count).map((id) => check(id, 'pass'))),
    );
    expect(none).toMatchObject({ accepted: false, flags: ['low-confidence'] });
    expect(one).toMatchObject({ accepted: false, flags: [] });
    expect(two).toMatchObject({ accepted: true, flags: [] });
  });

  it('takes no sum for a witness of the name of a row that was read from a picture', () => {
    const read = { method: 'ocr', reading: 0.999, binding: 0.85 } as const;
    expect(level(field(read), check('a', 'pass')).flags).toEqual(['low-confidence']);
  });

  it('doubts what was worked out among figures read from pictures', () => {
    const [, worked] = assess([field({ method: 'ocr' }), field({ key: 'f2', method: 'derived' })], []);
    expect(worked!.flags).toEqual(['low-confidence']);
  });

  it('counts no bound that holds with room, no name of a code and nothing skipped', () => {
    const none = level(field()).confidence;
    const bound = check('a', 'pass', { kind: 'cross-table', residual: '-5.00', tolerance: '0' });
    expect(level(field(), bound).confidence).toBe(none);
    expect(level(field(), check('b', 'pass', { kind: 'code-name', residual: '' })).confidence).toBe(none);
    expect(level(field(), check('c', 'skipped')).confidence).toBe(none);
  });

  it.each([
    ['a missing field', { state: 'missing', value: null }, 0, 0],
    ['a figure of running text', { form: 'narrative' }, 0.95, 0.985],
    ['a cell taken from running text', { method: 'narrative', binding: 0.97 }, 0.9, 0.96],
    ['a computed cell', { method: 'derived', binding: 0.95 }, 0.83, 0.95],
    ['an assumed unit', { flags: ['unit-assumed'] }, 0.9, 0.95],
    ['an unknown unit', { unit: '' }, 0.8, 0.9],
    ['an unknown year', { fiscalYear: '' }, 0.8, 0.9],
    ['an unsure binding', { binding: 0.8 }, 0.75, 0.81],
  ] as const)('%s', (_, more, from, to) => {
    const { confidence } = level(field(more as Partial<Field>));
    expect(confidence).toBeGreaterThanOrEqual(from);
    expect(confidence).toBeLessThanOrEqual(to);
  });

  it('stays sure of what the publisher contradicts, and does not accept it', () => {
    const wrong = level(field({ flags: ['sum-mismatch', 'source-error'] }), check('a', 'fail'));
    expect(wrong.confidence).toBeGreaterThanOrEqual(0.95);
    expect(wrong.accepted).toBe(false);
    const unsure = level(field({ reading: 0.9, method: 'ocr' }), check('a', 'fail'));
    expect(unsure.confidence).toBeLessThan(0.7);
    expect(unsure.flags).toContain('low-confidence');
  });

  it('accepts what is printed and confirmed, rounding or not', () => {
    expect(level(field({ flags: ['rounding'] }), check('a', 'rounding')).accepted).toBe(true);
    expect(level(field({ flags: ['unit-assumed'] }), check('a', 'pass')).accepted).toBe(false);
    expect(level(field({ state: 'missing', value: null })).accepted).toBe(false);
  });
});

describe('explainField', () => {
  it('tells the checks for and against, and where a value comes from', () => {
    const evidence = explainField(field({ origin: 'Stated in the text: x' }), [
      check('a', 'pass'),
      check('b', 'fail'),
      check('c', 'skipped'),
      check('d', 'pass', { fieldKeys: ['f2'] }),
    ]);
    expect(evidence.for.map(({ en }) => en)).toEqual(['Stated in the text: x', 'a en.']);
    expect(evidence.against).toEqual([{ checkId: 'b', en: 'b en.', zh: 'b zh。' }]);
  });
});
