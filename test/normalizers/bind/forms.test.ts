import { describe, expect, it } from 'vitest';
import { bindAll, forms, keyOf, tableOf, told } from './table-builder.ts';

const account = `
收入|<|<|支出|<|<
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、一般公共预算财政拨款收入|1|120.50|一、一般公共服务支出|32|20.50
四、上级补助收入|4|3.00|八、社会保障和就业支出|39|100.00
|9||九、卫生健康支出|40|
本年收入合计|27|123.50|本年支出合计|58|120.50
年初结转和结余|29||年末结转和结余|60|3.00
总计|31|123.50|总计|62|123.50
`;
const figuresOfAccount = [
  'gk01||一般公共预算财政拨款收入|收入/金额=120.50',
  'gk01||一般公共服务支出|支出/金额=20.50',
  'gk01||上级补助收入|收入/金额=3.00',
  'gk01||社会保障和就业支出|支出/金额=100.00',
  'gk01||本年收入合计|收入/金额=123.50',
  'gk01||本年支出合计|支出/金额=120.50',
  'gk01||年末结转和结余|支出/金额=3.00',
  'gk01||总计|收入/金额=123.50',
  'gk01||总计|支出/金额=123.50',
];

/** The columns of a table, in the order asked for. */
function columnsOf(text: string, columns: readonly number[]): string {
  const lines = text.trim().split('\n');
  return lines.map((line) => columns.map((column) => line.split('|')[column] ?? '').join('|')).join('\n');
}

describe('two sides of an account', () => {
  const title = '收入支出决算总表';

  it('binds rows of both sides, lists their blanks, and leaves rows without label alone', () => {
    const { fields } = bindAll([tableOf(account, { header: 3, title })]);
    expect(fields.filter(({ state }) => state === 'number').map(keyOf)).toEqual(figuresOfAccount);
    expect(fields.filter(({ state }) => state === 'blank').map(keyOf)).toEqual([
      'gk01||卫生健康支出|支出/金额=',
      'gk01||年初结转和结余|收入/金额=',
    ]);
    expect(
      fields.every(({ unit, binding, entity }) => unit === '万元' && binding === 1 && entity !== ''),
    ).toBe(true);
  });

  it('takes the row of column numbers for structure wherever it stands', () => {
    expect(told(tableOf(account, { header: 2, title }))).toEqual(figuresOfAccount);
  });

  it.each([
    ['without line numbers', columnsOf(account, [0, 2, 3, 5]).replace(/^收入.*/u, '收入|<|支出|<')],
    ['with the spans of 收入 and 支出 lost', account.replace('收入|<|<|支出|<|<', '收入|<|支出|<|行次|金额')],
    ['without 收入 and 支出 in the header', account.replace('收入|<|<|支出|<|<\n', '')],
  ])('%s', (_, text) => {
    const header = text.includes('支出|<') || text.includes('收入|支出') ? 2 : 1;
    expect(told(tableOf(text, { header, title }))).toEqual(figuresOfAccount);
  });

  it('goes by the labels where the sides are swapped', () => {
    const swapped = columnsOf(account, [3, 4, 5, 0, 1, 2]);
    expect([...told(tableOf(swapped, { header: 3, title }))].sort()).toEqual([...figuresOfAccount].sort());
  });

  it('keeps what the form does not know under its printed header, and takes no budget for an outturn', () => {
    const text = `
收入|<|<|<|支出|<|<|<
项目|年初预算数|全年预算数|决算数|项目|年初预算数|全年预算数|决算数
一、一般公共预算财政拨款收入|10|11|12|一、一般公共服务支出|13|14|15
`;
    expect(told(tableOf(text, { header: 2, title }))).toEqual([
      'gk01||一般公共预算财政拨款收入|收入/年初预算数=10',
      'gk01||一般公共预算财政拨款收入|收入/全年预算数=11',
      'gk01||一般公共预算财政拨款收入|收入/金额=12',
      'gk01||一般公共服务支出|支出/年初预算数=13',
      'gk01||一般公共服务支出|支出/全年预算数=14',
      'gk01||一般公共服务支出|支出/金额=15',
    ]);
  });

  it('reads both sides one below the other', () => {
    const text = `
项目|金额
收入|
一、一般公共预算财政拨款收入|5.00
八、其他收入|1.00
总计|6.00
支出|
一、一般公共服务支出|6.00
总计|6.00
`;
    expect(told(tableOf(text, { title }))).toEqual([
      'gk01||一般公共预算财政拨款收入|收入/金额=5.00',
      'gk01||其他收入|收入/金额=1.00',
      'gk01||总计|收入/金额=6.00',
      'gk01||一般公共服务支出|支出/金额=6.00',
      'gk01||总计|支出/金额=6.00',
    ]);
  });

  it('keeps a figure beside no label, in doubt', () => {
    const { fields, findings } = bindAll([
      tableOf(account.replace('|9||', '|9|7.77|'), { header: 3, title }),
    ]);
    const lost = fields.find(({ value }) => value === '7.77');
    expect(lost).toMatchObject({ rowLabel: '', flags: ['unexpected-text'], measure: '收入/金额' });
    expect(lost?.binding).toBeLessThan(0.9);
    expect(findings.map(({ code }) => code)).toContain('row-unbound');
  });

  it('takes a label that slipped into the next column, and says so', () => {
    const text = account.replace('四、上级补助收入|4|3.00', '|四、上级补助收入|3.00');
    const { fields } = bindAll([tableOf(text, { header: 3, title })]);
    expect(fields.find(({ value }) => value === '3.00')).toMatchObject({
      rowLabel: '上级补助收入',
      flags: ['shifted'],
    });
  });

  it('counts rows of one label: 其中 of the balance brought forward in the account of 财政拨款', () => {
    const text = `
收入|<|支出|<|<|<|<
项目|决算数|项目|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款
一、一般公共预算财政拨款|9.00|一、一般公共服务支出|10.00|10.00||
本年收入合计|9.00|本年支出合计|10.00|10.00||
年初财政拨款结转和结余|1.00|年末财政拨款结转和结余||||
一、一般公共预算财政拨款|1.00|||||
总计|10.00|总计|10.00|10.00||
`;
    const { fields } = bindAll([tableOf(text, { header: 2, title: '财政拨款收支决算总表' })]);
    const funds = fields.filter(({ rowLabel }) => rowLabel === '一般公共预算财政拨款');
    expect(funds.map(({ form, value, occurrence }) => [form, value, occurrence])).toEqual([
      ['gk04', '9.00', 1],
      ['gk04', '1.00', 2],
    ]);
    expect(told(tableOf(text, { header: 2, title: '财政拨款收支决算总表' }))).toContain(
      'gk04||本年支出合计|支出/一般公共预算财政拨款=10.00',
    );
  });

  it('gives a header spread over columns to the only one that holds figures', () => {
    const text = `
收入|<|支出|<|<|<|<|<
项目|金额|项目|合计|一般公共预算财政拨款|<|政府性基金预算财政拨款|国有资本经营预算财政拨款
一、一般公共预算财政拨款|9.00|一、一般公共服务支出|10.00||8.00|2.00|
二、政府性基金预算财政拨款|1.00|二、外交支出|||||
本年收入合计|10.00|本年支出合计|10.00||8.00|2.00|
`;
    expect(told(tableOf(text, { header: 2, title: '财政拨款收入支出决算总表' }))).toContain(
      'gk04||一般公共服务支出|支出/一般公共预算财政拨款=8.00',
    );
  });
});

describe('code rows', () => {
  const title = '支出决算表';
  const text = `
项目|<|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
科目编码|科目名称|^|^|^|^|^|^
栏次|<|1|2|3|4|5|6
合计|<|30.00|20.00|10.00|||
205|教育支出|30.00|20.00|10.00|||
20502|普通教育|30.00|20.00|10.00|||
2050202|小学教育|30.00|20.00|10.00|||
`;
  const figures = ['合计', '教育支出', '普通教育', '小学教育'].flatMap((label, i) =>
    [
      ['本年支出合计', '30.00'],
      ['基本支出', '20.00'],
      ['项目支出', '10.00'],
    ].map(([measure, value]) => `gk03|${['', '205', '20502', '2050202'][i]}|${label}|${measure}=${value}`),
  );
  const body = text.split('\n').slice(4).join('\n');

  it('binds codes, names, levels and the sum row', () => {
    const { fields } = bindAll([tableOf(text, { header: 3, title })]);
    expect(fields.filter(({ value }) => value !== null).map(keyOf)).toEqual(figures);
    expect(fields).toHaveLength(4 * 6);
    expect([...new Set(fields.map(({ level }) => level))]).toEqual([0, 1, 2, 3]);
  });

  const header = '本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出';
  it.each([
    [
      'code and name in one cell',
      `功能分类科目|${header}\n${body.replace(/合计\|</u, '合计').replace(/^(\d+)\|/gmu, '$1 ')}`,
    ],
    [
      'codes in columns of 类, 款 and 项',
      `类|款|项|科目名称|${header}
合计|<|<|<|30.00|20.00|10.00|||
205|||教育支出|30.00|20.00|10.00|||
205|02||普通教育|30.00|20.00|10.00|||
205|02|02|小学教育|30.00|20.00|10.00|||`,
    ],
    [
      'codes in columns of 类, 款 and 项 that are numbers of a sheet',
      `类|款|项|科目名称|${header}
合计|<|<|<|30.00|20.00|10.00|||
205|||教育支出|30.00|20.00|10.00|||
205|2||普通教育|30.00|20.00|10.00|||
205|2|2|小学教育|30.00|20.00|10.00|||`,
    ],
    [
      'codes in columns of 类, 款 and 项 that do not repeat',
      `类|款|项|科目名称|${header}
合计|<|<|<|30.00|20.00|10.00|||
205|||教育支出|30.00|20.00|10.00|||
|02||普通教育|30.00|20.00|10.00|||
||02|小学教育|30.00|20.00|10.00|||`,
    ],
    [
      'line numbers before the codes',
      `序号|科目编码|科目名称|${header}\n1|${body.trim().split('\n').join('\n1|')}`,
    ],
    ['money units in the header', `科目编码|科目名称|${header.replaceAll('出|', '出（万元）|')}\n${body}`],
    [
      'a row of dots and a note in the body',
      `科目编码|科目名称|${header}\n${body.trim()}\n…|…||||||\n注：本表反映各项支出情况。|<|<|<|<|<|<|<`,
    ],
    [
      'the header again on a new page',
      `科目编码|科目名称|${header}\n${body.trim().replace('20502|', `科目编码|科目名称|${header}\n20502|`)}`,
    ],
  ])('%s', (_, table) => {
    expect(told(tableOf(table, { title }))).toEqual(figures);
  });

  it('does not mind the order of columns', () => {
    const turned = columnsOf(text, [7, 6, 5, 4, 3, 2, 0, 1]);
    expect([...told(tableOf(turned, { header: 3, title }))].sort()).toEqual([...figures].sort());
  });

  it('puts a lost code back by its name below the parent, the 款 before the 项, with less certainty', () => {
    const lost = text.replace('20502|普通教育', '|普通教育').replace('2050202|小学教育', '|小学教育');
    const { fields } = bindAll([tableOf(lost, { header: 3, title })]);
    expect(fields.filter(({ value }) => value !== null).map(keyOf)).toEqual(figures);
    expect(fields.filter(({ rowCode }) => rowCode === '2050202').every(({ binding }) => binding < 1)).toBe(
      true,
    );
    const same = `
科目编码|科目名称|${header}
208|社会保障和就业支出|1.00|1.00||||
|其他社会保障和就业支出|1.00|1.00||||
|其他社会保障和就业支出|1.00|1.00||||
`;
    expect(bindAll([tableOf(same, { title })]).fields.map(({ rowCode }) => rowCode)).toEqual(
      ['208', '20899', '2089999'].flatMap((code) => Array.from({ length: 6 }, () => code)),
    );
  });

  it('leaves a name that stands for no code, or for several, without one', () => {
    const odd = text.replace('20502|普通教育', '|专项经费');
    const { fields } = bindAll([tableOf(odd, { header: 3, title })]);
    expect(fields.find(({ rowLabel }) => rowLabel === '专项经费')).toMatchObject({
      rowCode: '',
      level: null,
    });
  });

  it('keeps a column that the form does not know, whatever it is called', () => {
    const more = `科目编码|科目名称|上年决算数|${header}|增减率|备注
205|教育支出|28.00|30.00|20.00|10.00||||7.14|人员增加`;
    const { fields } = bindAll([tableOf(more, { title })]);
    const extra = fields.filter(({ measure }) => !header.includes(measure));
    expect(extra.map((field) => [keyOf(field), field.unit])).toEqual([
      ['gk03|205|教育支出|上年决算数=28.00', '万元'],
      ['gk03|205|教育支出|增减率=7.14', '%'],
      ['gk03|205|教育支出|备注=“人员增加”', '万元'],
    ]);
    expect(extra.every(({ flags }) => !flags.includes('unexpected-text'))).toBe(true);
  });

  it('lists the blanks of a sum row that stands in the header of an empty table', () => {
    const empty = `
项目|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余
科目编码|科目名称|^|^|^|^|^|^
合计|<|^|^|小计|基本支出|项目支出|^
|||||||
`;
    const { fields } = bindAll([
      tableOf(empty, { header: 3, title: '政府性基金预算财政拨款收入支出决算表' }),
    ]);
    expect(fields.map(keyOf)).toEqual(
      [
        '年初结转和结余',
        '本年收入',
        '本年支出/小计',
        '本年支出/基本支出',
        '本年支出/项目支出',
        '年末结转和结余',
      ].map((measure) => `gk08||合计|${measure}=`),
    );
  });
});

describe('blocks of codes', () => {
  const title = '一般公共预算财政拨款基本支出决算明细表';
  it('binds block by block, and gives the figure at the far right to the sum begun before it', () => {
    const text = `
人员经费|<|<|公用经费|<|<|<|<|<
科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数
301|工资福利支出|9.00|302|商品和服务支出|4.00|310|资本性支出|1.00
30101|基本工资|9.00|30201|办公费|4.00|31002|办公设备购置|1.00
30102|津贴补贴|||||31099|其他资本性支出|
人员经费合计||9.00|公用经费合计|||||5.00
`;
    expect(told(tableOf(text, { header: 2, title }))).toEqual([
      'gk06|301|工资福利支出|决算数=9.00',
      'gk06|302|商品和服务支出|决算数=4.00',
      'gk06|310|资本性支出|决算数=1.00',
      'gk06|30101|基本工资|决算数=9.00',
      'gk06|30201|办公费|决算数=4.00',
      'gk06|31002|办公设备购置|决算数=1.00',
      'gk06||人员经费合计|决算数=9.00',
      'gk06||公用经费合计|决算数=5.00',
    ]);
  });

  it.each([
    ['code and name in one cell', '科目|决算数|科目|决算数\n301 工资福利支出|9|302商品和服务支出|4'],
    [
      'a header that stands over one block only',
      '科目编码|科目名称|决算数||| \n301|工资福利支出|9|302|商品和服务支出|4\n30101|基本工资|9|30201|办公费|4',
    ],
    [
      'a lost code',
      '科目编码|科目名称|决算数|科目编码|科目名称|决算数\n301|工资福利支出|9||商品和服务支出|4',
    ],
  ])('%s', (_, text) => {
    expect(told(tableOf(text, { title }))).toEqual(
      expect.arrayContaining(['gk06|301|工资福利支出|决算数=9', 'gk06|302|商品和服务支出|决算数=4']),
    );
  });

  it('keeps the columns of a list that tells 人员经费 and 公用经费 apart', () => {
    const text = `
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|9.00|9.00|
302|商品和服务支出|4.00||4.00
合计||13.00|9.00|4.00
`;
    expect(told(tableOf(text, { title }))).toEqual([
      'gk06|301|工资福利支出|决算数=9.00',
      'gk06|301|工资福利支出|人员经费=9.00',
      'gk06|302|商品和服务支出|决算数=4.00',
      'gk06|302|商品和服务支出|公用经费=4.00',
      'gk06||合计|决算数=13.00',
      'gk06||合计|人员经费=9.00',
      'gk06||合计|公用经费=4.00',
    ]);
  });
});

describe('one row of “三公”经费', () => {
  const title = '“三公”经费支出决算表';
  const values = '21.30|0|20.87|18.00|2.87|0.43|16.76|0|16.33|15.21|1.12|0.43'.split('|');
  const items = [
    '合计',
    '因公出国（境）费',
    '公务用车购置及运行费/小计',
    '公务用车购置及运行费/公务用车购置费',
    '公务用车购置及运行费/公务用车运行费',
    '公务接待费',
  ];
  const figures = ['预算数', '决算数'].flatMap((half, h) =>
    items.map((item, i) => `gk07|||${half}/${item}=${values[h * 6 + i]}`),
  );
  const leaves = '合计|因公出国 (境) 费|公务用车购置及运行费|<|<|公务接待费';
  const cars = '^|^|小计|公务用车购置 费|公务用车运行 费|^';

  it.each([
    [
      'halves side by side',
      `预算数|<|<|<|<|<|决算数|<|<|<|<|<\n${leaves}|${leaves}\n${cars}|${cars}\n${values.join('|')}`,
      3,
    ],
    [
      'column numbers below the header',
      `预算数|<|<|<|<|<|决算数|<|<|<|<|<\n${leaves}|${leaves}\n${cars}|${cars}\n1|2|3|4|5|6|7|8|9|10|11|12\n${values.join('|')}`,
      3,
    ],
    [
      'the spans of the halves lost',
      `预算数|<|决算数|<|<|<|<|<|<|<|<|公务接待费
合计|因公出国（境）费|公务用车购置及运行费小计|公务用车购置费|公务用车运行费|公务接待费|合计|因公出国（境）费|公务用车购置及运行费小计|公务用车购置费|公务用车运行费|^
${values.join('|')}`,
      2,
    ],
    [
      '维护费 in the wording',
      `预算数|<|<|<|<|<|决算数|<|<|<|<|<\n${leaves}|${leaves}\n${cars}|${cars}\n${values.join('|')}`
        .replaceAll('公务用车购置及运行费', '公务用车购置费及运行维护费')
        .replaceAll('运行 费', '运行维护费'),
      3,
    ],
  ])('%s', (_, text, header) => {
    expect(told(tableOf(text, { header, title }))).toEqual(figures);
  });

  it('reads budget and outturn below each item', () => {
    const pairs = items.flatMap((_, i) => [values[i], values[6 + i]]).join('|');
    const text = `
财政拨款“三公”经费|<|<|<|<|<|<|<|<|<|<|<
合计|<|因公出国（境）费|<|公务用车购置及运行维护费|<|<|<|<|<|公务接待费|<
^|^|^|^|小计|<|公务用车购置费|<|公务用车运行维护费|<|^|^
预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数
${pairs}
`;
    expect([...told(tableOf(text, { header: 4, title }))].sort()).toEqual([...figures].sort());
  });

  it('reads items as rows', () => {
    const rows = [
      '“三公”经费合计',
      '1.因公出国（境）费',
      '2.公务用车购置及运行维护费',
      '其中：（1）公务用车购置费',
      '（2）公务用车运行维护费',
      '3.公务接待费',
    ].map((label, i) => `${label}|${values[i]}|${values[6 + i]}`);
    const text = `项目|预算数|决算数\n${rows.join('\n')}`;
    expect([...told(tableOf(text, { title }))].sort()).toEqual([...figures].sort());
    const staged = `项目|年初预算数|全年预算数|支出决算数\n${rows.map((row) => row.replace('|', '|7|')).join('\n')}`;
    expect(told(tableOf(staged, { title }))).toEqual(expect.arrayContaining(figures));
  });
});

describe('which form it is', () => {
  const codes = '科目编码|科目名称|小计|基本支出|项目支出\n205|教育支出|3|2|1';
  const rows = forms.find(({ id }) => id === 'gk01')?.rows ?? [];
  const side = (name: string) => rows.filter((row) => row.side === name).map(({ label }) => `${label}|1`);
  const wholeAccount = `项目|金额|项目|金额\n${side('支出')
    .map((line, i) => `${side('收入')[i] ?? '|'}|${line}`)
    .join('\n')}`;
  it.each([
    ['the title with year and body', '2022年度青山县教育局收入支出决算总表', account, 3, 'gk01'],
    ['the title with a unit behind it', '收入支出决算总表（万元）', account, 3, 'gk01'],
    ['no title, but the rows', null, wholeAccount, 1, 'gk01'],
    ['the printed number says another', '一般公共预算财政拨款支出决算表', codes, 1, 'gk05'],
    ['an unknown title', '项目库情况表', codes, 1, 't1'],
    ['no title and columns of many forms', null, codes, 1, 't1'],
    ['a budget by its title', '2022年部门支出预算表', codes, 1, 't1'],
  ])('%s', (_, title, text, header, form) => {
    const { tables } = bindAll([tableOf(text, { header, title, mark: '公开08表' })]);
    expect(tables[0]?.form).toBe(form);
  });

  it('a note under a table without title', () => {
    const notes = ['注：本表反映部门本年度一般公共预算财政拨款支出情况。'];
    expect(bindAll([tableOf(codes, { notes })]).tables[0]?.form).toBe('gk05');
  });

  it('the columns, where the title contradicts them; that is found', () => {
    const text = `科目编码|科目名称|本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入
205|教育支出|3|3|||||`;
    const { tables, findings } = bindAll([tableOf(text, { title: '支出决算表' })]);
    expect(tables[0]?.form).toBe('gk02');
    expect(findings.map(({ code }) => code)).toEqual(['column-unbound']);
  });

  it('in a budget, none without 决算 in its title', () => {
    const text = '科目编码|科目名称|合计|基本支出|项目支出|经营支出\n205|教育支出|3|2|1|';
    const title = '支出总表';
    expect(bindAll([tableOf(text, { title })]).tables[0]?.form).toBe('gk03');
    expect(bindAll([tableOf(text, { title })], { isBudget: true }).tables[0]?.form).toBe('t1');
  });

  it('what goes on without header after a page is the same form', () => {
    const first = tableOf(`科目编码|科目名称|小计|基本支出|项目支出\n205|教育支出|3|2|1`, {
      title: '一般公共预算财政拨款支出决算表',
    });
    const rest = tableOf('20502|普通教育|3|2|1', { header: 0, id: 't2', unitText: null });
    const { tables, fields } = bindAll([first, rest]);
    expect(tables.map(({ form, part, unit }) => [form, part, unit])).toEqual([
      ['gk05', 1, '万元'],
      ['gk05', 1, '万元'],
    ]);
    expect(fields.slice(3).map(keyOf)).toEqual([
      'gk05|20502|普通教育|本年支出/小计=3',
      'gk05|20502|普通教育|本年支出/基本支出=2',
      'gk05|20502|普通教育|本年支出/项目支出=1',
    ]);
  });
});
