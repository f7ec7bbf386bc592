import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../normalizers/reconcile/reconcile.ts';
import type { Field } from '../../../schemas/field.ts';
import type { FormDefinition } from '../../../schemas/form.ts';
import type { Statement } from '../../../schemas/statement.ts';
import { bindingOf, cell, classification, fact, forms, publics, sentence } from './accounts.ts';

const run = (fields: readonly Field[], statements: readonly Statement[] = []) =>
  reconcile(bindingOf(fields, statements), forms, classification);

/** `id status` of the checks that are neither passed nor skipped. */
const troubles = (result: ReturnType<typeof run>) =>
  result.checks
    .filter(({ status }) => status === 'fail' || status === 'rounding')
    .map((c) => `${c.id} ${c.status}`);

/** `form row measure` of the fields with source-error. */
const accused = (result: ReturnType<typeof run>) =>
  result.fields
    .filter(({ flags }) => flags.includes('source-error'))
    .map((f) => [f.form, f.rowCode || f.rowLabel, f.measure].filter(Boolean).join(' '));

const table = (
  form: string,
  measures: readonly string[],
  rows: Readonly<Record<string, readonly (string | null)[]>>,
) =>
  Object.entries(rows).flatMap(([row, values]) =>
    measures.map((measure, at) => cell(form, row, measure, values[at] ?? '')),
  );

const gk05 = (rows: Readonly<Record<string, readonly (string | null)[]>>) =>
  table('gk05', ['小计', '基本支出', '项目支出'], rows);

const sound = {
  合计: ['331.61', '293.91', '37.70'],
  '208 社会保障和就业支出': ['318.24', '280.54', '37.70'],
  '20801 人力资源和社会保障管理事务': ['318.24', '280.54', '37.70'],
  '2080101 行政运行': ['214.50', '214.50', ''],
  '2080109 社会保险经办机构': ['103.74', '66.04', '37.70'],
  '210 卫生健康支出': ['13.37', '13.37', ''],
} as const;

describe('sums', () => {
  it('finds nothing in accounts that balance, blanks counting as 0', () => {
    const result = run(gk05(sound));
    expect(troubles(result)).toEqual([]);
    expect(result.checks.filter(({ status }) => status === 'pass').length).toBeGreaterThan(10);
  });

  it.each([
    ['within half a unit for each figure', '331.62', 'rounding'],
    ['beyond it', '331.65', 'fail'],
  ])('tolerates %s', (_, total, status) => {
    const result = run([
      ...gk05({ 合计: [total, '293.91', '37.70'] }),
      ...gk05({ '208 社会保障和就业支出': [total, '293.91', '37.70'] }),
    ]);
    expect(troubles(result)).toContain(`gk05/row/208/小计 ${status}`);
  });

  it('takes 156.1 in a table of hundredths for 156.10, as the tolerance says', () => {
    const items = { '30101 甲': ['61.03'], '30102 乙': ['37.78'], '30103 丙': ['57.37'] } as const;
    const result = run(table('gk06', ['决算数'], { '301 工资福利支出': ['156.1'], ...items }));
    const check = result.checks.find(({ id }) => id === 'gk06/hierarchy/301/决算数')!;
    expect(check).toMatchObject({ status: 'fail', residual: '-0.08', tolerance: '0.02', expected: '156.18' });
    expect(accused(result)).toEqual(['gk06 301 决算数']);
  });

  it('names the one part whose change explains two sums, not their totals', () => {
    const result = run(
      table('gk07', ['合计', '出国费', '小计', '购置费', '运行费', '接待费'], {
        '': ['4.27', '0', '0', '0', '2.31', '1.96'],
      }),
    );
    expect(troubles(result)).toEqual(
      ['gk07/total/合计 fail', 'gk07/cars/小计 fail'].map((x) =>
        x.replace('/合计', '//合计').replace('/小计', '//小计'),
      ),
    );
    expect(accused(result)).toEqual(['gk07 小计']);
  });

  it('says nothing of a total that stands over blanks, and of a blank total', () => {
    expect(troubles(run(gk05({ '208 社会保障和就业支出': ['5.00', '', ''] })))).toEqual([]);
    expect(troubles(run(gk05({ '208 社会保障和就业支出': ['', '5.00', '1.00'] })))).toEqual([]);
  });
});

describe('tables against tables', () => {
  const sheet = (rows: Readonly<Record<string, string>>) =>
    Object.entries(rows).map(([row, value]) => cell('gk04', row, '支出/金额', value));

  it('accuses both printings where nobody else speaks', () => {
    const result = run([...sheet({ 本年支出合计: '167.31' }), ...gk05({ 合计: ['239.31', '', ''] })]);
    expect(accused(result).sort()).toEqual(['gk04 本年支出合计 支出/金额', 'gk05 合计 小计']);
    expect(result.fields[0]!.flags).toContain('cross-table-mismatch');
  });

  it('accuses the one that a sentence contradicts as well', () => {
    const result = run(
      [...sheet({ 本年支出合计: '167.31' }), ...gk05({ 合计: ['239.31', '', ''] })],
      [sentence('s1', [], fact('财政拨款支出', '决算数', '167.31'))],
    );
    expect(accused(result)).toEqual(['gk05 合计 小计']);
  });

  it('compares printings in different units by half a unit of the coarser', () => {
    const inYuan = (value: string) => cell('gk04', '本年支出合计', '支出/金额', value, { unit: '元' });
    const spent = gk05({ 合计: ['331.61', '331.61', ''] });
    expect(troubles(run([inYuan('3316148.00'), ...spent]))).toEqual([]);
    expect(troubles(run([inYuan('3316248.00'), ...spent]))).toEqual(['gk04/spending fail']);
  });

  it('accuses the table that differs from two others by the same, and not these', () => {
    const third: FormDefinition = {
      ...publics,
      id: 'gk03',
      rowKey: 'code',
      identities: [
        {
          kind: 'cross-table',
          id: 'basic',
          relation: 'equal',
          left: [{ row: '合计', measure: '基本支出' }],
          right: [{ form: 'gk05', row: '合计', measure: '基本支出' }],
        },
      ],
    };
    const fields = [
      ...sheet({ 本年支出合计: '374.24' }),
      cell('gk03', '合计', '基本支出', '300.10'),
      ...gk05({ 合计: ['420.06', '345.92', '74.14'] }),
    ];
    const result = reconcile(bindingOf(fields), [...forms, third], classification);
    expect(accused(result)).toEqual(['gk05 合计 小计', 'gk05 合计 基本支出']);
  });

  it('rounds a figure of running text to the usual place there, not to the finest', () => {
    const inYuan = cell('gk06', '公用经费合计', '决算数', '622748.00', { unit: '元' });
    const said = (value: string) => [
      sentence('s1', [], fact('公用经费', '决算数', value)),
      sentence('s2', [], fact('甲', '决算数', '1.11'), fact('乙', '决算数', '2.3456')),
    ];
    expect(troubles(run([inYuan], said('62.27')))).toEqual([]);
    expect(troubles(run([inYuan], said('62')))).toHaveLength(1);
  });

  it('holds a bound against both where it is broken', () => {
    const result = run([
      cell('gk06', '30217 公务接待费', '决算数', '1.07'),
      cell('gk07', '', '接待费', '1.06'),
    ]);
    expect(accused(result).sort()).toEqual(['gk06 30217 决算数', 'gk07 接待费']);
    const below = [cell('gk06', '30217 公务接待费', '决算数', '1.00'), cell('gk07', '', '接待费', '1.06')];
    expect(troubles(run(below))).toEqual([]);
  });

  it('finds class rows by their names, older ones too', () => {
    const result = run([
      ...sheet({ 医疗卫生与计划生育支出: '6.78', 本年支出合计: '6.78' }),
      ...gk05({ 合计: ['6.88', '', ''], '210 卫生健康支出': ['6.88', '', ''] }),
    ]);
    expect(troubles(result)).toContain('gk04/classes-spending/医疗卫生与计划生育支出 fail');
  });
});

describe('statements', () => {
  const cells = [cell('gk06', '公用经费合计', '决算数', '11.12')];

  it('accuses the sentence, and the cell only where these two alone speak', () => {
    const wrong = sentence('s2', [], fact('机关运行经费', '决算数', '54.98'));
    expect(accused(run(cells, [wrong]))).toEqual([
      'gk06 公用经费合计 决算数',
      'narrative 机关运行经费 决算数',
    ]);
    const right = sentence('s1', [], fact('公用经费', '决算数', '11.12'));
    expect(accused(run(cells, [right, wrong]))).toEqual(['narrative 机关运行经费 决算数']);
  });

  it('does not take a sentence about last year for one about this', () => {
    const before = sentence('s1', [], fact('公用经费', '决算数', '9.00', { yearOffset: -1 }));
    const twoBefore = sentence('s2', [], fact('公用经费', '决算数', '9.00', { year: '2020' }));
    expect(troubles(run(cells, [before, twoBefore]))).toEqual([]);
  });

  it('tells a sentence that names the year before, without accusing for certain', () => {
    const kept = sentence('s1', [], fact('机关运行经费', '决算数', '54.98', { year: '2021' }));
    const result = run(cells, [kept]);
    expect(result.fields[1]!.flags).toEqual(['narrative-mismatch']);
    expect(accused(result)).toEqual([]);
  });

  it('doubts the columns, not the publisher, where sentences put the figures of a row elsewhere in it', () => {
    const row = (values: Readonly<Record<string, string>>) =>
      Object.entries(values).map(([measure, value]) => cell('gk07', '', measure, value));
    const spoken: FormDefinition = {
      ...publics,
      identities: [],
      stated: ['接待费', '运行费'].map((measure) => ({
        cell: { row: '', measure },
        items: [measure],
        measure: '决算数' as const,
      })),
    };
    const said = [
      sentence('s1', [], fact('接待费', '决算数', '1.06')),
      sentence('s2', [], fact('运行费', '决算数', '1.81')),
    ];
    const shifted = reconcile(
      bindingOf(row({ 购置费: '1.81', 运行费: '1.06', 接待费: '2.31' }), said),
      [spoken],
      classification,
    );
    expect(accused(shifted)).toEqual([]);
    expect(shifted.fields[1]!.flags).toEqual(['shifted', 'narrative-mismatch']);
    const wrong = reconcile(
      bindingOf(row({ 购置费: '1.81', 运行费: '0', 接待费: '1.06' }), said),
      [spoken],
      classification,
    );
    expect(accused(wrong)).toContain('gk07 运行费');
  });

  it('does not sum a row of which a column was not found', () => {
    const columns = ['合计', '出国费', '小计', '接待费'].map((measure) => ({ measure, variants: [] }));
    const fields = [cell('gk07', '', '合计', '9.00'), cell('gk07', '', '接待费', '1.00')];
    const known = reconcile(bindingOf(fields), [{ ...publics, columns }], classification);
    expect(known.checks.map(({ status }) => status)).toEqual(['skipped']);
  });

  it('does not fill a printed blank, and does not call it a contradiction', () => {
    const result = run(
      [cell('gk06', '公用经费合计', '决算数', '')],
      [sentence('s1', [], fact('公用经费', '决算数', '11.12'))],
    );
    expect(troubles(result)).toEqual([]);
    expect(result.fields[0]!.state).toBe('blank');
  });

  it('finds the row that 类 款 项 name', () => {
    const path = [
      { label: '社会保障和就业支出', depth: '类' },
      { label: '人力资源和社会保障管理事务', depth: '款' },
      { label: '社会保险经办机构', depth: '项' },
    ] as const;
    const stated = fact('社会保险经办机构', '决算数', '131.11', { itemPath: path });
    const result = run(gk05(sound), [sentence('s1', ['决算具体情况'], stated)]);
    expect(troubles(result)).toEqual(['gk05/narrative/2080109/小计/s1.1 fail']);
    expect(accused(result)).toEqual(['gk05 2080109 小计', 'narrative 社会保险经办机构 决算数']);
  });

  it('takes a figure under the name of another row for a wrong name', () => {
    const stated = fact('一般公共服务', '决算数', '318.24', {
      itemPath: [{ label: '一般公共服务', depth: '类' }],
    });
    const result = run(gk05({ ...sound, '201 一般公共服务支出': ['0.00', '', ''] }), [
      sentence('s1', ['决算结构情况'], stated),
    ]);
    expect(troubles(result)).toEqual(['gk05/narrative/201/小计/s1.1 fail']);
    expect(accused(result)).toEqual([]);
  });

  it('sums a list whose shares reach 100, and no other', () => {
    const list = (shares: readonly string[]) =>
      sentence(
        's1',
        [],
        fact('支出', '决算数', '100.00', { id: 'w' }),
        ...['40.00', '59.00'].flatMap((value, at) => [
          fact(`第${at}项`, '决算数', value, { whole: 'w' }),
          ...(shares[at] === undefined ? [] : [fact(`第${at}项`, '占比', shares[at], { whole: 'w' })]),
        ]),
      );
    expect(troubles(run([], [list([])]))).toEqual([]);
    expect(troubles(run([], [list(['40.0', '59.0'])]))).toEqual([]);
    const result = run([], [list(['40.0', '60.0'])]);
    // one amount explains both the sum and its percentage
    expect(accused(result)).toEqual(['narrative 第1项 决算数']);
  });

  it('compares one item of one whole in two sentences, and accuses the one without a witness', () => {
    const said = (id: string, basic: string) =>
      sentence(
        id,
        [],
        fact('支出', '决算数', '331.61', { id: `${id}w` }),
        fact('基本支出', '决算数', basic, { whole: `${id}w` }),
      );
    const result = run([], [said('s1', '293.88'), said('s2', '293.88'), said('s3', '293.87')]);
    const wrong = result.fields.filter(({ flags }) => flags.includes('source-error'));
    expect(wrong.map(({ value }) => value)).toEqual(['293.87']);
    const each = (id: string, rest: string) =>
      sentence(id, [], fact('结余', '决算数', rest, { whole: 's1w' }));
    expect(troubles(run([], [said('s1', '293.88'), each('s5', '3.30'), each('s6', '0')]))).toEqual([]);
    const otherWhole = sentence(
      's4',
      [],
      fact('财政拨款支出', '决算数', '200.00', { id: 's4w' }),
      fact('基本支出', '决算数', '150.00', { whole: 's4w' }),
    );
    expect(troubles(run([], [said('s1', '293.88'), otherWhole]))).toEqual([]);
  });

  it('holds the opening budget of 财政拨款 within that of the whole unit', () => {
    const opening = (id: string, label: string, value: string) =>
      sentence(id, [], fact(label, '预算数', value, { stage: '年初预算' }));
    const small = run([], [opening('s1', '财政拨款支出', '167.31'), opening('s2', '年初部门预算', '144.22')]);
    expect(accused(small)).toEqual(['narrative 财政拨款支出 预算数', 'narrative 年初部门预算 预算数']);
    const large = run([], [opening('s1', '财政拨款支出', '167.31'), opening('s2', '年初部门预算', '200.00')]);
    expect(troubles(large)).toEqual([]);
  });
});

describe('percentages', () => {
  const spoken = (...facts: ReturnType<typeof fact>[]) =>
    run([], [sentence('s1', [], ...facts.map((f) => ({ ...f, subject: '甲' })))]);
  const amount = (measure: '预算数' | '决算数', value: string, more = {}) => fact('甲', measure, value, more);

  it.each([
    [
      'completion',
      [amount('预算数', '144.44'), amount('决算数', '140.8'), fact('甲', '完成率', '97.5')],
      'pass',
    ],
    [
      'completion truncated',
      [amount('预算数', '5.00'), amount('决算数', '4.79'), fact('甲', '完成率', '95')],
      'rounding',
    ],
    [
      'completion wrong',
      [amount('预算数', '5.00'), amount('决算数', '4.79'), fact('甲', '完成率', '59.8')],
      'fail',
    ],
    [
      'completion of nothing',
      [amount('预算数', '0'), amount('决算数', '4.79'), fact('甲', '完成率', '100')],
      'skipped',
    ],
    [
      'change by its amount',
      [amount('决算数', '331.61'), fact('甲', '增减额', '-16.24'), fact('甲', '增减率', '-4.7')],
      'pass',
    ],
    [
      'change, half a unit off',
      [amount('决算数', '254.48'), fact('甲', '增减额', '84.50'), fact('甲', '增减率', '49')],
      'rounding',
    ],
    [
      'change times 100',
      [amount('决算数', '0.43'), fact('甲', '增减额', '0.03'), fact('甲', '增减率', '0.08')],
      'fail',
    ],
    [
      'change from nothing',
      [amount('决算数', '15.21'), fact('甲', '增减额', '15.21'), fact('甲', '增减率', '100.0')],
      'skipped',
    ],
    [
      'change of another item: more than the amount',
      [amount('决算数', '22.17'), fact('甲', '增减额', '84.50'), fact('甲', '增减率', '49')],
      undefined,
    ],
    [
      'change against the budget',
      [
        amount('决算数', '1.81'),
        amount('预算数', '2.31'),
        fact('甲', '增减率', '-22', { basis: '年初预算' }),
      ],
      'pass',
    ],
    [
      'change against the year before, stated',
      [
        amount('决算数', '1.06'),
        amount('决算数', '1.18', { yearOffset: -1 }),
        fact('甲', '增减率', '-10', { basis: '上年' }),
      ],
      'pass',
    ],
  ] as const)('%s', (_, facts, status) => {
    const checks = spoken(...facts).checks.filter(({ kind }) => kind === 'ratio');
    expect(checks.map((check) => check.status)).toEqual(status === undefined ? [] : [status]);
  });

  it('names the base that was taken by mistake, and accuses the percentage alone', () => {
    const result = spoken(
      amount('决算数', '1.81'),
      fact('甲', '增减额', '-14'),
      fact('甲', '增减率', '-773'),
    );
    expect(accused(result)).toEqual(['narrative 甲 增减率']);
    expect(result.checks.at(-1)!.explanation).toContain('it would be right of “甲”决算数（line 1） 1.81万元');
  });

  it('finds the base of a share by its name', () => {
    const cells = [cell('gk05', '合计', '小计', '167.31')];
    const spent = sentence('s1', [], fact('支出合计', '决算数', '239.31'));
    const share = (value: string, basis: string) =>
      sentence(
        's2',
        [],
        fact('财政拨款支出', '决算数', '167.31'),
        fact('财政拨款支出', '占比', value, { basis }),
      );
    const status = (value: string, basis: string) =>
      run(cells, [spent, share(value, basis)])
        .checks.filter(({ kind }) => kind === 'ratio')
        .map((c) => c.status);
    expect(status('69.9', '本年支出合计')).toEqual(['pass']);
    expect(status('100', '本年支出合计')).toEqual(['fail']);
    // 基本支出 of another section may be another 基本支出: it can confirm, not accuse
    const basic = sentence('s3', ['别处'], fact('基本支出', '决算数', '200.00'));
    const ofBasic = (value: string) =>
      run([], [basic, share(value, '基本支出')]).checks.filter(({ kind }) => kind === 'ratio')[0]!.status;
    expect([ofBasic('83.7'), ofBasic('93.0')]).toEqual(['pass', 'skipped']);
    // a base that is stated nowhere is nothing to divide by
    expect(status('12.3', '全县支出')).toEqual([]);
  });

  it('does not take a change against last year for one against the budget beside it', () => {
    const facts = [
      amount('预算数', '2.87'),
      amount('决算数', '1.12'),
      fact('甲', '增减额', '-1.73', { basis: '年初预算' }),
      fact('甲', '增减率', '-60.7', { basis: '年初预算' }),
    ];
    expect(troubles(spoken(...facts))).toEqual([]);
  });

  it('takes a share in a section on 三公 for one of 三公', () => {
    const cells = [cell('gk07', '', '决算数/合计', '2.87')];
    const share = (value: string) =>
      sentence('s1', ['三公经费支出决算'], fact('接待', '决算数', '1.06'), fact('接待', '占比', value));
    expect(troubles(run(cells, [share('36.9')]))).toEqual([]);
    expect(accused(run(cells, [share('0.37')]))).toEqual(['narrative 接待 占比']);
  });

  it('finds out a base worded in its own way by another share of it', () => {
    const of = (label: string, value: string, share: string) => [
      fact(label, '预算数', value, { whole: 'w' }),
      fact(label, '占比', share, { whole: 'w', basis: '县级安排总盘子' }),
    ];
    const said = (...shares: ReturnType<typeof fact>[]) =>
      run([], [sentence('s1', [], fact('预算收入', '预算数', '40.77', { id: 'w' }), ...shares)]);
    expect(accused(said(...of('基本', '34.77', '58.3')))).toEqual([]);
    expect(accused(said(...of('基本', '34.77', '58.3'), ...of('项目', '6.00', '14.7')))).toEqual([
      'narrative 基本 占比',
    ]);
  });

  it('takes a share without a base for one of the whole, or of the whole of the whole', () => {
    const chain = sentence(
      's1',
      [],
      fact('支出', '决算数', '72.92', { id: 'a' }),
      fact('工资', '决算数', '57.15', { id: 'b', whole: 'a' }),
      fact('津贴', '决算数', '12.84', { whole: 'b' }),
      fact('津贴', '占比', '17.6', { whole: 'b' }),
    );
    expect(troubles(run([], [chain]))).toEqual([]);
  });
});

describe('codes, names and contents', () => {
  it('fails a name that is another code of the same depth, and only that', () => {
    const result = run(
      gk05({ '208 卫生健康支出': ['1.00', '1.00', ''], '210 卫生健康支出费': ['1.00', '1.00', ''] }),
    );
    const named = result.checks.filter(({ kind }) => kind === 'code-name').map((c) => `${c.id} ${c.status}`);
    expect(named).toEqual(['gk05/code-name/208 fail', 'gk05/code-name/210 skipped']);
    expect(result.fields[0]!.flags).toContain('code-name-mismatch');
  });

  it('fails a form that the contents announce and the document lacks', () => {
    const result = reconcile(bindingOf([], [], { announced: ['gk05'] }), forms, classification);
    expect(result.checks.map((c) => `${c.id} ${c.status}`)).toEqual(['gk05/completeness fail']);
  });
});
