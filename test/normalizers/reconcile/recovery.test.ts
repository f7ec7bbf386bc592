import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import type { Field } from '../../../schemas/field.ts';
import type { Binding } from '../../../schemas/ports.ts';
import type { Statement } from '../../../schemas/statement.ts';
import { bindingOf, cell, classification, fact, forms, sentence, spending } from './accounts.ts';

const recover = (
  fields: readonly Field[],
  statements: readonly Statement[] = [],
  more: Partial<Binding> = {},
) =>
  reconcile(bindingOf(fields, statements, more), forms, classification).fields.filter(
    (f) => f.form !== 'narrative',
  );

/** `row measure value method` of every field. */
const told = (fields: readonly Field[]) =>
  fields.map((f) =>
    [f.rowCode || f.rowLabel, f.measure, f.value ?? f.state, f.method].filter(Boolean).join(' '),
  );

const row = (name: string, ...values: (string | null)[]) =>
  ['小计', '基本支出', '项目支出'].map((measure, at) => cell('gk05', name, measure, values[at] ?? null));

const publics = (...values: (string | null)[]) =>
  ['合计', '出国费', '小计', '购置费', '运行费', '接待费'].map((m, at) =>
    cell('gk07', '', m, values[at] ?? null),
  );

describe('recovery', () => {
  it('takes a lost cell from the sentence that states it, as printed there', () => {
    const stated = fact('财政拨款支出', '决算数', '93.970', { raw: '93.970万元' });
    const [field] = recover([cell('gk05', '合计', '小计', null)], [sentence('s7', [], stated)]);
    expect(field).toMatchObject({
      value: '93.970',
      raw: '93.970万元',
      state: 'number',
      method: 'narrative',
      location: 'line 7',
      factId: 's7.1',
    });
    expect(field!.origin).toContain('93.970万元');
  });

  it('turns the sentence into the unit of the form', () => {
    const stated = fact('财政拨款支出', '决算数', '939700', { unit: '元' });
    const [field] = recover([cell('gk05', '合计', '小计', null)], [sentence('s1', [], stated)]);
    expect(field).toMatchObject({ value: '93.97', unit: '万元', raw: '939700' });
  });

  it('takes nothing from sentences that disagree, and the figure of the majority', () => {
    const say = (id: string, value: string) => sentence(id, [], fact('财政拨款支出', '决算数', value));
    const lost = [cell('gk05', '合计', '小计', null)];
    expect(told(recover(lost, [say('s1', '1.00'), say('s2', '2.00')]))).toEqual(['合计 小计 missing text']);
    expect(told(recover(lost, [say('s1', '1.00'), say('s2', '2.00'), say('s3', '2.00')]))).toEqual([
      '合计 小计 2.00 narrative',
    ]);
  });

  it('computes the only unknown, part or total, and says by which identity', () => {
    const fields = recover(row('合计', '93.97', '82.68', null));
    expect(told(fields)).toEqual([
      '合计 小计 93.97 text',
      '合计 基本支出 82.68 text',
      '合计 项目支出 11.29 derived',
    ]);
    expect(fields[2]!.origin).toContain('gk05/row/合计/小计');
    expect(fields[2]!.raw).toBe('');
    expect(fields[2]!.binding).toBeLessThan(0.95);
    expect(told(recover(row('合计', null, '82.68', '11.29')))[0]).toBe('合计 小计 93.97 derived');
  });

  it('grants a computed part the rounding of what it was computed from', () => {
    const atMost = {
      cell: { row: '合计', measure: '项目支出' },
      items: ['项目'],
      measure: '决算数' as const,
    };
    const form = { ...spending, stated: [{ ...atMost, relation: 'at-most' as const }] };
    const say = (value: string) => [sentence('s1', [], fact('项目', '决算数', value))];
    const status = (value: string) =>
      reconcile(
        bindingOf(row('合计', '93.97', '82.68', null), say(value)),
        [form],
        classification,
      ).checks.map((check) => check.status);
    // within it the sentence gives the figure, and is not checked against itself
    expect(status('11.30')).toEqual(['rounding']);
    expect(status('11.31')).toEqual(['fail']);
  });

  it('leaves alone what two unknown parts could share', () => {
    expect(told(recover(row('合计', '93.97', null, null))).slice(1)).toEqual([
      '合计 基本支出 missing text',
      '合计 项目支出 missing text',
    ]);
  });

  it('gives 0 to all unknown parts where nothing is left', () => {
    expect(told(recover(publics('1.06', null, null, null, null, '1.06')))).toEqual([
      '合计 1.06 text',
      '出国费 0 derived',
      '小计 0 derived',
      '购置费 0 derived',
      '运行费 0 derived',
      '接待费 1.06 text',
    ]);
  });

  it('does not call a remainder within rounding a figure, nor negative money', () => {
    expect(told(recover(row('合计', '93.97', '93.96', null)))[2]).toBe('合计 项目支出 missing text');
    expect(told(recover(row('合计', '93.97', '93.98', null)))[2]).toBe('合计 项目支出 0 derived');
    expect(told(recover(row('合计', '93.97', '99.00', null)))[2]).toBe('合计 项目支出 missing text');
  });

  it('drops a value on which two identities disagree', () => {
    const fields = recover([
      ...row('合计', null, '10.00', '5.00'),
      cell('gk04', '本年支出合计', '支出/金额', '99.00'),
    ]);
    expect(told(fields)[0]).toBe('合计 小计 missing text');
  });

  it('drops both totals where their sum shows that rows are lacking', () => {
    const fields = recover([
      ...row('合计', '100.00', '100.00', ''),
      ...row('208 社会保障和就业支出', '100.00', '100.00', ''),
      cell('gk05', '20801 人力资源和社会保障管理事务', '小计', null),
      cell('gk05', '2080101 行政运行', '小计', '30.00'),
      cell('gk05', '20805 行政事业单位养老支出', '小计', null),
      cell('gk05', '2080505 机关事业单位基本养老保险缴费支出', '小计', '50.00'),
    ]);
    expect(told(fields).filter((one) => one.includes('missing'))).toHaveLength(2);
  });

  it('takes back what it computed from a total that turns out to lack rows', () => {
    // the only 项 that the text names for 20805 is not its only one: 208 shows it, once 20801 is known
    const fields = recover([
      ...row('208 社会保障和就业支出', '100.00', '100.00', ''),
      cell('gk05', '20801 人力资源和社会保障管理事务', '小计', null),
      cell('gk05', '2080101 行政运行', '小计', '30.00'),
      cell('gk05', '2080109 社会保险经办机构', '小计', '20.00'),
      cell('gk05', '20805 行政事业单位养老支出', '小计', null),
      cell('gk05', '2080505 机关事业单位基本养老保险缴费支出', '小计', '10.00'),
    ]);
    expect(told(fields).filter((one) => one.includes('missing'))).toHaveLength(2);
  });

  it('takes the figure of a sentence for the value that an identity gives but for rounding', () => {
    const bound = { cell: { row: '合计', measure: '项目支出' }, items: ['项目'], measure: '决算数' as const };
    const form = { ...spending, stated: [{ ...bound, relation: 'at-most' as const }] };
    const [, , field] = reconcile(
      bindingOf(row('合计', '93.97', '82.68', null), [sentence('s1', [], fact('项目', '决算数', '11.28'))]),
      [form],
      classification,
    ).fields;
    expect(field).toMatchObject({ value: '11.28', method: 'narrative', factId: 's1.1' });
  });

  it('never computes from a bound', () => {
    const fields = recover([
      cell('gk06', '30217 公务接待费', '决算数', null),
      cell('gk07', '', '接待费', '0.00'),
    ]);
    expect(fields[0]!.state).toBe('missing');
  });

  it('leaves printed blanks alone and does not copy them', () => {
    const fields = recover([
      cell('gk04', '本年支出合计', '支出/金额', null),
      cell('gk05', '合计', '小计', ''),
    ]);
    expect(told(fields)).toEqual(['本年支出合计 支出/金额 missing text', '合计 小计 blank text']);
  });

  const note = (text: string): Partial<Binding> => ({
    reconstruction: {
      blocks: [{ kind: 'note', text, page: 3, location: 'line 9', bbox: null, level: null, tableId: null }],
      tables: [],
      unaccounted: new Map(),
      findings: [],
    },
  });

  it('puts 0 where the text says that there is nothing', () => {
    const fields = recover(publics(), [], note('注：3.本单位 2024年度无“三公”经费支出。'));
    expect(fields.map(({ value, method, location }) => [value, method, location])).toEqual(
      Array.from({ length: 6 }, () => ['0', 'narrative', 'line 9']),
    );
  });

  it.each([
    ['only how one would put it', '（若本单位无“三公”经费，请说明：XX单位没有“三公”经费支出）'],
    ['nothing of the kind', '本单位2024年度“三公”经费支出减少。'],
  ])('puts no 0 where the text says %s', (_, text) => {
    expect(recover(publics(), [], note(text)).every(({ state }) => state === 'missing')).toBe(true);
  });

  it('puts no 0 beside a figure', () => {
    const fields = recover(publics('1.06'), [], note('本单位无“三公”经费支出。'));
    expect(fields.some(({ value }) => value === '0')).toBe(false);
  });
});
