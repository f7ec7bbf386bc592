import { describe, expect, it } from 'vitest';
import { bindAll, keyOf, tableOf, told } from './table-builder.ts';

const title = '一般公共预算财政拨款支出决算表';
const one = (text: string, options = {}, table = {}) => {
  const made = tableOf(`科目编码|科目名称|小计|基本支出|项目支出\n205|教育支出|${text}||`, {
    title,
    ...table,
  });
  const [field] = bindAll([made], options).fields;
  if (field === undefined) throw new Error('no field');
  return field;
};

describe('what a value cell says', () => {
  it.each([
    ['331.61', 'number', '331.61'],
    ['1,234,567.80', 'number', '1234567.80'],
    ['１２．５０', 'number', '12.50'],
    ['-3.20', 'number', '-3.20'],
    ['（3.20）', 'number', '-3.20'],
    ['0.00', 'number', '0.00'],
    ['0', 'number', '0'],
    ['1 234 567.80', 'number', '1234567.80'],
    ['331. 61', 'number', '331.61'],
    ['', 'blank', null],
    ['—', 'blank', null],
    ['-', 'blank', null],
    ['无', 'text', null],
    ['12.5 3.70', 'text', null],
    ['12 34.50', 'text', null],
    ['0331.61', 'text', null],
    ['3.1.2', 'text', null],
    ['详见说明', 'text', null],
  ])('%s', (text, state, value) => {
    const field = one(text);
    expect([field.state, field.value]).toEqual([state, value]);
    expect(field.raw).toBe(text);
    expect(field.flags.includes('unexpected-text')).toBe(state === 'text');
  });

  it('a blank is zero only where the document says so, a dash never', () => {
    expect(one('', { blankMeansZero: true })).toMatchObject({
      state: 'number',
      value: '0',
      raw: '',
      flags: ['blank-zero'],
    });
    expect(one('—', { blankMeansZero: true })).toMatchObject({ state: 'blank', value: null, flags: [] });
    expect(one('', { blankMeansZero: false })).toMatchObject({ state: 'blank', flags: [] });
  });
});

describe('units', () => {
  it.each([
    ['the unit line', { unitText: '金额单位：元' }, '万元', '元', []],
    ['a unit in the title', { unitText: null, title: `${title}（亿元）` }, '万元', '亿元', []],
    ['the document, where the table names none', { unitText: null }, '元', '元', ['unit-assumed']],
    ['none at all', { unitText: null }, '', '', []],
  ])('%s', (_, table, documentUnit, unit, flags) => {
    expect(one('5', { documentUnit }, table)).toMatchObject({ unit, flags });
  });

  it('a header with its own unit, a rate and a count', () => {
    const table = tableOf('项目|金额（元）|占比（%）|完成率|人数（人）|参保人数\n甲|1|2|3|4|5', {
      title: '基本情况表',
    });
    const { fields } = bindAll([table]);
    expect(fields.map(({ unit }) => unit)).toEqual(['元', '%', '%', '人', '']);
  });

  it('no unit is found, where there are figures', () => {
    const made = tableOf('科目编码|科目名称|小计|基本支出|项目支出\n205|教育支出|1||', {
      title,
      unitText: null,
    });
    const codes = (documentUnit: string) =>
      bindAll([made], { documentUnit }).findings.map(({ code }) => code);
    expect(codes('')).toEqual(['unit-unknown']);
    expect(codes('万元')).toEqual([]);
  });
});

describe('tables of no known form', () => {
  it('name each value by the texts at its left and the headers above it', () => {
    const text = `
经费情况|2022年决算数|<|2021年决算数
^|金额|占比|^
一、基本支出|10.00|40%|9.00
其中：1、会议费|—|无|0
`;
    expect(bindAll([tableOf(text, { header: 2, title: '基础数据表' })]).fields.map(keyOf)).toEqual([
      't1||基本支出|2022年决算数/金额=10.00',
      't1||基本支出|2022年决算数/占比=40',
      't1||基本支出|2021年决算数=9.00',
      't1||会议费|2022年决算数/金额=',
      't1||会议费|2022年决算数/占比=“无”',
      't1||会议费|2021年决算数=0',
    ]);
  });
});

describe('figures that find no place in a form', () => {
  it('are kept with what stands around them, in doubt, and reported', () => {
    const text = `
收入|<|支出|<|
项目|金额|项目|金额|
一、一般公共预算财政拨款收入|5.00|一、一般公共服务支出|4.00|3.33
八、其他收入|1.00|二、外交支出|2.00|
总计|6.00|总计|6.00|
`;
    const { fields, findings } = bindAll([tableOf(text, { header: 2, title: '收入支出决算总表' })]);
    const odd = fields.find(({ value }) => value === '3.33');
    expect(odd).toMatchObject({ form: 'gk01', rowLabel: '一般公共服务支出' });
    expect(fields.filter(({ value }) => value === '3.33')).toHaveLength(1);
    expect(findings.length + (odd?.measure.startsWith('column') ? 1 : 0)).toBeGreaterThan(0);
  });
});

describe('units of a compiled report', () => {
  const header = '科目编码|科目名称|小计|基本支出|项目支出';
  const accounts = (id: string, entityText: string | null, body = '合计||1|1|') =>
    tableOf(`${header}\n${body}`, { id, title, entityText });
  const partsOf = (tables: Parameters<typeof bindAll>[0], entity = '青山县教育局') =>
    bindAll(tables, { entity }).tables.map((table) => [table.entity, table.part]);

  it.each([
    [
      'one body, worded in two ways: the document’s name',
      [accounts('t1', '教育局'), tableOf('项目|值\n甲|1', { id: 't2', entityText: '青山县教育体育局' })],
      [
        ['青山县教育局', 1],
        ['青山县教育局', 1],
      ],
    ],
    [
      'a form that stands again under another name is another unit’s',
      [accounts('t1', '青山县教育局'), accounts('t2', '青山县第一中学'), accounts('t3', '青山县第二中学')],
      [
        ['青山县教育局', 1],
        ['青山县第一中学', 2],
        ['青山县第二中学', 3],
      ],
    ],
    [
      'a form that stands again without any name, too',
      [accounts('t1', null), accounts('t2', null)],
      [
        ['青山县教育局', 1],
        ['青山县教育局', 2],
      ],
    ],
    [
      'a piece that goes on with other rows is not',
      [accounts('t1', null), accounts('t2', null, '205|教育支出|1|1|')],
      [
        ['青山县教育局', 1],
        ['青山县教育局', 1],
      ],
    ],
  ])('%s', (_, tables, parts) => {
    expect(partsOf(tables)).toEqual(parts);
  });

  it('sorts forms to units that come by form, not by unit', () => {
    const other = (id: string, entityText: string) =>
      tableOf(
        '科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出\n合计||1|1||||',
        {
          id,
          title: '支出决算表',
          entityText,
        },
      );
    const tables = [
      accounts('t1', '青山县教育局'),
      accounts('t2', '青山县第一中学'),
      other('t3', '青山县教育局'),
      other('t4', '青山县第一中学'),
    ];
    expect(partsOf(tables).map(([, part]) => part)).toEqual([1, 2, 1, 2]);
  });
});

describe('occurrences', () => {
  it('are counted over equal rows of a form', () => {
    const made = tableOf('项目|值\n甲|1\n甲|2\n乙|3', { title: '其他表' });
    expect(bindAll([made]).fields.map(({ rowLabel, occurrence }) => [rowLabel, occurrence])).toEqual([
      ['甲', 1],
      ['甲', 2],
      ['乙', 1],
    ]);
    expect(told(made)).toHaveLength(3);
  });
});
