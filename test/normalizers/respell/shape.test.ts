import { describe, expect, it } from 'vitest';
import { respell } from '../../../normalizers/respell/respell.ts';
import { classification } from '../../../schemas/classification/lookup.ts';
import type { Block } from '../../../schemas/document.ts';
import type { Field } from '../../../schemas/field.ts';
import type { Table } from '../../../schemas/table.ts';
import { bindAll, forms, keyOf, tableOf } from '../bind/table-builder.ts';

/** A table as OCR gives it. */
const pictured = (text: string, options: Parameters<typeof tableOf>[1] = {}): Table => {
  const table = tableOf(text, options);
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, confidence: 0.99, candidates: [] })) };
};
const block = (text: string, kind: Block['kind'], tableId: string | null = null): Block => ({
  kind,
  text,
  page: 1,
  location: 'p1',
  bbox: null,
  level: null,
  tableId,
  reading: 0.9,
});

/** Fields of tables read from pictures, each with the lines that stand over it. */
function fieldsOf(...tables: (readonly [Table, ...string[]])[]): readonly Field[] {
  const { tables: respelt } = respell(
    {
      blocks: tables.flatMap(([{ id }, ...lines]) => [
        ...lines.map((line) => block(line, 'paragraph')),
        block('', 'table', id),
      ]),
      tables: tables.map(([table]) => table),
      unaccounted: new Map(),
      findings: [],
    },
    forms,
    classification,
  );
  return bindAll(respelt).fields.filter(({ state }) => state === 'number');
}
const keysOf = (...tables: (readonly [Table, ...string[]])[]): string[] => fieldsOf(...tables).map(keyOf);

const rows = `
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00
20801 | 人力资源和社会保障管理事务 | 12.00 | 10.00 | 2.00`;
const gk05 = [
  'gk05|208|社会保障和就业支出|本年支出/小计=12.00',
  'gk05|208|社会保障和就业支出|本年支出/基本支出=10.00',
  'gk05|208|社会保障和就业支出|本年支出/项目支出=2.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/小计=12.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/基本支出=10.00',
  'gk05|20801|人力资源和社会保障管理事务|本年支出/项目支出=2.00',
];
const title = '一般公共预算财政拨款支出决算表';

describe('a table with the shape of a form', () => {
  it('is that form where its title says so, though its header was read as figures', () => {
    const misread = `
8111 | < | 本皇支出 | < | <
功能分类科目编：沪 | 科目名称 | 丰证 | “葵本支此： | R
5 栏次思A 185952 | < | 1 | 2 | 3${rows}`;
    const fields = fieldsOf([pictured(misread, { header: 0, title })]);
    expect(fields.map(keyOf)).toEqual(gk05);
    for (const { binding } of fields) expect(binding).toBeLessThan(0.96);
  });

  it('is that form by its header and what is left of its title', () => {
    const table = pictured(`科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出\n栏次 | < | 1 | 2 | 3${rows}`, {
      header: 2,
      mark: '公开05表',
    });
    expect(keysOf([table, '一般代拨款支出决算表'])).toEqual(gk05);
  });

  it('is no form where two have its shape and nothing else tells them apart', () => {
    const table = pictured(`科目编码 | 科目名称 | 丰证 | 乙 | R\n栏次 | < | 1 | 2 | 3${rows}`, { header: 2 });
    expect(keysOf([table]).every((key) => key.startsWith('t1|'))).toBe(true);
  });

  it('keeps its own columns where they are fewer than the form has', () => {
    const table = pictured(`科目编码 | 科目名称 | 丰证 | 基本支出${rows.replace(/ \| [\d.]+$/gmu, '')}`, {
      header: 1,
      title,
    });
    expect(keysOf([table]).filter((key) => key.includes('项目支出'))).toEqual([]);
  });

  it('is not looked for among tables of text', () => {
    const table = tableOf(`科目编码 | 科目名称 | 丰证 | 乙 | R${rows}`, { title });
    expect(keysOf([table]).some((key) => key.startsWith('gk05') && key.includes('小计'))).toBe(false);
  });
});

describe('lines seen where there are none', () => {
  it('are taken back where header and figures stand in columns of their own', () => {
    const table = pictured(
      `
项目 | < | 小计 | | 本年支出 基本支出 | | 项目支出 |
科目编码 | 科目名称 | | | | | |
| 栏次 | 1 | | 2 | | 3 |
208 | 社会保障和就业支出 | | 12.00 | | 10.00 | | 2.00
20801 | 人力资源和社会保障管理事务 | | 12.00 | | 10.00 | | 2.00`,
      { header: 3, title },
    );
    expect(keysOf([table])).toEqual(gk05);
  });

  it('are left where a row fills both columns', () => {
    const table = pictured(
      `
科目编码 | 科目名称 | 丰证 | 乙 | R | X
208 | 社会保障和就业支出 | 12.00 | 10.00 | 2.00 | 1.00
20801 | 人力资源和社会保障管理事务 | 12.00 | 10.00 | 2.00 | 1.00`,
      { title },
    );
    expect(keysOf([table]).some((key) => key.includes('本年支出/'))).toBe(false);
  });
});

describe('a line that was not seen', () => {
  it('leaves no column to be told: a figure of one stands under the name of two', () => {
    const table = pictured(
      `
科目编码 | 科目名称 | 本年支出合计 | 每本支出上目支出 | < | 3 上级支出 | < | 经营支出 | 对附属单位补助支出
栏次 | < | 1 | | | 3 | | 5 | 6
208 | 社会保障和就业支出 | 12.00 | 10.00 | | 2.00 | | |
20801 | 人力资源和社会保障管理事务 | 12.00 | 12.00 | | | | |`,
      { header: 2, mark: '公开03表' },
    );
    expect(keysOf([table]).filter((key) => /基本支出|项目支出/u.test(key))).toEqual([]);
  });
});

describe('an account whose rest stands on the next page', () => {
  it('goes on though the header that is printed again was misread', () => {
    const head = (words: string) => `
收入 | < | < | 支出 | < | < | < | < | <
项目 | 行次 | 金额 | ${words} | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
栏次 | < | 1 | 栏次 | | 2 | 3 | 4 | 5`;
    const line = (n: number, label: string) =>
      ` | ${n} | | ${label} | ${n + 32} | 1.00 | 1.00 | 0.00 | 0.00\n`;
    const first = pictured(
      `${head('项目')}
一般公共预算财政拨款 | 1 | 9.00 | 一般公共服务支出 | 33 | 0.00 | 0.00 | 0.00 | 0.00
政府性基金预算财政拨款 | 2 | 0.00 | 外交支出 | 34 | 0.00 | 0.00 | 0.00 | 0.00
国有资本经营预算财政拨款 | 3 | 0.00 | 国防支出 | 35 | 0.00 | 0.00 | 0.00 | 0.00
 | 4 | | 公共安全支出 | 36 | 0.00 | 0.00 | 0.00 | 0.00`,
      { header: 3, title: '财政拨款收入支出决算总表' },
    );
    const rest = pictured(
      `${head('隧直 4').replace('合计', '4 合计').replace('支出 |', '雹下信流出 |')}
${line(15, '商业服务业等支出')}${line(16, '金融支出')}${line(17, '援助其他地区支出')}${line(18, '自然资源海洋气象等支出')}
本年收入合计 | 27 | 9.00 | 本年支出合计 | 59 | 9.00 | 9.00 | 0.00 | 0.00
年初财政拨款结转和结余 | 28 | 0.00 | 年末财政拨款结转和结余 | 60 | 0.00 | 0.00 | 0.00 | 0.00`.replace(
        /\n\n/gu,
        '\n',
      ),
      { header: 1, id: 't2', pages: [2], unitText: null },
    );
    const keys = keysOf([first], [rest]);
    expect(keys).toContain('gk04||金融支出|支出/合计=1.00');
    expect(keys).toContain('gk04||本年支出合计|支出/一般公共预算财政拨款=9.00');
  });
});
