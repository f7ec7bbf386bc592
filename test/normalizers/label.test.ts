import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowLabel } from '../../normalizers/label.ts';
import { canonicalLabel } from '../../normalizers/text.ts';

describe('rowLabel', () => {
  it.each([
    ['一、一般公共预算财政拨款收入', '一般公共预算财政拨款收入'],
    ['二十三、其他支出', '其他支出'],
    ['（一）人员经费', '人员经费'],
    ['(1) 公务用车购置费', '公务用车购置费'],
    ['1.因公出国（境）费', '因公出国（境）费'],
    ['2、公务接待费', '公务接待费'],
    ['①国内接待费', '国内接待费'],
    ['其中：1、压缩一般性支出', '压缩一般性支出'],
    ['其中: 当年财政拨款', '当年财政拨款'],
    ['加：年初结转和结余', '年初结转和结余'],
    ['　　基 本 支 出', '基本支出'],
    ['因公出国 (境) 费', '因公出国（境）费'],
    ['- 其他资金', '其他资金'],
    ['十八、自然资源海洋气象等支出', '自然资源海洋气象等支出'],
    ['3.5吨以下车辆', '3.5吨以下车辆'],
    ['一、', '一、'],
    ['', ''],
  ])('%s → %s', (text, label) => {
    expect(rowLabel(text)).toBe(label);
  });
});

it('gives a label that is canonical already what the whole way would give', () => {
  const ofLabels = fc.constantFrom(...'一般公共预算A9_.%+/-、。（）：；，,“”"([·①⻝ ');
  fc.assert(
    fc.property(fc.string({ unit: ofLabels, maxLength: 12 }), (text) => {
      // A zero-width character is always taken out, so its label goes the whole way.
      expect(canonicalLabel(text)).toBe(canonicalLabel(`${text}\u200B`));
    }),
  );
});

describe('a label with marks of notes', () => {
  it('is the label without them, and units keep their powers', () => {
    expect(canonicalLabel('合计¹')).toBe('合计');
    expect(canonicalLabel('面积m²')).toBe('面积m2');
  });
});
