import { describe, expect, it } from 'vitest';
import { checkVariant } from '../../bench/variants/check.ts';
import { loadDrafts } from '../../bench/variants/drafts.ts';
import { yuanText } from '../../bench/variants/print.ts';
import { makeVariant } from '../../bench/variants/variant.ts';
import { agreeVerbs } from '../../bench/variants/wording.ts';

const drafts = loadDrafts(process.cwd());

describe('variants of the seeds', () => {
  it.each([0, 1, 2, 3, 29, 57, 100, 137, 170, 199])(
    'variant %i: its truth stands in its text and balances',
    (index) => {
      const variant = makeVariant(drafts, index);
      expect(checkVariant(variant.bytes, variant.truth)).toEqual([]);
    },
  );

  it('is always the same bytes', () => {
    const [once, again] = [makeVariant(drafts, 121), makeVariant(drafts, 121)];
    expect(once.truth.sha256).toBe(again.truth.sha256);
    expect(once.truth).toEqual(again.truth);
  });

  it('keeps no name and no headline amount of its seed', () => {
    for (const index of [0, 1, 2, 3]) {
      const variant = makeVariant(drafts, index);
      const notes = drafts[index]!.notes;
      for (const name of notes.names) expect(variant.text).not.toContain(name);
      expect(variant.text).not.toMatch(/331\.61|254\.48|72\.92|167\.66/u);
    }
  });

  it('has one contradiction in every second variant', () => {
    const planted = Array.from(
      { length: 40 },
      (_, index) => makeVariant(drafts, index).truth.planted_errors.length,
    );
    expect(planted.filter((count) => count === 1)).toHaveLength(20);
    expect(Math.max(...planted)).toBe(1);
  });
});

describe('the checker of variants', () => {
  const sound = makeVariant(drafts, 0);

  it('sees a figure that is not in the text', () => {
    const truth = structuredClone(sound.truth);
    truth.fields[0]!.value = '987654.32';
    expect(checkVariant(sound.bytes, truth).join()).toContain('987654.32 is not in the text');
  });

  it('sees accounts that do not balance', () => {
    const truth = structuredClone(sound.truth);
    const total = truth.fields.find(
      (field) => field.table === 'gk03' && field.row_code === '208' && !field.blank,
    )!;
    const other = truth.fields.find(
      (field) => field.table === 'gk03' && field.row_code === '210' && !field.blank,
    )!;
    total.value = other.value;
    expect(checkVariant(sound.bytes, truth).join()).toContain('gk03 208 本年支出合计 is off');
  });
});

describe('wording', () => {
  it('turns verbs with the sign of their figure', () => {
    const line = '与上年相比，减少\uE0001\uE001万元，下降\uE0002\uE001%';
    expect(agreeVerbs(line, () => 1)).toBe('与上年相比，增加\uE0001\uE001万元，增长\uE0002\uE001%');
    expect(agreeVerbs(line, () => -1)).toBe(line);
  });
});

describe('amounts in 元', () => {
  it.each([
    ['331.61', '万元', '3316100'],
    ['0.033161', '亿元', '3316100'],
    ['-0.12', '万元', '-1200'],
    ['12.5', '元', '12.5'],
    ['0.00', '万元', '0'],
    ['3', '人', ''],
  ])('%s %s is %s', (value, unit, expected) => {
    expect(yuanText(value, unit)).toBe(expected);
  });
});
